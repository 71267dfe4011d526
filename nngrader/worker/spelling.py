"""One spelling for networks that train alike to the bit, so that each of them is trained once.

Pure functions over the JSON that `blueprint` draws. They change only what no number depends on:
names that nothing reads, several names of one function, an activation in a layer of its own.
Whatever is in doubt stays as it was drawn: then a network is trained twice, which costs a second,
while two networks under one spelling would give a student the training of another.
"""

import inspect
import json
from collections.abc import Iterator
from functools import cache
from types import FunctionType
from typing import Any

import keras
from keras.src.losses.losses import LossFunctionWrapper

Json = dict[str, Any]

BENDING = frozenset({"Conv1D", "Conv2D", "Conv3D", "Dense"})  #: they end with `activation(outputs)`
OF_EVERY_LAYER = frozenset({"dtype", "name", "trainable"})
ACTIVATIONS: dict[str, tuple[str, Json]] = {  #: layers, the function they call, and with what
    "ReLU": ("relu", {"max_value": None, "negative_slope": 0.0, "threshold": 0.0}),
    "Softmax": ("softmax", {"axis": -1}),
}
READ_NAMES = frozenset({"DTypePolicyMap", "MultiOptimizer", "Muon"})  #: settings by layer name
UNREAD = {"keras.optimizers": "optimizer", "keras.optimizers.schedules": "schedule"}
CHOSEN_BY_SHAPE = frozenset({"acc", "accuracy"})  #: as metrics these words are no class


def one_spelling(drawn: Json) -> Json:
    """Write a blueprint as all networks that train like it are written.

    A graph stays as it was drawn. TensorFlow adds up gradients that meet in an order that depends
    on names, so that other names of layers give other last bits.
    """
    if "layers" not in drawn:
        return drawn
    layers = [{k: v for k, v in layer.items() if k != "build_config"} for layer in drawn["layers"]]
    told = drawn | {"layers": layers if _masks(layers) else _folded(layers)}
    told["compile"] = _compiled(drawn["compile"])
    return told | {"layers": _renamed(told)}


def _objects(part: Any) -> Iterator[Json]:
    """Walk through everything that has a class."""
    if isinstance(part, dict):
        if "class_name" in part:
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for entry in part:
            yield from _objects(entry)


def _masks(layers: list[Json]) -> bool:
    """Whether some steps may be hidden from later layers: a Softmax layer heeds that."""
    found = [part for part in _objects(layers) if isinstance(part.get("config"), dict)]
    return any(part["class_name"] == "Masking" or part["config"].get("mask_zero") for part in found)


# Activations


def _folded(layers: list[Json]) -> list[Json]:
    """Say in `activation=` what a layer of its own does to the outputs of the layer before."""
    found: list[Json] = []
    for layer in map(_with_a_function, layers):
        bend = _bend(layer)
        if bend is not None and found and _takes(found[-1], layer, bend):
            kept = found[-1]["config"]["activation"]
            found[-1] = _changed(found[-1], activation=kept if bend == "linear" else bend)
        else:
            found.append(layer)
    return found


def _with_a_function(layer: Json) -> Json:
    """Say in `activation=` the function instead of the layer that only calls it."""
    config = layer["config"]
    inner = config.get("activation")
    if layer["class_name"] not in BENDING or not _is_layer(inner) or not _alike(layer, inner):
        return layer
    bend = _bend(inner)
    return layer if bend is None else _changed(layer, activation=bend)


def _bend(layer: Json) -> Any:
    """Write what a layer does as one would in `activation=`; None where that cannot be said."""
    config = {name: v for name, v in layer["config"].items() if name not in OF_EVERY_LAYER}
    if layer["class_name"] == "Activation" and list(config) == ["activation"]:
        inner = config["activation"]
        if not _is_layer(inner):
            return inner
        return _bend(inner) if _alike(layer, inner) else None
    name, usual = ACTIVATIONS.get(layer["class_name"], ("", None))
    return name if config == usual else None


def _takes(before: Json, layer: Json, bend: Any) -> bool:
    """Whether a layer may bend its outputs itself; a penalty on its outputs sees them straight."""
    config = before["config"]
    if before["class_name"] not in BENDING or config.get("activity_regularizer") is not None:
        return False
    return _alike(before, layer) and "linear" in (config["activation"], bend)


def _alike(layer: Json, other: Json) -> bool:
    """Whether both compute in the same precision, which is not quantized, and none is frozen."""
    dtype = layer["config"]["dtype"]
    plain = isinstance(dtype, dict) and dtype.get("class_name") == "DTypePolicy"
    return plain and other["config"]["dtype"] == dtype and other["config"]["trainable"] is True


def _is_layer(part: Any) -> bool:
    inside = _has_class(part) and isinstance(part.get("config"), dict)
    return inside and (part["module"] == "keras.layers" or part["class_name"] == "Sequential")


def _has_class(part: Any) -> bool:
    return isinstance(part, dict) and "class_name" in part


def _changed(part: Json, **settings: Any) -> Json:
    return part | {"config": part["config"] | settings}


