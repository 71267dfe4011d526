"""The network has no loss.

## What it looks for
A network that was never compiled, or compiled without a loss, and was not trained.

## Why it hurts
The loss is what training makes small. Without one Keras stops with `You must call compile()` or
`No loss to compute`.

## What to try
Find the call that tells Keras what to make small and how.

## Source
Catalogue T01, K31 and K32, which quote Keras 3.15.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.rules._reading import counted, model_place

CATALOGUE = "T01"
SEVERITY: Severity = "fatal"
ORDER = 20


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for a network without a loss, unless it has trained nevertheless."""
    model = evidence.model
    if model is None or model.loss is not None or "train" in evidence.unfinished:
        return
    if any(run.epochs for run in evidence.runs):
        return
    done = "compiled without a loss" if model.optimizer else "never compiled"
    yield Symptom(
        f"Your network of {counted(len(model.layers), 'layer')} is {done}, so training has "
        "no goal.",
        "Which call tells Keras what training should make small?",
        model_place(evidence),
    )
