"""What a trained network answers for rows that it was trained on, set against their labels."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from nngrader.answers import Code, named
from nngrader.evidence import OwnRows
from nngrader.executors._exam import explained
from nngrader.jobs import Array

SHOWN = 5  #: rows in the sample
WIDEST = 20  #: numbers of each row in it
ALIKE = 1e-6  #: answers that differ by less are the same, of numbers beyond 1 in parts of them


@dataclass(frozen=True, eq=False)
class Asked:
    """The rows that were asked about."""

    answers: Array  #: (rows, …), as the network gives them
    scores: Array  #: the same, raw scores brought to probabilities
    labels: Array  #: (rows, …), as given to `fit`


def own_rows_of(asked: Asked, code: Code | None) -> OwnRows:
    """Measure the answers; `code` says how labels spell classes, None where they are numbers."""
    answers, labels = _flat(asked.answers), _flat(asked.labels)
    finite = np.isfinite(answers)
    known = answers[finite]
    met = _met(asked, labels) if code is None else _classes(asked.scores, labels, code)
    return OwnRows(
        rows=len(answers),
        least=_short(known.min()) if known.size else None,
        most=_short(known.max()) if known.size else None,
        sums=_sums(answers[finite.all(axis=1)]),
        nan_count=int((~finite).sum()),
        alike=_alike(answers),
        **_sample(answers, labels),
        **met,
    )


def _flat(array: Array) -> Array:
    """Write every row as one line of numbers."""
    return array.reshape(len(array), -1).astype(np.float64)


def _met(asked: Asked, labels: Array) -> dict[str, Any]:
    """Measure how much of what varies in the labels the answers explain."""
    known = bool(np.isfinite(asked.answers).all() and np.isfinite(labels).all())
    return {"explained": explained(asked.answers, labels) if known else None}


def _classes(scores: Array, labels: Array, code: Code) -> dict[str, Any]:
    """Count classes; nothing where a row's label names more than one, or none."""
    truth = _truth(labels, code)
    if truth is None:
        return {}
    answers = named(scores, code)[0]
    right = (answers == truth) & (truth >= 0)
    return {
        "accuracy": round(float(right.mean()), 6),
        "counts": _counts(answers, code),
        "truth_counts": _counts(truth, code),
    }


def _truth(labels: Array, code: Code) -> Array | None:
    """Read the class index of each label, -1 for a label that no class has."""
    if labels.shape[1] > 1:
        largest = labels.max(axis=1, keepdims=True)
        if ((labels == largest).sum(axis=1) != 1).any():
            return None
        written = labels.argmax(axis=1)
    else:
        written = labels[:, 0]
    index = {value: number for number, value in enumerate(code.codes)}
    return np.array([index.get(float(value), -1) for value in written])


def _counts(classes: Array, code: Code) -> tuple[int, ...]:
    return tuple(int((classes == index).sum()) for index in range(len(code.codes)))


def _sums(answers: Array) -> tuple[float, float] | None:
    """Find the least and the largest sum of a row's answers, where there are several."""
    if not len(answers) or answers.shape[1] < 2:
        return None
    sums = answers.sum(axis=1)
    return _short(sums.min()), _short(sums.max())


def _alike(answers: Array) -> bool:
    if len(answers) < 2 or not np.isfinite(answers).all():
        return False
    size = np.maximum(1.0, np.abs(answers).max(axis=0))
    return bool((np.ptp(answers, axis=0) <= ALIKE * size).all())


def _sample(answers: Array, labels: Array) -> dict[str, Any]:
    """Show the first rows in which every number is finite."""
    whole = np.isfinite(answers).all(axis=1) & np.isfinite(labels).all(axis=1)
    first = np.flatnonzero(whole)[:SHOWN]
    return {"sample": _shown(answers[first]), "truth": _shown(labels[first])}


def _shown(rows: Array) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(map(_short, row[:WIDEST])) for row in rows)


def _short(number: float) -> float:
    """Keep the digits that a float32 has."""
    return float(f"{number:.6g}")
