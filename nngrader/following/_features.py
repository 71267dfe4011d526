"""What may be made of a raw row before its numbers are scaled."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from nngrader.jobs import Array

Change = Callable[[Array], Array]


@dataclass(frozen=True)
class Feature:
    """A change of whole rows (rows, D) that keeps their width."""

    said: str  #: for people; empty for no change
    of: Change


def as_they_are(rows: Array) -> Array:
    """Change nothing."""
    return rows


PLAIN = Feature("", as_they_are)


def length(parts: Array, axis: int) -> Array:
    """Measure as the crow flies."""
    return np.asarray(np.sqrt(np.square(parts).sum(axis=axis, keepdims=True)))


def total(parts: Array, axis: int) -> Array:
    """Sum the sizes."""
    return np.asarray(np.abs(parts).sum(axis=axis, keepdims=True))


def largest(parts: Array, axis: int) -> Array:
    """Find the largest size."""
    return np.asarray(np.abs(parts).max(axis=axis, keepdims=True))


SIZES = {"length": length, "sum": total, "largest number": largest}


def _divided(
    rows: Array, *, size: Callable[[Array, int], Array], form: tuple[int, ...], axis: int
) -> Array:
    parts = rows.reshape(len(rows), *form)
    sizes = size(parts, axis)
    sizes[sizes == 0] = 1.0  # as scikit-learn and Keras do
    return np.asarray((parts / sizes).reshape(len(rows), -1))


def _standard(rows: Array) -> Array:
    """Centre and scale every row by its own numbers."""
    spread = rows.std(axis=1, keepdims=True)
    spread[spread == 0] = 1.0
    return np.asarray((rows - rows.mean(axis=1, keepdims=True)) / spread)


def row_features(form: tuple[int, ...]) -> Iterator[Feature]:
    """Divide each row, or each line of a picture, by its own size."""
    width = int(np.prod(form))
    for name, size in SIZES.items():
        yield Feature(
            f"each row divided by its {name}",
            partial(_divided, size=size, form=(width,), axis=1),
        )
    yield Feature("each row less its mean, divided by its spread", _standard)
    if len(form) == 2:
        yield from _line_features(form)


def _line_features(form: tuple[int, ...]) -> Iterator[Feature]:
    for line, axis in (("column", 1), ("line", 2)):
        for name, size in SIZES.items():
            yield Feature(
                f"each {line} of a picture divided by its {name}",
                partial(_divided, size=size, form=form, axis=axis),
            )


def bent() -> Iterator[Feature]:
    """Bend the scale of every number."""
    yield Feature("the logarithm of each number", np.log)
    yield Feature("the logarithm of each number and 1", np.log1p)
    yield Feature("the square root of each number", np.sqrt)
    yield Feature("the square of each number", np.square)


def scaled_first(rows: Array, form: tuple[int, ...]) -> Iterator[Feature]:
    """Scale every column by these rows, then divide each row by its own size."""
    low, high = rows.min(axis=0), rows.max(axis=0)
    scales = (
        (rows.mean(axis=0), rows.std(axis=0)),
        (low, high - low),
    )
    for centre, spread in scales:
        divisor = np.where(spread == 0, 1.0, spread)
        for feature in row_features(form):
            then = partial(_in_turn, centre=centre, divisor=divisor, then=feature.of)
            yield Feature(f"scaled per column, {feature.said}", then)


def _in_turn(rows: Array, *, centre: Array, divisor: Array, then: Change) -> Array:
    return then((rows - centre) / divisor)
