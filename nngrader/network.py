"""Reading a ModelSpec: what counts as a layer, when two networks are the same, how they differ."""

from dataclasses import dataclass, replace
from math import prod

from nngrader.evidence import LayerSpec, LossSpec, ModelSpec, OptimizerSpec, Setting

#: Layers that change neither what the trained network answers nor what it can express.
PASSING = frozenset(
    {
        "ActivityRegularization",
        "AlphaDropout",
        "Dropout",
        "Flatten",
        "GaussianDropout",
        "GaussianNoise",
        "Identity",
        "Rescaling",
        "Reshape",
        "SpatialDropout1D",
        "SpatialDropout2D",
    }
)
#: Layers that transform without being what a teacher calls a hidden layer.
SUPPORTING = PASSING | {
    "Activation",
    "AveragePooling2D",
    "BatchNormalization",
    "GlobalAveragePooling2D",
    "GlobalMaxPooling2D",
    "LayerNormalization",
    "MaxPooling2D",
    "Normalization",
}
OUTPUT_NAMES = {
    "sigmoid-like": "sigmoid",
    "tanh-like": "tanh",
    "relu-like": "relu",
    "softmax-twice": "softmax twice",
    "constant": "a constant",
    "other": "unknown",
}
CATEGORICAL = frozenset({"categorical_crossentropy", "sparse_categorical_crossentropy"})
CROSS_ENTROPIES = CATEGORICAL | {"binary_crossentropy"}


def computing_layers(model: ModelSpec) -> tuple[LayerSpec, ...]:
    """The layers that a teacher counts: Dense, Conv and the like."""
    return tuple(layer for layer in model.layers if layer.type not in SUPPORTING)


def hidden_layers(model: ModelSpec) -> tuple[LayerSpec, ...]:
    """The counted layers before the last."""
    return computing_layers(model)[:-1]


def output_units(model: ModelSpec) -> int:
    """How many numbers the network answers per example; 0 when that is not known."""
    return model.output_shape[-1] or 0 if model.output_shape else 0


def output_activation(model: ModelSpec) -> str:
    """What the output does in effect: raw scores count as what the loss makes of them."""
    if model.head == "linear" and model.loss is not None and model.loss.from_logits:
        return "softmax" if model.loss.name in CATEGORICAL else "sigmoid"
    return OUTPUT_NAMES.get(model.head, model.head)


def canonical(model: ModelSpec) -> ModelSpec:
    """Reduce a network to what it computes, so that equal networks compare equal.

    Flatten, Dropout and Rescaling go; raw scores with `from_logits=True` become the softmax or
    sigmoid that the loss applies; "accuracy" becomes the accuracy that Keras picks for it.
    """
    layers = tuple(_bare(layer) for layer in model.layers if layer.type not in PASSING)
    if layers:
        layers = (*layers[:-1], replace(layers[-1], activation=output_activation(model)))
    flat = bool(layers) and layers[0].type == "Dense"
    return replace(
        model,
        layers=layers,
        input_shape=(_cells(model.input_shape),) if flat else model.input_shape[1:],
        head="other",
        loss=None if model.loss is None else LossSpec(model.loss.name),
        metrics=tuple(sorted({_metric(name, model) for name in model.metrics})),
    )


def _bare(layer: LayerSpec) -> LayerSpec:
    return replace(layer, output_shape=layer.output_shape[1:])


def _cells(shape: tuple[int | None, ...]) -> int:
    return prod(size or 1 for size in shape[1:])


def _metric(name: str, model: ModelSpec) -> str:
    """Resolve "accuracy" as Keras 3 does in `compile_utils.get_metric`."""
    if name != "accuracy":
        return name
    if output_units(model) == 1:
        return "binary_accuracy"
    sparse = model.loss is not None and model.loss.name.startswith("sparse")
    return "sparse_categorical_accuracy" if sparse else "categorical_accuracy"


def plain(name: str) -> str:
    """Write a Keras name as people say it."""
    return name.replace("_", " ").replace("crossentropy", "cross-entropy")


def told(layer: LayerSpec) -> str:
    """Write a layer in a few words."""
    size = "" if layer.units is None else f", {layer.units} {_unit_word(layer)}"
    shows = layer.activation != "linear" or layer.type not in SUPPORTING
    return f"{layer.type}{size}{', ' + layer.activation if shows else ''}"


def _unit_word(layer: LayerSpec) -> str:
    word = "filter" if layer.type.startswith("Conv") else "unit"
    return word if layer.units == 1 else f"{word}s"


