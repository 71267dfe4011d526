"""One layer stands in the network twice.

## What it looks for
Layers of a line whose parameters, added up, come to more than the network has: by exactly those
of a layer that is listed more than once.

## Why it hurts
A layer is a thing, and adding it again makes no copy. Both places use one set of weights: what
training does for one place it does to the other, and the network is smaller than it looks.

## What to try
How many parameters do you expect, and how many does the summary count?

## Source
Catalogue A12. Measured on Keras 3.15 with TensorFlow 2.21: `Sequential` takes the same
`Dense(16)` twice without a word and counts 272 parameters, those of one.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._architecture import layer_place, spelled

CATALOGUE = "A12"
SEVERITY: Severity = "minor"
ORDER = 930
LOOK = say("Look at the number of parameters of each layer and of all in `model.summary()`.")
CONCEPT = "parameters"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the parameters of the layers with those of the network."""
    model = evidence.model
    if model is None or not model.chain or not model.parameters:
        return
    surplus = sum(layer.parameters for layer in model.layers) - model.parameters
    for at, layer in enumerate(model.layers):
        again = model.layers[at + 1 :].count(layer)
        if layer.parameters and again and again * layer.parameters == surplus:
            yield Symptom(
                say(
                    "The very same layer `{layer}` stands in your network {times} times, and all "
                    "of them share one set of {parameters} weights.",
                    layer=spelled(layer),
                    times=again + 1,
                    parameters=layer.parameters,
                ),
                say("How many parameters did you expect, and how many does the network have?"),
                layer_place(evidence, at),
            )
            return
