"""How well a network, and what it was fitted on, belong to the task; its name says nothing."""

from dataclasses import dataclass, field
from math import prod

import numpy as np

from nngrader.evidence import Shape
from nngrader.following._follow import follow
from nngrader.following._given import given
from nngrader.following._labels import is_readable, written
from nngrader.following._outcome import Followed, Lost
from nngrader.following._truth_table import is_typed, read_bits
from nngrader.jobs import Array, Plain
from nngrader.wording import counted

#: Gates by their answers to 00, 01, 10 and 11; the ten others have no usual name.
GATES: dict[tuple[int | None, ...], str] = {
    (0, 0, 0, 1): "AND",
    (0, 1, 1, 1): "OR",
    (0, 1, 1, 0): "XOR",
    (1, 1, 1, 0): "NAND",
    (1, 0, 0, 0): "NOR",
    (1, 0, 0, 1): "XNOR",
}
ROWS, LABELS, OUTPUTS = 4.0, 4.0, 1.0  #: the most that each side adds to a score
SHOWN = 1000  #: rows of labels that are looked at closely


@dataclass(frozen=True, order=True)
class Suit:
    """How well something suits; the better is the greater."""

    score: float  #: 0..9
    #: The end of a sentence; empty where nothing speaks against it.
    unsuited: str = field(default="", compare=False)


@dataclass(frozen=True)
class Side:
    """How well the rows, the labels or the outputs suit."""

    share: float  #: 0..1
    unsuited: str = ""


FITS, NEARLY, UNKNOWN = Side(1.0), Side(0.75), Side(0.5)
DOUBTFUL, WRONG = 0.25, 0.0


def suits(
    plain: Plain,
    input_shape: Shape | None,
    output_units: int | None,
    x: Array | None,
    y: Array | None,
) -> Suit:
    """Compare what a network reads, was told and can answer with the rows of the task.

    `input_shape` is the network's, rows first; None stands for what is not known.
    """
    sides = (
        (ROWS, _rows(plain, input_shape, x, y)),
        (LABELS, _labels(plain, x, y)),
        (OUTPUTS, _outputs(plain, output_units)),
    )
    reasons = (side.unsuited for _, side in sides if side.unsuited)
    return Suit(sum(most * side.share for most, side in sides), next(reasons, ""))


def _rows(plain: Plain, input_shape: Shape | None, x: Array | None, y: Array | None) -> Side:
    own, width = prod(plain.x_train.shape[1:]), _width(input_shape, x)
    if width is None:
        return UNKNOWN
    if width == own:
        return FITS
    if x is not None and prod(x.shape[1:]) == width and _is_followed(plain, x, y):
        return NEARLY
    reads = counted(width, "number", "numbers")
    return Side(WRONG, f"it reads {reads} per row, the task has {own}")


def _width(input_shape: Shape | None, x: Array | None) -> int | None:
    """Count the numbers of a row that the network reads; of `x` where it does not say."""
    sides = (input_shape or ())[1:]
    if not sides or None in sides:
        sides = x.shape[1:] if x is not None and x.ndim else (None,)
    known = [side for side in sides if side is not None]
    return prod(known) if len(known) == len(sides) else None


def _is_followed(plain: Plain, x: Array, y: Array | None) -> bool:
    """Whether rows of another width are the task's rows all the same, such as padded pictures."""
    return isinstance(follow(plain, x, np.zeros(0) if y is None else y), Followed)


def _labels(plain: Plain, x: Array | None, y: Array | None) -> Side:
    if x is None or y is None or not x.ndim or not is_readable(y, x):
        return UNKNOWN
    if is_typed(plain):
        return _answers(plain, x, y)
    if not _names_classes(y):
        columns = counted(prod(y.shape[1:]), "number", "numbers")
        return Side(WRONG, f"its labels are {columns} per row and name no class")
    named, classes = len(np.unique(written(y))), len(plain.codes)
    if named == classes:
        return FITS
    share = DOUBTFUL if 1 < named < classes else WRONG
    told = counted(named, "class", "classes")
    return Side(share, f"its labels name {told}, the task has {classes}")


def _names_classes(y: Array) -> bool:
    """Whether one column stands out in every row, as in one-hot labels; a single column does."""
    rows = y.reshape(len(y), -1)[:SHOWN]
    top = rows.max(axis=1, keepdims=True)
    return bool(((rows == top).sum(axis=1) == 1).all()) and rows.shape[1] <= SHOWN


def _answers(plain: Plain, x: Array, y: Array) -> Side:
    """Compare the labels with the answers of the task's own truth table."""
    bits = prod(plain.x_train.shape[1:])
    readable = x.size > 0 and x.dtype.kind in "biuf"
    reading = read_bits(given(plain, x).fitted, bits) if readable else Lost("")
    if isinstance(reading, Lost):
        return UNKNOWN
    labels = written(y)
    values = len(np.unique(labels))
    if values != 2:
        told = "all alike" if values == 1 else f"of {values} different values"
        return Side(WRONG, f"its labels are {told}")
    task = _answered(plain.x_train.reshape(-1, bits), plain.y_train == max(plain.codes))
    return _compared(_answered(reading.bits, labels == labels.max()), task)


def _answered(bits: Array, yes: Array) -> tuple[int | None, ...]:
    """List the answers to all combinations, 00 first; None where there is none, or are several."""
    asked = (bits * 2 ** np.arange(bits.shape[1])[::-1]).sum(axis=1)
    given_ = [set(yes[asked == which].tolist()) for which in range(2 ** bits.shape[1])]
    return tuple(int(answers.pop()) if len(answers) == 1 else None for answers in given_)


def _compared(answers: tuple[int | None, ...], task: tuple[int | None, ...]) -> Side:
    if answers == task:
        return FITS
    if None in answers:
        inputs = counted(len(task), "input", "inputs")
        return Side(WRONG, f"its labels do not give each of the {inputs} one answer")
    gate = GATES.get(answers)
    told = f"those of {gate}" if gate else f"not those of {GATES.get(task, 'the task')}"
    opposite = all(one != other for one, other in zip(answers, task, strict=True))
    return Side(DOUBTFUL if opposite else WRONG, f"its labels are {told}")


def _outputs(plain: Plain, units: int | None) -> Side:
    classes = len(plain.codes)
    if units is None:
        return UNKNOWN
    if units == classes or (units, classes) == (1, 2):
        return FITS
    if units > classes:
        return NEARLY
    if units == 1:
        return Side(DOUBTFUL)  # a known mistake, which a rule explains
    outputs = counted(units, "output", "outputs")
    return Side(WRONG, f"it has {outputs}, the task has {classes} classes")
