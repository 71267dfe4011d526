"""Which files of a folder are hand-ins, and whose they are."""

from collections import Counter
from pathlib import Path

from nngrader.assignments import FILE, built_in_names
from nngrader.rubric import Assignment

SUFFIXES = frozenset({".py", ".ipynb"})
NEVER = frozenset({FILE, "conftest.py", "setup.py", "__init__.py"})


def is_hand_in(path: Path, assignment: Assignment | None) -> bool:
    """Choose among the files of a folder.

    With an assignment named, a file of its hand-in name stands for its folder; without one in the
    folder every script and notebook is a hand-in. With none named, a file must carry the name of
    the assignment beside it, or of a built-in one.
    """
    if path.suffix not in SUFFIXES or path.name in NEVER or path.name.startswith(("test_", ".")):
        return False
    if assignment is None:
        beside = path.parent / FILE
        return path.stem == path.parent.name if beside.is_file() else path.stem in built_in_names()
    named = any((path.parent / f"{assignment.hand_in}{suffix}").is_file() for suffix in SUFFIXES)
    return path.stem == assignment.hand_in if named else True


def student_names(files: list[tuple[Path, Assignment]]) -> list[str]:
    """Name a student per file: after the file, or after its folder where files share a name.

    Names that occur twice are told apart by their endings, then by numbers.
    """
    names = [_student(path, assignment) for path, assignment in files]
    names = _apart(names, [path.suffix.removeprefix(".") for path, _ in files])
    return _apart(names, [str(number) for number in range(1, len(files) + 1)])


def _student(path: Path, assignment: Assignment) -> str:
    own = path.stem != assignment.hand_in or (path.parent / FILE).is_file()
    return path.stem if own else path.resolve().parent.name


def _apart(names: list[str], endings: list[str]) -> list[str]:
    count = Counter(name.casefold() for name in names)
    return [
        f"{name}-{ending}" if count[name.casefold()] > 1 else name
        for name, ending in zip(names, endings, strict=True)
    ]
