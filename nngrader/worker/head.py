"""Asking the output what it does, instead of reading its name.

A grid of raw scores goes through the activation of the last weighted layer and through all layers
after it. What comes out tells a sigmoid from a softmax however it was spelled.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nngrader.evidence import Head

WIDEST = 30.0  #: raw scores from -30 to 30 saturate every squashing function
POINTS = 121
REACHES = 0.9  #: one softmax gets above it; two reach at most e / (e + K - 1) = 0.73 for K = 2
SLACK = 1e-3
NORMALISING = frozenset({"BatchNormalization"})  #: moves and stretches the scores, bends nothing
LEAK = 0.35  #: slope below zero that still counts as relu-like; Keras's LeakyReLU has 0.3
NONE = 0.02  #: a sigmoid is below it at -30 and as near to 1 at 30
CENTRE = 0.05  #: how far a squashing function may be from its middle at score 0
CAPPED = 5.9  #: relu6 stops at 6; anything that stops earlier is no relu
STEEPER = 1.5  #: a relu-like function climbs this much more above zero than it falls below
KINK = 1.0  #: and answers less than this at score 0; softplus answers 0.69

Scores = NDArray[np.float32]


def probe(layers: list[Any]) -> Head:
    """Classify the output of a chain of built layers."""
    last = next((i for i in reversed(range(len(layers))) if _weighted(layers[i])), None)
    if last is None:
        return "other"
    units = getattr(layers[last], "units", getattr(layers[last], "filters", None))
    if not isinstance(units, int):
        return "other"
    scores = _grid(units)
    after = [layer for layer in layers[last + 1 :] if type(layer).__name__ not in NORMALISING]
    try:
        answers = _through(scores, layers[last], after)
    except Exception:  # noqa: BLE001 - the student's layers may raise anything
        return "other"
    return classify(scores, answers)


def _weighted(layer: Any) -> bool:
    return bool(layer.weights) and type(layer).__name__ not in NORMALISING


def _grid(units: int) -> Scores:
    line = np.linspace(-WIDEST, WIDEST, POINTS, dtype=np.float32)
    rows = np.random.default_rng(0).normal(0, 10, (200, units)).astype(np.float32)
    return np.concatenate([np.repeat(line[:, None], units, axis=1), rows])


def _through(scores: Scores, last: Any, after: list[Any]) -> Scores:
    """Let scores pass as what `last` hands on: a picture of one pixel where it is a convolution."""
    kernel = getattr(last, "kernel", None)
    pixel = () if kernel is None else (1,) * (len(kernel.shape) - 2)
    values = scores.reshape(len(scores), *pixel, scores.shape[1])
    values = last.activation(values) if callable(getattr(last, "activation", None)) else values
    for layer in after:
        values = layer(values, training=False) if _takes_training(layer) else layer(values)
    answers = np.asarray(values, dtype=np.float32)
    return answers.reshape(scores.shape) if answers.size == scores.size else answers


def _takes_training(layer: Any) -> bool:
    return bool(getattr(layer, "_call_has_training_arg", False))


def classify(scores: Scores, answers: Scores) -> Head:
    """Name the function that turned `scores` (rows, units) into `answers` of the same shape."""
    if answers.shape != scores.shape or not np.isfinite(answers).all():
        return "other"
    if np.ptp(answers) < SLACK:
        return "constant"
    if answers.shape[1] > 1 and _shares(answers):
        return "softmax" if answers.max() > REACHES else "softmax-twice"
    return _elementwise(answers[:POINTS, 0], scores[:POINTS, 0])


def _shares(answers: Scores) -> bool:
    sums = answers.sum(axis=1)
    return bool(answers.min() >= -SLACK and np.abs(sums - 1).max() < SLACK)


def _elementwise(answers: Scores, line: Scores) -> Head:
    least, middle, most = answers[0], answers[POINTS // 2], answers[-1]
    if np.allclose(answers, line, atol=SLACK):
        return "linear"
    if answers.min() >= -SLACK and answers.max() <= 1 + SLACK:
        squashes = least < NONE and most > 1 - NONE and abs(middle - 0.5) < CENTRE
        return "sigmoid-like" if squashes else "other"
    if np.abs(answers).max() <= 1 + SLACK:
        squashes = least < -REACHES and most > REACHES and abs(middle) < CENTRE
        return "tanh-like" if squashes else "other"
    bent = least >= -LEAK * WIDEST - SLACK and most > CAPPED and most > abs(least) * STEEPER
    return "relu-like" if bent and abs(middle) < KINK else "other"
