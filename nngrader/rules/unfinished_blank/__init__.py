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
from nngrader.language import Text, say

CATALOGUE = "F00"
SEVERITY: Severity = "fatal"
ORDER = 100
LOOK = say("Read what the text of the assignment says about this function.")
CONCEPT = "fit"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Yield one symptom per blank, in the order the functions are called."""
    for number, stage in enumerate(evidence.unfinished, start=1):
        place = evidence.blanks.get(stage)
        yield Symptom(
            say(
                "{blank} still raises NotImplementedError: blank {number} of {left}.",
                blank=_named(stage, str(place) if place else ""),
                number=number,
                left=len(evidence.unfinished),
            ),
            say("What does `{function}` get, and what should it give back?", function=stage),
            place,
        )


def _named(function: str, where: str) -> Text:
    if where:
        return say("`{function}` ({where})", function=function, where=where)
    return say("`{function}`", function=function)
