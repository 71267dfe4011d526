"""A CSV of git repositories, such as GitHub Classroom's grades.csv: one line per student.

    student,url,ref,folder,submitted_at
    ada,https://github.com/class/xor-ada,main,hw1,2027-01-31T20:15:00+01:00
    student,path
    bob,clones/bob

Students stand in columns as in a roster (student, id, name, email, github, ...). `url` is fetched
over https, http or ssh; only `path` may name a folder of this computer, from the CSV on, for
students may have written the addresses. `ref` is a branch, a tag or a whole commit; without one
it is what the repository shows first. What is not committed is not read.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from nngrader.errors import NoSubmission
from nngrader.intake._bundles import Bundle, Clue, File, Sorted, as_read, file_of, pick
from nngrader.intake._git import GitFailed, Repository, fetched, without_secrets
from nngrader.intake._roster import student_of
from nngrader.intake._table import BadTable, Row, read_table
from nngrader.intake._times import has_zone, moment
from nngrader.intake._words import counted, joined, name_of
from nngrader.results import Student
from nngrader.rubric import Assignment

SUFFIXES = frozenset({".csv", ".tsv"})
AT_ONCE = 4  #: fetches; more make the servers of a school wait
MOST = 5000  #: repositories of one class


@dataclass(frozen=True)
class _Fetched:
    files: tuple[File, ...] = ()
    committed_at: datetime | None = None
    refused: str = ""


@dataclass(frozen=True)
class _Asked:
    """What is fetched once, even where several students name it."""

    source: str
    local: bool
    ref: str
    folder: str


def sort(path: Path, assignment: Assignment) -> Sorted:
    """Fetch every repository; raises NoSubmission for a CSV that lists none."""
    rows = _rows(path)
    asked = [_asked(row, path.parent) for row in rows]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        once = [*dict.fromkeys(asked)]
        found = dict(zip(once, pool.map(lambda one: _fetch(one, assignment), once), strict=True))
    bundles = [_bundle(row, found[one]) for row, one in zip(rows, asked, strict=True)]
    return Sorted(
        layout="a list of repositories", bundles=tuple(bundles), notes=_notes(path, rows, bundles)
    )


def _rows(path: Path) -> tuple[Row, ...]:
    try:
        table = read_table(path)
    except BadTable as error:
        raise NoSubmission(str(error)) from error
    rows = tuple(row for row in table.rows if row.get("url") or row.get("path"))
    if not rows:
        found = joined([cell for cell in table.header if cell] or ["nothing"])
        problem = (
            f"{name_of(str(path))} lists no repositories: its first line is {found}. A list of "
            "repositories has the columns `student` and `url`, or `student` and `path`."
        )
        raise NoSubmission(problem)
    if len(rows) > MOST:
        problem = f"{name_of(str(path))} lists {len(rows):,} repositories; {MOST:,} is the most."
        raise NoSubmission(problem)
    return rows


def _asked(row: Row, base: Path) -> _Asked:
    local = "" if row.get("url") else row.get("path")
    source = str((base / local).absolute()) if local else row.get("url")
    return _Asked(source, bool(local), row.get("ref"), row.get("folder"))


def _fetch(asked: _Asked, assignment: Assignment) -> _Fetched:
    """Fetch into a folder that is gone afterwards, and read the hand-ins while it is there."""
    try:
        with TemporaryDirectory(prefix="nngrader-", ignore_cleanup_errors=True) as folder:
            repository = fetched(Path(folder), asked.source, asked.ref, local=asked.local)
            files = _files(repository, asked, assignment)
            return _Fetched(_read(files, assignment), repository.committed_at)
    except GitFailed as problem:
        return _Fetched(refused=str(problem))


def _files(repository: Repository, asked: _Asked, assignment: Assignment) -> tuple[File, ...]:
    """Take the files, of one folder if it is asked for; raises GitFailed where it is missing."""
    wanted = PurePosixPath(asked.folder.strip("/")).parts
    below = [e for e in repository.entries if e.parts[: len(wanted)] == wanted]
    if wanted and not below:
        problem = f"it holds no folder {name_of(asked.folder)}"
        raise GitFailed(problem)
    return tuple(file_of(entry, assignment) for entry in below)


def _read(files: tuple[File, ...], assignment: Assignment) -> tuple[File, ...]:
    nobody = Bundle(student=Student(id=""), apart="", clues=(), place="", files=files)
    chosen = pick(nobody, assignment).hand_ins
    return tuple(as_read(file) if file in chosen else file for file in files)


def _bundle(row: Row, found: _Fetched) -> Bundle:
    student = student_of(row)
    place = without_secrets(row.get("url") or row.get("path"))
    own = student.id or place
    given = moment(row.get("submitted_at"))
    return Bundle(
        student=replace(student, id=own),
        apart=own,
        clues=_clues(student),
        place=place,
        files=tuple(replace(file, shown=f"{place}: {file.shown}") for file in found.files),
        holder="the repository",
        refused=found.refused,
        submitted_at=given or found.committed_at,
    )


def _clues(student: Student) -> tuple[Clue, ...]:
    told: Sequence[Clue] = (
        ("id", student.id),
        *student.other_ids.items(),
        ("email", student.email),
        ("login", student.id),
        ("github", student.id),
        ("name", student.name or student.id),
    )
    return tuple(clue for clue in told if clue[1])


def _notes(path: Path, rows: Sequence[Row], bundles: Sequence[Bundle]) -> tuple[str, ...]:
    notes = []
    told = [row.get("submitted_at") for row in rows]
    bad = [str(row.line) for row, text in zip(rows, told, strict=True) if text and not moment(text)]
    if bad:
        notes.append(
            f"{name_of(path.name)}: submitted_at in line {joined(bad)} is no moment such as "
            "2027-01-31T23:59:00+01:00; the time of the commit is taken."
        )
    if any(moment(text) and not has_zone(text) for text in told):
        notes.append(f"{name_of(path.name)}: a submitted_at without a zone is taken as UTC.")
    pairs = zip(told, bundles, strict=True)
    own = sum(bundle.submitted_at is not None and not moment(text) for text, bundle in pairs)
    if own:
        notes.append(
            f"The time of {counted(own, 'hand-in is', 'hand-ins is')} that of the commit, which "
            "students can set; a column submitted_at is surer."
        )
    return tuple(notes)
