"""A model as allow-listed JSON, and back. What comes back holds nothing of the student's code.

Only Keras's own classes are rebuilt, by name, from a list of modules. Anything else (Lambda, own
layers, own losses, functions from the student's file) makes the model impossible to rebuild, and
the reason is said.
"""

import inspect
import json
import sys
import warnings
from collections.abc import Callable
from copy import deepcopy
from types import FunctionType
from typing import Any

import keras
from keras.src.models.functional import Functional

from nngrader.worker.bounds import TooLarge, check_size, weighed
from nngrader.worker.keras_own import FUNCTIONS, function_name, is_keras_own
from nngrader.worker.layers import chain
from nngrader.worker.spelling import one_spelling
from nngrader.worker.text import told_error

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
COMPARED = (keras.losses, keras.metrics)  #: where functions of labels and answers live
PLAIN = frozenset({"__tuple__", "__list__", "__keras_tensor__", "slice"})
MADE = (  #: the kinds of things that a network is made of
    keras.Initializer,
    keras.Layer,
    keras.Loss,
    keras.Metric,
    keras.Optimizer,
    keras.Regularizer,
    keras.constraints.Constraint,
    keras.dtype_policies.DTypePolicy,
    keras.dtype_policies.DTypePolicyMap,
    keras.optimizers.schedules.LearningRateSchedule,
)
STEPS = ("train_step", "compute_loss", "fit", "compile", "call")
BASES = (keras.Sequential, Functional, keras.Model)  #: `fit` may be hooked, then in these too
PARTS = (keras.initializers.Initializer, keras.regularizers.Regularizer, keras.layers.Layer)

LONGEST_REASON = 200  #: characters of Keras's own words

Json = dict[str, Any]


class CannotRebuild(Exception):
    """Something that only the student's own code can do."""


def draw(model: Any) -> Json:
    """Write a built model and its compile settings as JSON; raises CannotRebuild with a reason.

    Networks that train alike to the bit are written alike, however the student spelled them.
    """
    return one_spelling(_as_spelled(model))


def _as_spelled(model: Any) -> Json:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # raised by our asking, not by what the student does
        drawn = _drawn(model)
    check(drawn)
    return _as_json(drawn)


def _drawn(model: Any) -> Json:
    _refuse_own_training(model)
    line = chain(model)
    body: Json = {"functional": _functional(model)} if line is None else {"layers": _line(line)}
    shape = {"input_shape": list(model.input_shape[1:]), "input_dtype": _entrance(model)}
    return {**shape, **body, "compile": _compile(model, alone=line is not None)}


def _entrance(model: Any) -> str:
    """Say as what kind of number the network takes its inputs: integers cut off decimals."""
    inputs = getattr(model, "inputs", None) or [None]
    return str(getattr(inputs[0], "dtype", "float32"))


def refuse_foreign(model: Any) -> None:
    """Raise CannotRebuild where a part is not Keras's own; the model need not be built."""
    _refuse_own_training(model)
    for layer in model.layers:
        _refuse_own(layer)
    _compile(model, alone=True)


def _as_json(drawn: Json) -> Json:
    """Make sure of what will be sent: no numbers of NumPy, no NaN, no objects."""
    try:
        copied: Json = json.loads(json.dumps(drawn, allow_nan=False, default=_number))
    except (TypeError, ValueError) as error:
        problem = "its settings are not plain numbers and words"
        raise CannotRebuild(problem) from error
    return copied


def _number(value: Any) -> Any:
    return value.item()


def _refuse_own_training(model: Any) -> None:
    for step in STEPS:
        usual = [getattr(base, step) for base in BASES]
        if step in vars(model) or getattr(type(model), step) not in usual:
            problem = f"`{type(model).__name__}` has its own `{step}`"
            raise CannotRebuild(problem)


def _functional(model: Any) -> Json:
    """Write a graph: as Keras does, with every layer written by us."""
    if not isinstance(model, Functional):
        problem = f"`{type(model).__name__}` has its own `call`"
        raise CannotRebuild(problem)
    return _config(model, {operation.name: operation for operation in model.operations})


def _config(model: Any, parts: dict[str, Any]) -> Json:
    for part in parts.values():
        if not isinstance(part, keras.Model):
            _refuse_own(part)
    config: Json = _written(model.get_config)
    if "layers" not in config:
        problem = f"`{type(model).__name__}` has its own way to be made"
        raise CannotRebuild(problem)
    for entry in config["layers"]:
        part = parts[entry["config"]["name"]]
        entry["config"] = _inner(part) if isinstance(part, keras.Model) else _layer(part)["config"]
        if isinstance(part, Functional):  # Keras writes its private class
            entry |= {"module": "keras.models", "class_name": "Model", "registered_name": None}
    return config


