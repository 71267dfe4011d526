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
from nngrader.rules._reading import fit_place

CATALOGUE = "D04"
SEVERITY: Severity = "fatal"
ORDER = 12


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Count what is not finite among the inputs."""
    x = inputs_given(evidence)
    if x is None or not x.nan_count or not is_numeric(x):
        return
    yield Symptom(
        f"{x.nan_count} of {prod(x.shape)} input values are missing or infinite.",
        "Which line makes them? Count the values that are not finite after each step.",
        fit_place(evidence) or evidence.blanks.get("preprocess"),
    )
