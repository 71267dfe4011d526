"""The loss is no longer a number.

## What it looks for
A loss that is NaN or infinite in some epoch of the grader's own training. Silent when the inputs
hold NaN already: that is the cause.

## Why it hurts
An update computed from NaN makes the weights NaN, and with them every answer. Nothing later
repairs it. Steps that are far too long are the usual cause: each correction overshoots more than
the one before.

## What to try
Find the first epoch without a number. What grew before it, and which setting decides how fast?

## Source
Catalogue T09 and T03. Measured on Keras 3.15 with TensorFlow 2.21: Iris in hundreds with plain
descent and a learning rate of 10000 has a loss of NaN from the first epoch.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.rules._reading import model_place

CATALOGUE = "T09"
SEVERITY: Severity = "fatal"
ORDER = 35


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Name the first run with a loss that is no number."""
    if evidence.fits and evidence.fits[-1].x.nan_count:
        return
    found = next((run for run in evidence.runs if None in run.history.get("loss", ())), None)
    if found is None:
        return
    losses = found.history["loss"]
    yield Symptom(
        f"With seed {found.seed}, the loss is not a finite number from epoch "
        f"{losses.index(None) + 1} of {len(losses)} on.",
        "What grew too large just before, and which setting decides how far each correction goes?",
        model_place(evidence),
    )
