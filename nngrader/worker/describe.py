"""From a live model to a ModelSpec: one description for every spelling.

Nothing here raises for a built model, however odd: what cannot be read is left out.
"""

import warnings
from dataclasses import replace
from typing import Any

import keras

from nngrader.evidence import LayerSpec, ModelSpec, Setting
from nngrader.worker.compiled import loss_spec, metric_names, optimizer_spec
from nngrader.worker.head import probe
from nngrader.worker.keras_own import is_keras_own, short_name
from nngrader.worker.layers import chain, every_layer
from nngrader.worker.settings import config_of, settings

UNTOLD = frozenset(  # said elsewhere in the spec, or no property of the network
    [
        "activation",
        "batch_shape",
        "data_format",
        "dtype",
        "filters",
        "name",
        "optional",
        "quantization_config",
        "ragged",
        "seed",
        "sparse",
        "trainable",
        "units",
    ]
)
ACTIVATION_LAYERS = {  # class: the name of the same function in `activation=`
    "Activation": "",
    "CELU": "celu",
    "ELU": "elu",
    "LeakyReLU": "leaky_relu",
    "PReLU": "prelu",
    "ReLU": "relu",
    "Softmax": "softmax",
}
BENDS = {"alpha": 1.0, "negative_slope": 0.0, "threshold": 0.0}  # settings and their usual values
SLOPE = 0.2  #: of `activation="leaky_relu"`; the LeakyReLU layer has 0.3
MEASURED = frozenset({"mean", "variance"})  # by Normalization: a property of the data


def describe(model: Any) -> ModelSpec:
    """Describe a model; one that is not built yet has neither shapes nor parameters."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # raised by our asking, not by what the student does
        return _described(model)


def _described(model: Any) -> ModelSpec:
    line = chain(model)
    layers = every_layer(model) if line is None else line
    input_shape = _input_shape(model)
    measured = sum(layer.count_params() for layer in layers if _measures(layer))
    return ModelSpec(
        layers=merged(tuple(layer_spec(layer) for layer in layers)),
        input_shape=input_shape,
        output_shape=_answer_shape(model, input_shape) if model.built else (),
        parameters=model.count_params() - measured if model.built else 0,
        head=probe(layers),
        loss=loss_spec(model),
        optimizer=optimizer_spec(model),
        metrics=metric_names(model),
        chain=line is not None,
    )


def _measures(layer: Any) -> bool:
    return isinstance(layer, keras.layers.Normalization) and bool(layer.built)


def _input_shape(model: Any) -> tuple[int | None, ...]:
    """Read the input shape; a model with its own `call` remembers what it was built with."""
    try:
        return _shape(model.input_shape)
    except (AttributeError, ValueError):
        return _shape(getattr(model, "_build_shapes_dict", None) or ())


def _answer_shape(model: Any, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
    try:
        return _shape(model.output_shape)
    except (AttributeError, ValueError):
        pass
    try:
        spec = model.compute_output_spec(keras.KerasTensor((None, *input_shape[1:])))
        return _shape([tuple(tensor.shape) for tensor in keras.tree.flatten(spec)])
    except Exception:  # noqa: BLE001 - runs the student's `call`
        return ()


def _shape(shape: Any) -> tuple[int | None, ...]:
    """Write a shape as plain numbers, for any number of examples at a time.

    Of several inputs or outputs the first stands for all.
    """
    if isinstance(shape, dict):
        shape = list(shape.values())
    sizes = tuple(shape) if isinstance(shape, list | tuple) else ()
    if sizes and isinstance(sizes[0], dict | list | tuple):
        return _shape(sizes[0])
    told = tuple(None if size is None else int(size) for size in sizes[1:])
    return (None, *told) if sizes else ()


def layer_spec(layer: Any) -> LayerSpec:
    """Describe one layer by itself."""
    config = _config(layer)
    kind = layer_type(layer)
    size = config.get("units", config.get("filters"))
    told = {} if kind in ACTIVATION_LAYERS and not layer.weights else settings(config, UNTOLD)
    if _measures(layer):
        told = {name: value for name, value in told.items() if name not in MEASURED}
    return LayerSpec(
        type=kind,
        units=size if isinstance(size, int) else None,
        activation=activation_name(layer),
        output_shape=_output_shape(layer),
        parameters=layer.count_params() if layer.built and not _measures(layer) else 0,
        trainable=bool(layer.trainable),
        settings=told | _bend_settings(layer),
    )


def _config(layer: Any) -> dict[str, Any]:
    """Read the settings also where Keras cannot write the student's own activation as text."""
    config = config_of(layer)
    bend = getattr(layer, "activation", None)
    if config or not callable(bend) or not is_keras_own(type(layer)):
        return config
    layer.activation = keras.activations.linear
    try:
        return config_of(layer)
    finally:
        layer.activation = bend


