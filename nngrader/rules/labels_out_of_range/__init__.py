"""The labels are not numbered from 0.

## What it looks for
Whole labels for sparse categorical cross-entropy that lie below 0 or beyond the last output,
though there are outputs enough for every class.

## Why it hurts
This loss uses the label as a column number, and columns are counted from 0. Keras stops at a
label outside of them.

## What to try
Compare the smallest and the largest label with the first and the last column.

## Source
Catalogue L13. Measured on Keras 3.15 with TensorFlow 2.21: labels 1, 2, 3 and three outputs raise
InvalidArgumentError. The catalogue quotes its text: `Received a label value of 3 which is outside
the valid range of [0, 3)`.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.rules._reading import fit_place, labels, loss_of, outputs

CATALOGUE = "L13"
SEVERITY: Severity = "fatal"
ORDER = 25


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the range of the labels with the columns of the output."""
    model, y = evidence.model, labels(evidence)
    if model is None or y is None or loss_of(model) != "sparse_categorical_crossentropy":
        return
    units = outputs(model)
    if units < 2 or y.columns != 1 or y.kinds > units or y.fraction is not None:
        return
    if y.least < 0 or y.most >= units:
        yield Symptom(
            f"Your labels run from {y.least:g} to {y.most:g}, but the loss uses a label as the "
            f"number of an output, and your {units} outputs are counted from 0 to {units - 1}.",
            "Print the smallest and the largest label: which output does each of them mean?",
            fit_place(evidence),
        )
