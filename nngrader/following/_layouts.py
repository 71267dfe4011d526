"""Where the numbers of a raw row may stand in a fitted row, for rows of many numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import numpy as np

from nngrader.jobs import Array

STEPS = (2, 3, 4)  #: of pictures that were thinned out
CHANNELS = (3, 4)


@dataclass(frozen=True, eq=False)
class Layout:
    """The raw number behind each fitted number."""

    cells: Array  #: (m,); -1 where a border was added
    said: str  #: for people; empty where all numbers stand as they stood


def layouts(form: tuple[int, ...], shape: tuple[int, ...]) -> Iterator[Layout]:
    """Guess, the likeliest first."""
    cells = np.arange(prod(form)).reshape(form)
    if prod(shape) == cells.size:
        yield Layout(cells.reshape(-1), "")
        return
    if len(form) != 2:
        return
    size, channels = _size(shape)
    if channels > 1 and size == form:
        last = shape[-1] == channels
        repeated = np.repeat(cells, channels) if last else np.tile(cells.reshape(-1), channels)
        yield Layout(repeated, f"repeated in {channels} colours")
    elif channels == 1 and len(size) == 2:
        yield from _other_sizes(cells, size)


def _size(shape: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
    """Tell the size of a picture from the number of its colours."""
    sides = tuple(side for side in shape if side != 1)
    if len(sides) == 3 and sides[-1] in CHANNELS:
        return sides[:-1], sides[-1]
    if len(sides) == 3 and sides[0] in CHANNELS:
        return sides[1:], sides[0]
    return sides, 1


def _other_sizes(cells: Array, size: tuple[int, ...]) -> Iterator[Layout]:
    more = np.array(size) - np.array(cells.shape)
    if (more >= 0).all():
        yield from _padded(cells, more, f"padded to {size[0]}×{size[1]}")
    elif (more <= 0).all():
        yield from _cut(cells, -more, size)


def _padded(cells: Array, more: Array, said: str) -> Iterator[Layout]:
    for before in _starts(more):
        sides = [(int(b), int(m - b)) for b, m in zip(before, more, strict=True)]
        yield Layout(np.pad(cells, sides, constant_values=-1).reshape(-1), said)


def _cut(cells: Array, less: Array, size: tuple[int, ...]) -> Iterator[Layout]:
    for top, left in _starts(less):
        part = cells[top : top + size[0], left : left + size[1]]
        yield Layout(part.reshape(-1), f"cut to {size[0]}×{size[1]}")
    for step in STEPS:
        thinned = cells[::step, ::step]
        if thinned.shape == size:
            yield Layout(thinned.reshape(-1), f"every {step}. pixel of every {step}. line")


def _starts(spare: Array) -> list[tuple[int, int]]:
    """Guess where a smaller picture begins in a larger one: centred, or in a corner."""
    down, right = int(spare[0]), int(spare[1])
    centred = (down // 2, right // 2)
    return list(dict.fromkeys([centred, (0, 0), (down, right), (0, right), (down, 0)]))
