"""A function still holds its blank.

## What it looks for
A function of the starter that still raises `NotImplementedError`.

## Why it hurts
Everything after it stands still: without rows there is no training, without a network no answer.

## What to try
Fill in the blanks from top to bottom, and run the grader after each of them.

## Source
The starter file of the assignment.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom

CATALOGUE = "F00"
SEVERITY: Severity = "fatal"
ORDER = 0


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Yield one symptom per blank, in the order the functions are called."""
    left = len(evidence.unfinished)
    for number, stage in enumerate(evidence.unfinished, start=1):
        place = evidence.blanks.get(stage)
        where = f" ({place})" if place else ""
        yield Symptom(
            f"`{stage}`{where} still raises NotImplementedError: blank {number} of {left}.",
            f"What does `{stage}` get, and what should it give back?",
            place,
        )
