"""The raw rows and the fitted rows side by side, both flat."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nngrader.jobs import Array, Plain

EXACT = 1e-5  #: of the spread of a prepared number; a larger difference is no rounding
ROUNDING = 3  #: of the steps between neighbouring numbers of its type
CHUNK = 256  #: rows compared at once, to stay in the processor's cache
HALF = 0.5  #: of the fitted rows must be raw rows: the others may be variations of them


@dataclass(frozen=True, eq=False)
class Given:
    """What is compared."""

    raw: Array  #: (raw rows, D)
    hidden: Array  #: (hidden rows, D)
    form: tuple[int, ...]  #: of one raw row
    fitted: Array  #: (fitted rows, m)
    shape: tuple[int, ...]  #: of one fitted row

    @cached_property
    def reach(self) -> tuple[Array, Array]:
        """Least and largest of each fitted number, (m,); NaN where one is NaN."""
        starts = range(0, len(self.fitted), CHUNK)
        return reach_of(self.fitted[start : start + CHUNK] for start in starts)

    @cached_property
    def tolerance(self) -> Array:
        """How far each fitted number may be from its explanation, (m,)."""
        low, high = (side.astype(np.float64) for side in self.reach)
        kind = self.fitted.dtype
        coarse = kind if kind == np.float16 else np.float32  # which all is compared in
        step = float(np.finfo(coarse).eps)
        largest = np.maximum(np.abs(low), np.abs(high))
        return np.asarray(np.maximum(EXACT * (high - low), ROUNDING * step * largest))

    @cached_property
    def different(self) -> Array:
        """The fitted rows, each once, in order of size."""
        return np.unique(self.fitted.astype(np.float64), axis=0)

    @cached_property
    def varied(self) -> Array:
        """Which fitted numbers are not the same in all rows, (m,)."""
        low, high = self.reach
        return np.asarray(high > low)


def reach_of(blocks: Iterable[Array]) -> tuple[Array, Array]:
    """Find the least and the largest of each column, block by block."""
    ends = [(block.min(axis=0), block.max(axis=0)) for block in blocks]
    low, high = zip(*ends, strict=True)
    return np.min(low, axis=0), np.max(high, axis=0)


def given(plain: Plain, x: Array) -> Given:
    """Lay the rows side by side."""
    form, shape = plain.x_train.shape[1:], x.shape[1:]
    return Given(
        raw=_flat(plain.x_train),
        hidden=_flat(plain.x_test),
        form=form,
        fitted=_numbers(x.reshape(len(x), -1)),
        shape=shape,
    )


def _flat(rows: Array) -> Array:
    """Flatten rows; whole numbers that fit become bytes, which are quicker to compare."""
    flat = rows.reshape(len(rows), -1)
    if flat.dtype == np.uint8 or not flat.size:
        return flat
    bytes_ = np.asarray(flat).clip(0, 255).astype(np.uint8)
    return bytes_ if (bytes_ == flat).all() else flat.astype(np.float64)


def _numbers(flat: Array) -> Array:
    return flat.astype(np.uint8) if flat.dtype == np.bool_ else flat


@dataclass(frozen=True, eq=False)
class Guess:
    """Which raw row each fitted row may be."""

    rows: Array  #: (fitted rows,) -1 where there is no guess
    learned_from: Array  #: the fitted rows that may show how all were prepared
    by_looks: bool = False  #: whether the rows themselves say so
    others: tuple[Array, ...] = ()  #: like `rows`: what else those that look alike may be


def in_order(count: int, of: int) -> list[Guess]:
    """Guess where nobody shuffled: from the start, or the end, or every row several times."""
    steps = np.arange(count)
    guesses = [Guess(steps % of, steps[:of])]  # those after the first round may be variations
    if count < of:
        guesses.append(Guess(steps + of - count, steps))
    elif count % of == 0 and count > of:
        guesses.append(Guess(steps // (count // of), steps))
    return guesses
