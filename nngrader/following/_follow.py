"""Following a preparation from the raw rows to the arrays that reached `fit`."""

from math import prod

import numpy as np

from nngrader.answers import Code
from nngrader.following._given import Given, given
from nngrader.following._labels import learned
from nngrader.following._outcome import Followed, Found, Lost
from nngrader.following._pictures import follow_pictures
from nngrader.following._tables import follow_table
from nngrader.following._truth_table import fixed, follow_typed, is_typed
from nngrader.jobs import Array, Plain

WIDE = 32  #: numbers per row; from here on a row can be told from its background alone


def follow(plain: Plain, x: Array, y: Array) -> Followed | Lost:
    """Find out how the rows given to `fit` were prepared, and prepare the hidden rows likewise."""
    problem = _unreadable(x)
    if problem:
        return Lost(problem)
    with np.errstate(all="ignore"):  # the numbers of a submission may be of any size
        rows = given(plain, x)
        if not all(np.isfinite(side).all() for side in rows.reach):
            return Lost("some of their numbers are not finite")
        found = _found(plain, rows, y)
        return found if isinstance(found, Lost) else _followed(plain, found, x, y)


def _unreadable(x: Array) -> str:
    if x.dtype.kind not in "biuf":
        return "they hold text or objects, not numbers"
    return "" if x.ndim and x.size else "there are none"


def _found(plain: Plain, rows: Given, y: Array) -> Found | Lost:
    if is_typed(plain):
        return follow_typed(rows)
    if prod(rows.form) >= WIDE:
        return follow_pictures(rows)
    return follow_table(rows, lambda found: _code(plain, found, y).aligned or 0.0)


def _code(plain: Plain, found: Found, y: Array) -> Code:
    if is_typed(plain):
        return fixed(plain, found.rows, y)
    return learned(plain, found.rows, y, found.twins)


def _followed(plain: Plain, found: Found, x: Array, y: Array) -> Followed:
    prepared = found.prepared if x.dtype.kind == "f" else np.rint(found.prepared)
    return Followed(
        x_test=prepared.astype(x.dtype).reshape(len(prepared), *x.shape[1:]),
        rows=found.rows,
        how=found.how,
        codes=_code(plain, found, y),
    )
