"""Describing arrays that came from a student's code, without keeping them."""

from hashlib import blake2b

import numpy as np

from nngrader.evidence import ArraySpec
from nngrader.jobs import Array

MOST_COLUMNS = 64  #: wider tables, such as pictures, get no statistics per column
MOST_VALUES = 20  #: more distinct values than this are not listed
MOST_CELLS = 100_000  #: larger arrays are not searched for distinct values
MOST_LABELS = 5_000_000  #: the same for a single column: augmented labels are still labels
MOST_TOLD = 20_000  #: rows that are searched for labels among the inputs
ALIKE = 1e-3  #: spreads that rounding to float32 may leave between a label and its column
SAMPLE = 8


def digest(array: Array) -> str:
    """Name an array by its content."""
    named = blake2b(f"{array.dtype.str}{array.shape}".encode(), digest_size=16)
    named.update(np.ascontiguousarray(array).data)
    return named.hexdigest()


def describe(array: Array) -> ArraySpec:
    """Measure a numeric array of any shape; never raises on NaN or on no rows."""
    with np.errstate(over="ignore"):  # what float32 cannot hold becomes infinite, and is counted
        numbers = array.astype(np.float32 if array.size > MOST_CELLS else np.float64, copy=False)
    finite = np.isfinite(numbers)
    kept = numbers if finite.all() else numbers[finite]
    labels = numbers.ndim > 0 and numbers.size == len(numbers)
    values, counts = _distinct(kept, MOST_LABELS if labels else MOST_CELLS)
    means, spreads = _columns(numbers)
    return ArraySpec(
        shape=array.shape,
        dtype=array.dtype.name,
        digest=digest(array),
        minimum=_tidy(kept.min()) if kept.size else None,
        maximum=_tidy(kept.max()) if kept.size else None,
        spread=_spread(kept),
        nan_count=int(array.size - finite.sum()),
        values=values,
        counts=counts,
        means=means,
        spreads=spreads,
        one_hot=_one_hot(numbers),
        label_changes=_label_changes(numbers),
        sample=tuple(_tidy(value) for value in kept.reshape(-1)[:SAMPLE].tolist()),
    )


def telling(inputs: Array, labels: Array) -> int | None:
    """Find the first column that is a linear function of the labels; None where there is none."""
    if inputs.ndim != 2 or not labels.ndim:
        return None
    x, y = inputs[:MOST_TOLD], labels[:MOST_TOLD]
    if not 0 < x.shape[1] <= MOST_COLUMNS or len(x) != len(y) or not len(x):
        return None
    if y.size != len(y):
        return None
    with np.errstate(all="ignore"):  # constant columns and numbers beyond all floats tell nothing
        columns, own = _standardized(x), _standardized(y.reshape(-1, 1))
        apart = np.minimum(np.abs(columns - own).max(axis=0), np.abs(columns + own).max(axis=0))
    found = np.flatnonzero(apart < ALIKE)
    return int(found[0]) if len(found) else None


def _standardized(table: Array) -> Array:
    numbers: Array = table.astype(np.float64)
    scaled: Array = (numbers - numbers.mean(axis=0)) / numbers.std(axis=0)
    return scaled


def _spread(kept: Array) -> float:
    """Standard deviation; 0 where the squares are beyond what a float holds."""
    with np.errstate(over="ignore", invalid="ignore"):
        spread = float(kept.std()) if kept.size else 0.0
    return _tidy(spread) if np.isfinite(spread) else 0.0


def _tidy(value: float) -> float:
    return round(float(value), 6) + 0.0  # no "-0" in a sentence


def _distinct(kept: Array, most: int) -> tuple[tuple[float, ...], tuple[int, ...]]:
    if kept.size > most:
        return (), ()
    values, counts = np.unique(kept, return_counts=True)
    if len(values) > MOST_VALUES:
        return (), ()
    return tuple(map(_tidy, values)), tuple(map(int, counts))


def _columns(numbers: Array) -> tuple[tuple[float, ...], tuple[float, ...]]:
    if numbers.ndim != 2 or not 0 < numbers.shape[1] <= MOST_COLUMNS or not len(numbers):
        return (), ()
    with np.errstate(over="ignore", invalid="ignore"):
        means, spreads = numbers.mean(axis=0), numbers.std(axis=0)
    if not (np.isfinite(means).all() and np.isfinite(spreads).all()):
        return (), ()
    return tuple(map(_tidy, means)), tuple(map(_tidy, spreads))


def _one_hot(numbers: Array) -> bool:
    if numbers.ndim != 2 or not 2 <= numbers.shape[1] <= MOST_COLUMNS or not len(numbers):
        return False
    zeros_and_ones = bool(np.isin(numbers, (0.0, 1.0)).all())
    return zeros_and_ones and bool((numbers.sum(axis=1) == 1).all())


def _label_changes(numbers: Array) -> float:
    """Share of neighbouring rows with another label; only for something that looks like labels."""
    if numbers.ndim == 0 or len(numbers) < 2 or numbers.size // len(numbers) > MOST_COLUMNS:
        return 0.0
    rows = numbers.reshape(len(numbers), -1)
    return _tidy((rows[1:] != rows[:-1]).any(axis=1).mean())
