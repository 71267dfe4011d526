"""What a network answers, and whether it answers the same when it is asked again."""

import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import keras
import numpy as np

from nngrader.jobs import Array
from nngrader.wire import Frame

STEP_BATCH = 1024  #: rows per prediction batch
FEW = 64  #: rows that are asked again
#: Of a difference; beyond it, it is asked what made it. Dense, convolutional and recurrent networks
#: stayed below 2e-7 in float32, as measured under the settings of nngrader/engine.py.
CLOSE = 1e-5
CALL = keras.layers.Layer.__call__  #: as Keras has it: imported before a submission runs

Answering = Callable[[Array], Array]


def answer(model: Any, batch: Array) -> Array:
    """Answer for one batch, as float32 (rows, outputs), by Keras's own way through the layers."""
    return np.asarray(CALL(model, batch, training=False), dtype=np.float32)


def predict(model: Any, x: Array) -> Array:
    """Answer for rows of inputs in fixed batches, as float32 (rows, outputs).

    Called without compiling: that costs more than the answers of a classroom network.
    """
    batches = [x[start : start + STEP_BATCH] for start in range(0, len(x), STEP_BATCH)]
    return np.concatenate([answer(model, batch) for batch in batches])


def asked_again(model: Any, x: Array, answers: Array) -> dict[str, float]:
    """Measure how far the answers for the first rows move when they are asked otherwise.

    `together` is asked in the other order and in other batches at once. Only where that moves an
    answer is each asked alone: once more as they were, in the other order, in batches of another
    size.
    """
    few = x[:FEW]
    if len(few) < 2:
        return {}
    told = answers[: len(few)]
    together = difference(_backwards(_grouped(model, len(few) // 3 + 1))(few), told)
    found = {"rows": float(len(few)), "together": together}
    if together <= CLOSE:
        return found
    batch = x[:STEP_BATCH]
    whole = answers[: len(batch)]
    return {
        **found,
        "repeated": difference(answer(model, batch), whole),
        "reordered": difference(_backwards(lambda rows: answer(model, rows))(batch), whole),
        "regrouped": difference(_grouped(model, len(few) // 3 + 1)(few), told),
    }


def own_run(model: Any, x: Array) -> Frame:
    """Tell what the student's own trained model answers, for want of a rebuilt one.

    Asked by Keras's own way through the layers: a `predict` of the student's is no network.
    """
    predictions = predict(model, x)
    history = getattr(getattr(model, "history", None), "history", {})
    curves = {f"history:{k}": np.asarray(v, dtype=np.float32) for k, v in history.items()}
    again: dict[str, float] = {}
    with suppress(Exception), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        again = asked_again(model, x, predictions)
    epochs = max(map(len, curves.values()), default=0)
    body = {"epochs": epochs, "seconds": 0.0, "error": "", "again": again, "warnings": []}
    return Frame("run", body, {"answer:test": predictions, **curves})


def _backwards(ask: Answering) -> Answering:
    return lambda rows: ask(rows[::-1])[::-1]


def _grouped(model: Any, size: int) -> Answering:
    """Ask the first rows alone, and then the others."""
    return lambda rows: np.concatenate([answer(model, rows[:size]), answer(model, rows[size:])])


def difference(one: Array, other: Array) -> float:
    """Find the largest difference, of numbers beyond 1 in parts of them; 1 for number and none."""
    if one.shape != other.shape or not one.size:
        return 1.0
    size = np.maximum(1.0, np.maximum(np.abs(one), np.abs(other)))
    with np.errstate(invalid="ignore"):
        apart = np.where(one == other, 0.0, np.abs(one - other) / size)
    apart = np.where(np.isnan(one) & np.isnan(other), 0.0, apart)
    return float(np.nan_to_num(apart, nan=1.0, posinf=1.0).max())
