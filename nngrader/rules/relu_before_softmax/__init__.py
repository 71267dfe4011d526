"""The scores are bent before softmax compares them.

## What it looks for
A last layer with weights that ends with relu, or another bend, and a softmax right behind it.

## Why it hurts
Softmax compares scores, and a score below 0 means "rather not". Relu makes 0 of all of those, so
the classes that are out of the question look alike, and a class whose score is below 0 for every
row gets no correction any more.

## What to try
What becomes of a class whose score is -3?

## Source
Catalogue A13; NeuraLint, rule f003; UMLAUT. Measured on Keras 3.15 with TensorFlow 2.21, relu
before softmax: Iris loses a class with 1 of 6 seeds (0.667; the others 0.973 to 0.980), 1,000 digits
of MNIST after 6 epochs 0.877, 0.974, 0.780 and 0.960 with four seeds. Tanh and sigmoid before
softmax only keep the shares apart from 0 and 1: Iris 0.980 and 0.973 with a loss of 0.28 and 0.59.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.network import PASSING
from nngrader.rules._architecture import BENDING, layer_place, spelled, weighted, went_badly

CATALOGUE = "A13"
SEVERITY: Severity = "minor"
ORDER = 640
LOOK = say(
    "Print the scores that reach the softmax, and look for numbers that are never among them."
)
CONCEPT = "softmax"
FEWEST = 2  #: classes among which softmax chooses


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at what stands right before the softmax at the end."""
    model = evidence.model
    places = weighted(model) if model is not None and model.chain else []
    if model is None or not places:
        return
    last = model.layers[places[-1]]
    behind = [layer for layer in model.layers[places[-1] + 1 :] if layer.type not in PASSING]
    if last.activation in ("linear", "softmax") or len(behind) != 1 or (last.units or 0) < FEWEST:
        return
    if behind[0].type not in BENDING or behind[0].activation != "softmax":
        return
    yield Symptom(
        say(
            "The {units} scores of `{layer}` pass through {bend} before softmax compares them.",
            units=last.units,
            layer=spelled(last),
            bend=last.activation,
        ),
        say("What becomes of a class whose score is -3, and of one whose score is -1?"),
        layer_place(evidence, places[-1]),
        severity="major" if last.activation == "relu" and went_badly(evidence) else None,
    )
