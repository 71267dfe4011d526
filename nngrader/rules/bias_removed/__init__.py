"""No layer of a small network has a bias.

## What it looks for
A network of at most 200 weights whose Dense layers all have `use_bias=False`, without
normalization, in a training that went badly. It weighs more where the first rows hold a row of
zeros with the label 1, which a sigmoid at the end can never answer.

## Why it hurts
Without a bias every border that the network draws must pass through the point where all inputs
are 0, and behind relu or tanh a row of zeros can never get an answer other than the one for a
score of 0: a sigmoid answers 0.5.

## What to try
Draw where the border is allowed to be.

## Source
Catalogue A20; TheDeepChecker; DeepCrime; Stack Overflow 53700537. Measured on Keras 3.15 with
TensorFlow 2.21: on XOR without any bias the row of zeros gets 0.5 with tanh and with relu, and the
loss stays at 0.1736 (a quarter of ln 2); the accuracy is 1.0 all the same, because 0.5 counts as
class 0, and without the bias of one layer alone XOR is learned as usual. With the labels turned,
so that zeros should be answered with 1, three seeds of three end at three rows of four.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, LayerSpec, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, counted, say
from nngrader.rules._architecture import weighted, went_badly
from nngrader.rules._reading import model_place, outputs

CATALOGUE = "A20"
SEVERITY: Severity = "minor"
ORDER = 605
LOOK = say("Ask your network about a row of zeros, before and after training.")
CONCEPT = "bias"
#: Activations that answer 0 for 0.
AT_ZERO = frozenset({"elu", "leaky_relu", "linear", "relu", "selu", "silu", "tanh"})
MOST = 200  #: weights; larger networks hardly miss the bias
CENTRING = frozenset({"BatchNormalization", "LayerNormalization"})  #: have a bias of their own


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look whether any layer could move a border away from the middle."""
    model = evidence.model
    if model is None or not model.chain or not went_badly(evidence):
        return
    dense = [layer for layer in model.layers if layer.type == "Dense"]
    if any(layer.type in CENTRING for layer in model.layers) or model.parameters > MOST:
        return
    if not dense or any(layer.settings.get("use_bias") is not False for layer in dense):
        return
    lost = _meets_zeros(evidence, model)
    yield Symptom(
        say("{none}, and your row of zeros, whose label is 1, always gets 0.5.", none=_none(dense))
        if lost
        else say("{none}.", none=_none(dense)),
        say("Which answer does your network give for a row of zeros, whatever it has learned?"),
        model_place(evidence),
        severity="major" if lost else None,
    )


def _none(dense: list[LayerSpec]) -> Text:
    return counted(
        "Your {number} layer has no bias, so its border must pass through the point where all "
        "inputs are 0",
        "None of your {number} layers has a bias, so every border they draw must pass through the "
        "point where all inputs are 0",
        len(dense),
    )


def _meets_zeros(evidence: Evidence, model: ModelSpec) -> bool:
    """Say whether a row of zeros should be answered with 1, and cannot be."""
    fit = evidence.fits[-1] if evidence.fits else None
    if fit is None or len(fit.x.shape) != 2 or not fit.x.shape[1] or outputs(model) != 1:
        return False
    bends = {layer.activation for layer in model.layers[: weighted(model)[-1]]}
    if model.head != "sigmoid-like" or not bends <= AT_ZERO or fit.x.shape[0] != fit.y.shape[0]:
        return False
    width, values = fit.x.shape[1], fit.x.sample
    rows = [values[at : at + width] for at in range(0, len(values) - width + 1, width)]
    return any(
        label == 1 and all(value == 0 for value in row)
        for row, label in zip(rows, fit.y.sample, strict=False)
    )
