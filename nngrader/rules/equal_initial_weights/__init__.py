"""All units of a hidden layer start with the same weights.

## What it looks for
A hidden layer with two units or more that starts with zeros, ones or another constant, and one of
these: the layer behind it starts with a constant as well; or it starts with zeros under relu; or
its units had the same weights after training. Other networks of this kind get a remark, because
the random weights of the next layer pull the units apart.

## Why it hurts
Units that start alike and are corrected alike stay copies of each other, and sixteen copies can do
no more than one unit. Under relu, zeros are worse: relu answers 0, passes no correction back, and
the layer never begins to learn.

## What to try
Print the first weight matrix before and after training. Do its columns differ?

## Source
Catalogue A09; NeuraLint, rule f004; Stack Overflow 42516484, 36127436, 48027263. Measured on Keras
3.15 with TensorFlow 2.21, Adam: with zeros under relu in the hidden layer alone Iris stays at a
loss of 1.099 and an accuracy of 0.333. With zeros in all layers tanh stays there too, and XOR at
0.6931; with ones in all layers the 16 units stay copies (Iris 0.960 all the same, XOR 0.250 with a
loss of 0.6931). A constant in the hidden layer alone did no harm: with zeros under tanh or
sigmoid, ones, and 0.1, Iris reached 0.967 to 0.980. Only XOR with zeros under tanh stays at 0.6931,
because its four corrections cancel out. Zeros in the last layer alone: 0.980, as usual.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, LayerSpec, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, say
from nngrader.rules._architecture import (
    calls,
    drawn,
    hidden,
    layer_place,
    spelled,
    weighted,
)
from nngrader.rules._reading import went_well

CATALOGUE = "A09"
SEVERITY: Severity = "fatal"
ORDER = 440
LOOK = say("Print the weight matrix of the first layer before and after training.")
CONCEPT = "initial-weights"
CONSTANTS = {"Zeros": 0.0, "Ones": 1.0}
CUTTING = frozenset({"relu", "relu6"})  #: pass no correction back where they get 0
FEWEST = 2  #: units that can be copies of each other
KINDS = frozenset({"Conv1D", "Conv2D", "Dense"})
OVERWRITING = ("set_weights", "load_weights", "assign")  #: then the initial weights never count


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at how hidden layers start, and whether their units could part."""
    model = evidence.model
    if model is None or not model.chain or any(calls(evidence, one) for one in OVERWRITING):
        return
    for at, layer in hidden(model):
        value = constant(layer)
        if value is None or layer.units is None or layer.units < FEWEST:
            continue
        why = _why(evidence, model, at, value)
        yield Symptom(
            say(
                "All {units} units of `{layer}` start with the same weights, {value:g}: {why}.",
                units=layer.units,
                layer=spelled(layer),
                value=value,
                why=why or PARTED,
            ),
            say("What could make two units of this layer learn something different?"),
            layer_place(evidence, at),
            severity=_severity(evidence, certain=why is not None),
        )
        return


NEVER_STARTS = say("relu answers 0 to everything and passes no correction back")
COPIES = say("the next layer treats them alike, so they stay copies of each other")
STAYED = say("they are copies of each other after training as well")
PARTED = say("only the random weights of the next layer pull them apart")


def constant(layer: LayerSpec) -> float | None:
    """Read the one number that all weights start with; None where they differ."""
    name, values = drawn(layer.settings.get("kernel_initializer"))
    if layer.type not in KINDS:
        return None
    return values.get("value") if name == "Constant" else CONSTANTS.get(name)


def _why(evidence: Evidence, model: ModelSpec, at: int, value: float) -> Text | None:
    layer = model.layers[at]
    if value == 0.0 and layer.activation in CUTTING and _starts_unbiased(layer):
        return NEVER_STARTS
    after = weighted(model)[weighted(model).index(at) + 1]
    if constant(model.layers[after]) is not None:
        return COPIES
    return STAYED if _stayed(evidence, at) else None


def _starts_unbiased(layer: LayerSpec) -> bool:
    bias = layer.settings.get("bias_initializer", "Zeros")
    return bias == "Zeros" or layer.settings.get("use_bias") is False


def _stayed(evidence: Evidence, at: int) -> bool:
    probes = [probe for run in evidence.runs for probe in run.layers if probe.layer == at]
    return bool(probes) and all(probe.twins for probe in probes)


def _severity(evidence: Evidence, *, certain: bool) -> Severity:
    if certain:
        return "minor" if went_well(evidence) else "fatal"
    return "info" if evidence.runs else "minor"
