"""From a live model to a ModelSpec: one description for every spelling."""

import re
from dataclasses import replace
from typing import Any

import keras

from nngrader.evidence import LayerSpec, LossSpec, ModelSpec, OptimizerSpec, Setting
from nngrader.worker.head import probe
from nngrader.worker.layers import chain, every_layer

UNTOLD = frozenset(  # said elsewhere in the spec, or no property of the network
    [
        "activation",
        "batch_shape",
        "data_format",
        "dtype",
        "filters",
        "groups",
        "name",
        "negative_slope",
        "optional",
        "quantization_config",
        "ragged",
        "seed",
        "sparse",
        "trainable",
        "units",
    ]
)
UNTOLD_SETTINGS = frozenset({"name"})
ACTIVATION_LAYERS = {  # class: the name of the same function in `activation=`
    "Activation": "",
    "CELU": "celu",
    "ELU": "elu",
    "LeakyReLU": "leaky_relu",
    "PReLU": "prelu",
    "ReLU": "relu",
    "Softmax": "softmax",
}
ALIASES = {"softmax_v2": "softmax", "acc": "accuracy", "swish": "silu"}


def describe(model: Any) -> ModelSpec:
    """Describe a built model; raises ValueError for one without input shape."""
    line = chain(model)
    layers = every_layer(model) if line is None else line
    return ModelSpec(
        layers=merged(tuple(layer_spec(layer) for layer in layers)),
        input_shape=_shape(model.input_shape),
        output_shape=_shape(model.output_shape),
        parameters=model.count_params(),
        head="other" if line is None else probe(line),
        loss=loss_spec(model),
        optimizer=optimizer_spec(model),
        metrics=metric_names(model),
        chain=line is not None,
    )


def _shape(shape: Any) -> tuple[int | None, ...]:
    if isinstance(shape, list | dict):  # several inputs or outputs: the first stands for them
        shape = next(iter(shape.values() if isinstance(shape, dict) else shape))
    return tuple(None if size is None else int(size) for size in shape)


def layer_spec(layer: Any) -> LayerSpec:
    """Describe one layer by itself."""
    config = layer.get_config()
    units = config.get("units", config.get("filters"))
    return LayerSpec(
        type=type(layer).__name__,
        units=units if isinstance(units, int) else None,
        activation=activation_name(layer),
        output_shape=_shape(layer.output.shape) if _has_output(layer) else (),
        parameters=layer.count_params() if layer.built else 0,
        trainable=bool(layer.trainable),
        settings=_settings(config, UNTOLD),
    )


def _has_output(layer: Any) -> bool:
    try:
        return layer.output is not None
    except (AttributeError, ValueError):
        return False


def activation_name(layer: Any) -> str:
    """Name the function a layer ends with, be it a string, a function, an object or the layer."""
    kind = type(layer).__name__
    if kind == "ReLU":
        return _relu_name(layer)
    if ACTIVATION_LAYERS.get(kind):
        return ACTIVATION_LAYERS[kind]
    function = getattr(layer, "activation", None)
    if function is None:
        return "linear"
    if isinstance(function, keras.layers.Layer):
        return activation_name(function)
    name = getattr(function, "__name__", type(function).__name__)
    name = ALIASES.get(name, name)
    return name if _known(function) else f"your own {name}"


def _relu_name(layer: Any) -> str:
    if layer.negative_slope:
        return "leaky_relu"
    return "relu" if layer.max_value is None else f"relu{layer.max_value:g}"


def _known(function: Any) -> bool:
    module = getattr(function, "__module__", "") or ""
    return module.split(".")[0] in ("keras", "tensorflow")


def merged(layers: tuple[LayerSpec, ...]) -> tuple[LayerSpec, ...]:
    """Fold an activation layer into the linear layer whose output it bends.

    Normalisation, dropout and reshaping may stand between the two.
    """
    found: list[LayerSpec] = []
    for layer in layers:
        target = _target(found) if layer.type in ACTIVATION_LAYERS else None
        if target is None or layer.parameters:
            found.append(layer)
        elif layer.activation != "linear":
            found[target] = replace(found[target], activation=layer.activation)
    return tuple(found)


def _target(found: list[LayerSpec]) -> int | None:
    """Find the layer that waits for an activation; None when the last one has bent already."""
    for index in reversed(range(len(found))):
        if found[index].type in ACTIVATION_LAYERS:
            return None
        if found[index].units is not None:
            return index if found[index].activation == "linear" else None
    return None


def loss_spec(model: Any) -> LossSpec | None:
    """Name the compiled loss in full; None when there is none."""
    given = getattr(model, "loss", None) if model.compiled else None
    if isinstance(given, list | tuple) and len(given) == 1:
        given = given[0]
    if given is None:
        return None
    try:
        loss = keras.losses.get(given)
    except (ValueError, TypeError):
        return LossSpec(f"unknown loss {given!r}"[:60])
    if isinstance(loss, keras.losses.Loss):
        return LossSpec(_snake(type(loss).__name__), bool(loss.get_config().get("from_logits")))
    name = getattr(loss, "__name__", type(loss).__name__)
    return LossSpec(name if _known(loss) else f"your own {name}")


def optimizer_spec(model: Any) -> OptimizerSpec | None:
    """Name the compiled optimizer with all its settings; None when there is none."""
    optimizer = getattr(model, "optimizer", None)
    if optimizer is None:
        return None
    config = optimizer.get_config()
    return OptimizerSpec(type(optimizer).__name__.lower(), _settings(config, UNTOLD_SETTINGS))


def metric_names(model: Any) -> tuple[str, ...]:
    """List what was asked for in `metrics=`, under full names."""
    asked = getattr(getattr(model, "_compile_metrics", None), "_user_metrics", None) or []
    asked = list(asked.values()) if isinstance(asked, dict) else asked
    flat = [m for entry in asked for m in (entry if isinstance(entry, list | tuple) else [entry])]
    return tuple(_metric_name(metric) for metric in flat)


def _metric_name(metric: Any) -> str:
    if isinstance(metric, str) and ALIASES.get(metric, metric) == "accuracy":
        return "accuracy"
    try:
        found = keras.metrics.get(metric)
    except (ValueError, TypeError):
        return f"unknown metric {metric!r}"[:60]
    if isinstance(found, keras.metrics.Accuracy):
        return "exact_accuracy"  # counts equal values, which probabilities never are
    if isinstance(found, keras.metrics.Metric | keras.losses.Loss):
        return _snake(type(found).__name__)
    return str(getattr(found, "__name__", type(found).__name__))


def _settings(config: dict[str, Any], untold: frozenset[str]) -> dict[str, Setting]:
    told = {name: value for name, value in config.items() if name not in untold}
    return {name: _setting(value) for name, value in sorted(told.items()) if value is not None}


def _setting(value: Any) -> Setting:
    """Write a setting as plain data; a serialized object becomes its class and its own settings."""
    if isinstance(value, dict):
        inner = {k: v for k, v in (value.get("config") or {}).items() if v is not None}
        shown = ", ".join(f"{k}={_setting(v)}" for k, v in sorted(inner.items()) if k != "name")
        return f"{value.get('class_name', 'dict')}({shown})"
    if isinstance(value, list | tuple):
        return tuple(
            entry if isinstance(entry, int | float | str) else str(entry) for entry in value
        )
    if isinstance(value, float):
        return float(f"{value:.7g}")  # Keras keeps 0.001 as a float32
    return value if isinstance(value, bool | int | str) else str(value)


def _snake(name: str) -> str:
    """Write a class name as Keras writes its aliases: MeanSquaredError, mean_squared_error."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
