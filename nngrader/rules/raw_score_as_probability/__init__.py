"""A raw score is read as the probability of a yes.

## What it looks for
A linear output in front of binary cross-entropy that was not told to expect raw scores. Silent
when every run succeeds all the same.

## Why it hurts
The loss wants a probability between 0 and 1. A score beyond is cut off there, and a row that is
cut off teaches nothing. When all rows are, the loss stands still at a number such as 8.0590.

## What to try
Which range do your answers have? Which function maps any number into the range of a probability?

## Source
Catalogue L07. Measured on Keras 3.15 with TensorFlow 2.21: on XOR two of three seeds stay at a
loss of 8.0590 for 200 epochs, half of 16.1181 = -ln 1e-7; the third learns all four rows.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, say
from nngrader.rules._reading import (
    loss_of,
    model_place,
    outputs,
    takes_raw_scores,
    went_well,
)

CATALOGUE = "L07"
SEVERITY: Severity = "major"
ORDER = 336
LOOK = say("Print the least and the greatest answer of the network, and look at its last layer.")
CONCEPT = "raw-scores"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at how the output behaved when probed."""
    model = evidence.model
    if model is None or takes_raw_scores(model) or loss_of(model) != "binary_crossentropy":
        return
    if model.head != "linear" or not outputs(model):
        return
    yield Symptom(
        counted(
            "Binary cross-entropy wants a probability, but your network answers with {number} raw "
            "score of any size.",
            "Binary cross-entropy wants a probability, but your network answers with {number} raw "
            "scores of any size.",
            outputs(model),
        ),
        say("What range do your answers have, and which function maps any number into 0 to 1?"),
        model_place(evidence),
        severity="minor" if went_well(evidence) else None,
    )