def layer_type(layer: Any) -> str:
    """Name the class; a student's own class of the same name must not pass for Keras's."""
    name = type(layer).__name__
    foreign = hasattr(keras.layers, name) and not is_keras_own(type(layer))
    return f"your own {name}" if foreign else name


def _output_shape(layer: Any) -> tuple[int | None, ...]:
    """Read the shape from the first use: a layer in two networks has two uses."""
    nodes = getattr(layer, "_inbound_nodes", [])
    return _shape([tuple(tensor.shape) for tensor in nodes[0].output_tensors]) if nodes else ()


def activation_name(layer: Any) -> str:
    """Name the function a layer ends with, be it a string, a function, an object or the layer."""
    kind = layer_type(layer)
    if kind == "ReLU":
        return _relu_name(layer)
    if kind == "Softmax":
        return _softmax_name(layer)
    if ACTIVATION_LAYERS.get(kind):
        return ACTIVATION_LAYERS[kind]
    function = getattr(layer, "activation", None)
    if function is None:
        return "linear"
    if isinstance(function, keras.layers.Layer):
        return activation_name(function)
    name = getattr(function, "__name__", type(function).__name__)
    return short_name(function) or f"your own {name}"


def _relu_name(layer: Any) -> str:
    if layer.negative_slope:
        return "leaky_relu"
    return "relu" if layer.max_value is None else f"relu{layer.max_value:g}"


def _softmax_name(layer: Any) -> str:
    last = len(_output_shape(layer)) - 1
    return "softmax" if layer.axis in (-1, last) else f"softmax over axis {layer.axis}"


def _bend_settings(layer: Any) -> dict[str, Setting]:
    """Say how steep an activation is, where it is not as steep as usual."""
    bend = layer if layer_type(layer) in ACTIVATION_LAYERS else None
    inner = getattr(layer, "activation", None)
    bend = inner if isinstance(inner, keras.layers.Layer) else bend
    if bend is None or layer_type(bend) == "Activation":
        return {"negative_slope": SLOPE} if activation_name(layer) == "leaky_relu" else {}
    config = settings(config_of(bend), frozenset())
    return {name: config[name] for name in BENDS if config.get(name, BENDS[name]) != BENDS[name]}


def merged(layers: tuple[LayerSpec, ...]) -> tuple[LayerSpec, ...]:
    """Fold an activation layer into the linear layer whose output it bends.

    Normalisation, dropout and reshaping may stand between the two.
    """
    found: list[LayerSpec] = []
    for layer in layers:
        if layer.type not in ACTIVATION_LAYERS or layer.parameters:
            found.append(layer)
        elif layer.activation != "linear":
            _fold(layer, found)
    return tuple(found)


def _fold(bend: LayerSpec, found: list[LayerSpec]) -> None:
    target = _target(found)
    if target is None:
        found.append(bend)
        return
    told = found[target].settings | bend.settings
    found[target] = replace(found[target], activation=bend.activation, settings=told)


def _target(found: list[LayerSpec]) -> int | None:
    """Find the layer that waits for an activation; None when the last one has bent already."""
    for index in reversed(range(len(found))):
        if found[index].type in ACTIVATION_LAYERS:
            return None
        if found[index].units is not None:
            return index if found[index].activation == "linear" else None
    return None
