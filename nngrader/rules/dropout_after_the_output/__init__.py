"""Dropout deletes the answers themselves.

## What it looks for
A dropout layer behind the last Dense layer, be it before or behind the activation of the output.
It weighs little when the training went well.

## Why it hurts
Dropout sets numbers to 0 at random while the network trains. Behind the last layer these numbers
are the scores of the classes: the right one is deleted as well, and the loss punishes the network
for answers that it gave rightly.

## What to try
Which numbers are deleted at random, and how many of them name the right class?

## Source
Catalogue A08; NeuraLint, rules f006 and f018; Stack Overflow 44755431. Measured on Keras 3.15 with
TensorFlow 2.21: Iris reaches 0.973 with a dropout of 0.5 before the softmax and 0.873 with one behind
it (0.980 without), 1,000 digits of MNIST 0.958 and 0.825 after 6 epochs; `fit` shows 0.747, 0.527,
0.545 and 0.426 meanwhile. XOR with a dropout behind its sigmoid stays at three rows of four.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._architecture import layer_place, spelled, weighted
from nngrader.rules._reading import went_well

CATALOGUE = "A08"
SEVERITY: Severity = "major"
ORDER = 620
LOOK = say("Read the last three layers in `model.summary()` from top to bottom.")
CONCEPT = "dropout"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look behind the last Dense layer."""
    model = evidence.model
    places = weighted(model) if model is not None and model.chain else []
    if model is None or not places or model.layers[places[-1]].type != "Dense":
        return
    last = model.layers[places[-1]]
    for at in range(places[-1] + 1, len(model.layers)):
        rate = model.layers[at].settings.get("rate")
        if model.layers[at].type != "Dropout" or not isinstance(rate, int | float) or rate <= 0:
            continue
        yield Symptom(
            say(
                "`{dropout}` stands behind your last layer `{layer}`, so in training {share:.0%} "
                "of the network's answers are deleted at random.",
                dropout=spelled(model.layers[at]),
                layer=spelled(last),
                share=rate,
            ),
            say("What should the loss say when the right answer itself was deleted?"),
            layer_place(evidence, at),
            severity="minor" if went_well(evidence) else None,
        )
        return
