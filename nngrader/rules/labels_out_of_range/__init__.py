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
the valid range of [0, 3)`. With `ignore_class` such a label is left out, which is no mistake.
Labels of -1 and 1 on XOR (catalogue L10) end at a loss of -138 after 300 epochs with seed 0, and
one of the four rows is answered wrongly.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import (
    Labels,
    fit_place,
    has_trained,
    labels,
    loss_of,
    outputs,
    went_well,
)

CATALOGUE = "L13"
SEVERITY: Severity = "fatal"
ORDER = 320
LOOK = say("Print the different values among your labels, and count the outputs.")
CONCEPT = "class-numbers"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the range of the labels with what the loss reads."""
    model, y = evidence.model, labels(evidence)
    if model is None or y is None:
        return
    if loss_of(model) == "sparse_categorical_crossentropy":
        yield from _beyond_outputs(model, y, evidence)
    if loss_of(model) == "binary_crossentropy":
        yield from _beyond_yes_and_no(y, evidence)


def _beyond_outputs(model: ModelSpec, y: Labels, evidence: Evidence) -> Iterator[Symptom]:
    units = outputs(model)
    if units < 2 or y.columns != 1 or y.kinds > units or y.fraction is not None:
        return
    if _leaves_some_out(model) or has_trained(evidence):
        return
    if y.least < 0 or y.most >= units:
        yield Symptom(
            say(
                "Your labels run from {least:g} to {most:g}, but the loss uses a label as the "
                "number of an output, and your {units} outputs are counted from 0 to {last}.",
                least=y.least,
                most=y.most,
                units=units,
                last=units - 1,
            ),
            say("Print the smallest and the largest label: which output does each of them mean?"),
            fit_place(evidence),
        )


def _leaves_some_out(model: ModelSpec) -> bool:
    """Whether the loss was told of a label that means: do not count this row."""
    return model.loss is not None and "ignore_class" in model.loss.settings


def _beyond_yes_and_no(y: Labels, evidence: Evidence) -> Iterator[Symptom]:
    if y.kinds == 2 and (y.least < 0 or y.most > 1):  # with more classes, one output is the cause
        yield Symptom(
            say(
                "Your labels run from {least:g} to {most:g}, but binary cross-entropy reads a "
                "label as a share between 0 for no and 1 for yes.",
                least=y.least,
                most=y.most,
            ),
            say("Print the labels: which of them could your last activation ever answer?"),
            fit_place(evidence),
            catalogue="L10",
            severity="minor" if went_well(evidence) else None,
        )
