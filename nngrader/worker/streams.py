"""Data sets that `fit` is given instead of arrays: fewer of their batches, or all as arrays."""

from collections.abc import Iterator
from contextlib import suppress
from types import GeneratorType
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from nngrader.jobs import Array

FEW_BATCHES = 16  #: of a shortened `fit`
MOST_BYTES = 400_000_000  #: that are gathered; MNIST as float32 has 188 million
MOST_ROWS = 20_000  #: of one that is written in Python, and may turn and shift every picture


def is_stream(given: Any) -> bool:
    """Whether something hands out batches of its own accord."""
    return isinstance(given, tf.data.Dataset | keras.utils.PyDataset)


def fewer(given: Any) -> Any:
    """Take the first batches of a data set; anything else is given back as it is."""
    return given.take(FEW_BATCHES) if isinstance(given, tf.data.Dataset) else given


def batch_of(given: Any) -> int | None:
    """Count the rows in the first batch of a data set that is written in Python."""
    with suppress(Exception):
        if isinstance(given, keras.utils.PyDataset):
            return len(given[0][0])
    return None


def peeked(given: Any) -> tuple[Any, int | None]:
    """Look at the first batch of a generator, and give back one that still begins with it.

    The second part is the number of rows in that batch; None for anything else.
    """
    if not isinstance(given, GeneratorType):
        return given, None
    try:
        first = next(given)
    except Exception as error:  # noqa: BLE001 - the student's own code; it stops `fit`, not us
        return _stopping(error), None
    with suppress(Exception):
        return _from(first, given), len(first[0])
    return _from(first, given), None


def _stopping(error: Exception) -> Iterator[Any]:
    if not isinstance(error, StopIteration):
        raise error
    yield from ()


def _from(first: Any, rest: Any) -> Iterator[Any]:
    yield first
    yield from rest


def few_steps(given: Any, steps: int | None) -> int | None:
    """Count the steps of a shortened epoch; None lets a finite data set end by itself."""
    if isinstance(given, keras.utils.PyDataset):
        return min(steps or len(given), FEW_BATCHES)
    return min(steps, FEW_BATCHES) if steps else None


def gathered(given: Any) -> tuple[dict[str, Array], int] | None:
    """Gather one pass through a data set as arrays `x`, `y` and `sample_weight`, and its batch size.

    None for one that has no end, is too large or slow, or does not hand out pairs of numbers.
    """
    try:
        batches = _batches(given)
        parts = [np.concatenate(column) for column in zip(*batches, strict=True)]
    except Exception:  # noqa: BLE001 - the student's own code runs here, and `fit` will say it
        return None
    if len(parts) not in (2, 3) or any(part.dtype.kind not in "biuf" for part in parts):
        return None
    names = ("x", "y", "sample_weight")
    return dict(zip(names, parts, strict=False)), len(batches[0][0])


class TooMuch(Exception):
    """A data set that is not gathered."""


def _batches(given: Any) -> list[tuple[Array, ...]]:
    size, rows = 0, 0
    found: list[tuple[Array, ...]] = []
    for batch in _passed(given):
        if not isinstance(batch, tuple | list):
            raise TooMuch
        found.append(tuple(np.asarray(part) for part in batch))
        size += sum(part.nbytes for part in found[-1])
        rows += len(found[-1][0])
        if size > MOST_BYTES or (rows > MOST_ROWS and not isinstance(given, tf.data.Dataset)):
            raise TooMuch
    return found


def _passed(given: Any) -> Iterator[Any]:
    """Walk through a data set once."""
    if isinstance(given, tf.data.Dataset):
        if int(given.cardinality()) == tf.data.INFINITE_CARDINALITY:
            raise TooMuch
        return iter(given)
    if len(given) * len(given[0][0]) > MOST_ROWS:
        raise TooMuch
    return (given[number] for number in range(len(given)))
