"""Which files of a folder are hand-ins, and whose they are."""

from collections import Counter
from pathlib import Path

from nngrader.assignments import FILE, assignment_for, built_in_names
from nngrader.errors import BadAssignment
from nngrader.rubric import Assignment
from nngrader.submission.archive import is_archive, without_ending
from nngrader.submission.reading import SUFFIXES, serves_as_hand_in


def is_hand_in(path: Path, assignment: Assignment | None) -> bool:
    """Choose among the files of a folder.

    With an assignment named, a file of its hand-in name stands for its folder; without one in the
    folder every script and notebook is a hand-in. With none named, the assignment beside the file
    counts as named, though a starter may keep its built-in name in a folder of any name; with none
    beside it, a file must carry the name of a built-in assignment. An archive must carry the name
    of the hand-in, and counts where no script or notebook does.
    """
    if is_archive(path.name):
        return _is_packed_hand_in(path, assignment)
    if not serves_as_hand_in(path.name):
        return False
    if assignment is None:
        return _belongs(path) if (path.parent / FILE).is_file() else path.stem in built_in_names()
    return path.stem == assignment.hand_in or not _holds(path.parent, assignment.hand_in)


def assignment_of(path: Path) -> Assignment | None:
    """Choose the assignment of a hand-in, packed or not: the one beside it, else by its name."""
    return assignment_for(path.with_name(f"{without_ending(path.name)}.py"))


def _is_packed_hand_in(path: Path, assignment: Assignment | None) -> bool:
    try:
        beside = assignment or assignment_of(path)
    except BadAssignment:
        return True
    name = without_ending(path.name)
    wanted = name in built_in_names() if beside is None else name == beside.hand_in
    return wanted and not _holds(path.parent, name)


def _belongs(path: Path) -> bool:
    """Choose beside an assignment.py; one that cannot be used claims all, to be complained about."""
    try:
        beside = assignment_for(path)
    except BadAssignment:
        return True
    assert beside is not None  # there is an assignment.py
    if _holds(path.parent, beside.hand_in):
        return path.stem == beside.hand_in
    kept = [name for name in built_in_names() if _holds(path.parent, name)]
    return path.stem in kept if kept else True


def _holds(folder: Path, name: str) -> bool:
    return any((folder / f"{name}{suffix}").is_file() for suffix in SUFFIXES)


def student_names(files: list[tuple[Path, Assignment]]) -> list[str]:
    """Name a student per file: after the file, or after its folder where there are several folders.

    Names that occur twice are told apart by their endings, then by numbers.
    """
    several = len({path.parent.absolute() for path, _ in files}) > 1
    names = [
        _student(path, assignment) if several else without_ending(path.name)
        for path, assignment in files
    ]
    names = _apart(names, [path.suffix.removeprefix(".") for path, _ in files])
    while len({name.casefold() for name in names}) < len(names):  # "a-1" may be a name of its own
        names = _apart(names, [str(number) for number in range(1, len(files) + 1)])
    return names


def _student(path: Path, assignment: Assignment) -> str:
    stem = without_ending(path.name)
    own = stem != assignment.hand_in or (path.parent / FILE).is_file()
    return stem if own else path.absolute().parent.name


def _apart(names: list[str], endings: list[str]) -> list[str]:
    count = Counter(name.casefold() for name in names)
    return [
        f"{name}-{ending}" if count[name.casefold()] > 1 else name
        for name, ending in zip(names, endings, strict=True)
    ]
