"""What following a preparation comes to."""

from dataclasses import dataclass

from nngrader.answers import Code
from nngrader.jobs import Array


@dataclass(frozen=True, eq=False, kw_only=True)
class Followed:
    """The preparation is known, and was repeated on the hidden rows."""

    x_test: Array  #: hidden rows, prepared as the fitted ones; dtype and row shape of `x`
    rows: Array  #: (fitted rows,) the raw training row that each is; -1 where it is none
    how: str  #: for people, such as "each number divided by 255"
    codes: Code  #: how the labels spell the classes


@dataclass(frozen=True)
class Lost:
    """The preparation could not be followed."""

    why: str  #: the end of a sentence about the rows that reached `fit`, such as "they hold text"


@dataclass(frozen=True, eq=False, kw_only=True)
class Found:
    """The same as Followed before labels are read; rows are flat."""

    prepared: Array  #: (hidden rows, numbers)
    rows: Array
    how: str
    twins: Array | None = None  #: (raw rows,) a name shared by rows that are prepared alike
