"""Some inputs are missing or infinite.

## What it looks for
Inputs of `fit`, or of `preprocess` when `fit` was never called, with NaN or infinity among them.

## Why it hurts
Whatever is multiplied by NaN is NaN, so the first update spreads it through the weights. The loss
may hide it: behind relu it can stay an ordinary number while the network answers the same for
every row.

## What to try
Count the values that are not finite per column, and find the line that made them.

## Source
Catalogue D04. Measured on Keras 3.15 with TensorFlow 2.21: one NaN among 600 Iris measurements
and a relu layer give a loss of 1.0989 (guessing: ln 3 = 1.0986) and one answer for the 50 flowers
that were asked.
"""

from collections.abc import Iterator
from math import prod

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.given import inputs_given, is_numeric
from nngrader.language import say
from nngrader.rules._reading import given_place, went_well

CATALOGUE = "D04"
SEVERITY: Severity = "fatal"
ORDER = 210
LOOK = say(
    "Print how many values are not finite in every column, after each line that changes them."
)
CONCEPT = "missing-values"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Count what is not finite among the inputs; a layer of one's own may take care of it."""
    x = inputs_given(evidence)
    if x is None or not x.nan_count or not is_numeric(x):
        return
    yield Symptom(
        say(
            "{missing} of {values} input values are missing or infinite.",
            missing=x.nan_count,
            values=prod(x.shape),
        ),
        say("Which line makes them? Count the values that are not finite after each step."),
        given_place(evidence),
        severity="minor" if evidence.script and went_well(evidence) else None,
    )
