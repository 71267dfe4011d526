"""Tasks whose few rows a student types in: every combination of bits, as in XOR."""

from dataclasses import dataclass

import numpy as np

from nngrader.answers import Code
from nngrader.following._given import Given
from nngrader.following._labels import is_readable, written
from nngrader.following._outcome import Found, Lost
from nngrader.jobs import Array, Plain
from nngrader.wording import counted, number

MOST_BITS = 4
INCOMPLETE = "not all {} rows of the task are among them"


def is_typed(plain: Plain) -> bool:
    """Whether the raw rows are all combinations of some bits, each once."""
    flat = plain.x_train.reshape(len(plain.x_train), -1)
    bits = flat.shape[1]
    complete = 0 < bits <= MOST_BITS and len(flat) == 2**bits
    return (
        complete and bool(np.isin(flat, (0, 1)).all()) and len(np.unique(flat, axis=0)) == len(flat)
    )


@dataclass(frozen=True, eq=False)
class Reading:
    """Which columns hold the bits, in order; the larger number of a column is its 1."""

    columns: Array
    bits: Array  #: (fitted rows, bits)


def read_bits(fitted: Array, count: int) -> Reading | Lost:
    """Find the columns that hold the bits; copies and opposites of earlier columns hold none."""
    low, high = fitted.min(axis=0), fitted.max(axis=0)
    up = fitted == high
    if not (up | (fitted == low)).all():
        return Lost("a column of them holds more than two different numbers")
    chosen: list[int] = []
    for column in np.flatnonzero(low < high).tolist():
        if len(chosen) < count and _is_new(up, chosen, column):
            chosen.append(column)
    if len(chosen) < count:
        held = counted(len(chosen), "input that changes", "inputs that change")
        return Lost(f"they hold {held}, the task's rows {count}")
    first = np.array(chosen[:count])
    return Reading(first, up[:, first].astype(np.int64))


def _is_new(up: Array, chosen: list[int], column: int) -> bool:
    same = [(up[:, column] == up[:, other]).mean() for other in chosen]
    return all(0 < share < 1 for share in same)


def follow_typed(given: Given) -> Found | Lost:
    """Write every combination as the fitted rows write it."""
    count = given.raw.shape[1]
    reading = read_bits(given.fitted, count)
    if isinstance(reading, Lost):
        return reading
    places = 2 ** np.arange(count)
    asked = (reading.bits * places).sum(axis=1)
    firsts = np.array([_first(asked == which) for which in range(2**count)])
    if (firsts < 0).any():
        return Lost(INCOMPLETE.format(2**count))
    table = given.fitted[firsts]
    if not (table[asked] == given.fitted).all():
        return Lost(f"they hold more than the task's {count} inputs")
    raw = (given.raw * places).sum(axis=1).astype(np.int64)
    where = np.argsort(raw)[asked]
    hidden = (given.hidden * places).sum(axis=1).astype(np.int64)
    return Found(prepared=table[hidden], rows=where, how=_said(given, reading))


def _first(where: Array) -> int:
    return int(where.argmax()) if where.any() else -1


def _said(given: Given, reading: Reading) -> str:
    width, count = given.fitted.shape[1], given.raw.shape[1]
    if width == 2 * count and _one_hot(given.fitted):
        return "one-hot"
    low, high = (side[reading.columns] for side in given.reach)
    if len(set(low.tolist())) > 1 or len(set(high.tolist())) > 1:
        written_as = "0 and 1 written in another way in each column"
    elif (low[0], high[0]) == (0, 1):
        written_as = ""
    else:
        written_as = f"0 and 1 written as {number(float(low[0]))} and {number(float(high[0]))}"
    more = "" if width == count else f"{counted(width - count, 'more column', 'more columns')}"
    return ", ".join(filter(None, [written_as, more])) or "as they were"


def _one_hot(fitted: Array) -> bool:
    pairs = fitted.reshape(len(fitted), -1, 2)
    return bool(np.isin(fitted, (0, 1)).all() and (pairs.sum(axis=2) == 1).all())


def fixed(plain: Plain, rows: Array, y: Array) -> Code:
    """Spell the classes by value: of two labels, the larger says yes."""
    usual = np.array(plain.codes)
    labels = written(y) if is_readable(y, rows) else np.zeros(0)
    if not len(labels) or not np.isfinite(labels).all():
        return Code(plain.codes)
    low, high = _low_and_high(labels, usual)
    spelled = tuple(float(high if code == usual.max() else low) for code in usual)
    says_yes = labels > (low + high) / 2
    right = says_yes == (np.asarray(plain.y_train)[rows] == usual.max())
    return Code(spelled, round(float(right.mean()), 6))


def _low_and_high(labels: Array, usual: Array) -> tuple[float, float]:
    """Return the two labels; where there is but one, the usual two."""
    low, high = float(labels.min()), float(labels.max())
    return (low, high) if low < high else (float(usual.min()), float(usual.max()))
