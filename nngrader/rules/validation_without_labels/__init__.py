"""Validation gets inputs without their labels.

## What it looks for
A `fit` that has its labels, was given `validation_data`, and that Keras stopped for want of values.

## Why it hurts
Validation asks questions and compares the answers with the right ones. Without labels there is
nothing to compare with.

## What to try
What does `fit` need to train, and what does it need to examine the network?

## Source
Catalogue K50. Measured on Keras 3.15 with TensorFlow 2.21: `validation_data=x_test` and
`validation_data=(x_test,)` both stop with `None values not supported.`
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import rows
from nngrader.rules._stopping import complains, is_known, stop_place, stopped_fit

CATALOGUE = "K50"
SEVERITY: Severity = "fatal"
ORDER = 123
LOOK = say("Look at what stands behind `validation_data`, inputs and labels.")
CONCEPT = "validation"
TOLD = "None values not supported"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for validation rows whose labels never came."""
    fit = stopped_fit(evidence)
    if fit is None or not complains(evidence, TOLD) or not fit.validated or not is_known(fit.y):
        return
    if fit.validation_y is not None:
        return
    yield Symptom(
        say(
            "Your {rows} training rows have labels, but what you give to validate with has none.",
            rows=rows(fit.x),
        ),
        say("What does Keras compare the answers with when it validates?"),
        stop_place(evidence),
    )
