"""The same numbers are bent twice in a row.

## What it looks for
An activation layer behind a layer that has an activation already, with at most dropout between
them. A softmax behind another activation at the end has a page of its own, and so has a second
softmax.

## Why it hurts
Relu of relu is relu, so a second one does nothing. Sigmoid of sigmoid lies between 0.5 and 0.73,
which leaves little to learn from. And a sigmoid behind a relu at the end gets no number below 0,
so its answer is never below 0.5.

## What to try
Read the list of layers aloud. Where are two activations neighbours?

## Source
Catalogue A03; NeuraLint, rule f003. Measured on Keras 3.15 with TensorFlow 2.21: Iris, 16 hidden
units, Adam at 0.01, 40 epochs: relu twice trains exactly like relu once (accuracy 0.980 on both
of two seeds), tanh twice like tanh once (0.973), sigmoid twice ends at 0.860 and 0.893 instead of
0.953 and 0.960. XOR with relu, then sigmoid at the end: three rows of four and a loss of 0.5199
with each of three seeds, and no answer below 0.5.
"""

from collections.abc import Iterator
from itertools import pairwise

from nngrader.evidence import Evidence, LayerSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.network import PASSING
from nngrader.rules._architecture import BENDING, layer_place, spelled, went_badly

CATALOGUE = "A03"
SEVERITY: Severity = "minor"
ORDER = 920
LOOK = say(
    "Read the list of layers in `model.summary()` aloud, and stop where two bends are neighbours."
)
CONCEPT = "activation"
IDEMPOTENT = frozenset({"relu", "relu6"})  #: applied again, they change nothing
NEVER_NEGATIVE = frozenset({"relu", "relu6", "sigmoid", "softplus"})


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for neighbours that both bend."""
    model = evidence.model
    if model is None or not model.chain:
        return
    line = [(at, layer) for at, layer in enumerate(model.layers) if layer.type not in PASSING]
    for (_, first), (at, second) in pairwise(line):
        if second.type not in BENDING or not _bends(first) or second.activation == "softmax":
            continue
        if at == line[-1][0] and second.activation == "sigmoid" and _is_cut(first):
            yield _half(evidence, at, first)
        else:
            yield _twice(evidence, at, first, second)


def _bends(layer: LayerSpec) -> bool:
    return layer.activation != "linear"


def _is_cut(layer: LayerSpec) -> bool:
    return layer.activation in NEVER_NEGATIVE


def _half(evidence: Evidence, at: int, first: LayerSpec) -> Symptom:
    return Symptom(
        say(
            "The sigmoid at the end stands behind {first} and never gets a number below 0, so your "
            "network cannot answer less than 0.5.",
            first=first.activation,
        ),
        say("What does sigmoid answer for 0, and for which of your rows should it answer less?"),
        layer_place(evidence, at),
        severity="major" if went_badly(evidence) or not evidence.runs else "minor",
    )


def _twice(evidence: Evidence, at: int, first: LayerSpec, second: LayerSpec) -> Symptom:
    same = first.activation == second.activation
    return Symptom(
        say(
            "Two activations stand in a row: {first} in `{layer}`, and then {second}.",
            first=first.activation,
            layer=spelled(first),
            second=second.activation,
        ),
        say(
            "Take a few numbers from -2 to 2: what is left of them after the first activation, and "
            "what after the second?"
        ),
        layer_place(evidence, at),
        severity="info" if same and first.activation in IDEMPOTENT else None,
    )