def _inner(model: Any) -> Json:
    _refuse_own_training(model)
    if not isinstance(model, keras.Sequential):
        return _functional(model)
    inside = model._flatten_layers(include_self=False, recursive=False)
    return _config(model, {layer.name: layer for layer in inside})


def _layer(layer: Any) -> Json:
    _refuse_own(layer)
    drawn: Json = _written(lambda: keras.saving.serialize_keras_object(layer))
    told = {name: getattr(layer, name, None) for name in drawn["config"]}
    drawn["config"] |= {
        name: _function(part) for name, part in told.items() if _is_call(name, part)
    }
    for name, part in told.items():
        if isinstance(part, PARTS) and not is_keras_own(type(part)):
            problem = f"the {name.replace('_', ' ')} `{type(part).__name__}` is your own"
            raise CannotRebuild(problem)
    drawn["config"] |= _measured(layer)
    return drawn


def _is_call(name: str, part: Any) -> bool:
    """Whether a part is a function; an activation may be anything that can be called."""
    strange = name == "activation" and callable(part) and not isinstance(part, keras.layers.Layer)
    return strange or isinstance(part, FunctionType)


def _refuse_own(layer: Any) -> None:
    if not isinstance(layer, keras.layers.Layer):
        problem = f"`{type(layer).__name__}` is an operation between layers, not a layer"
        raise CannotRebuild(problem)
    for part in layer._flatten_layers():
        if not is_keras_own(type(part)) or "call" in vars(part):
            problem = f"`{type(part).__name__}` is a layer of your own"
            raise CannotRebuild(problem)
        if type(part).__name__ in REFUSED:
            problem = f"a `{type(part).__name__}` layer runs a function of your own"
            raise CannotRebuild(problem)
        bend = getattr(part, "activation", None)
        if _is_call("activation", bend):
            _function(bend)


def _written(write: Callable[[], Json]) -> Json:
    """Let Keras write; for a function of the student's it looks for source text and may fail."""
    try:
        return write()
    except Exception as error:
        problem = f"Keras cannot write it down ({type(error).__name__})"
        raise CannotRebuild(problem) from error


def _measured(layer: Any) -> Json:
    """Write down what `adapt` measured: a rebuilt layer has not seen the data."""
    if isinstance(layer, keras.layers.Normalization):
        if layer.input_mean is not None or not layer.built:
            return {}
        layer.finalize_state()
        return {
            "mean": layer.adapt_mean.numpy().tolist(),
            "variance": layer.adapt_variance.numpy().tolist(),
        }
    if hasattr(layer, "adapt"):
        problem = f"the layer `{type(layer).__name__}` has learned from the data by `adapt`"
        raise CannotRebuild(problem)
    return {}


def _line(layers: list[Any]) -> list[Json]:
    """Write the layers of a chain; names may clash once nested models are unfolded."""
    drawn = [_layer(layer) for layer in layers]
    seen: set[str] = set()
    for number, layer in enumerate(drawn):
        if layer["config"]["name"] in seen:
            layer["config"]["name"] += f"_in_place_{number}"
        seen.add(layer["config"]["name"])
    return drawn


def _function(function: Any) -> Any:
    """Name an activation so that the same function is found again: TensorFlow's differ in bits."""
    name = function_name(function)
    if not name:
        claimed = getattr(function, "__name__", type(function).__name__)
        problem = f"the function `{claimed}` is your own"
        raise CannotRebuild(problem)
    return {**FUNCTION, "config": name} if "." in name else name


def _compile(model: Any, *, alone: bool) -> Json | None:
    if not model.compiled:
        return None
    config = getattr(model._compile_config, "config", {})
    given = {name: config.get(name) for name in ("loss", "metrics", "loss_weights")}
    given["weighted_metrics"] = config.get("weighted_metrics")
    if alone:  # a name of the only output, which need not be the same in the unfolded model
        given = {name: _only(name, part) for name, part in given.items()}
    return {"optimizer": _plain(model.optimizer)} | {
        name: _plain(part) for name, part in given.items()
    }


def _only(name: str, given: Any) -> Any:
    if not isinstance(given, dict) or len(given) != 1:
        return given
    found = next(iter(given.values()))
    wants_list = name.endswith("metrics") and not isinstance(found, list | tuple)
    return [found] if wants_list else found


