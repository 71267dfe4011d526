"""Finding pictures again by which of their pixels are not background, whatever they became."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from nngrader.following._given import CHUNK, HALF, Given, Guess
from nngrader.following._layouts import Layout
from nngrader.following._lines import laid_out
from nngrader.jobs import Array

PROBED = 128  #: fitted rows looked for before all are
USUAL_EDGES = (0, 127)  #: largest grey value that still counts as white
MOST_ALIKE = 16  #: raw rows that look alike and are kept apart later
NOBODY = (-1,)
DOUBT = 3  #: standard errors
MOST_EDGES = 12  #: tried
Names = dict[bytes, tuple[int, ...]]


def found_again(given: Given, layout: Layout) -> Iterator[Guess]:
    """Guess the raw row of each fitted row, -1 where none is known."""
    search = Search(given.fitted, layout.cells >= 0)
    names = _named(given.raw > given.raw.min(), layout)
    low, high = given.reach
    for bright, edge in ((True, None), (True, low), (False, None), (False, high)):
        yield from search.among(names, edge, bright=bright)
    if len(np.unique(search.probe)) == 2:
        for names in _black_and_white(given.raw, search, layout):
            for bright in (True, False):
                yield from search.among(names, None, bright=bright)


@dataclass(frozen=True, eq=False)
class Search:
    """The fitted rows that are looked for."""

    fitted: Array
    inside: Array  #: (m,) False for an added border

    @property
    def probe(self) -> Array:
        """A few of them."""
        return self.fitted[:: max(1, len(self.fitted) // PROBED)]

    def among(self, names: Names, edge: Array | None, *, bright: bool) -> Iterator[Guess]:
        """Look up what is brighter, or darker, than the edge; all rows if most of a few are met."""
        probe = self._keys(self.probe, edge, bright=bright)
        if sum(key in names for key in probe) < HALF / 2 * len(probe):  # chance has its part
            return
        keys = self._keys(self.fitted, edge, bright=bright)
        met = zip_longest(*(names.get(key, NOBODY) for key in keys), fillvalue=-1)
        first, *others = (np.array(rows, dtype=np.int64) for rows in met)
        certain = first >= 0
        for rows in others:
            certain &= rows < 0
        yield Guess(first, np.flatnonzero(certain), by_looks=True, others=tuple(others))

    def _keys(self, rows: Array, edge: Array | None, *, bright: bool) -> list[bytes]:
        keys: list[bytes] = []
        for start in range(0, len(rows), CHUNK):
            block = rows[start : start + CHUNK]
            side = _own_edge(block, bright=bright) if edge is None else edge
            bits = block > side if bright else block < side
            keys += _packed(bits if self.inside.all() else bits & self.inside)
        return keys


def _own_edge(block: Array, *, bright: bool) -> Array:
    """Take the background of each picture from itself: in a small part all else may be missing."""
    return np.asarray(
        block.min(axis=1, keepdims=True) if bright else block.max(axis=1, keepdims=True)
    )


def _packed(bits: Array) -> list[bytes]:
    return [row.tobytes() for row in np.packbits(bits, axis=1)]


def _named(bits: Array, layout: Layout) -> Names:
    """Name rows by their pixels; the first few of those that look alike."""
    bits = laid_out(bits, layout.cells)
    if (layout.cells < 0).any():
        bits = bits & (layout.cells >= 0)
    names: Names = {}
    for row, key in enumerate(_packed(bits)):
        names[key] = (*names.get(key, ()), row)[:MOST_ALIKE]
    return names


def _black_and_white(raw: Array, search: Search, layout: Layout) -> Iterator[Names]:
    """Name rows by pixels beyond other edges: of pictures of two values it is not known."""
    if raw.dtype != np.uint8:
        return
    top = search.probe[:, search.inside].max()
    shares = np.array([(row[search.inside] == top).mean() for row in search.fitted])
    for edge in _edges(raw, shares):
        yield _named(raw > edge, layout)


def _edges(raw: Array, shares: Array) -> list[int]:
    """List likely edges: the usual ones, then those that leave these shares on one side, nearly.

    Fitted rows are a part of the raw rows: their mean may be off by its own uncertainty.
    """
    above = 1 - np.cumsum(np.bincount(raw.reshape(-1), minlength=256))[:255] / raw.size
    share, doubt = shares.mean(), DOUBT * shares.std() / np.sqrt(len(shares))
    off = np.minimum(np.abs(above - share), np.abs(above - (1 - share)))
    nearest = np.argsort(off, kind="stable")[:MOST_EDGES]
    likely = [int(edge) for edge in nearest if off[edge] <= max(doubt, off.min())]
    return list(dict.fromkeys([*USUAL_EDGES, *likely]))
