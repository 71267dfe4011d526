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
from nngrader.rules._reading import fit_place, labels, loss_of

CATALOGUE = "L15"
SEVERITY: Severity = "fatal"
ORDER = 26


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the form of the labels with what the loss reads."""
    model, y = evidence.model, labels(evidence)
    if model is None or y is None or loss_of(model) != "sparse_categorical_crossentropy":
        return
    if y.columns > 1:
        yield Symptom(
            "Sparse categorical cross-entropy reads 1 class number per row, "
            f"but your labels are rows of {y.columns} columns.",
            'Read the name of the loss again: what does "sparse" say about the labels?',
            fit_place(evidence),
        )