def _plain(given: Any) -> Any:
    """Write strings, classes, objects and functions of Keras as JSON."""
    if given is None or isinstance(given, str | int | float):
        return given
    if isinstance(given, dict):
        return {str(key): _plain(value) for key, value in given.items()}
    if isinstance(given, list | tuple):
        return [_plain(entry) for entry in given]
    if not is_keras_own(given if hasattr(given, "__qualname__") else type(given)):
        name = getattr(given, "__name__", type(given).__name__)
        what = "function" if isinstance(given, FunctionType) else "class"
        problem = f"the {what} `{name}` is your own"
        raise CannotRebuild(problem)
    return _compared(given() if isinstance(given, type) else given)


def _compared(given: Any) -> Any:
    """Write an object; Keras forgets the `delta` of Huber, some an `axis`, and a loss its dtype."""
    drawn = keras.saving.serialize_keras_object(given)
    called_with = getattr(given, "_fn_kwargs", {})
    settable = inspect.signature(type(given)).parameters if called_with else {}
    told = {name: value for name, value in called_with.items() if name in settable}
    if isinstance(given, keras.losses.Loss) and given.dtype != keras.config.floatx():
        told["dtype"] = given.dtype
    if told:
        drawn["config"] = told | drawn["config"]
    return drawn


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
    name, module = str(drawn["class_name"]), drawn.get("module")
    if name == "function":
        known = module == "builtins" and _is_function(str(drawn.get("config")))
    else:
        known = name in PLAIN or (name not in REFUSED and _is_made(name, module))
    if not known:
        told = drawn.get("config") if name == "function" else name
        problem = f"`{told}` is not one of Keras's own"[:200]
        raise CannotRebuild(problem)
    registered = drawn.get("registered_name")
    if registered not in (None, "function", name):
        problem = f"`{registered}` is registered by your own code"[:200]
        raise CannotRebuild(problem)
    _refuse_files(drawn.get("config"))


def _is_made(name: str, module: Any) -> bool:
    """Whether a class of that very name stands there: with dots it would be found elsewhere."""
    home = sys.modules.get(str(module)) if str(module) in MODULES else None
    found = vars(home).get(name) if home is not None else None
    return isinstance(found, type) and issubclass(found, MADE)


def _refuse_files(config: Any) -> None:
    """Refuse a vocabulary that is the name of a file to be read."""
    if isinstance(config, dict) and isinstance(config.get("vocabulary"), str):
        problem = "its vocabulary would be read from a file"
        raise CannotRebuild(problem)


def _is_function(name: str) -> bool:
    if name in FUNCTIONS:
        return True
    return any(isinstance(getattr(home, name, None), FunctionType) for home in COMPARED)


def rebuild(drawn: Json) -> Any:
    """Make the model anew, with fresh weights and compiled.

    Raises CannotRebuild, whatever is wrong with the blueprint, or TooLarge before memory is taken.
    """
    check_size(drawn)
    try:
        check(drawn)
        with weighed():
            return _compiled_anew(drawn)
    except (CannotRebuild, TooLarge):
        raise
    except Exception as error:
        kind, message = told_error(error)
        problem = f"Keras could not build it again ({kind}: {message[:LONGEST_REASON]})"
        raise CannotRebuild(problem) from error


def _compiled_anew(drawn: Json) -> Any:
    with keras.saving.CustomObjectScope({k: f for k, f in FUNCTIONS.items() if "." in k}):
        model = _rebuilt_model(drawn)
    if not model.built:  # its weights would be made by `fit`, where nobody weighs them
        problem = "it does not say what it reads"
        raise CannotRebuild(problem)
    if drawn["compile"] is not None:
        compile_anew(model, drawn["compile"])
    return model


def compile_anew(model: Any, drawn: Json) -> None:
    """Compile as was drawn; raises CannotRebuild at the first foreign thing."""
    check(drawn)
    model.compile(**{name: _rebuilt(part) for name, part in drawn.items()})


def _rebuilt_model(drawn: Json) -> Any:
    if "functional" in drawn:
        return keras.Model.from_config(deepcopy(drawn["functional"]))  # Keras empties what it reads
    entrance = keras.Input(tuple(drawn["input_shape"]), dtype=drawn["input_dtype"])
    return keras.Sequential([entrance, *map(_rebuilt_layer, drawn["layers"])])


def _rebuilt_layer(drawn: Json) -> Any:
    plain = {key: value for key, value in drawn.items() if key != "build_config"}
    return keras.saving.deserialize_keras_object(plain)


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
