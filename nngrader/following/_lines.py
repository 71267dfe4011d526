"""Preparations in which every number is a line through one number of the raw row."""

from dataclasses import dataclass

import numpy as np

from nngrader.following._features import PLAIN, Feature
from nngrader.jobs import Array
from nngrader.wording import number

FEW_VALUES = 3  #: two points lie on any line: fewer different values prove nothing
SAME = 1e-6


@dataclass(frozen=True, eq=False, kw_only=True)
class Lines:
    """prepared = slope * feature(raw)[cells] + offset."""

    feature: Feature
    cells: Array  #: (m,) the raw number behind each prepared one; -1: it is always the offset
    slope: Array  #: (m,)
    offset: Array  #: (m,)

    def __call__(self, rows: Array, kind: type[np.floating] = np.float64) -> Array:
        """Prepare raw rows (rows, D)."""
        if self.feature is PLAIN:
            numbers = laid_out(rows, self.cells).astype(kind)  # bytes are moved more quickly
        else:
            numbers = laid_out(self.feature.of(rows.astype(kind)), self.cells)
        prepared = numbers * self.slope.astype(kind)
        prepared += self.offset.astype(kind)
        return np.asarray(prepared)

    @property
    def uniform(self) -> bool:
        """Whether all numbers are scaled alike."""
        used = self.cells >= 0
        slope, offset = self.slope[used], self.offset[used]
        reach = np.abs(slope).max(initial=0.0)
        return bool(
            np.ptp(slope) <= SAME * reach and np.ptp(offset) <= SAME * (reach + 1)
        ) and bool(used.any())

    def said(self, each: str) -> str:
        """Say the scale for people; `each` is what else has a scale of its own, such as "column"."""
        if not self.uniform:
            return f"scaled per {each}"
        used = int(np.flatnonzero(self.cells >= 0)[0])
        return line_said(float(self.slope[used]), float(self.offset[used]))


def laid_out(rows: Array, cells: Array) -> Array:
    """Take the numbers of each row in this order; any number where no number belongs."""
    if np.array_equal(cells, np.arange(rows.shape[1])):
        return rows
    return np.asarray(rows.take(np.maximum(cells, 0), axis=1))


def lines_through(low: Array, high: Array, its: Array, others: Array) -> tuple[Array, Array]:
    """Return slopes and offsets; slope 0 where the two points are one."""
    span = high - low
    slope = np.where(span == 0, 0.0, (others - its) / np.where(span == 0, 1.0, span))
    return slope, its - slope * low


def line_said(slope: float, offset: float) -> str:
    """Say one line for people; nothing for numbers as they were."""
    size = abs(slope)
    if not size:
        return ""
    centre = offset / size  # of the number turned or not
    told = _scale_said(size)
    if slope < 0:
        return ", ".join(filter(None, [f"each number taken from {number(centre)}", told]))
    if abs(centre) < SAME:
        return f"each number {told}" if told else ""
    moved = f"{number(abs(centre))} {'added to' if centre > 0 else 'taken from'} each number"
    return ", ".join(filter(None, [moved, told]))


def _scale_said(size: float) -> str:
    if abs(size - 1) < SAME:
        return ""
    return f"divided by {number(1 / size)}" if size < 1 else f"multiplied by {number(size)}"
