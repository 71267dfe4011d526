"""nbgrader's course: submitted/<student>/<assignment>/<notebook>.ipynb, with a timestamp.txt.

SUBMISSIONS is the course's folder or its folder `submitted`, or either as a zip. The assignment
is the folder of its name, of the hand-in's name, or the only one that holds a file named so.
timestamp.txt holds what `nbgrader collect` and `zip_collect` write, such as
"2027-01-31 23:59:59.123456 UTC"; without a zone it is UTC, as nbgrader takes it.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from nngrader.errors import NoSubmission
from nngrader.intake._bundles import ANY_NAME, Bundle, File, Sorted, file_of, is_named
from nngrader.intake._times import moment
from nngrader.intake._tree import Entry, Tree
from nngrader.intake._words import counted, joined, name_of
from nngrader.results import Student
from nngrader.rubric import Assignment
from nngrader.submission.archive import NotAccepted
from nngrader.submission.reading import Unreadable, serves_as_hand_in

SUBMITTED = "submitted"
STAMP = "timestamp.txt"
LONGEST_STAMP = 100  #: characters


@dataclass
class _Work:
    """Files of one student in one assignment."""

    files: list[Entry] = field(default_factory=list)
    stamp: Entry | None = None


def sort(tree: Tree, assignment: Assignment) -> Sorted | None:
    """Take one assignment of every student; None for no course of nbgrader.

    Raises NoSubmission for a course in which the assignment cannot be told.
    """
    course = _submitted(tree)
    if course is None:
        return None
    work, loose = _work(course)
    name = _chosen(work, assignment)
    bundles = [
        _bundle(course, student, name, done, assignment)
        for (student, folder), done in work.items()
        if folder == name
    ]
    students = {student for student, _ in work} | {*course.tops()}
    without = sorted(students - {bundle.student.id for bundle in bundles})
    notes = [f"Nothing is handed in for {name_of(name)} by {joined(without)}."] if without else []
    notes += _without_time(bundles)
    layout = f"an nbgrader course, assignment {name_of(name)}"
    return Sorted(layout=layout, bundles=tuple(bundles), left_out=tuple(loose), notes=tuple(notes))


def _submitted(tree: Tree) -> Tree | None:
    if SUBMITTED in tree.tops():
        course = tree.inside(SUBMITTED)
        return course if any(len(entry.parts) > 2 for entry in course.entries) else None
    deep = [entry for entry in tree.entries if len(entry.parts) > 2]
    stamped = any(entry.parts[2:] == (STAMP,) for entry in deep)
    return tree if stamped or (deep and tree.label == SUBMITTED) else None


def _work(course: Tree) -> tuple[dict[tuple[str, str], _Work], list[str]]:
    work: dict[tuple[str, str], _Work] = defaultdict(_Work)
    loose = []
    for folder in sorted(parts for parts in course.folders if len(parts) == 2):
        work[folder[0], folder[1]] = _Work()
    for entry in course.entries:
        if len(entry.parts) < 3:
            loose.append(entry.shown)
        elif entry.parts[2:] == (STAMP,):
            work[entry.parts[0], entry.parts[1]].stamp = entry
        else:
            work[entry.parts[0], entry.parts[1]].files.append(entry)
    return work, loose


def _chosen(work: dict[tuple[str, str], _Work], assignment: Assignment) -> str:
    """Choose the folder of the assignment; raises NoSubmission."""
    names = sorted({name for _, name in work})
    own = [name for name in names if name in (assignment.name, assignment.hand_in)]
    holding = {name for (_, name), done in work.items() if _holds(done, assignment)}
    for choice in (own, sorted(holding), names):
        if len(choice) == 1:
            return choice[0]
    found = f"the assignments {joined(names)}" if names else "nothing"
    problem = (
        f"{SUBMITTED}/ holds {found}; which one is {assignment.title!r}? Name its folder "
        f"{assignment.hand_in}, or its notebooks {assignment.hand_in}.ipynb."
    )
    raise NoSubmission(problem)


def _holds(work: _Work, assignment: Assignment) -> bool:
    names = (entry.parts[-1] for entry in work.files)
    return any(serves_as_hand_in(n) and is_named(n, assignment.hand_in) for n in names)


def _bundle(course: Tree, student: str, name: str, work: _Work, assignment: Assignment) -> Bundle:
    return Bundle(
        student=Student(id=student),
        apart=student,
        clues=tuple((kind, student) for kind in ANY_NAME),
        place=f"{course.prefix}{student}/{name}",
        files=_files(work, assignment),
        submitted_at=_time(work.stamp),
        refused=course.closed.get((student, name), ""),
    )


def _files(work: _Work, assignment: Assignment) -> tuple[File, ...]:
    return tuple(file_of(entry, assignment) for entry in work.files)


def _time(stamp: Entry | None) -> datetime | None:
    try:
        text = stamp.take()[:LONGEST_STAMP].decode("utf-8", "replace") if stamp else ""
    except (Unreadable, NotAccepted):
        return None
    return moment(text)


def _without_time(bundles: list[Bundle]) -> list[str]:
    late = sum(bundle.submitted_at is None for bundle in bundles)
    if late in (0, len(bundles)):
        return []
    many = counted(late, "hand-in has", "hand-ins have")
    return [f"{many} no {STAMP} that can be read; when it was handed in is not known."]
