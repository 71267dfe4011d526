"""Numbers that never changed in training, and what a hidden row with another number there becomes.

A line cannot be seen where there is one point. But a scaler that is known from all other columns
says what it does there, down to the last digit of its rounding.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from nngrader.following._features import PLAIN
from nngrader.following._given import CHUNK, Given, reach_of
from nngrader.following._lines import Lines
from nngrader.jobs import Array

DIVISORS = (1.0, 255.0)  #: of all numbers, before the scaler saw them
COMPARED = 16  #: columns whose last digits are compared
DIGIT_FOR_DIGIT = 0.999  #: share of equal numbers; any other divisor rounds otherwise
SAMPLE = 1000  #: rows by which columns are chosen
CLEARLY = 0.02  #: more than with another divisor
FEW = 0.002  #: of the hidden rows: too few to give up all the others for them
UNTOLD = "some hidden rows hold numbers that no row in training held at that place"

Scaler = Callable[[Array, Array], Array]


@dataclass(frozen=True, eq=False)
class Scaled:
    """A scaler that may have been used."""

    raw: Array  #: (raw rows, D)
    rows: Array  #: the raw rows that it was fitted on, in their order
    scaler: Scaler
    divisor: float
    kind: type[np.floating]  #: it calculated with

    def __call__(self, numbers: Array, cells: Array) -> Array:
        """Scale numbers (k, c), which stand in these columns, as it would have."""
        learned_from = self.raw[np.ix_(self.rows, cells)]
        return self.scaler(self._divided(learned_from), self._divided(numbers))

    def _divided(self, numbers: Array) -> Array:
        exact = np.ascontiguousarray(numbers.astype(self.kind))  # sums depend on the order
        return np.asarray(exact / self.kind(self.divisor))


def standard(learned_from: Array, rows: Array) -> Array:
    """Scale as scikit-learn's StandardScaler does, in its order of operations."""
    count = len(learned_from)
    mean = learned_from.sum(axis=0, dtype=np.float64) / count
    apart = learned_from - mean
    off = apart.sum(axis=0)
    variance = (np.square(apart).sum(axis=0) - off**2 / count) / count
    spread = np.where(np.ptp(learned_from, axis=0) == 0, 1.0, np.sqrt(variance))
    kind = rows.dtype
    return np.asarray((rows - mean.astype(kind)) / spread.astype(kind))


def from_0_to_1(learned_from: Array, rows: Array) -> Array:
    """Scale as scikit-learn's MinMaxScaler does, likewise."""
    low, high = learned_from.min(axis=0), learned_from.max(axis=0)
    scale = 1 / np.where(high == low, rows.dtype.type(1), high - low)
    return np.asarray(rows * scale + (0 - low * scale))


def with_unvaried(given: Given, lines: Lines, rows: Array) -> Lines | None:
    """Complete the lines of numbers that never varied; None where nothing tells how."""
    if lines.uniform:
        return lines
    known = np.flatnonzero(rows >= 0)
    moved, concerned = _moved(given, lines, rows[known])
    if not len(moved):
        return lines
    scaled = _scaler(given, lines, rows, known) if lines.feature is PLAIN else None
    if scaled is None:
        return lines if concerned < FEW else None
    cells = lines.cells[moved]
    low, high = scaled(np.array([[0.0], [1.0]]).repeat(len(cells), axis=1), cells)
    slope, offset = lines.slope.copy(), lines.offset.copy()
    slope[moved], offset[moved] = high - low, low
    return replace(lines, slope=slope, offset=offset)


def _moved(given: Given, lines: Lines, rows: Array) -> tuple[Array, float]:
    """Which prepared numbers vary in the hidden rows alone, and the share of rows concerned."""
    low, high = reach_of(_numbers(lines, given.raw[part]) for part in _parts(rows))
    other = (_numbers(lines, given.hidden) != low) & (low == high)
    inside = lines.cells >= 0
    moved = inside & other.any(axis=0)[np.maximum(lines.cells, 0)]
    concerned = other[:, np.unique(lines.cells[inside])].any(axis=1)
    return np.flatnonzero(moved), float(concerned.mean())


def _parts(rows: Array) -> Iterator[Array]:
    yield from (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


def _numbers(lines: Lines, rows: Array) -> Array:
    """Return what the lines go through."""
    return rows if lines.feature is PLAIN else lines.feature.of(rows.astype(np.float32))


def _scaler(given: Given, lines: Lines, rows: Array, known: Array) -> Scaled | None:
    """Find the scaler that gives the fitted numbers digit for digit, and no other one does."""
    columns = _busiest(given, lines)
    cells = lines.cells[columns]
    fitted = given.fitted[np.ix_(known, columns)]
    numbers = given.raw[np.ix_(rows[known], cells)]
    tried = [(_equal(fitted, each(numbers, cells)), each) for each in _tried(given, rows[known])]
    best, chosen = max(tried, key=lambda scored: scored[0])
    rival = max(score for score, other in tried if other.divisor != chosen.divisor)
    return chosen if best >= DIGIT_FOR_DIGIT and best - rival >= CLEARLY else None


def _tried(given: Given, rows: Array) -> Iterator[Scaled]:
    single = given.fitted.dtype == np.float32
    kinds: list[type[np.floating]] = [np.float64, np.float32] if single else [np.float64]
    for each in product(
        [rows, np.arange(len(given.raw))], (standard, from_0_to_1), DIVISORS, kinds
    ):
        yield Scaled(given.raw, *each)


def _busiest(given: Given, lines: Lines) -> Array:
    """Choose prepared numbers that vary most: their roundings differ most."""
    spread = given.raw[:: max(1, len(given.raw) // SAMPLE)].std(axis=0)
    busy = np.where(lines.cells >= 0, spread[np.maximum(lines.cells, 0)], 0.0)
    return np.argsort(-busy, kind="stable")[:COMPARED]


def _equal(fitted: Array, expected: Array) -> float:
    return float((expected.astype(fitted.dtype) == fitted).mean())
