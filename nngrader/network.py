"""Reading a ModelSpec: what counts as a layer, and when two networks are the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import prod

from nngrader.evidence import LayerSpec, LossSpec, ModelSpec, Setting
from nngrader.language import Text, counted, either, joined, linked, say

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
#: Those of them that are words.
EFFECTS = {
    "softmax twice": say("softmax twice"),
    "a constant": say("a constant"),
    "unknown": say("unknown"),
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


def effect(activation: str) -> Text | str:
    """Say an activation, as `output_activation` gives it."""
    return EFFECTS.get(activation, activation)


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


def told(layer: LayerSpec) -> Text | str:
    """Write a layer in a few words."""
    if layer.type == "Rescaling":
        return joined(["Rescaling", *_rescales(layer)], ", ")
    size = [] if layer.units is None else [sized(layer, layer.units)]
    shows = layer.activation != "linear" or layer.type not in SUPPORTING
    return joined([layer.type, *size, *([layer.activation] if shows else [])], ", ")


def _rescales(layer: LayerSpec) -> Iterator[Text | str]:
    usual: dict[str, Setting] = {"scale": 1.0, "offset": 0.0}
    for name, value in usual.items():
        if layer.settings.get(name, value) != value:
            yield joined([name, said(layer.settings[name])])


def said(value: Setting) -> Text | str:
    """Write a value as people do: 0.00001 rather than 1e-05."""
    if value is None:
        return say("none")
    if isinstance(value, bool):
        return say("on") if value else say("off")
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return by(map(said, value)) if isinstance(value, tuple) else str(value)


def by(sizes: Iterable[Text | str]) -> Text | str:
    """Write the sizes of something with several dimensions."""
    return linked(say(" by "), sizes)


def sized(layer: LayerSpec, number: int) -> Text:
    """Say that so many units, or filters, are in a layer of this kind."""
    if layer.type.startswith("Conv"):
        return counted("{number} filter", "{number} filters", number)
    return counted("{number} unit", "{number} units", number)


@dataclass(frozen=True)
class Asked:
    """A layer as the assignment asks for it."""

    type: str
    units: int | None = None  #: None where the student chooses
    activations: tuple[str, ...] = ()  #: any of these; empty where the student chooses

    def __str__(self) -> str:
        """Write it as it appears in the table."""
        return str(self.told())

    def told(self) -> Text | str:
        """Say it in a few words."""
        size = say("any number of units")
        if self.units is not None:
            size = counted("{number} unit", "{number} units", self.units)
        return joined([self.type, size, either(self.activations) or say("any activation")], ", ")

    def difference(self, found: LayerSpec, activation: str) -> Text | str:
        """Say what differs; empty when the layer is as asked."""
        return joined(self._differences(found, activation), "; ")

    def _differences(self, found: LayerSpec, activation: str) -> Iterator[Text]:
        if found.type != self.type:
            yield say("{found} instead of {asked}", found=found.type, asked=self.type)
        if self.units is not None and found.units != self.units:
            yield say("{units} units instead of {asked}", units=found.units, asked=self.units)
        if self.activations and activation not in self.activations:
            yield say(
                "{found} instead of {asked}",
                found=effect(activation),
                asked=either(self.activations),
            )
