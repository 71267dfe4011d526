"""The program stops with an error after the training is done.

## What it looks for
An exception that leaves the student's code although a `fit` was completed before it, and the
network could be trained with the captured settings.

## Why it hurts
The network counts, but whoever runs the file sees an error instead of a result.

## What to try
Read the last line of the error, then print what the line before it produced.

## Source
Catalogue K55 stands for the commonest case, a name that the history does not hold. Nine of 124
public beginners' files end this way. Reproduced on Keras 3.15.
"""

from collections.abc import Iterator

from nngrader.breakages import explained
from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom

CATALOGUE = "K55"
SEVERITY: Severity = "major"
ORDER = 59
PRINT_IT = "What does the line that stopped expect, and what does it get? Print it just before."


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for an error that came although there are trained runs."""
    error = evidence.error
    trained = [run for run in evidence.runs if not run.error]
    if error is None or not trained:
        return
    meaning = explained(error.kind, error.message, error.text)
    said = f": {error.message.splitlines()[0]}" if error.message else ""
    yield Symptom(
        f"The network was trained, but then the code stopped with `{error.kind}{said}`.",
        meaning.told(script=evidence.script) if meaning else PRINT_IT,
        error.place,
    )
