"""Reading a ModelSpec: what counts as a layer, and when two networks are the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import prod

from nngrader.evidence import LayerSpec, LossSpec, ModelSpec, Setting

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
#: Activations that probe like another one without being it.
LOOKALIKES = frozenset(
    "celu elu gelu hard_sigmoid hard_silu hard_tanh leaky_relu mish relu6 selu silu softplus softsign".split()
)
TOPS = (1, 255)  #: the largest value of a share and of a pixel
NEAR = 1.01  #: Rescaling is harmless when it brings shares or pixels to within -1..1, about
SPAN = 0.5  #: and leaves at least half a unit between the least and the largest
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

    Flatten, Dropout and a usual Rescaling go; raw scores with `from_logits=True` become the softmax
    or sigmoid that the loss applies; "accuracy" becomes the accuracy that Keras picks for it.
    """
    layers = tuple(_bare(layer) for layer in model.layers if not _passes(layer))
    if layers:
        layers = (*layers[:-1], replace(layers[-1], activation=_last_activation(model, layers[-1])))
    return replace(
        model,
        layers=layers,
        input_shape=_bare_input(model, layers),
        output_shape=model.output_shape[1:],
        head="other",
        loss=None if model.loss is None else _effective(model.loss, model),
        metrics=tuple(sorted({_metric(name, model) for name in model.metrics})),
    )


def _passes(layer: LayerSpec) -> bool:
    return layer.type in PASSING and not (layer.type == "Rescaling" and _misplaces(layer))


def _misplaces(rescaling: LayerSpec) -> bool:
    """Whether neither shares nor pixels come out near -1..1."""
    scale, offset = rescaling.settings.get("scale", 1.0), rescaling.settings.get("offset", 0.0)
    if not isinstance(scale, int | float) or not isinstance(offset, int | float):
        return True
    return not any(
        abs(offset) <= NEAR and abs(offset + scale * top) <= NEAR and abs(scale * top) >= SPAN
        for top in TOPS
    )


def _last_activation(model: ModelSpec, last: LayerSpec) -> str:
    """Trust the probe, but call a cousin by its own name."""
    effect = output_activation(model)
    named = last.activation in LOOKALIKES or model.head == "other"
    return last.activation if named and last.activation != "linear" else effect


def _bare_input(model: ModelSpec, layers: tuple[LayerSpec, ...]) -> tuple[int | None, ...]:
    flat = bool(layers) and layers[0].type == "Dense" and len(layers[0].output_shape) == 1
    return (cells(model.input_shape[1:]),) if flat else model.input_shape[1:]


def _effective(loss: LossSpec, model: ModelSpec) -> LossSpec:
    """Forget `from_logits` where the output is raw scores: then it is part of the activation."""
    name = loss.name
    if name == "crossentropy" and output_units(model) == 1:  # Keras picks by the number of outputs
        name = "binary_crossentropy"
    return replace(loss, name=name, from_logits=loss.from_logits and model.head != "linear")


def _bare(layer: LayerSpec) -> LayerSpec:
    return replace(layer, output_shape=layer.output_shape[1:])


def cells(shape: tuple[int | None, ...]) -> int:
    """How many numbers one example holds."""
    return prod(size or 1 for size in shape)


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
    if layer.type == "Rescaling":
        return ", ".join(["Rescaling", *_rescales(layer)])
    size = "" if layer.units is None else f", {layer.units} {unit_word(layer)}"
    shows = layer.activation != "linear" or layer.type not in SUPPORTING
    return f"{layer.type}{size}{', ' + layer.activation if shows else ''}"


def _rescales(layer: LayerSpec) -> Iterator[str]:
    usual: dict[str, Setting] = {"scale": 1.0, "offset": 0.0}
    for name, value in usual.items():
        if layer.settings.get(name, value) != value:
            yield f"{name} {said(layer.settings[name])}"


def said(value: Setting) -> str:
    """Write a value as people do: 0.00001 rather than 1e-05."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return " by ".join(map(said, value)) if isinstance(value, tuple) else str(value)


def unit_word(layer: LayerSpec) -> str:
    """Say what the layer has so many of."""
    word = "filter" if layer.type.startswith("Conv") else "unit"
    return word if layer.units == 1 else f"{word}s"


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
