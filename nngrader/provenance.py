"""What a report was made from and where: digests of the hand-in and of what it was graded against."""

import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from nngrader.assignments import FILE, built_in_folder, built_in_names, open_assignment
from nngrader.engine import conditions
from nngrader.errors import BadAssignment
from nngrader.grades import Origin
from nngrader.jobs import Refused, Submission
from nngrader.rubric import Assignment
from nngrader.training_memory import digest_of
from nngrader.untrusted import spelled_out

TESTS = "test_*.py"
MOST = 200  #: files of one assignment
LARGEST = 4 << 20  #: bytes of one of them
SAID_BY_CI = ("CI", "GITHUB_ACTIONS")  #: the first by GitLab, CircleCI, Travis and others as well


def origin_of(
    submission: Submission | Refused,
    assignment: Assignment,
    environ: Mapping[str, str] = os.environ,
) -> Origin:
    """Take the digests of what is graded now; raises BadAssignment."""
    here = digest_of_assignment(assignment.folder)
    shipped = _digest_of_built_in(assignment.name)
    return Origin(
        submission=digest_of_code(submission),
        assignment=here,
        built_in="" if shipped == here else shipped,
        by_ci=made_by_ci(environ),
    )


def digest_of_code(submission: Submission | Refused) -> str:
    """Digest the code as it is graded, without where it lies; empty for what could not be read.

    For a script saved as UTF-8 without magics it is the sha256 of the file.
    """
    if isinstance(submission, Refused):
        return ""
    return f"sha256:{sha256(submission.code.encode('utf-8', 'surrogatepass')).hexdigest()}"


def digest_of_assignment(folder: Path) -> str:
    """Digest what decides about points: assignment.py and the tests beside it, names and texts.

    All else in the folder may be a student's: the starters are written in, the lesson gets notes,
    reports and pictures come to lie there. The rows of the data set have a digest of their own.
    Git on Windows ends lines in its own way, so line ends do not count. Raises BadAssignment.
    """
    told = sha256()
    for path in _deciding(folder):
        for part in (os.fsencode(path.name), _text(path)):
            told.update(len(part).to_bytes(8, "big") + part)
    return f"sha256:{told.hexdigest()}"


def _deciding(folder: Path) -> Iterator[Path]:
    tests = sorted(path for path in folder.glob(TESTS) if path.is_file())
    if len(tests) >= MOST:
        problem = (
            f"{spelled_out(str(folder))} holds {len(tests)} tests; at most {MOST - 1} are run."
        )
        raise BadAssignment(problem)
    yield folder / FILE
    yield from tests


def _text(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST + 1)
    except OSError as error:
        problem = f"{spelled_out(str(path))} cannot be read: {error.strerror}."
        raise BadAssignment(problem) from error
    if len(text) > LARGEST:
        problem = f"{spelled_out(str(path))} has more than {LARGEST >> 20} MB."
        raise BadAssignment(problem)
    return text.replace(b"\r\n", b"\n")


def _digest_of_built_in(name: str) -> str:
    """Return the digest of the shipped assignment of this name; empty when none has it."""
    if name not in built_in_names():
        return ""
    return digest_of_assignment(built_in_folder() / name)


def made_by_ci(environ: Mapping[str, str]) -> bool:
    """Whether continuous integration runs this, as its services themselves say."""
    return any(environ.get(name, "").strip().lower() in ("true", "1") for name in SAID_BY_CI)


def reproduction(path: Path, assignment: Assignment, limits: Iterable[str]) -> str:
    """Write the command that grades this file again, from any folder of this machine."""
    named = named_by(assignment)
    data = os.environ.get("NNGRADER_DATA")
    prefix = f"NNGRADER_DATA={shlex.quote(str(Path(data).resolve()))} " if data else ""
    words = [sys.executable, "-m", "pytest", "--grade", str(path), "--assignment", named]
    return prefix + shlex.join([*words, *(f"--limit={limit}" for limit in limits)])


def named_by(assignment: Assignment) -> str:
    """Return what `--assignment` must be given to open it again, from any folder."""
    built_in = assignment.name in built_in_names() and (
        open_assignment(assignment.name).folder == assignment.folder
    )
    return assignment.name if built_in else str(assignment.folder)


def digest_of_examination(submission: Submission | Refused, assignment: Assignment) -> str:
    """Digest everything that examining a submission depends on, which points and texts are not.

    Where it is the same, examining again would give the same evidence, but for more seeds that a
    changed rubric may ask for. Raises NoData.
    """
    refused = submission.reason if isinstance(submission, Refused) else ""
    return digest_of(
        {
            "student": submission.student,
            "name": submission.name,
            "code": digest_of_code(submission),
            "refused": refused,
            "functions": assignment.contract.functions,
            "training": repr(assignment.training),
            "rows": assignment.dataset.load().digest,
            "conditions": conditions(),
        }
    )