# Names


def _renamed(drawn: Json) -> list[Json]:
    """Name layers by their place, where nothing that counts is found by name."""
    layers: list[Json] = drawn["layers"]
    read = any(part["class_name"] in READ_NAMES for part in _objects(drawn))
    loss = (drawn["compile"] or {}).get("loss")
    several = isinstance(loss, list | dict) and not _has_class(loss)  # the history tells the output
    if read or several:
        return layers
    return [_named(layer, f"layer_{place}") for place, layer in enumerate(layers, 1)]


def _named(layer: Json, name: str) -> Json:
    """Name a layer and, by where they stand in its settings, the layers inside it."""
    return layer | {"config": _inside(layer["config"]) | {"name": name}}


def _inside(part: Any, place: str = "") -> Any:
    if isinstance(part, list):
        return [_inside(entry, f"{place}_{number}") for number, entry in enumerate(part, 1)]
    if not isinstance(part, dict):
        return part
    if _is_layer(part):
        return _named(part, place)
    return {key: _inside(value, key) for key, value in part.items()}


# What `compile` was given


def _compiled(given: Json | None) -> Json | None:
    if given is None:
        return None
    metrics = {
        name: [*map(_metric, _flat(given[name]))] for name in ("metrics", "weighted_metrics")
    }
    return (
        given | metrics | {"optimizer": _unnamed(given["optimizer"]), "loss": _loss(_only(given))}
    )


def _unnamed(part: Any) -> Any:
    if isinstance(part, list):
        return [*map(_unnamed, part)]
    if not isinstance(part, dict):
        return part
    told = {key: _unnamed(value) for key, value in part.items()}
    name = UNREAD.get(str(part.get("module")))
    return _changed(told, name=name) if name and "name" in told["config"] else told


def _only(given: Json) -> Any:
    loss = given["loss"]
    alone = isinstance(loss, list) and len(loss) == 1 and given["loss_weights"] is None
    return loss[0] if alone else loss


def _loss(given: Any) -> Any:
    """Write a loss with usual settings as its function; Keras wraps that into the same object."""
    given = _word(given)
    if isinstance(given, str):
        return _loss_function(given)
    if not _has_class(given):
        return given
    function, usual = _usual_losses().get(given["class_name"], ("", ""))
    told = _changed(given, name="loss")
    return function if function and _settings(told["config"]) == usual else told


def _word(given: Any) -> Any:
    """Read a function as `rebuild` does: it compiles with its name."""
    function = _has_class(given) and given["class_name"] == "function"
    return given["config"] if function else given


def _loss_function(word: str) -> str:
    try:
        found = keras.losses.get(word)
    except ValueError:  # a word that Keras reads by the shape of the labels, or no loss at all
        return word
    if isinstance(found, FunctionType):
        return found.__name__
    return _usual_losses().get(type(found).__name__, (word, ""))[0]


@cache
def _usual_losses() -> dict[str, tuple[str, str]]:
    """List the classes that only call a function with its own defaults, and their settings."""
    known = [kind for kind in vars(keras.losses).values() if isinstance(kind, type)]
    wrapping = [kind for kind in known if getattr(kind, "call", None) is LossFunctionWrapper.call]
    made = [kind() for kind in wrapping if kind is not LossFunctionWrapper]
    return {
        type(loss).__name__: (loss.fn.__name__, _settings(_config(loss)))
        for loss in made
        if _calls_with_defaults(loss) and keras.losses.get(loss.fn.__name__) is loss.fn
    }


def _calls_with_defaults(loss: Any) -> bool:
    usual = inspect.signature(loss.fn).parameters
    told = {name: usual[name].default for name in loss._fn_kwargs}
    return _settings(told) == _settings(loss._fn_kwargs)


def _config(made: Any) -> Json:
    """Ask for the settings; Keras leaves out some that it calls the function with."""
    config: Json = made.get_config()
    return config | getattr(made, "_fn_kwargs", {})


def _settings(config: Json) -> str:
    """Write settings but the name; 0, 0.0 and False stay apart."""
    told = {name: value for name, value in config.items() if name != "name"}
    return json.dumps(told, sort_keys=True, default=repr)


def _flat(given: Any) -> list[Any]:
    """List metrics in lists of lists, as Keras does for a single output."""
    if not isinstance(given, list):
        return [] if given is None else [given]
    return [entry for part in given for entry in _flat(part)]


def _metric(given: Any) -> Any:
    """Write a metric by the word that makes it, if that is its name in the history as well."""
    given = _word(given)
    if not _has_class(given):
        return given
    name = str(given["config"].get("name"))
    usual = _usual_metric(name)
    same = usual is not None and type(usual).__name__ == given["class_name"]
    return name if same and _settings(_config(usual)) == _settings(given["config"]) else given


def _usual_metric(word: str) -> Any:
    if word.lower() in CHOSEN_BY_SHAPE:
        return None
    try:
        return keras.metrics.get(word)
    except (TypeError, ValueError):  # a class that wants to be told more, or no metric
        return None
