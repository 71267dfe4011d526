"""Separate yes/no questions are trained where each row has one class of several.

## What it looks for
One-hot labels in front of binary cross-entropy; with two columns, only as a remark. Labels with several
ones per row are what this loss is made for, so there nothing is said.

## Why it hurts
Hardly. Every column is learned as a question of its own, and most of their answers are no: a
network that denies everything gets most of them right. The class with the largest answer is
usually the right one all the same.

## What to try
Work out the share of right yes/no answers of a network that says no to everything.

## Source
Catalogue L09. Measured on Keras 3.15 with TensorFlow 2.21: Iris with three sigmoid outputs and
binary cross-entropy reaches an accuracy of 0.967, as with softmax and categorical cross-entropy.
"accuracy" counts classes here, not yes/no answers.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import fit_place, loss_of, outputs, went_well
from nngrader.rules._task import problem

CATALOGUE = "L09"
SEVERITY: Severity = "minor"
ORDER = 380
LOOK = say("Look at one row of the labels and count its ones and its zeros.")
CONCEPT = "cross-entropy"
TWO = 2  #: columns: the two questions are each other's opposite, and nothing is lost


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the loss with the form of the labels."""
    model = evidence.model
    if model is None or problem(evidence) != "one-hot":
        return
    columns = evidence.fits[-1].y.shape[1]
    if loss_of(model) != "binary_crossentropy" or columns < TWO:
        return
    if outputs(model) not in (0, columns):
        return
    yield Symptom(
        say(
            "Each row has exactly one of {columns} classes, but binary cross-entropy asks "
            "{columns} separate yes/no questions about it.",
            columns=columns,
        ),
        say("Would a network that says no to everything get a good score on this loss?"),
        fit_place(evidence),
        severity="info" if columns == TWO or went_well(evidence) else None,
    )
