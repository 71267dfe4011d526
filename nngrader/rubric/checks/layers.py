"""Checks of the network's layers."""

from typing import TypeAlias

from nngrader.differences import differences
from nngrader.evidence import LayerSpec, ModelSpec
from nngrader.grades import Verdict
from nngrader.language import Text, both, counted, joined, say
from nngrader.network import computing_layers, effect, output_activation, output_units, told
from nngrader.network import hidden_layers as layers_before_output
from nngrader.rubric.assignment import Check
from nngrader.rubric.checks.missing import of_model


def hidden_layers(*, at_least: int) -> Check:
    """Between input and output stand at least this many layers that bend their input."""

    def judge(model: ModelSpec) -> Verdict:
        hidden = layers_before_output(model)
        bent = [layer for layer in hidden if layer.activation != "linear"]
        if len(bent) >= at_least:
            return Verdict(1.0, _counted(bent))
        if len(hidden) >= at_least:
            found = say(
                "{count}, but {flat} without an activation: {layers}.",
                count=_count(hidden),
                flat=len(hidden) - len(bent),
                layers=_listed(hidden),
            )
            return Verdict(0.0, found, STRAIGHT)
        hint = say("Draw the path from the inputs to the answer: where could a curve come from?")
        return Verdict(0.0, _too_few(_count(hidden), at_least), hint)

    return of_model(judge)


def hidden_units(*sizes: int, activations: tuple[str, ...] = ()) -> Check:
    """The hidden layers are Dense, with these sizes in this order; each right one earns its part."""

    def judge(model: ModelSpec) -> Verdict:
        hidden = layers_before_output(model)
        right = sum(
            _fits(layer, size, activations) for layer, size in zip(hidden, sizes, strict=False)
        )
        if right == len(sizes) == len(hidden):
            return Verdict(1.0, _counted(hidden))
        found = counted(
            "{found}; {sizes} unit with a bend was asked.",
            "{found}; {sizes} units with a bend were asked.",
            1 if sizes == (1,) else 2,
            found=_found(hidden) if hidden else say("No hidden layer"),
            sizes=both(map(str, sizes)),
        )
        hint = say("Compare the sizes and activations in the lesson with your list of layers.")
        return Verdict(right / max(len(sizes), len(hidden)), found, hint)

    return of_model(judge)


def _fits(layer: LayerSpec, size: int, activations: tuple[str, ...]) -> bool:
    bends = layer.activation in activations if activations else layer.activation != "linear"
    return layer.type == "Dense" and layer.units == size and bends


def convolution() -> Check:
    """The network looks at pictures with at least one convolution that bends its input."""

    def judge(model: ModelSpec) -> Verdict:
        found = [layer for layer in computing_layers(model) if "Conv" in layer.type]
        bent = [layer for layer in found if layer.activation != "linear"]
        told = {"count": _convolutions(len(found)), "layers": _listed(found)}
        if bent:
            return Verdict(1.0, say("{count}: {layers}.", **told))
        if found:
            said = say("{count}, without an activation: {layers}.", **told)
            return Verdict(0.0, said, STRAIGHT)
        hint = say("A convolution slides a small window over the picture; where would it stand?")
        return Verdict(0.0, _too_few(_convolutions(0), 1), hint)

    return of_model(judge)


def output(*, units: int, activation: str) -> Check:
    """The last layer answers this many numbers, squashed this way in effect.

    Raw scores with `from_logits=True` in the loss count as what the loss makes of them.
    Half the points are for the number of units, half for the squashing.
    """

    def judge(model: ModelSpec) -> Verdict:
        got_units, got = output_units(model), output_activation(model)
        right = (got_units == units) + (got == activation)
        found = counted(
            "The output has {number} unit and acts as {activation}",
            "The output has {number} units and acts as {activation}",
            got_units,
            activation=effect(got),
        )
        if right == 2:
            return Verdict(1.0, say("{found}.", found=found))
        asked = counted(
            "{number} unit acting as {activation}",
            "{number} units acting as {activation}",
            units,
            activation=activation,
        )
        told = say("{found}; {asked} was asked.", found=found, asked=asked)
        return Verdict(right / 2, told, _question(got_units, units, got))

    return of_model(judge)


def _question(got_units: int, units: int, got: str) -> Text:
    if got_units != units:
        return say(
            "How many different answers are there, and how would you read each from the output?"
        )
    return say(
        "What range can the output of {activation} take, and what range should the answer have?",
        activation=effect(got),
    )


def same_network(reference: ModelSpec) -> Check:
    """The network computes and learns as `reference` does, in whatever spelling.

    Dropout, Flatten, Rescaling and where they stand make no difference; layers, activations,
    initial values, loss, optimizer settings and metrics do.
    """

    def judge(model: ModelSpec) -> Verdict:
        found = differences(reference, model)
        if not found:
            layers = _listed(computing_layers(model))
            return Verdict(1.0, say("It is the network asked for: {layers}.", layers=layers))
        hint = say("Which line of your code decides each of these?")
        return Verdict(0.0, joined(found), hint)

    return of_model(judge)


Layers: TypeAlias = "list[LayerSpec] | tuple[LayerSpec, ...]"
STRAIGHT = say("What does a straight line of a straight line look like?")


def _counted(hidden: Layers) -> Text:
    return say("{found}.", found=_found(hidden))


def _found(hidden: Layers) -> Text:
    return say("{count}: {layers}", count=_count(hidden), layers=_listed(hidden))


def _count(hidden: Layers) -> Text:
    if not hidden:
        return say("No hidden layers")
    return counted("{number} hidden layer", "{number} hidden layers", len(hidden))


def _convolutions(number: int) -> Text:
    if not number:
        return say("It has no convolution layers")
    return counted(
        "It has {number} convolution layer", "It has {number} convolution layers", number
    )


def _too_few(count: Text, at_least: int) -> Text:
    return say("{count}; at least {least} was asked.", count=count, least=at_least)


def _listed(layers: Layers) -> Text | str:
    return joined(map(told, layers), "; ")
