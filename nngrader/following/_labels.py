"""How labels spell the classes, read from rows of known class."""

import numpy as np

from nngrader.answers import Code
from nngrader.jobs import Array, Plain


def written(y: Array) -> Array:
    """Read labels (rows,), (rows, 1) or (rows, columns) as one number per row."""
    flat = y.reshape(len(y), -1)
    column = flat[:, 0] if flat.shape[1] == 1 else flat.argmax(axis=1)
    return np.asarray(column.astype(np.float64))


def is_readable(y: Array, rows: Array) -> bool:
    """Whether there is at least one number per row."""
    return bool(y.ndim and len(y) == len(rows) and y.size and y.dtype.kind in "biuf")


def learned(plain: Plain, rows: Array, y: Array, twins: Array | None) -> Code:
    """Learn by majority what stands for each class.

    `twins` names raw rows that are prepared alike: a fitted row may be any of them.
    """
    if not is_readable(y, rows):
        return Code(plain.codes)
    labels = written(y)
    met = np.flatnonzero((rows >= 0) & np.isfinite(labels))
    if not len(met):
        return Code(plain.codes)
    values, spelled = np.unique(labels[met], return_inverse=True)
    possible = _possible(plain, rows[met], twins)
    votes = _votes(possible, spelled, len(values))
    agreeing = (possible & (votes.argmax(axis=1) == spelled[:, None])).any(axis=1)
    return Code(_elected(plain, votes, values), round(float(agreeing.mean()), 6))


def _possible(plain: Plain, rows: Array, twins: Array | None) -> Array:
    """Which classes each fitted row may have, (rows, classes)."""
    own = np.asarray(plain.y_train)[:, None] == np.array(plain.codes)
    if twins is not None:
        together = np.zeros((int(twins.max()) + 1, len(plain.codes)), dtype=bool)
        np.logical_or.at(together, twins, own)
        own = together[twins]
    return np.asarray(own[rows])


def _votes(possible: Array, spelled: Array, values: int) -> Array:
    """Count (classes, values) over rows whose class is certain; over all where none is."""
    certain = possible.sum(axis=1) == 1
    counted = certain if certain.any() else np.ones(len(possible), dtype=bool)
    spellings = np.eye(values)[spelled[counted]]
    return np.asarray(possible[counted].T.astype(np.float64) @ spellings)


def _elected(plain: Plain, votes: Array, values: Array) -> tuple[float, ...]:
    """Take the majority's spelling of each class; the plain one where there is no majority."""
    met = votes.sum(axis=1) > 0
    clear = 2 * votes.max(axis=1) > votes.sum(axis=1)
    elected = values[votes.argmax(axis=1)]
    if not clear[met].all() or len(set(elected[met].tolist())) < met.sum():
        return _sorted(plain, values)
    if met.all():
        return tuple(map(float, elected))
    return _completed(plain, elected, met)


def _sorted(plain: Plain, values: Array) -> tuple[float, ...]:
    """Spell the classes in the order of their numbers, as every encoder does by default."""
    if len(values) != len(plain.codes):
        return plain.codes
    return tuple(float(values[rank]) for rank in np.argsort(np.argsort(plain.codes)))


def _completed(plain: Plain, elected: Array, met: Array) -> tuple[float, ...]:
    """Spell classes without a row by the line through those with one."""
    usual = np.array(plain.codes)
    if met.sum() == 1:
        spelled = usual + (elected - usual)[met][0]
    else:
        slope, offset = np.polyfit(usual[met], elected[met], 1)
        spelled = np.round(usual * slope + offset, 9)
    spelled = np.where(met, elected, spelled)
    return tuple(map(float, spelled)) if len(set(spelled.tolist())) == len(usual) else plain.codes
