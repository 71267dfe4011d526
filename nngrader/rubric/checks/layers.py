"""Checks of the network's layers."""

from nngrader.differences import differences
from nngrader.evidence import LayerSpec, ModelSpec
from nngrader.grades import Verdict
from nngrader.network import computing_layers, output_activation, output_units, told
from nngrader.network import hidden_layers as layers_before_output
from nngrader.rubric.assignment import Check
from nngrader.rubric.checks.missing import of_model


def hidden_layers(*, at_least: int) -> Check:
    """Between input and output stand at least this many layers that bend their input."""

    def judge(model: ModelSpec) -> Verdict:
        hidden = layers_before_output(model)
        bent = [layer for layer in hidden if layer.activation != "linear"]
        if len(bent) >= at_least:
            return Verdict(1.0, f"{_count(bent)}: {_listed(bent)}.")
        if len(hidden) >= at_least:
            found = f"{_count(hidden)}, but {len(hidden) - len(bent)} without an activation: {_listed(hidden)}."
            hint = "What does a straight line of a straight line look like?"
            return Verdict(0.0, found, hint)
        hint = "Draw the path from the inputs to the answer: where could a curve come from?"
        return Verdict(0.0, f"{_count(hidden)}; at least {at_least} was asked.", hint)

    return of_model(judge)


def hidden_units(*sizes: int, activations: tuple[str, ...] = ()) -> Check:
    """The hidden layers are Dense, with these sizes in this order; each right one earns its part."""

    def judge(model: ModelSpec) -> Verdict:
        hidden = layers_before_output(model)
        right = sum(
            _fits(layer, size, activations) for layer, size in zip(hidden, sizes, strict=False)
        )
        found = f"{_count(hidden)}: {_listed(hidden)}" if hidden else "No hidden layer"
        if right == len(sizes) == len(hidden):
            return Verdict(1.0, f"{found}.")
        asked = " and ".join(map(str, sizes))
        were = "unit with a bend was" if sizes == (1,) else "units with a bend were"
        share = right / max(len(sizes), len(hidden))
        hint = "Compare the sizes and activations in the lesson with your list of layers."
        return Verdict(share, f"{found}; {asked} {were} asked.", hint)

    return of_model(judge)


def _fits(layer: LayerSpec, size: int, activations: tuple[str, ...]) -> bool:
    bends = layer.activation in activations if activations else layer.activation != "linear"
    return layer.type == "Dense" and layer.units == size and bends


def convolution() -> Check:
    """The network looks at pictures with at least one convolution that bends its input."""

    def judge(model: ModelSpec) -> Verdict:
        found = [layer for layer in computing_layers(model) if "Conv" in layer.type]
        bent = [layer for layer in found if layer.activation != "linear"]
        count = (
            f"It has {len(found) or 'no'} convolution {'layer' if len(found) == 1 else 'layers'}"
        )
        if bent:
            return Verdict(1.0, f"{count}: {_listed(found)}.")
        if found:
            hint = "What does a straight line of a straight line look like?"
            return Verdict(0.0, f"{count}, without an activation: {_listed(found)}.", hint)
        hint = "A convolution slides a small window over the picture; where would it stand?"
        return Verdict(0.0, f"{count}; at least 1 was asked.", hint)

    return of_model(judge)


def output(*, units: int, activation: str) -> Check:
    """The last layer answers this many numbers, squashed this way in effect.

    Raw scores with `from_logits=True` in the loss count as what the loss makes of them.
    Half the points are for the number of units, half for the squashing.
    """

    def judge(model: ModelSpec) -> Verdict:
        got_units, got = output_units(model), output_activation(model)
        right = (got_units == units) + (got == activation)
        found = (
            f"The output has {got_units} {'unit' if got_units == 1 else 'units'} and acts as {got}"
        )
        if right == 2:
            return Verdict(1.0, f"{found}.")
        asked = f"{units} {'unit' if units == 1 else 'units'} acting as {activation}"
        return Verdict(right / 2, f"{found}; {asked} was asked.", _question(got_units, units, got))

    return of_model(judge)


def _question(got_units: int, units: int, got: str) -> str:
    if got_units != units:
        return "How many different answers are there, and how would you read each from the output?"
    return f"What range can the output of {got} take, and what range should the answer have?"


def same_network(reference: ModelSpec) -> Check:
    """The network computes and learns as `reference` does, in whatever spelling.

    Dropout, Flatten, Rescaling and where they stand make no difference; layers, activations,
    initial values, loss, optimizer settings and metrics do.
    """

    def judge(model: ModelSpec) -> Verdict:
        found = differences(reference, model)
        if not found:
            return Verdict(1.0, f"It is the network asked for: {_listed(computing_layers(model))}.")
        return Verdict(0.0, " ".join(found), "Which line of your code decides each of these?")

    return of_model(judge)


def _count(layers: list[LayerSpec] | tuple[LayerSpec, ...]) -> str:
    return f"{len(layers) or 'No'} hidden {'layer' if len(layers) == 1 else 'layers'}"


def _listed(layers: list[LayerSpec] | tuple[LayerSpec, ...]) -> str:
    return "; ".join(map(told, layers))
