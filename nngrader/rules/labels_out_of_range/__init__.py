"""The labels lie outside of what the loss can read.

## What it looks for
Whole labels for sparse categorical cross-entropy that lie below 0 or beyond the last output,
though there are outputs enough for every class; and labels for binary cross-entropy that lie below
0 or above 1.

## Why it hurts
This loss uses the label as a column number, and columns are counted from 0. Keras stops at a
label outside of them. Binary cross-entropy reads a label as a share between no and yes; with -1
for no its loss has no lowest point and falls below 0, while the answers get no better.

## What to try
Compare the smallest and the largest label with the first and the last column, or with 0 and 1.

## Source
Catalogue L13. Measured on Keras 3.15 with TensorFlow 2.21: labels 1, 2, 3 and three outputs raise
InvalidArgumentError. The catalogue quotes its text: `Received a label value of 3 which is outside
the valid range of [0, 3)`. Catalogue L10 measured -1 and 1 on XOR: a loss of -193 after 300 epochs.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, Place
from nngrader.findings import Severity, Symptom
from nngrader.rules._reading import Labels, fit_place, labels, loss_of, outputs

CATALOGUE = "L13"
SEVERITY: Severity = "fatal"
ORDER = 25


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the range of the labels with what the loss reads."""
    model, y = evidence.model, labels(evidence)
    if model is None or y is None:
        return
    if loss_of(model) == "sparse_categorical_crossentropy":
        yield from _beyond_outputs(outputs(model), y, fit_place(evidence))
    if loss_of(model) == "binary_crossentropy":
        yield from _beyond_yes_and_no(y, fit_place(evidence))


def _beyond_outputs(units: int, y: Labels, place: Place | None) -> Iterator[Symptom]:
    if units < 2 or y.columns != 1 or y.kinds > units or y.fraction is not None:
        return
    if y.least < 0 or y.most >= units:
        yield Symptom(
            f"Your labels run from {y.least:g} to {y.most:g}, but the loss uses a label as the "
            f"number of an output, and your {units} outputs are counted from 0 to {units - 1}.",
            "Print the smallest and the largest label: which output does each of them mean?",
            place,
        )


def _beyond_yes_and_no(y: Labels, place: Place | None) -> Iterator[Symptom]:
    if y.kinds == 2 and (y.least < 0 or y.most > 1):  # with more classes, one output is the cause
        yield Symptom(
            f"Your labels run from {y.least:g} to {y.most:g}, but binary cross-entropy reads a "
            "label as a share between 0 for no and 1 for yes.",
            "Print the labels: which of them could your last activation ever answer?",
            place,
        )
