"""Raw rows to prepare, and preparations as scripts write them: (training, hidden) -> the same."""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np

from nngrader.datasets import iris
from nngrader.jobs import Array, Plain

Both = tuple[Array, Array]
Preparation = Callable[[Array, Array], Both]

PICTURES, HIDDEN = 3_000, 500
XOR = Plain(
    x_train=np.array([[0, 0], [0, 1], [1, 0], [1, 1]]),
    y_train=np.array([0, 1, 1, 0]),
    x_test=np.array([[0, 0], [0, 1], [1, 0], [1, 1]]),
    codes=(1.0, 0.0),
)


@cache
def flowers() -> Plain:
    """The course's irises."""
    return iris.load().in_numbers


def made_up_flowers(seed: int) -> Plain:
    """Four columns of tenths, correlated with three classes; the last one is coarse."""
    draw = np.random.default_rng(seed)
    labels = np.repeat(np.arange(3), 50)
    centres = draw.uniform(2, 7, (3, 4))
    x = np.abs(centres[labels] + draw.normal(0, 0.6, (150, 4))).round(1)
    hidden = draw.permutation(150)[:30]
    kept = np.setdiff1d(np.arange(150), hidden)
    return Plain(x_train=x[kept], y_train=labels[kept], x_test=x[hidden], codes=(0.0, 1.0, 2.0))


@cache
def digits() -> Plain:
    """The first of the real pictures where there are any, else strokes on a white ground."""
    x, y = _real() if os.environ.get("NNGRADER_DATA") else _strokes()
    return Plain(
        x_train=x[:PICTURES],
        y_train=y[:PICTURES],
        x_test=x[PICTURES:],
        codes=tuple(map(float, range(10))),
    )


def _real() -> Both:
    with np.load(Path(os.environ["NNGRADER_DATA"]) / "mnist.npz") as file:
        return file["x_train"][: PICTURES + HIDDEN], file["y_train"][: PICTURES + HIDDEN]


def _strokes() -> Both:
    draw = np.random.default_rng(5)
    count = PICTURES + HIDDEN
    rows, columns = np.mgrid[:28, :28]
    labels = draw.integers(0, 10, count)
    ink = np.zeros((count, 28, 28))
    for _ in range(4):
        centre = draw.normal(14, 3.5, (2, count, 1, 1))
        width = draw.uniform(1.5, 4, (2, count, 1, 1))
        apart = ((rows - centre[0]) / width[0]) ** 2 + ((columns - centre[1]) / width[1]) ** 2
        ink += 255 * np.exp(-apart)
    return np.where(ink > 20, ink, 0).clip(0, 255).astype(np.uint8), labels.astype(np.uint8)


def each(change: Callable[[Array], Array]) -> Preparation:
    """Do the same to all rows, whatever they are."""
    return lambda training, hidden: (change(training), change(hidden))


def then(*preparations: Preparation) -> Preparation:
    """Do one after the other."""

    def all_of_them(training: Array, hidden: Array) -> Both:
        for prepare in preparations:
            training, hidden = prepare(training, hidden)
        return training, hidden

    return all_of_them


def flat(rows: Array) -> Array:
    return rows.reshape(len(rows), -1)


def standardised(training: Array, hidden: Array) -> Both:
    """StandardScaler, fitted on the training rows; a column that never varies is divided by 1."""
    training, hidden = (flat(rows).astype(np.float64) for rows in (training, hidden))
    mean, spread = training.mean(axis=0), training.std(axis=0)
    spread[np.ptp(training, axis=0) == 0] = 1.0
    return (training - mean) / spread, (hidden - mean) / spread


def from_0_to_1(training: Array, hidden: Array) -> Both:
    """MinMaxScaler, likewise."""
    training, hidden = (flat(rows).astype(np.float64) for rows in (training, hidden))
    low, reach = training.min(axis=0), np.ptp(training, axis=0)
    scale = 1 / np.where(reach == 0, 1.0, reach)
    return training * scale - low * scale, hidden * scale - low * scale


def standardised_at_once(training: Array, hidden: Array) -> Both:
    """One mean and one spread for all numbers."""
    mean, spread = training.mean(), training.std()
    return (training - mean) / spread, (hidden - mean) / spread


def normalised(order: float, axis: int) -> Preparation:
    """keras.utils.normalize and scikit-learn's normalize."""

    def divided(rows: Array) -> Array:
        sizes = np.linalg.norm(np.asarray(rows, np.float64), order, axis, keepdims=True)
        return rows / np.where(sizes == 0, 1.0, sizes)

    return each(divided)


AS_THEY_ARE = each(lambda rows: rows)
