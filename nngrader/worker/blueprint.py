"""A model as allow-listed JSON, and back. What comes back holds nothing of the student's code.

Only Keras's own classes are rebuilt, by name, from a list of modules. Anything else (Lambda, own
layers, own losses, functions from the student's file) makes the model impossible to rebuild, and
the reason is said.
"""

from typing import Any

import keras
import tensorflow as tf

from nngrader.worker.layers import chain

MODULES = frozenset(
    [
        "keras",
        "keras.activations",
        "keras.constraints",
        "keras.dtype_policies",
        "keras.initializers",
        "keras.layers",
        "keras.losses",
        "keras.metrics",
        "keras.models",
        "keras.optimizers",
        "keras.optimizers.schedules",
        "keras.regularizers",
    ]
)
REFUSED = frozenset({"FlaxLayer", "JaxLayer", "Lambda", "TFSMLayer", "TorchModuleWrapper"})
FUNCTION = {"module": "builtins", "class_name": "function", "registered_name": "function"}
STEPS = ("train_step", "compute_loss", "fit", "compile", "call")

Json = dict[str, Any]


class CannotRebuild(Exception):
    """Something that only the student's own code can do."""


def draw(model: Any) -> Json:
    """Write a built model and its compile settings as JSON; raises CannotRebuild with a reason."""
    _refuse_own_training(model)
    line = chain(model)
    body = _functional(model) if line is None else {"layers": [_layer(layer) for layer in line]}
    drawn = {**body, "input_shape": list(model.input_shape[1:]), "compile": _compile(model)}
    check(drawn)
    return drawn


def _refuse_own_training(model: Any) -> None:
    for step in STEPS:
        if not _from_keras(getattr(type(model), step)):
            problem = f"`{type(model).__name__}` has its own `{step}`"
            raise CannotRebuild(problem)


def _from_keras(function: Any) -> bool:
    home = getattr(function, "__module__", "") or ""
    return home.split(".")[0] in ("keras", "tensorflow") or hasattr(function, "nngrader_hook")


def _functional(model: Any) -> Json:
    if not hasattr(model, "operations"):
        problem = f"`{type(model).__name__}` has its own `call`"
        raise CannotRebuild(problem)
    return {"functional": model.get_config()}


def _layer(layer: Any) -> Json:
    if not _from_keras(type(layer)):
        problem = f"`{type(layer).__name__}` is a layer of your own"
        raise CannotRebuild(problem)
    drawn: Json = keras.saving.serialize_keras_object(layer)
    activation = getattr(layer, "activation", None)
    if activation is not None and not isinstance(activation, keras.layers.Layer):
        drawn["config"]["activation"] = _function(activation)
    return drawn


def _function(function: Any) -> str:
    """Name an activation so that the same function is found again: TensorFlow's differ in bits."""
    name = getattr(function, "__name__", "")
    name = {"softmax_v2": "softmax"}.get(name, name)
    home = (getattr(function, "__module__", "") or "").split(".")[0]
    if home == "tensorflow" and hasattr(tf.nn, name):
        return f"tf.nn.{name}"
    if home == "keras" and hasattr(keras.activations, name):
        return name
    problem = f"the activation `{name or function!r}` is a function of your own"
    raise CannotRebuild(problem)


def _compile(model: Any) -> Json | None:
    if not model.compiled:
        return None
    config = getattr(model._compile_config, "config", {})
    return {
        "optimizer": keras.saving.serialize_keras_object(model.optimizer),
        "loss": _plain(config.get("loss")),
        "metrics": _plain(config.get("metrics")),
        "loss_weights": _plain(config.get("loss_weights")),
        "weighted_metrics": _plain(config.get("weighted_metrics")),
    }


def _plain(given: Any) -> Any:
    """Write strings, classes, objects and functions of Keras as JSON."""
    if given is None or isinstance(given, str | int | float):
        return given
    if isinstance(given, dict):
        return {str(key): _plain(value) for key, value in given.items()}
    if isinstance(given, list | tuple):
        return [_plain(entry) for entry in given]
    if isinstance(given, type):
        given = given()
    if not _from_keras(given if callable(given) and hasattr(given, "__name__") else type(given)):
        name = getattr(given, "__name__", type(given).__name__)
        problem = f"the function `{name}` is your own"
        raise CannotRebuild(problem)
    return keras.saving.serialize_keras_object(given)


def check(drawn: Any) -> None:
    """Walk through JSON from anywhere; raises CannotRebuild at the first foreign thing."""
    if isinstance(drawn, list | tuple):
        for entry in drawn:
            check(entry)
    elif isinstance(drawn, dict):
        if "class_name" in drawn:
            _check_object(drawn)
        for value in drawn.values():
            check(value)


def _check_object(drawn: Json) -> None:
    name, module = drawn["class_name"], drawn.get("module")
    function = name == "function" and module == "builtins" and isinstance(drawn["config"], str)
    simple = name in ("__tuple__", "__list__", "slice")
    if not (function or simple) and (module not in MODULES or name in REFUSED):
        problem = f"`{name}` is not one of Keras's own"
        raise CannotRebuild(problem)
    registered = drawn.get("registered_name")
    if registered not in (None, "function", name):
        problem = f"`{registered}` is registered by your own code"
        raise CannotRebuild(problem)


def rebuild(drawn: Json) -> Any:
    """Make the model anew, with fresh weights and compiled; raises CannotRebuild or ValueError."""
    check(drawn)
    if "functional" in drawn:
        model = keras.Model.from_config(drawn["functional"])
    else:
        shape = tuple(drawn["input_shape"])
        model = keras.Sequential([keras.Input(shape), *map(_rebuilt_layer, drawn["layers"])])
    if drawn["compile"] is not None:
        model.compile(**{name: _rebuilt(part) for name, part in drawn["compile"].items()})
    return model


def _rebuilt_layer(drawn: Json) -> Any:
    config = dict(drawn["config"])
    activation = config.get("activation")
    foreign = isinstance(activation, str) and activation.startswith("tf.nn.")
    if foreign:
        config["activation"] = None
    plain = {key: value for key, value in drawn.items() if key != "build_config"}
    layer = keras.saving.deserialize_keras_object({**plain, "config": config})
    if foreign:
        layer.activation = getattr(tf.nn, str(activation).removeprefix("tf.nn."))
    return layer


def _rebuilt(part: Any) -> Any:
    if isinstance(part, list):
        return [_rebuilt(entry) for entry in part]
    if not isinstance(part, dict):
        return part
    if part.get("class_name") == "function":
        return part["config"]
    if "class_name" in part:
        return keras.saving.deserialize_keras_object(part)
    return {key: _rebuilt(value) for key, value in part.items()}
