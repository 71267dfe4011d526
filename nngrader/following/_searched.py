"""Finding the lines behind the columns of a table whose rows were shuffled.

The different values of a fitted column must all lie where one line puts values of one raw column;
and the rows that the lines of all columns give together must be raw rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nngrader.following._features import Feature
from nngrader.following._given import Given
from nngrader.following._lines import FEW_VALUES, Lines
from nngrader.jobs import Array

MOST_VALUES = 200  #: different ones per column; all pairs of them are tried
MOST_READINGS = 200  #: kept while columns are added; where there are more, nothing is clear
MOST_PAIRS = 2_000_000  #: of fitted and raw rows; more would take too long
ENOUGH, ENOUGH_COLUMNS = 10, 2  #: different rows; fewer fit in too many places


@dataclass(frozen=True, eq=False)
class Line:
    """One fitted column explained by one raw column."""

    cell: int
    slope: float
    offset: float
    meets: (
        Array  #: (different fitted rows, different raw rows) whether it leads from one to the other
    )


def searched(given: Given, feature: Feature) -> Iterator[Lines]:
    """Yield every reading by which all fitted rows are raw rows; none where there are too many."""
    raw = np.unique(feature.of(given.raw.astype(np.float64)), axis=0)
    fitted = given.different
    if given.varied.sum() < ENOUGH_COLUMNS or not ENOUGH <= len(fitted) <= len(raw):
        return
    if len(fitted) * len(raw) > MOST_PAIRS:
        return
    readings: list[tuple[Line, ...]] = [()]
    for column in range(fitted.shape[1]):
        lines = list(_lines(raw, fitted[:, column], column, float(given.tolerance[column])))
        readings = [
            (*reading, line) for reading in readings for line in lines if _meet(reading, line)
        ]
        if not 0 < len(readings) <= MOST_READINGS:
            return
    for reading in readings:
        yield Lines(
            feature=feature,
            cells=np.array([line.cell for line in reading]),
            slope=np.array([line.slope for line in reading]),
            offset=np.array([line.offset for line in reading]),
        )


def _meet(reading: tuple[Line, ...], line: Line) -> bool:
    together = line.meets
    for other in reading:
        together = together & other.meets
    return bool(together.any(axis=1).all())


def _lines(raw: Array, fitted: Array, column: int, tolerance: float) -> Iterator[Line]:
    """Yield the lines that explain one fitted column, those through the same raw column first."""
    values = _different(fitted, tolerance)
    if len(values) == 1:
        yield Line(-1, 0.0, float(fitted[0]), np.ones((len(fitted), len(raw)), dtype=bool))
        return
    if len(values) < FEW_VALUES:
        return
    for cell in sorted(range(raw.shape[1]), key=lambda cell: cell != column):
        for slope, offset in _through(np.unique(raw[:, cell]), values, tolerance):
            expected = raw[:, cell] * slope + offset
            yield Line(cell, slope, offset, np.abs(fitted[:, None] - expected) <= tolerance)


def _different(values: Array, tolerance: float) -> Array:
    ordered = np.unique(values)
    return np.asarray(ordered[np.append(True, np.diff(ordered) > tolerance)])


def _through(raw: Array, values: Array, tolerance: float) -> list[tuple[float, float]]:
    """Try every pair of raw values as ends of the fitted ones; keep lines that meet all of them."""
    if not len(values) <= len(raw) <= MOST_VALUES:
        return []
    first, last = np.nonzero(~np.eye(len(raw), dtype=bool))
    slope = (values[-1] - values[0]) / (raw[last] - raw[first])
    offset = values[0] - slope * raw[first]
    for value in values[1:-1]:
        back = (value - offset) / slope
        kept = np.abs(_nearest(raw, back) - back) * np.abs(slope) <= tolerance
        slope, offset = slope[kept], offset[kept]
        if not len(slope):
            return []
    order = np.argsort(-slope, kind="stable")
    return [(float(slope[i]), float(offset[i])) for i in order]


def _nearest(ordered: Array, values: Array) -> Array:
    after = np.clip(np.searchsorted(ordered, values), 1, len(ordered) - 1)
    below, above = ordered[after - 1], ordered[after]
    return np.asarray(np.where(values - below < above - values, below, above))
