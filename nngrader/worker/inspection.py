"""Questions about a rebuilt network that is not trained: with given weights, or with fresh ones."""

from typing import Any

import numpy as np

from nngrader.jobs import Array
from nngrader.wire import Frame
from nngrader.worker import runtime
from nngrader.worker.answering import predict
from nngrader.worker.blueprint import rebuild

WEIGHT = "weight:"  #: before the number of a weight array


class OtherWeights(Exception):
    """Weights that don't belong into this network."""


def weighed(model: Any) -> list[float]:
    """Say of every weight array how large its largest number is, sign aside."""
    return [float(np.abs(np.asarray(weight)).max(initial=0.0)) for weight in model.weights]


def with_weights(request: Frame) -> Frame:
    """Answer for rows with the weights that were sent; raises OtherWeights."""
    model = rebuild(request.body["blueprint"])
    model.set_weights(_fitting(model, request))
    return Frame("answers", {}, {"answer:test": predict(model, request.arrays["ask:test"])})


def _fitting(model: Any, request: Frame) -> list[Array]:
    sent = [
        request.arrays.get(f"{WEIGHT}{number}", np.zeros(0)) for number in range(len(model.weights))
    ]
    wanted = [tuple(weight.shape) for weight in model.weights]
    if [array.shape for array in sent] != wanted or not all(np.isfinite(a).all() for a in sent):
        problem = "their shapes are others, or they are not finite"
        raise OtherWeights(problem)
    return sent


def drawn(request: Frame) -> Frame:
    """Draw fresh weights with one seed after another, and say how large they are."""
    sizes = []
    for seed in range(request.body["draws"]):
        runtime.seed_everything(seed)
        sizes.append(weighed(rebuild(request.body["blueprint"])))
    return Frame("drawn", {"largest": sizes})


QUESTIONS = {"drawn": drawn, "with_weights": with_weights}
