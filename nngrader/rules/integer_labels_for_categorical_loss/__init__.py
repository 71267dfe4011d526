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
from nngrader.language import say
from nngrader.rules._reading import (
    fit_place,
    has_trained,
    labels,
    loss_of,
    outputs,
    taken_by_keras,
)

CATALOGUE = "L14"
SEVERITY: Severity = "fatal"
ORDER = 325
LOOK = say("Print the first three labels and their shape, just before `fit`.")
CONCEPT = "one-hot-labels"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the form of the labels with what the loss reads."""
    model, y = evidence.model, labels(evidence)
    if model is None or y is None or loss_of(model) != "categorical_crossentropy":
        return
    if has_trained(evidence) or taken_by_keras(evidence):
        return
    if y.columns == 1 and outputs(model) > 1:
        yield Symptom(
            say(
                "Categorical cross-entropy compares your {units} outputs with as many columns of "
                "labels, but your labels are 1 number per row.",
                units=outputs(model),
            ),
            say(
                "Compare the shape of your labels with the shape of the output: there are two ways "
                "to make them agree."
            ),
            fit_place(evidence),
        )
