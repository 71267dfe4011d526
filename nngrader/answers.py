"""From what a network predicts to which class it names. NumPy only; labels never leave here."""

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np

from nngrader.evidence import Wrong
from nngrader.jobs import Array, row_keys

MOST_WRONG = 8  #: mistakes shown in a report
PICTURE = (28, 28)


@dataclass(frozen=True)
class Code:
    """How a student's labels spell the classes: one code per class index."""

    codes: tuple[float, ...]
    #: Share of known rows whose label agrees with its class; None when none was met.
    aligned: float | None = field(default=None, compare=False)

    @property
    def columns(self) -> dict[int, int]:
        """Class index for each output column that a code names."""
        return {int(code): index for index, code in enumerate(self.codes) if code.is_integer()}


def plain_code(classes: int) -> Code:
    """Number the classes in sorted order, as every encoder does by default."""
    return Code(tuple(float(index) for index in range(classes)))


def read_code(x: Array, y: Array, rehearsed: Array, labels: tuple[int, ...], classes: int) -> Code:
    """Find which code stands for which class, whatever order the rows were brought into.

    `rehearsed` are training rows of known class, prepared as test rows: where the same row occurs
    in `x`, its label in `y` shows the code. Falls back on sorted order when the votes disagree.
    """
    known = dict(zip(row_keys(rehearsed.astype(np.float32)), labels, strict=False))
    written = _written(y)
    votes: dict[int, Counter[float]] = {index: Counter() for index in range(classes)}
    for key, code in zip(row_keys(x.astype(np.float32)), written, strict=False):
        if key in known and np.isfinite(code):
            votes[known[key]][float(code)] += 1
    return replace(_elected(votes, classes), aligned=_aligned(votes))


def _aligned(votes: dict[int, Counter[float]]) -> float | None:
    """Measure how far rows of one class agree on one code: 1 when rows and labels belong together."""
    met = sum(counted.total() for counted in votes.values())
    agreeing = sum(max(counted.values(), default=0) for counted in votes.values())
    return round(agreeing / met, 6) if met else None


def _elected(votes: dict[int, Counter[float]], classes: int) -> Code:
    elected = []
    for counted in votes.values():
        code, count = counted.most_common(1)[0] if counted else (0.0, 0)
        if 2 * count <= counted.total():
            return plain_code(classes)
        elected.append(code)
    return Code(tuple(elected)) if len(set(elected)) == classes else plain_code(classes)


def _written(y: Array) -> Array:
    """Read labels (rows,), (rows, 1) or (rows, columns) as one code per row."""
    if y.ndim > 1 and len(y) and y[0].size > 1:
        codes: Array = y.reshape(len(y), -1).argmax(axis=1)
        return codes
    return y.reshape(-1)


def named(predictions: Array, code: Code) -> tuple[Array, Array]:
    """Name the class of each prediction (rows, outputs): indices, -1 for none, and confidence."""
    if predictions.ndim == 1:
        predictions = predictions[:, None]
    if predictions.ndim != 2 or predictions.shape[1] == 0:
        return np.full(len(predictions), -1), np.zeros(len(predictions))
    told = np.asarray(np.isfinite(predictions).all(axis=1))
    clean = np.where(told[:, None], predictions, 0.0)
    answers, confidence = _single(clean, code) if clean.shape[1] == 1 else _columns(clean, code)
    return np.where(told, answers, -1), np.where(told, confidence, 0.0)


def _single(predictions: Array, code: Code) -> tuple[Array, Array]:
    distance = np.abs(predictions - np.asarray(code.codes)[None, :])
    return distance.argmin(axis=1), np.clip(1.0 - distance.min(axis=1), 0.0, 1.0)


def _columns(predictions: Array, code: Code) -> tuple[Array, Array]:
    column = predictions.argmax(axis=1)
    classes = code.columns
    answers = np.array([classes.get(int(c), -1) for c in column], dtype=np.int64)
    return answers, np.clip(predictions.max(axis=1), 0.0, 1.0)


def squashed(predictions: Array, activation: str) -> Array:
    """Turn raw scores into what the loss makes of them."""
    if activation == "sigmoid":
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(predictions, -60, 60))))
    if not predictions.size:
        return predictions
    with np.errstate(invalid="ignore"):  # an endless score makes its whole row NaN: no answer
        shifted = np.exp(predictions - predictions.max(axis=-1, keepdims=True))
        return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))


def worst(answers: Array, confidence: Array, truth: tuple[int, ...], x: Array) -> tuple[Wrong, ...]:
    """Pick the mistakes made with most confidence, pictures included."""
    wrong = [row for row, right in enumerate(truth) if answers[row] != right]
    ranked = sorted(wrong, key=lambda row: (-float(confidence[row]), row))[:MOST_WRONG]
    return tuple(
        Wrong(
            row,
            truth[row],
            int(answers[row]),
            round(float(confidence[row]), 4),
            _pixels(x[row]),
        )
        for row in ranked
    )


def _pixels(row: Array) -> tuple[int, ...]:
    return tuple(int(value) for value in row.flat) if row.shape == PICTURE else ()
