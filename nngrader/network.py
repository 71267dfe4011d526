"""Reading a ModelSpec: what counts as a layer, when two networks are the same, how they differ."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
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
    return (_cells(model.input_shape[1:]),) if flat else model.input_shape[1:]


def _effective(loss: LossSpec, model: ModelSpec) -> LossSpec:
    """Forget `from_logits` where the output is raw scores: then it is part of the activation."""
    name = loss.name
    if name == "crossentropy" and output_units(model) == 1:  # Keras picks by the number of outputs
        name = "binary_crossentropy"
    return replace(loss, name=name, from_logits=loss.from_logits and model.head != "linear")


def _bare(layer: LayerSpec) -> LayerSpec:
    return replace(layer, output_shape=layer.output_shape[1:])


def _cells(shape: tuple[int | None, ...]) -> int:
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
    size = "" if layer.units is None else f", {layer.units} {_unit_word(layer)}"
    shows = layer.activation != "linear" or layer.type not in SUPPORTING
    return f"{layer.type}{size}{', ' + layer.activation if shows else ''}"


def _rescales(layer: LayerSpec) -> Iterator[str]:
    usual: dict[str, Setting] = {"scale": 1.0, "offset": 0.0}
    for name, value in usual.items():
        if layer.settings.get(name, value) != value:
            yield f"{name} {_said(layer.settings[name])}"


def _unit_word(layer: LayerSpec) -> str:
    word = "filter" if layer.type.startswith("Conv") else "unit"
    return word if layer.units == 1 else f"{word}s"


def differences(asked: ModelSpec, found: ModelSpec) -> tuple[str, ...]:
    """Say in sentences how `found` differs from `asked`; empty when they compute the same."""
    ours, yours = canonical(asked), canonical(found)
    lines = (
        *_input_differences(ours, yours),
        *_chain_differences(ours, yours),
        *_layer_differences(ours.layers, yours.layers),
    )
    lines = lines or _answer_differences(ours, yours)
    lines += (
        *_loss_differences(ours, yours, found),
        *_optimizer_differences(ours.optimizer, yours.optimizer),
        *_metric_differences(ours.metrics, yours.metrics),
    )
    return lines or _size_differences(ours, yours)


def _input_differences(ours: ModelSpec, yours: ModelSpec) -> tuple[str, ...]:
    """Compare what goes in; the same numbers in another arrangement are up to the layers."""
    same = _cells(ours.input_shape) == _cells(yours.input_shape)
    if same and (ours.layers[:1] != yours.layers[:1] or ours.input_shape == yours.input_shape):
        return ()
    got, wanted = _numbers(yours.input_shape), _dimensions(ours.input_shape)
    return (f"The network takes {got} per example; {wanted} {_was(wanted)} asked.",)


def _numbers(shape: tuple[int | None, ...]) -> str:
    dimensions = _dimensions(shape)
    return f"{dimensions} {'number' if dimensions == '1' else 'numbers'}"


def _dimensions(shape: tuple[int | None, ...]) -> str:
    return " by ".join("any" if size is None else str(size) for size in shape) or "no"


def _was(wanted: object) -> str:
    return "was" if str(wanted) == "1" else "were"


def _chain_differences(ours: ModelSpec, yours: ModelSpec) -> tuple[str, ...]:
    if ours.chain == yours.chain:
        return ()
    straight, other = "one layer after another", "branches or a `call` of its own"
    if ours.chain:
        return (f"The network has {other}; {straight} was asked.",)
    return (f"The network is {straight}; {other} was asked.",)


def _layer_differences(
    ours: tuple[LayerSpec, ...], yours: tuple[LayerSpec, ...]
) -> tuple[str, ...]:
    if len(ours) != len(yours):
        return tuple(_misaligned(ours, yours))
    pairs = enumerate(zip(ours, yours, strict=True), start=1)
    return tuple(line for number, pair in pairs for line in _one_layer(number, *pair))


def _answer_differences(ours: ModelSpec, yours: ModelSpec) -> tuple[str, ...]:
    """Say where the numbers are first arranged in another way; what follows, follows from it."""
    pairs = enumerate(zip(ours.layers, yours.layers, strict=False), start=1)
    shapes = (_answer_difference(number, *pair) for number, pair in pairs)
    return tuple(filter(None, shapes))[:1]


def _misaligned(ours: tuple[LayerSpec, ...], yours: tuple[LayerSpec, ...]) -> Iterator[str]:
    """Say how many layers there are, and which are too many or missing."""
    computes = "layer that computes" if len(yours) == 1 else "layers that compute"
    count = len(ours)
    yield f"The network has {len(yours) or 'no'} {computes}; {count} {_was(count)} asked."
    wanted, got = list(map(told, ours)), list(map(told, yours))
    for change in SequenceMatcher(None, wanted, got, autojunk=False).get_opcodes():
        tag, first, end, start, stop = change
        if tag != "equal":
            yield from (f"Layer {n + 1} ({got[n]}) was not asked." for n in range(start, stop))
            yield from (f"A layer is missing: {line}." for line in wanted[first:end])


def _one_layer(number: int, ours: LayerSpec, yours: LayerSpec) -> tuple[str, ...]:
    where = f"Layer {number}"
    if ours.type != yours.type:
        return (f"{where} is {yours.type}; {ours.type} was asked.",)
    found = []
    if ours.units != yours.units:
        got = f"{yours.units} {_unit_word(yours)}"
        found.append(f"{where} has {got}; {ours.units} {_was(ours.units)} asked.")
    if ours.trainable != yours.trainable:
        frozen, trainable = "frozen: training does not change it", "trained"
        kinds = (trainable, frozen) if yours.trainable else (frozen, trainable)
        found.append(f"{where} is {kinds[0]}; a {kinds[1].partition(':')[0]} layer was asked.")
    if ours.activation != yours.activation:
        found.append(f"{where} {_bend(yours.activation)}; {_bend_asked(ours.activation)}.")
        yours = replace(yours, settings=_without_bend(yours))
        ours = replace(ours, settings=_without_bend(ours))
    return (*found, *_setting_differences(where, ours.settings, yours.settings))


def _without_bend(layer: LayerSpec) -> dict[str, Setting]:
    """Leave out how steep an activation is: said of another activation it only confuses."""
    steepness = {"alpha", "negative_slope", "threshold"}
    return {name: value for name, value in layer.settings.items() if name not in steepness}


def _bend(activation: str) -> str:
    if activation == "unknown":
        return "bends its output in an unusual way"
    return "has no activation" if activation == "linear" else f"uses {activation}"


def _bend_asked(activation: str) -> str:
    return "none was asked" if activation == "linear" else f"{activation} was asked"


def _answer_difference(number: int, ours: LayerSpec, yours: LayerSpec) -> str:
    if ours.output_shape == yours.output_shape:
        return ""
    got, wanted = _numbers(yours.output_shape), _dimensions(ours.output_shape)
    return f"Layer {number} answers {got} per example; {wanted} {_was(wanted)} asked."


def _setting_differences(
    where: str, ours: dict[str, Setting], yours: dict[str, Setting]
) -> tuple[str, ...]:
    return tuple(
        _one_setting(where, name, ours.get(name), yours.get(name))
        for name in sorted({*ours, *yours})
        if ours.get(name) != yours.get(name)
    )


def _one_setting(where: str, name: str, ours: Setting, yours: Setting) -> str:
    if name == "use_bias":
        return f"{where} has {'a bias; none' if yours else 'no bias; one'} was asked."
    return f"{where} has {plain(name)} {_said(yours)}; {_said(ours)} was asked."


def _said(value: Setting) -> str:
    """Write a value as people do: 0.00001 rather than 1e-05."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return " by ".join(map(_said, value)) if isinstance(value, tuple) else str(value)


