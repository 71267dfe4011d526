"""Preparations that give each raw value its own number, wherever it stands: steps, powers, logs."""

from dataclasses import dataclass

import numpy as np

from nngrader.following._lines import laid_out
from nngrader.jobs import Array
from nngrader.wording import number

MOST_LEVELS = 256


@dataclass(frozen=True, eq=False, kw_only=True)
class Levels:
    """prepared = table[raw][cells]."""

    table: Array  #: (256,) NaN for values that were never seen
    cells: Array  #: (m,) the raw number behind each prepared one; -1: it is always `border`
    border: Array  #: (m,)

    def __call__(self, rows: Array, kind: type[np.floating] = np.float64) -> Array:
        """Prepare raw rows (rows, D) of bytes."""
        prepared = self.table.astype(kind)[laid_out(rows, self.cells)]
        outside = self.cells < 0
        prepared[:, outside] = self.border[outside].astype(kind)
        return np.asarray(prepared)

    uniform = True

    @property
    def steps(self) -> Array:
        """Values after which the table changes."""
        known = np.flatnonzero(np.isfinite(self.table))
        return np.asarray(known[:-1][np.diff(self.table[known]) != 0])

    def said(self, each: str) -> str:  # noqa: ARG002 - as for lines
        """Say the step for people, or that values were exchanged."""
        if len(self.steps) != 1:
            return "each value exchanged for another"
        values = self.table[np.isfinite(self.table)]
        low, high = number(float(values[0])), number(float(values[-1]))
        return f"numbers above {self.steps[0]} became {high}, all others {low}"


def levels(raw: Array, fitted: Array, tolerance: float, cells: Array) -> Levels | None:
    """Learn the table from rows (k, D) and what became of them (k, m)."""
    if raw.dtype != np.uint8:
        return None
    inside = cells >= 0
    values = raw[:, cells[inside]].reshape(-1)
    became = fitted[:, inside].astype(np.float64).reshape(-1)
    met = np.bincount(values, minlength=MOST_LEVELS)
    with np.errstate(invalid="ignore"):
        table = np.bincount(values, became, minlength=MOST_LEVELS) / met
    if np.abs(became - table[values]).max(initial=0.0) > tolerance:
        return None
    return Levels(table=_bridged(table), cells=cells, border=fitted[0].astype(np.float64))


def _bridged(table: Array) -> Array:
    """Fill values that were never seen where their neighbours on both sides agree."""
    known = np.flatnonzero(np.isfinite(table))
    missing = np.flatnonzero(~np.isfinite(table))
    after = np.searchsorted(known, missing)
    between = (after > 0) & (after < len(known))
    missing, after = missing[between], after[between]
    same = table[known[after - 1]] == table[known[after]]
    filled = table.copy()
    filled[missing[same]] = table[known[after[same]]]
    return filled
