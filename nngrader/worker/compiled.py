"""What `compile` was given: strings, classes, objects and aliases under one full name."""

import inspect
import re
from typing import Any

import keras

from nngrader.evidence import LossSpec, OptimizerSpec
from nngrader.worker.keras_own import is_keras_own
from nngrader.worker.settings import config_of, settings, unusual

NAMES_ONLY = frozenset({"dtype", "name"})
SPELLED = frozenset({"dtype", "fn", "from_logits", "name"})
CHOSEN_BY_KERAS = {"acc": "accuracy", "accuracy": "accuracy"}  # as compile_utils.get_metric does
CHOSEN_LOSS = {"ce": "crossentropy", "crossentropy": "crossentropy"}


def loss_spec(model: Any) -> LossSpec | None:
    """Name the compiled loss in full; None when there is none."""
    given = getattr(model, "loss", None) if model.compiled else None
    losses = [loss for loss in _flat(given) if loss is not None]
    if len(losses) == 1:
        return _one_loss(losses[0])
    names = [_one_loss(loss).name for loss in losses]
    return LossSpec(" and ".join(names)) if names else None


def _flat(given: Any) -> list[Any]:
    """List what may be one thing, a list, a dictionary by output, or lists in lists."""
    if isinstance(given, dict):
        given = list(given.values())
    if isinstance(given, list | tuple):
        return [entry for part in given for entry in _flat(part)]
    return [] if given is None else [given]


def _one_loss(given: Any) -> LossSpec:
    if isinstance(given, str) and given.lower() in CHOSEN_LOSS:
        return LossSpec(CHOSEN_LOSS[given.lower()])
    try:
        loss = keras.losses.get(given)
    except Exception:  # noqa: BLE001 - a class of the student's is called here
        return LossSpec(f"unknown loss {given!r}"[:60])
    if isinstance(loss, keras.losses.Loss):
        logits = bool(config_of(loss).get("from_logits"))
        return LossSpec(_name(loss), logits, unusual(loss, SPELLED))
    return LossSpec(_name(loss))


def optimizer_spec(model: Any) -> OptimizerSpec | None:
    """Name the compiled optimizer with all its settings; None when there is none."""
    optimizer = getattr(model, "optimizer", None)
    if optimizer is None:
        return None
    kind = type(optimizer)
    name = kind.__name__.lower() if is_keras_own(kind) else f"your own {kind.__name__}"
    return OptimizerSpec(name, settings(config_of(optimizer), NAMES_ONLY))


def metric_names(model: Any) -> tuple[str, ...]:
    """List what was asked for in `metrics=` and `weighted_metrics=`, under full names."""
    compiled = getattr(model, "_compile_metrics", None)
    asked = [getattr(compiled, name, None) for name in ("_user_metrics", "_user_weighted_metrics")]
    return tuple(map(_metric_name, _flat(asked)))


def _metric_name(metric: Any) -> str:
    if isinstance(metric, str) and metric.lower() in CHOSEN_BY_KERAS:
        return CHOSEN_BY_KERAS[metric.lower()]
    try:
        found = keras.metrics.get(metric)
    except Exception:  # noqa: BLE001 - a class of the student's is called here
        return f"unknown metric {metric!r}"[:60]
    if type(found) is keras.metrics.Accuracy:
        return "exact_accuracy"  # counts equal values, which probabilities never are
    if not isinstance(found, keras.metrics.Metric | keras.losses.Loss):
        return _name(found)
    told = [f"{name} {value}" for name, value in unusual(found, NAMES_ONLY).items()]
    return " with ".join([_name(found), *filter(None, [", ".join(told)])])


def _name(thing: Any) -> str:
    """Name an object by its class and a function by itself, as Keras writes its aliases."""
    if inspect.isfunction(thing):
        return thing.__name__ if is_keras_own(thing) else f"your own {thing.__name__}"
    kind = type(thing)
    return _snake(kind.__name__) if is_keras_own(kind) else f"your own {kind.__name__}"


def _snake(name: str) -> str:
    """Write a class name as an alias: MeanSquaredError, mean_squared_error."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
