"""The program stops with an error after the training is done.

## What it looks for
An exception that leaves the student's code although a `fit` was completed before it, and the
network could be trained with the captured settings. Those that older Keras explains are told by
`stopped-by-old-keras`.

## Why it hurts
The network counts, but whoever runs the file sees an error instead of a result.

## What to try
Read the last line of the error, then print what the line before it produced.

## Source
Catalogue K55 stands for the commonest case, a name that the history does not hold. Nine of 124
public beginners' files end this way. Reproduced on Keras 3.15.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._crashes import crash_number

CATALOGUE = "K55"
SEVERITY: Severity = "major"
ORDER = 190
LOOK = say("Read the last line of the error, and print each value that stands in that line.")
CONCEPT = "fit"
OURS = "EndlessTraining"  #: ends a loop that went on beyond all bounds; told as out of time
PRINT_IT = say(
    "What does the line that stopped expect, and what does it get? Print it just before."
)


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for an error that came although there are trained runs."""
    error = evidence.error
    trained = [run for run in evidence.runs if not run.error]
    if error is None or not trained or error.kind == OURS or crash_number(evidence):
        return
    said = f"{error.kind}: {error.message.splitlines()[0]}" if error.message else error.kind
    yield Symptom(
        say("The network was trained, but then the code stopped with `{error}`.", error=said),
        PRINT_IT,
        error.place,
    )
