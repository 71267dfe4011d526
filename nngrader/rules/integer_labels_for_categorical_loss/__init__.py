"""The loss wants a column per class, and the labels are single numbers.

## What it looks for
Categorical cross-entropy with two outputs or more, and labels of one number per row.

## Why it hurts
The loss pairs every output with a column of the labels. Keras finds one column and stops with
`must have the same rank` or `must have the same shape`.

## What to try
Compare the shapes of labels and output. There are two ways to make them agree.

## Source
Catalogue L14. Measured on Keras 3.15 with TensorFlow 2.21: labels of shape (150,) and (150, 1)
with three outputs both raise ValueError.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.rules._reading import fit_place, labels, loss_of, outputs

CATALOGUE = "L14"
SEVERITY: Severity = "fatal"
ORDER = 26


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the form of the labels with what the loss reads."""
    model, y = evidence.model, labels(evidence)
    if model is None or y is None or loss_of(model) != "categorical_crossentropy":
        return
    if y.columns == 1 and outputs(model) > 1:
        yield Symptom(
            f"Categorical cross-entropy compares your {outputs(model)} outputs with as many "
            "columns of labels, but your labels are 1 number per row.",
            "Compare the shape of your labels with the shape of the output: "
            "there are two ways to make them agree.",
            fit_place(evidence),
        )
