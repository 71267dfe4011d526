"""Finding and opening assignments: the built-in ones by name, others by folder."""

import importlib.util
import sys
import threading
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from nngrader.errors import BadAssignment, UnknownName
from nngrader.rubric import Assignment

FILE = "assignment.py"


def built_in_folder() -> Path:
    """Where the shipped assignments are: inside the wheel, or at the top of the repository."""
    packaged = Path(__file__).parent / "_assignments"
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "assignments"


def built_in_names() -> tuple[str, ...]:
    """List the shipped assignments."""
    return tuple(sorted(path.parent.name for path in built_in_folder().glob(f"*/{FILE}")))


def open_assignment(wanted: str) -> Assignment:
    """Open an assignment by folder or by built-in name; raises UnknownName or BadAssignment.

    A bare built-in name never means a folder, which may be a student's: an assignment is run here.
    """
    if wanted in built_in_names():
        return _opened(built_in_folder() / wanted)
    folder = Path(wanted)
    folder = folder.parent if folder.name == FILE and folder.is_file() else folder
    if (folder / FILE).is_file():
        return _opened(folder)
    if folder.is_dir():
        problem = f"{wanted!r} is a folder without {FILE}."
        raise BadAssignment(problem)
    room = "nngrader"
    raise UnknownName(room, wanted, built_in_names())


def assignment_for(file: Path) -> Assignment | None:
    """Choose the assignment of a hand-in: the one beside it, else the built-in of that name."""
    if (file.parent / FILE).is_file():
        return _opened(file.parent)
    return open_assignment(file.stem) if file.stem in built_in_names() else None


_OPENING = threading.RLock()  #: a second thread would find a module that is half imported


def _opened(folder: Path) -> Assignment:
    with _OPENING:
        return _imported((folder / FILE).resolve())


def _imported(path: Path) -> Assignment:
    module = f"nngrader_assignment_{path.parent.name}_{abs(hash(str(path)))}"
    if module in sys.modules:
        return _named(sys.modules[module], path)
    spec = importlib.util.spec_from_file_location(module, path)
    if spec is None or spec.loader is None:
        problem = f"{path} cannot be imported as Python."
        raise BadAssignment(problem)
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[module] = loaded  # where the dataclasses of an author's own checks look for it
    try:
        spec.loader.exec_module(loaded)
    except (Exception, SystemExit) as error:
        del sys.modules[module]
        problem = f"{path} cannot be used: {type(error).__name__}: {error}"
        raise BadAssignment(problem) from error
    return _named(loaded, path)


def _named(module: ModuleType, path: Path) -> Assignment:
    found = getattr(module, "ASSIGNMENT", None)
    if not isinstance(found, Assignment):
        other = [name for name, value in vars(module).items() if isinstance(value, Assignment)]
        guess = f" It calls it {other[0]!r}." if other else ""
        problem = f"{path}: this file must define ASSIGNMENT = Assignment(...).{guess}"
        raise BadAssignment(problem)
    name = path.parent.name
    return replace(found, name=name, hand_in=found.hand_in or name, folder=path.parent)
