"""Which files of a folder are hand-ins, and whose they are."""

from collections import Counter
from pathlib import Path

from nngrader.assignments import FILE, assignment_for, built_in_names
from nngrader.errors import BadAssignment
from nngrader.rubric import Assignment

SUFFIXES = frozenset({".py", ".ipynb"})
NEVER = frozenset({FILE, "conftest.py", "setup.py", "__init__.py"})


def is_hand_in(path: Path, assignment: Assignment | None) -> bool:
    """Choose among the files of a folder.

    With an assignment named, a file of its hand-in name stands for its folder; without one in the
    folder every script and notebook is a hand-in. With none named, the assignment beside the file
    counts as named, though a starter may keep its built-in name in a folder of any name; with none
    beside it, a file must carry the name of a built-in assignment.
    """
    if path.suffix not in SUFFIXES or path.name in NEVER or path.name.startswith(("test_", ".")):
        return False
    if assignment is None:
        return _belongs(path) if (path.parent / FILE).is_file() else path.stem in built_in_names()
    return path.stem == assignment.hand_in or not _holds(path.parent, assignment.hand_in)


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
    several = len({path.parent.resolve() for path, _ in files}) > 1
    names = [_student(path, assignment) if several else path.stem for path, assignment in files]
    names = _apart(names, [path.suffix.removeprefix(".") for path, _ in files])
    while len({name.casefold() for name in names}) < len(names):  # "a-1" may be a name of its own
        names = _apart(names, [str(number) for number in range(1, len(files) + 1)])
    return names


def _student(path: Path, assignment: Assignment) -> str:
    own = path.stem != assignment.hand_in or (path.parent / FILE).is_file()
    return path.stem if own else path.resolve().parent.name


def _apart(names: list[str], endings: list[str]) -> list[str]:
    count = Counter(name.casefold() for name in names)
    return [
        f"{name}-{ending}" if count[name.casefold()] > 1 else name
        for name, ending in zip(names, endings, strict=True)
    ]
