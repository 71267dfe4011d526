"""Which rows a network met in training: told as a share, for not every row is sent.

The supervisor sees a sample of large arrays, in which shared rows can be missed; here all are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor
from typing import TypeGuard

import numpy as np

from nngrader.jobs import Array, row_keys
from nngrader.worker.calls import Call

MOST_CELLS = 200_000_000  #: of rows that are looked through; CIFAR-10 has 154 million
CHUNK = 4096  #: rows that are brought to float32 at once
ASKED = 2000  #: rows that are looked up, taken from all over


@dataclass
class Met:
    """Remembers the rows of one training, which is asked about again and again."""

    call: Call | None = None
    keys: frozenset[int] = frozenset()

    def share(self, call: Call | None, rows: Array | None) -> float | None:
        """Count which share of some rows a call of `fit` trains on; None where that is unknown."""
        if call is None or call.by != "fit" or not _has_rows(rows):
            return None
        trained = call.arrays.get("x")
        if not _has_rows(trained) or trained.size > MOST_CELLS or _width(rows) != _width(trained):
            return None
        if self.call is not call:
            self.call, self.keys = call, frozenset(_keys(trained[: _trained(call, len(trained))]))
        found = [key in self.keys for key in _keys(few(rows, ASKED))]
        return round(sum(found) / len(found), 6)


def few(rows: Array, most: int) -> Array:
    """Take rows from all over where there are more than so many."""
    return rows[:: -(-len(rows) // most)] if rows.ndim and len(rows) else rows


def _has_rows(rows: Array | None) -> TypeGuard[Array]:
    return rows is not None and rows.ndim > 0 and rows.size > 0


def _width(rows: Array) -> int:
    return rows.size // len(rows)


def _trained(call: Call, rows: int) -> int:
    """Count the rows that `validation_split` leaves, which `validation_data` overrides."""
    share = 0.0 if call.validated else call.arguments["validation_split"]
    return floor(rows * (1.0 - share))


def _keys(rows: Array) -> Iterator[int]:
    """Hash rows as Keras would see them: as float32, laid out in one row, without a -0."""
    flat = rows.reshape(len(rows), -1)
    for start in range(0, len(flat), CHUNK):
        yield from row_keys(flat[start : start + CHUNK].astype(np.float32) + np.float32(0))