def differences(asked: ModelSpec, found: ModelSpec) -> tuple[str, ...]:
    """Say in sentences how `found` differs from `asked`; empty when they compute the same."""
    ours, yours = canonical(asked), canonical(found)
    return (
        *_input_differences(ours, yours),
        *_layer_differences(ours.layers, yours.layers),
        *_named("loss", _loss_name(ours), _loss_name(yours)),
        *_optimizer_differences(ours.optimizer, yours.optimizer),
        *_metric_differences(ours.metrics, yours.metrics),
    )


def _input_differences(ours: ModelSpec, yours: ModelSpec) -> tuple[str, ...]:
    if ours.input_shape == yours.input_shape:
        return ()
    wanted, got = _dimensions(ours.input_shape), _dimensions(yours.input_shape)
    return (f"The network takes {got} numbers per example; {wanted} were asked.",)


def _dimensions(shape: tuple[int | None, ...]) -> str:
    return " by ".join("any" if size is None else str(size) for size in shape) or "no"


def _layer_differences(
    ours: tuple[LayerSpec, ...], yours: tuple[LayerSpec, ...]
) -> tuple[str, ...]:
    if len(ours) != len(yours):
        return (f"The network has {len(yours)} layers that compute; {len(ours)} were asked.",)
    pairs = enumerate(zip(ours, yours, strict=True), start=1)
    return tuple(line for number, pair in pairs for line in _one_layer(number, *pair))


def _one_layer(number: int, ours: LayerSpec, yours: LayerSpec) -> tuple[str, ...]:
    where = f"Layer {number}"
    if ours.type != yours.type:
        return (f"{where} is {yours.type}; {ours.type} was asked.",)
    found = []
    if ours.units != yours.units:
        found.append(f"{where} has {yours.units} {_unit_word(yours)}; {ours.units} were asked.")
    if ours.activation != yours.activation:
        found.append(f"{where} uses {yours.activation}; {ours.activation} was asked.")
    if ours.trainable != yours.trainable:
        found.append(f"{where} is {'trainable' if yours.trainable else 'frozen'}.")
    return (*found, *_setting_differences(where, ours.settings, yours.settings))


def _setting_differences(
    where: str, ours: dict[str, Setting], yours: dict[str, Setting]
) -> tuple[str, ...]:
    return tuple(
        f"{where} has {plain(name)} {_said(yours.get(name))}; {_said(ours.get(name))} was asked."
        for name in sorted({*ours, *yours})
        if ours.get(name) != yours.get(name)
    )


def _said(value: Setting) -> str:
    if value is None:
        return "none"
    return " by ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _loss_name(model: ModelSpec) -> str:
    return "" if model.loss is None else model.loss.name


def _named(what: str, ours: str, yours: str) -> tuple[str, ...]:
    if ours == yours:
        return ()
    return (f"The {what} is {plain(yours) or 'missing'}; {plain(ours) or 'none'} was asked.",)


def _optimizer_differences(
    ours: OptimizerSpec | None, yours: OptimizerSpec | None
) -> tuple[str, ...]:
    if ours is None or yours is None or ours.name != yours.name:
        return _named("optimizer", ours.name if ours else "", yours.name if yours else "")
    return _setting_differences("The optimizer", ours.settings, yours.settings)


def _metric_differences(ours: tuple[str, ...], yours: tuple[str, ...]) -> tuple[str, ...]:
    if ours == yours:
        return ()
    got = ", ".join(map(plain, yours)) or "nothing"
    wanted = ", ".join(map(plain, ours)) or "nothing"
    return (f"The network reports {got}; {wanted} was asked.",)


@dataclass(frozen=True)
class Asked:
    """A layer as the assignment asks for it."""

    type: str
    units: int | None = None  #: None where the student chooses
    activations: tuple[str, ...] = ()  #: any of these; empty where the student chooses

    def __str__(self) -> str:
        """Write it as it appears in the table."""
        size = "any number of units" if self.units is None else f"{self.units} units"
        size = "1 unit" if self.units == 1 else size
        return f"{self.type}, {size}, {' or '.join(self.activations) or 'any activation'}"

    def difference(self, found: LayerSpec, activation: str) -> str:
        """Say what differs; empty when the layer is as asked."""
        told_apart = []
        if found.type != self.type:
            told_apart.append(f"{found.type} instead of {self.type}")
        if self.units is not None and found.units != self.units:
            told_apart.append(f"{found.units} units instead of {self.units}")
        if self.activations and activation not in self.activations:
            told_apart.append(f"{activation} instead of {' or '.join(self.activations)}")
        return "; ".join(told_apart)
