"""Rows of few numbers: tables. Columns may stand in another order, each with its own scale."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

import numpy as np

from nngrader.following._features import PLAIN, Feature, bent, row_features, scaled_first
from nngrader.following._given import EXACT, HALF, Given, Guess, in_order
from nngrader.following._lines import FEW_VALUES, Lines, lines_through
from nngrader.following._outcome import Found, Lost
from nngrader.following._searched import searched
from nngrader.following._unvaried import UNTOLD, with_unvaried
from nngrader.jobs import Array

ENOUGH = 10  #: rows in order; fewer lie on lines by chance
MOST_COLUMNS = 64  #: of fitted rows; no few raw columns make so many
CELLS = 10_000_000  #: compared at once
UNKNOWN = "they could not be recognised as rows of the task"
SEVERAL = "what became of their numbers can be read in more than one way"
CLEARLY = 0.2  #: share of rows that keep their own label in one reading more than in all others
Agreement = Callable[[Found], float]


def follow_table(given: Given, agreement: Agreement) -> Found | Lost:
    """Follow the preparation of rows of few numbers; labels decide only between equal readings."""
    width, own = given.fitted.shape[1], given.raw.shape[1]
    if width > MOST_COLUMNS:
        return Lost(f"they hold {width} numbers each, the task's rows {own}")
    if not given.varied.any():
        return Lost("they are all alike")
    for guess in in_order(len(given.fitted), len(given.raw)):
        for feature in _features(given, guess):
            lines = _in_order(given, feature, guess)
            found = _checked(given, lines, guess.rows) if lines is not None else None
            if found is not None:
                return found
    return _shuffled(given, agreement)


def _features(given: Given, guess: Guess) -> Iterator[Feature]:
    """List what may have been made of the rows, the likeliest first."""
    yield PLAIN
    yield from row_features(given.form)
    whole = given.raw.astype(np.float64)
    yield from scaled_first(whole, given.form)
    if len(guess.rows) < len(whole):
        yield from scaled_first(whole[guess.rows], given.form)
    yield from bent()


def _in_order(given: Given, feature: Feature, guess: Guess) -> Lines | None:
    """Explain each column by a line through a raw column, if rows are what they are taken for."""
    known = guess.learned_from
    own = feature.of(given.raw[guess.rows[known]].astype(np.float64))
    if len(known) < ENOUGH or not np.isfinite(own).all():
        return None
    fitted = given.fitted[known].astype(np.float64)
    low, high = own.argmin(axis=0), own.argmax(axis=0)
    column = np.arange(own.shape[1])
    slope, offset = lines_through(
        own[low, column][:, None], own[high, column][:, None], fitted[low], fitted[high]
    )
    apart = np.abs(own[:, :, None] * slope + offset - fitted[:, None, :]).max(axis=0)
    proven = np.array([len(np.unique(values)) >= FEW_VALUES for values in own.T])
    fits = (apart <= given.tolerance) & (proven[:, None] | ~given.varied)
    return _chosen(feature, fits, slope, offset)


def _chosen(feature: Feature, fits: Array, slope: Array, offset: Array) -> Lines | None:
    """Prefer the raw column that stands at the same place."""
    if not fits.any(axis=0).all():
        return None
    places = np.arange(fits.shape[1])
    same = places % len(fits)
    cells = np.where(fits[same, places], same, fits.argmax(axis=0))
    return Lines(
        feature=feature,
        cells=cells,
        slope=slope[cells, places],
        offset=offset[cells, places],
    )


def _checked(given: Given, lines: Lines, usual: Array | None) -> Found | Lost | None:
    """Find every fitted row among the prepared raw rows; None where too few are there."""
    prepared = lines(given.raw)
    rows = _met(given, prepared, usual)
    if (rows >= 0).mean() < HALF:
        return None
    lines = _placed(given, lines, rows)
    complete = with_unvaried(given, lines, rows)
    if complete is None or _may_hide_a_column(given, lines, rows):
        return Lost(UNTOLD)
    twins = _first_equal(prepared, prepared, given.tolerance)
    return Found(prepared=complete(given.hidden), rows=rows, how=_said(given, lines), twins=twins)


def _placed(given: Given, lines: Lines, rows: Array) -> Lines:
    """Lay columns that never varied over the raw column at their place, if that never did either.

    Where all others are scaled alike, so are they.
    """
    known = given.raw[rows[rows >= 0]].astype(np.float64)
    if len(lines.cells) != known.shape[1]:
        return lines
    still = ~given.varied & (np.ptp(lines.feature.of(known), axis=0) <= EXACT)
    cells = np.where(still, np.arange(len(still)), lines.cells)
    slope, offset = lines.slope[given.varied].mean(), lines.offset[given.varied].mean()
    alike = replace(
        lines,
        cells=cells,
        slope=np.where(still, slope, lines.slope),
        offset=np.where(still, offset, lines.offset),
    )
    was, is_now = lines(known[:1]), alike(known[:1])
    explained = (np.abs(is_now - was) <= given.tolerance + EXACT * np.abs(was)).all()
    return alike if alike.uniform and explained else replace(lines, cells=cells)


def _may_hide_a_column(given: Given, lines: Lines, rows: Array) -> bool:
    """Whether a column that never varied may be a raw one that never did, but does when hidden."""
    known = given.raw[rows[rows >= 0]]
    awake = (np.ptp(known, axis=0) == 0) & (given.hidden != known[0]).any(axis=0)
    places = np.arange(len(awake))
    asleep = np.setdiff1d(places[awake], lines.cells)
    unexplained = ~given.varied & ~np.isin(lines.cells, places[awake])
    return bool(len(asleep) and unexplained.any())


def _met(given: Given, prepared: Array, usual: Array | None) -> Array:
    """Find the raw row of each fitted row, the guessed one if that is right; -1 where none is."""
    rows = np.full(len(given.fitted), -1)
    if usual is not None:
        right = (np.abs(prepared[usual] - given.fitted) <= given.tolerance).all(axis=1)
        rows[right] = usual[right]
    missing = np.flatnonzero(rows < 0)
    different, which = np.unique(given.fitted[missing], axis=0, return_inverse=True)
    found = _first_equal(different.astype(np.float64), prepared, given.tolerance)
    rows[missing] = found[which.reshape(-1)]
    return rows


def _first_equal(rows: Array, prepared: Array, tolerance: Array) -> Array:
    """Find the first prepared row that each row equals; -1 where none does."""
    first = np.full(len(rows), -1)
    step = max(1, CELLS // prepared.size)
    for start in range(0, len(rows), step):
        block = rows[start : start + step]
        same = (np.abs(block[:, None, :] - prepared) <= tolerance).all(axis=2)
        first[start : start + step] = np.where(same.any(axis=1), same.argmax(axis=1), -1)
    return first


def _shuffled(given: Given, agreement: Agreement) -> Found | Lost:
    """Search for lines; of several readings take that in which rows kept their labels."""
    whole = given.raw.astype(np.float64)
    scaled = scaled_first(whole, given.form)
    for feature in chain([PLAIN], row_features(given.form), scaled):
        checked = [_checked(given, lines, None) for lines in searched(given, feature)]
        readings = [found for found in checked if isinstance(found, Found)]
        if readings:
            return _clearest(readings, agreement)
        if any(isinstance(found, Lost) for found in checked):
            return Lost(UNTOLD)
    return Lost(UNKNOWN)


def _clearest(readings: list[Found], agreement: Agreement) -> Found | Lost:
    best, *others = sorted(readings, key=agreement, reverse=True)
    rivals = [found for found in others if not np.allclose(found.prepared, best.prepared)]
    if not rivals or agreement(best) - agreement(rivals[0]) >= CLEARLY:
        return best
    return Lost(SEVERAL)


def _said(given: Given, lines: Lines) -> str:
    parts = [
        lines.feature.said,
        _columns_said(lines.cells, given.raw.shape[1]),
        lines.said("column"),
    ]
    return ", ".join(filter(None, parts)) or "as they were"


def _columns_said(cells: Array, count: int) -> str:
    """Say which columns were taken; nothing where all stand as they stood."""
    if np.array_equal(cells, np.arange(count)):
        return ""
    different = len(np.unique(cells[cells >= 0]))
    told = f"{different} of {count} columns"
    if len(cells) > different:
        return f"{told}, some more than once"
    return told if (np.diff(cells) > 0).all() else f"{told}, in another order"
