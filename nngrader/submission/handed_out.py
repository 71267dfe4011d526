"""The notebook that was handed out, and which of its cells a hand-in has no more.

Only cells with a name can be told apart, such as nbgrader's and Otter's.
"""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from nngrader.jobs import CellFacts
from nngrader.rubric import Assignment
from nngrader.submission.notebook import TooLong, read_notebook
from nngrader.submission.saved import NotANotebook

SHOWN = 5  #: names in one sentence


def handed_out_cells(assignment: Assignment) -> tuple[CellFacts, ...]:
    """Read the cells of the notebook beside `assignment.py`; none where there is no such notebook."""
    path = assignment.folder / f"{assignment.hand_in or assignment.name}.ipynb"
    try:
        state = path.stat()
        return _cells(path, state.st_mtime_ns, state.st_size)
    except (OSError, NotANotebook, TooLong):
        return ()


@lru_cache(maxsize=16)
def _cells(path: Path, changed: int, size: int) -> tuple[CellFacts, ...]:  # noqa: ARG001 - of the cache
    return read_notebook(path.read_bytes()).cells


def differences(
    handed_out: tuple[CellFacts, ...], handed_in: tuple[CellFacts, ...]
) -> tuple[str, ...]:
    """Name the cells that were deleted, renamed or copied since the notebook was handed out.

    Empty for a script, and where the handed-out notebook names no cells.
    """
    given, now = _named(handed_out), _named(handed_in)
    if not given or not handed_in:
        return ()
    if not {_key(cell) for cell in given} & {_key(cell) for cell in now}:
        names = ", ".join(f"`{cell.name}`" for cell in given[:SHOWN])
        more = ", …" if len(given) > SHOWN else ""
        return (
            f"None of the named cells of the handed-out notebook is in this one: {names}{more}.",
        )
    return (*_gone_or_renamed(given, now), *_copied(given, now))


def _named(cells: tuple[CellFacts, ...]) -> list[CellFacts]:
    return [cell for cell in cells if cell.name]


def _key(cell: CellFacts) -> tuple[bool, str]:
    """Tell cells apart: with Otter a question and its check have one name."""
    return cell.role == "tests", cell.name


def _gone_or_renamed(given: list[CellFacts], now: list[CellFacts]) -> Iterator[str]:
    before, after = [_key(cell) for cell in given], [_key(cell) for cell in now]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        gone = [cell for cell in given[start:end] if _key(cell) not in after]
        new = [cell for cell in now[new_start:new_end] if _key(cell) not in before]
        renamed = len(gone) == len(new)
        for index, cell in enumerate(gone):
            yield _renamed(cell, new[index]) if renamed else _missing(cell)


def _missing(cell: CellFacts) -> str:
    what = {"tests": "test cell", "task": "task"}.get(cell.role, "cell")
    return f"The {what} `{cell.name}` of the handed-out notebook is missing."


def _renamed(cell: CellFacts, now: CellFacts) -> str:
    return f"Cell {now.number} is called `{now.name}`; the handed-out notebook has `{cell.name}` there."


def _copied(given: list[CellFacts], now: list[CellFacts]) -> Iterator[str]:
    before = Counter(map(_key, given))
    for key, count in Counter(map(_key, now)).items():
        if count > before[key] >= 1:
            places = [str(cell.number) for cell in now if _key(cell) == key]
            listed = f"{', '.join(places[:-1])} and {places[-1]}"
            yield (
                f"Cells {listed} are all called `{key[1]}`; the handed-out notebook has "
                f"{before[key]} of that name."
            )
