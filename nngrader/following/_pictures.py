"""Rows of many numbers: pictures. First which row is which, then what became of its numbers."""

from collections.abc import Iterator
from itertools import chain

import numpy as np

from nngrader.following._features import PLAIN, Feature, row_features
from nngrader.following._given import CHUNK, HALF, Given, Guess, in_order
from nngrader.following._layouts import Layout, layouts
from nngrader.following._levels import Levels, levels
from nngrader.following._lines import FEW_VALUES, Lines, lines_through
from nngrader.following._outcome import Found, Lost
from nngrader.following._seen_again import found_again
from nngrader.following._unvaried import UNTOLD, with_unvaried
from nngrader.jobs import Array
from nngrader.wording import counted

SAMPLE = 256  #: rows on which a preparation is tried before it is tried on all
TABLE_SAMPLE = 4096  #: rows from which a table of values is learned
ENOUGH = 16  #: rows; with fewer, a line per pixel explains anything
Preparation = Lines | Levels


def follow_pictures(given: Given) -> Found | Lost:
    """Follow the preparation of rows of many numbers."""
    fitting = list(layouts(given.form, given.shape))
    if not fitting:
        width, own = given.fitted.shape[1], given.raw.shape[1]
        return Lost(f"they hold {counted(width, 'number', 'numbers')} each, the task's rows {own}")
    closest: Lost | None = None
    for layout, guess in _guesses(given, fitting):
        found = _explained(given, layout, guess)
        if isinstance(found, Found):
            return found
        closest = closest or found
    return closest or Lost(UNKNOWN)


UNKNOWN = "they could not be recognised as rows of the task"
NO_RULE = "they are rows of the task, but no one rule explains what became of their numbers"


def _guesses(given: Given, fitting: list[Layout]) -> Iterator[tuple[Layout, Guess]]:
    """Guess how rows are laid out, and which is which: by their order, then by their looks."""
    for layout in fitting:
        if not given.varied[layout.cells < 0].any():
            in_turn = chain(in_order(len(given.fitted), len(given.raw)), found_again(given, layout))
            yield from ((layout, guess) for guess in in_turn)


def _explained(given: Given, layout: Layout, guess: Guess) -> Found | Lost | None:
    """Find a preparation for which at least half of the rows are what they are guessed to be."""
    for prepare in _preparations(given, layout, guess):
        rows = _right(given, prepare, guess)
        if (rows >= 0).mean() >= HALF:
            return _found(given, layout, prepare, rows)
    recognised = guess.by_looks and (guess.rows >= 0).mean() >= HALF
    return Lost(NO_RULE) if recognised else None


def _preparations(given: Given, layout: Layout, guess: Guess) -> Iterator[Preparation]:
    """Try the simplest first, on a few rows before all."""
    few = _some(guess.learned_from, SAMPLE)
    if not len(few):
        return
    raw, fitted = given.raw[guess.rows[few]], given.fitted[few].astype(np.float64)
    for feature in (PLAIN, *row_features(given.form)):
        numbers = feature.of(raw.astype(np.float64))
        yield from _one_line(given, layout, feature, numbers, fitted)
        if feature is PLAIN:
            yield from _table(given, layout, guess)
        if _lines_per_number(given, layout, numbers, fitted):
            yield _all_lines(given, layout, feature, guess)


