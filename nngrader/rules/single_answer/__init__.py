"""The network gives one answer to everything.

## What it looks for
All hidden rows get the same class in every run, although they belong to several, and no run
succeeds.

## Why it hurts
Such a network ignores its inputs. It scores as well as a guess that is always the same.

## What to try
Count the answers per class. Does anything that goes in reach the output?

## Source
Catalogue T11. Measured on Keras 3.15 with TensorFlow 2.21: XOR with all weights starting at 0
gives one answer to all four rows.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.rules._reading import model_place, succeeded

CATALOGUE = "T11"
SEVERITY: Severity = "major"
ORDER = 50


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for one class in the answers of every run."""
    runs = [run for run in evidence.runs if run.answers and not run.error]
    if not runs or any(len(set(run.answers)) > 1 or run.answers[0] < 0 for run in runs):
        return
    if any(succeeded(run) for run in runs) or len(set(evidence.truth)) < 2:
        return
    run = runs[0]
    yield Symptom(
        f"With seed {run.seed}, all {len(run.answers)} rows of the exam get the same answer: "
        f'"{_name(evidence, run.answers[0])}".',
        "Does the answer change at all when you change the input, and what could hold it fixed?",
        model_place(evidence),
    )


def _name(evidence: Evidence, answer: int) -> str:
    return evidence.classes[answer] if answer < len(evidence.classes) else str(answer)
