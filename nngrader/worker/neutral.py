"""Training without the student's code: rebuild, train with the seed, predict."""

import math
import time
import warnings
from typing import Any

import msgspec
import numpy as np
from keras.src.trainers.data_adapters.array_data_adapter import ArrayDataAdapter

from nngrader.jobs import Array
from nngrader.wire import Frame
from nngrader.worker import runtime
from nngrader.worker.blueprint import rebuild
from nngrader.worker.callbacks import rebuild_callbacks
from nngrader.worker.describe import describe
from nngrader.worker.text import safe, told_error

STEP_BATCH = 1024  #: rows per prediction batch


def train(request: Frame, tell: Any) -> None:
    """Rebuild and describe the model; replay every `fit` on it; predict for all inputs given."""
    warned: list[dict[str, str]] = []
    warnings.simplefilter("always")
    warnings.showwarning = lambda message, category, *_: warned.append(
        {"category": category.__name__, "message": safe(str(message))}
    )
    runtime.seed_everything(request.body["seed"])
    model = rebuild(request.body["blueprint"])
    spec = msgspec.to_builtins(describe(model))
    tell(Frame("model", {"spec": spec, "versions": runtime.versions()}))
    if request.body["fits"]:
        _train_and_predict(model, request, warned, tell)


def _train_and_predict(model: Any, request: Frame, warned: list[dict[str, str]], tell: Any) -> None:
    started = time.monotonic()
    error = ""
    history: dict[str, list[float]] = {}
    try:
        for fit in request.body["fits"]:
            arrays = {role: request.arrays[key] for role, key in fit["arrays"].items()}
            for name, values in fit_once(model, fit["arguments"], arrays).items():
                history.setdefault(name, []).extend(values)
    except Exception as stopped:  # noqa: BLE001 - told to the student
        kind, message = told_error(stopped)
        error = f"{kind}: {message}"
    seconds = time.monotonic() - started
    inputs = {} if error else {k: v for k, v in request.arrays.items() if k.startswith("ask:")}
    answers = {f"answer:{k[4:]}": predict(model, x) for k, x in inputs.items()}
    curves = {f"history:{k}": np.asarray(v, dtype=np.float32) for k, v in history.items()}
    epochs = max(map(len, history.values()), default=0)
    tell(
        Frame(
            "run",
            {"epochs": epochs, "seconds": seconds, "error": error, "warnings": warned[:20]},
            {**answers, **curves},
        )
    )


def predict(model: Any, x: Array) -> Array:
    """Answer for rows of inputs in fixed batches, as float32 (rows, outputs)."""
    answers = model.predict(x, batch_size=STEP_BATCH, verbose=0)
    return np.asarray(answers, dtype=np.float32)


def fit_once(model: Any, arguments: dict[str, Any], arrays: dict[str, Array]) -> dict[str, Any]:
    """Train as `fit` would with these arguments, and return its history."""
    callbacks = rebuild_callbacks(arguments["callbacks"])
    given = _keras_arguments(arguments, arrays, callbacks)
    history = _fit_on_one_iterator(model, given) if _simple(arguments) else model.fit(**given)
    found: dict[str, Any] = history.history
    return found


def _keras_arguments(
    arguments: dict[str, Any], arrays: dict[str, Array], callbacks: list[Any]
) -> dict[str, Any]:
    given = {
        name: arguments[name]
        for name in ("epochs", "batch_size", "shuffle", "validation_split", "initial_epoch")
    }
    given |= {"x": arrays["x"], "y": arrays["y"], "callbacks": callbacks, "verbose": 0}
    given["steps_per_epoch"] = arguments["steps_per_epoch"]
    given["sample_weight"] = arrays.get("sample_weight")
    weights = arguments["class_weight"]
    given["class_weight"] = None if weights is None else {int(k): v for k, v in weights}
    if "validation_x" in arrays:
        given["validation_data"] = (arrays["validation_x"], arrays["validation_y"])
    return given


def _simple(arguments: dict[str, Any]) -> bool:
    return not (arguments["steps_per_epoch"] or arguments["initial_epoch"])


def _fit_on_one_iterator(model: Any, given: dict[str, Any]) -> Any:
    """Let `fit` run over one endless iterator instead of making a new one for every epoch.

    Making iterators is nearly all the time that `fit` spends on small data. With a global seed
    and deterministic operations Keras draws the same order of rows in every epoch, so bringing the
    rows into that order once gives the same weights to the bit (tests/worker/test_neutral.py).
    """
    rest = {k: v for k, v in given.items() if k in ("epochs", "callbacks", "verbose")}
    x, y, weight, validation = _held_out(given)
    batch = given["batch_size"]
    if given["shuffle"]:
        order = _order(len(x), batch)
        x, y, weight = x[order], y[order], None if weight is None else weight[order]
    adapter = ArrayDataAdapter(
        x, y, sample_weight=weight, batch_size=batch, class_weight=given["class_weight"]
    )
    endless = adapter.get_tf_dataset().repeat()
    steps = math.ceil(len(x) / batch)
    return model.fit(
        endless, steps_per_epoch=steps, validation_data=validation, shuffle=False, **rest
    )


def _order(rows: int, batch: int) -> Array:
    """Ask Keras in which order it would show the rows."""
    adapter = ArrayDataAdapter(np.arange(rows), batch_size=batch, shuffle=True)
    return np.concatenate([np.ravel(indices) for indices in adapter.get_tf_dataset()])


def _held_out(given: dict[str, Any]) -> tuple[Array, Array, Array | None, Any]:
    """Keep the last rows for validation as Keras does: before any shuffling."""
    x, y, weight = given["x"], given["y"], given["sample_weight"]
    share = given["validation_split"]
    if given.get("validation_data") is not None or not share:
        return x, y, weight, given.get("validation_data")
    kept = math.floor(len(x) * (1.0 - share))
    held = (x[kept:], y[kept:]) if weight is None else (x[kept:], y[kept:], weight[kept:])
    return x[:kept], y[:kept], None if weight is None else weight[:kept], held