def _named(what: str, ours: str, yours: str) -> tuple[str, ...]:
    if ours == yours:
        return ()
    return (f"The {what} is {plain(yours) or 'missing'}; {plain(ours) or 'none'} was asked.",)


def _loss_differences(ours: ModelSpec, yours: ModelSpec, found: ModelSpec) -> tuple[str, ...]:
    if ours.loss is None or yours.loss is None or ours.loss.name != yours.loss.name:
        return _named(
            "loss", ours.loss.name if ours.loss else "", yours.loss.name if yours.loss else ""
        )
    lines = _setting_differences("The loss", ours.loss.settings, yours.loss.settings)
    if ours.loss.from_logits == yours.loss.from_logits:
        return lines
    if yours.loss.from_logits:
        acts = output_activation(found)
        line = f"The loss expects raw scores (`from_logits=True`); the output acts as {acts}."
        return (line, *lines)
    return ("The loss expects probabilities; raw scores (`from_logits=True`) were asked.", *lines)


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


def _size_differences(ours: ModelSpec, yours: ModelSpec) -> tuple[str, ...]:
    """Say at least the sizes when nothing else could be said."""
    if ours == yours:
        return ()
    if ours.output_shape != yours.output_shape:
        got, wanted = _numbers(yours.output_shape), _dimensions(ours.output_shape)
        return (f"The network answers {got} per example; {wanted} {_was(wanted)} asked.",)
    return (f"The network has {yours.parameters} parameters; {ours.parameters} were asked.",)


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
