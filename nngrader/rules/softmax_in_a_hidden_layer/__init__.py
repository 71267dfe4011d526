"""A hidden layer ends with softmax.

## What it looks for
A layer with softmax, or a softmax layer, and behind it another layer with weights, in a network
that is one line of layers. It weighs little when the training went well.

## Why it hurts
Softmax makes the units of a layer share a total of 1. With 128 units each gets about 0.008, and
one that grows takes from all others. The next layer gets very little to work with, and learning
is slow.

## What to try
Sum what the hidden layer answers for one row. Which layer is supposed to make the decision?

## Source
Catalogue A04; TheDeepChecker. Measured on Keras 3.15 with TensorFlow 2.21: 1,000 digits of MNIST,
128 hidden units, Adam at 0.001, 10 epochs: accuracy 0.995 and 0.996 with relu, 0.79 and 0.91 with
softmax, 0.30 and 0.23 with softmax in two hidden layers. Iris with 16 hidden units bears it:
0.960 and 0.973.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._architecture import layer_place, spelled, weight, weighted
from nngrader.rules._reading import went_well

CATALOGUE = "A04"
SEVERITY: Severity = "major"
ORDER = 630
LOOK = say("Print what the hidden layer answers for one row, its sum and its largest number.")
CONCEPT = "softmax"
TRIAL = "bending"
FEWEST = 2  #: units that have something to share


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for softmax before the last layer with weights."""
    model = evidence.model
    places = weighted(model) if model is not None and model.chain else []
    if model is None or not places:
        return
    for at, layer in enumerate(model.layers[: places[-1]]):
        size = layer.output_shape[-1] if layer.output_shape else layer.units
        if layer.activation != "softmax" or size is None or size < FEWEST:
            continue
        yield Symptom(
            say(
                "The hidden layer `{layer}` ends with softmax, so its {units} units share a total "
                "of 1, about {share:.2g} each.",
                layer=spelled(layer),
                units=size,
                share=1 / size,
            ),
            say("Which layer is supposed to share out its answer among classes?"),
            layer_place(evidence, at),
            severity=_weight(evidence),
        )


def _weight(evidence: Evidence) -> Severity:
    """Let it count before a training as well: nothing in an introduction needs it."""
    untold = not evidence.runs and not went_well(evidence)
    return "major" if untold else weight(evidence)