def _some(known: Array, count: int) -> Array:
    return known[:: max(1, len(known) // count)]


def _one_line(
    given: Given, layout: Layout, feature: Feature, numbers: Array, fitted: Array
) -> Iterator[Lines]:
    """Scale all numbers alike."""
    inside = layout.cells >= 0
    own, became = numbers[:, layout.cells[inside]], fitted[:, inside]
    low = np.unravel_index(own.argmin(), own.shape)
    high = np.unravel_index(own.argmax(), own.shape)
    if own[low] == own[high] or became[low] == became[high]:
        return
    slope = (became[high] - became[low]) / (own[high] - own[low])
    offset = became[low] - slope * own[low]
    if np.abs(own * slope + offset - became).max() <= given.tolerance.max():
        yield Lines(
            feature=feature,
            cells=layout.cells,
            slope=np.where(inside, slope, 0.0),
            offset=np.where(inside, offset, fitted[0]),
        )


def _table(given: Given, layout: Layout, guess: Guess) -> Iterator[Levels]:
    """Exchange values, wherever they stand; learned from more rows if a few are so explained."""
    tolerance, table = float(given.tolerance.max()), None
    for count in (SAMPLE, TABLE_SAMPLE):
        some = _some(guess.learned_from, count)
        raw, fitted = given.raw[guess.rows[some]], given.fitted[some]
        table = levels(raw, fitted, tolerance, layout.cells)
        if table is None:
            return
    if table is not None and len(table.steps):
        yield table


def _lines_per_number(given: Given, layout: Layout, numbers: Array, fitted: Array) -> bool:
    """Whether a line of its own explains each number in a few rows."""
    if len(numbers) < ENOUGH:
        return False
    own = numbers[:, np.maximum(layout.cells, 0)]
    slope, offset = _through(own.argmin(axis=0), own.argmax(axis=0), own, fitted)
    close = np.abs(own * slope + offset - fitted).max(axis=0) <= given.tolerance
    return bool(close.all()) and any(
        len(np.unique(column)) >= FEW_VALUES for column in own[:, given.varied].T
    )


def _through(low: Array, high: Array, own: Array, fitted: Array) -> tuple[Array, Array]:
    """Lay a line through the least and the largest of each column."""
    column = np.arange(own.shape[1])
    return lines_through(
        own[low, column], own[high, column], fitted[low, column], fitted[high, column]
    )


def _all_lines(given: Given, layout: Layout, feature: Feature, guess: Guess) -> Lines:
    """Find the lines in all rows: a pixel may be lit in only one of them."""
    cells = np.maximum(layout.cells, 0)
    rows = guess.rows
    low, high = _extremes(given, feature, guess)
    column = np.arange(len(cells))
    ends = []
    for at in (low[cells], high[cells]):
        own = feature.of(given.raw[rows[at]].astype(np.float64))[column, cells]
        ends.append((own, given.fitted[at, column].astype(np.float64)))
    (least, its), (most, others) = ends
    slope, offset = lines_through(least, most, its, others)
    inside = layout.cells >= 0
    return Lines(
        feature=feature,
        cells=layout.cells,
        slope=np.where(inside, slope, 0.0),
        offset=np.where(inside, offset, its),
    )


def _extremes(given: Given, feature: Feature, guess: Guess) -> tuple[Array, Array]:
    """Find the fitted row in which each raw number is least, and in which it is largest."""
    rows, known = guess.rows, guess.learned_from
    first = feature.of(given.raw[rows[known[:1]]].astype(np.float32))[0]
    least, most = first.copy(), first.copy()
    low, high = (np.full(len(first), known[0]) for _ in range(2))
    for start in range(0, len(known), CHUNK):
        part = known[start : start + CHUNK]
        numbers = given.raw[rows[part]]
        if feature is not PLAIN:
            numbers = feature.of(numbers.astype(np.float32))
        below, above = numbers.min(axis=0) < least, numbers.max(axis=0) > most
        low[below] = part[numbers[:, below].argmin(axis=0)]
        high[above] = part[numbers[:, above].argmax(axis=0)]
        least, most = np.minimum(least, numbers.min(axis=0)), np.maximum(most, numbers.max(axis=0))
    return low, high


def _right(given: Given, prepare: Preparation, guess: Guess) -> Array:
    """Keep the raw rows that the preparation makes the fitted rows of; -1 for all others."""
    right = np.full(len(guess.rows), -1)
    for rows in (guess.rows, *guess.others):
        open_ = np.flatnonzero((right < 0) & (rows >= 0))
        equal = _equal(given, prepare, open_, rows[open_])
        right[open_[equal]] = rows[open_[equal]]
    return right


def _equal(given: Given, prepare: Preparation, fitted: Array, raw: Array) -> Array:
    tolerance = given.tolerance.astype(np.float32)
    limit = tolerance.max() if prepare.uniform else tolerance
    equal = np.zeros(len(fitted), dtype=bool)
    for start in range(0, len(fitted), CHUNK):
        part = slice(start, start + CHUNK)
        apart = prepare(given.raw[raw[part]], np.float32)
        apart -= given.fitted[fitted[part]]
        np.abs(apart, out=apart)
        equal[part] = (apart <= limit).all(axis=1)
    return equal


def _found(given: Given, layout: Layout, prepare: Preparation, rows: Array) -> Found | Lost:
    """Prepare the hidden rows."""
    said = [layout.said, prepare.feature.said if isinstance(prepare, Lines) else ""]
    said.append(prepare.said("pixel"))
    if isinstance(prepare, Lines):
        complete = with_unvaried(given, prepare, rows)
        if complete is None:
            return Lost(UNTOLD)
        prepare = complete
    prepared = prepare(given.hidden)
    if not np.isfinite(prepared).all():
        return Lost(UNTOLD)
    how = ", ".join(filter(None, said)) or "as they were"
    return Found(prepared=prepared, rows=rows, how=how)
