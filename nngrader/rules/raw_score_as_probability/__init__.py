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
from nngrader.rules._reading import (
    counted,
    loss_of,
    model_place,
    outputs,
    takes_raw_scores,
    went_well,
)

CATALOGUE = "L07"
SEVERITY: Severity = "major"
ORDER = 28


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at how the output behaved when probed."""
    model = evidence.model
    if model is None or takes_raw_scores(model) or loss_of(model) != "binary_crossentropy":
        return
    if model.head != "linear" or not outputs(model) or went_well(evidence):
        return
    yield Symptom(
        f"Binary cross-entropy wants a probability, but your network answers with "
        f"{counted(outputs(model), 'raw score')} of any size.",
        "What range do your answers have, and which function maps any number into 0 to 1?",
        model_place(evidence),
    )
