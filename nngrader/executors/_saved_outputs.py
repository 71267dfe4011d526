"""Whether a notebook, run from top to bottom, does what the outputs saved in it say.

Jupyter numbers the runs of cells. Numbers out of order alone are no fault, nor are outputs that
another version of a library or another random number words differently: nothing is said unless
a name explains it, one that a cell reads and that another cell sets, which was run at the wrong time.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from nngrader.evidence import FitCall, StageError
from nngrader.jobs import CellFacts, LeftOut, Submission
from nngrader.submission.names import names_of
from nngrader.submission.script import parsed
from nngrader.untrusted import clean
from nngrader.wording import counted

AGAIN = "Restart the kernel and run all cells before handing in."
MOST = 3  #: sentences about outputs
SHORT = 200  #: characters of an output that is compared; longer ones are a library's own words
MOST_RUNS = 10_000  #: of cells; higher numbers are not a student's
SHOWN = 60  #: characters of an output in a sentence
UNDEFINED = re.compile(r"name '(\w+)' is not defined")
#: Errors that another order explains, each with the words of those that it does not: what Keras,
#: NumPy and pandas say to old code.
BY_ORDER = {
    "ValueError": re.compile(r"recogni[sz]ed|must end|filepath|[Uu]nknown|deprecat|keyword"),
    "IndexError": re.compile(r"(?!)"),
    "KeyError": re.compile(r"acc"),
    "AttributeError": re.compile(r"^(?!'(?:list|tuple|dict|int|float|str|NoneType)' object)"),
    "TypeError": re.compile(r"^(?!unsupported operand)"),
}
#: What speaks of versions, times, files or the progress of something.
WANDERING = re.compile(
    r"versi|warn|http|downl|epoch|param|layer|device|[gct]pu\b|%\||/s\b|\bms\b|[/\\\r]|\bat 0x"
    r"|\d:\d\d|===|[━█]|traceback",
    re.IGNORECASE,
)
WRAPPED = re.compile(r"\bnp\.\w+\(([^()]*)\)")  #: as NumPy 2 shows what NumPy 1 showed bare
OBJECT = re.compile(r"<[^<>]*>")
SHAPE = re.compile(r"\((?:\d+|None),([\d, ]*)\)")
#: Kinds of which a text consists, by the letter that stands for them: brackets, whole numbers and
#: their types, other numbers and theirs, and words.
KINDS = re.compile(
    r"(?P<b>[\[\]()])"
    r"|(?P<p>\bfloat\d+\b|[-+]?(?:\d+\.\d*|\.\d+)(?:e[-+]?\d+)?|[-+]?\d+e[-+]?\d+|\b(?:nan|inf)\b)"
    r"|(?P<n>\bu?int\d+\b|[-+]?\d+)"
    r"|(?P<w>\w+)",
    re.IGNORECASE,
)
ALIKE = re.compile(r"([npw])\1+")
REPEATED = re.compile(r"(.{2,6}?)\1+")
RUN = re.compile(r"%run\s+(?:-\w+\s+)*(\S+)")
WRITTEN = re.compile(r"%%writefile\s+(?:-a\s+)?(?:\./)?(\w+)\.py\b")
NO_MODULE = re.compile(r"No module named '(\w+)")


class Cause(NamedTuple):
    """Two cells that were run in another order than they stand."""

    name: str  #: set by `other`, read by `cell`
    other: CellFacts
    cell: CellFacts

    def __str__(self) -> str:
        """Say the order with the numbers that show it."""
        first, second = sorted((self.other, self.cell), key=_number)
        return (
            f"cell {first.number} before cell {second.number} "
            f"(cell {first.number} has number {first.count}, cell {second.number} number {second.count})"
        )


def order_notes(
    cells: tuple[CellFacts, ...],
    stopped: StageError | None,
    printed: Mapping[int, str],
    fits: Sequence[FitCall] = (),
) -> tuple[str, ...]:
    """Say where the run from top to bottom gives another result than the saved outputs.

    `stopped` is what ended the run, `printed` what cells printed in it, by their number, and `fits`
    what they trained.
    """
    run = [cell for cell in cells if cell.line]
    return (*_stopped(run, stopped), *[*_printed(run, printed), *_trained(run, fits)][:MOST])


def left_out_notes(submission: Submission, stopped: StageError | None) -> tuple[str, ...]:
    """Say what a line that only a notebook understands would have brought, where that is missing."""
    if stopped is None:
        return ()
    if undefined := UNDEFINED.search(stopped.message) if stopped.kind == "NameError" else None:
        return tuple(_run_elsewhere(submission, undefined[1]))
    missing = NO_MODULE.search(stopped.message)
    return tuple(_written_elsewhere(submission, missing[1])) if missing else ()


def _run_elsewhere(submission: Submission, name: str) -> Iterator[str]:
    line = next((out for out in submission.left_out if RUN.match(out.text)), None)
    if line is None or name in names_of(parsed(submission.code)).made:
        return
    yield (
        f"Nothing in `{submission.name}` makes `{name}`. {_place(submission, line)} runs another "
        f"file, `{line.text}`, which is not done here. Copy that file's code into this one."
    )


def _written_elsewhere(submission: Submission, module: str) -> Iterator[str]:
    for line in submission.left_out:
        found = WRITTEN.match(line.text)
        if found and found[1] == module:
            yield (
                f"{_place(submission, line)} writes `{module}.py` by `%%writefile`, which is not "
                f"done here, so `{module}` cannot be imported. Put that code into the notebook itself."
            )
            return


def _place(submission: Submission, line: LeftOut) -> str:
    return str(submission.place(line.line)).capitalize()


def _stopped(cells: Sequence[CellFacts], stopped: StageError | None) -> Iterator[str]:
    where = stopped.place.cell if stopped is not None and stopped.place is not None else None
    cell = next((cell for cell in cells if cell.number == where), None)
    if stopped is None or cell is None or cell.count is None or cell.failed:
        return
    reason = _reason(cells, cell, stopped)
    if reason:
        yield f"Run from top to bottom, cell {cell.number} stops with {stopped.kind}{reason} {AGAIN}"


def _reason(cells: Sequence[CellFacts], cell: CellFacts, stopped: StageError) -> str:
    """Go on with the sentence about a cell that stopped; empty where the order is not why."""
    if stopped.kind == "NameError":
        found = UNDEFINED.search(stopped.message)
        return _undefined(cells, cell, found[1]) if found else ""
    ageing = BY_ORDER.get(stopped.kind)
    if ageing is None or ageing.search(stopped.message):
        return ""
    below = (cause for cause in _causes(cells, cell) if cause.other.number > cell.number)
    cause = next(below, None)
    if cause is None:
        return ""
    return (
        f". `{cause.name}` is set again in cell {cause.other.number}, below it, and the saved "
        f"outputs come from running {cause}."
    )


def _undefined(cells: Sequence[CellFacts], cell: CellFacts, name: str) -> str:
    makers = [other for other in cells if name in other.makes]
    if not makers:
        return _gone(cells, name)
    below = min(makers, key=_number)
    between = (c for c in cells if cell.number <= c.number < below.number)
    late = next((c for c in between if _number(c) > _number(below) >= 0), None)
    if late is None or any(maker.number <= cell.number for maker in makers):
        return ""
    return (
        f": `{name}` is made in cell {below.number}, below it. The saved outputs come from running "
        f"{Cause(name, below, late)}."
    )


def _gone(cells: Sequence[CellFacts], name: str) -> str:
    """Explain a name that no cell makes by a cell that is gone, where numbers are missing."""
    anything = any("*" in cell.makes or cell.magic for cell in cells)
    missing = _missing_numbers(cells)
    if anything or not missing:
        return ""
    numbers = f"number {missing[0]} is" if len(missing) == 1 else f"{len(missing)} numbers are"
    return (
        f": no cell makes `{name}`. Its saved output is from an earlier state of the notebook, "
        f"before a cell was changed or deleted ({numbers} missing)."
    )


def _missing_numbers(cells: Sequence[CellFacts]) -> list[int]:
    numbers = {cell.count for cell in cells if cell.count is not None}
    most = max(numbers, default=0)
    return [n for n in range(1, most + 1) if n not in numbers] if most < MOST_RUNS else []


def _printed(cells: Sequence[CellFacts], printed: Mapping[int, str]) -> Iterator[str]:
    """Compare what cells print; where one that nothing explains differs too, the data may differ."""
    unlike = [cell for cell in cells if _unlike(cell, printed.get(cell.number, ""))]
    causes = [next(_causes(cells, cell), None) for cell in unlike]
    for cell, cause in zip(unlike, causes, strict=True):
        if cause is not None and None not in causes:
            yield (
                f"Run from top to bottom, cell {cell.number} prints "
                f"{_shown(printed[cell.number])}; saved with it is {_shown(cell.printed or '')}, "
                f"and that comes from running {cause}. {AGAIN}"
            )


def _trained(cells: Sequence[CellFacts], fits: Sequence[FitCall]) -> Iterator[str]:
    """Compare the epochs that a cell asks for with those that Keras counted in its saved output."""
    for cell in cells:
        now = {
            fit.epochs for fit in fits if fit.place is not None and fit.place.cell == cell.number
        }
        cause = next(_causes(cells, cell), None)
        if cause is not None and len(now) == len(cell.epochs) == 1 and now != {*cell.epochs}:
            yield (
                f"Run from top to bottom, cell {cell.number} trains "
                f"{counted(min(now), 'epoch', 'epochs')}; its saved output counts {cell.epochs[0]}, "
                f"and that comes from running {cause}. {AGAIN}"
            )


def _causes(cells: Sequence[CellFacts], cell: CellFacts) -> Iterator[Cause]:
    """List the cells that set what `cell` reads and were not run where they stand beside it."""
    for other in cells:
        if other.count is None or cell.count is None or other is cell:
            continue
        below, before = other.number > cell.number, other.count < cell.count
        names = {*other.sets} & {*cell.reads} - {*cell.sets}
        if below == before and names:
            yield Cause(min(names), other, cell)


def _number(cell: CellFacts) -> int:
    return -1 if cell.count is None else cell.count


def _unlike(cell: CellFacts, now: str) -> bool:
    saved = cell.printed or ""
    if cell.magic or not (saved.strip() and now.strip()) or max(len(saved), len(now)) > SHORT:
        return False
    if WANDERING.search(saved) or WANDERING.search(now):
        return False
    shapes = ".shape" in cell.reads
    return _form(saved, shapes=shapes) != _form(now, shapes=shapes)


def _form(text: str, *, shapes: bool) -> tuple[str, list[str]]:
    """Leave of a text what no random number, version or other share of the rows changes.

    Kinds of numbers stay, and how they are bracketed; of shapes all but the number of rows.
    """
    plain = OBJECT.sub("w", WRAPPED.sub(r"\1", text))
    kinds = (found[0] if found["b"] else str(found.lastgroup) for found in KINDS.finditer(plain))
    sizes = [found[1].strip(" ,") for found in SHAPE.finditer(plain)] if shapes else []
    once = ALIKE.sub(r"\1", "".join(kinds))
    while (shorter := REPEATED.sub(r"\1", once)) != once:
        once = shorter
    return once, sizes


def _shown(text: str) -> str:
    return f"`{clean(text.strip(), SHOWN)}`"
