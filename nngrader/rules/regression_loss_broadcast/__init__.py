"""A regression loss compares labels with outputs of another width.

## What it looks for
Mean squared error or a relative of it, and labels that have another number of columns than the
network has outputs. Labels of shape (N,) with one output are fine: Keras pairs them itself.

## Why it hurts
These losses subtract labels from outputs. Where the widths differ, the single number is stretched
over all the others and wrong pairs are compared. Often there is no error to warn you.

## What to try
Print the shapes of labels and output side by side, right before `fit`.

## Source
Catalogue L18. Measured on Keras 3.15 with TensorFlow 2.21: labels (150, 1) with three outputs and
labels (150, 3) with one output train without a word. Labels (150,) with three outputs stop with
InvalidArgumentError at a batch of 32 and train without a word at a batch of 3 or 1.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, FitCall
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, counted, say
from nngrader.network import plain
from nngrader.rules._reading import (
    REGRESSION,
    Labels,
    fit_place,
    labels,
    loss_of,
    outputs,
    trained_rows,
)

CATALOGUE = "L18"
SEVERITY: Severity = "fatal"
ORDER = 330
LOOK = say("Print the shape of the labels just before `fit`, and the shape of some answers.")
CONCEPT = "broadcasting"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the width of the labels with the width of the output."""
    model, y = evidence.model, labels(evidence)
    if model is None or y is None or loss_of(model) not in REGRESSION:
        return
    units = outputs(model)
    if not units or y.columns == units:
        return
    yield Symptom(
        say(
            "Your labels hold {numbers} per row and your network answers {units}: {outcome}.",
            numbers=counted("{number} number", "{number} numbers", y.columns),
            units=units,
            outcome=_outcome(plain(loss_of(model)), y, units, evidence.fits[-1]),
        ),
        say(
            "Print the shape of the labels and of the output side by side: which number should be "
            "compared with which?"
        ),
        fit_place(evidence),
    )


def _outcome(loss: str, y: Labels, units: int, fit: FitCall) -> Text:
    if _is_silent(y, units, fit):
        return say(
            "{loss} stretches the shorter one and compares wrong pairs, without complaining",
            loss=loss,
        )
    return say("{loss} cannot pair them", loss=loss)


def _is_silent(y: Labels, units: int, fit: FitCall) -> bool:
    """Follow the rule of stretching: 1 fits all, and a flat batch of K looks like K columns."""
    if not y.flat:
        return 1 in (y.columns, units)
    batch = min(fit.batch_size, trained_rows(fit))
    return batch == 1 or (batch == units and trained_rows(fit) % units in (0, 1))
