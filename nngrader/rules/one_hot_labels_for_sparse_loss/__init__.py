"""The loss wants the class number, and the labels are columns.

## What it looks for
Sparse categorical cross-entropy, and labels with two columns or more.

## Why it hurts
The loss uses the label as the number of an output. A row of zeros and a 1 is no number, so Keras
stops with ``must have rank (ndim) `target.ndim - 1` ``.

## What to try
Read the name of the loss again: what does sparse say about the labels?

## Source
Catalogue L15. Measured on Keras 3.15 with TensorFlow 2.21: one-hot labels of shape (150, 3) and
three outputs raise ValueError.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import (
    fit_place,
    has_trained,
    labels,
    loss_of,
    outputs,
    taken_by_keras,
)

CATALOGUE = "L15"
SEVERITY: Severity = "fatal"
ORDER = 326
LOOK = say("Print the first three labels just before `fit`, and count the numbers in each of them.")
CONCEPT = "class-numbers"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the form of the labels with what the loss reads; sequences have a label per step."""
    model, y = evidence.model, labels(evidence)
    if model is None or y is None or loss_of(model) != "sparse_categorical_crossentropy":
        return
    if not outputs(model) or has_trained(evidence) or taken_by_keras(evidence):
        return
    if y.columns > 1:
        yield Symptom(
            say(
                "Sparse categorical cross-entropy reads 1 class number per row, but your labels "
                "are rows of {columns} columns.",
                columns=y.columns,
            ),
            say('Read the name of the loss again: what does "sparse" say about the labels?'),
            fit_place(evidence),
        )
