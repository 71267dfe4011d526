"""The network knows the answers before it is trained.

## What it looks for
A network that answers rows of the exam rightly before `train` has taught it anything, far more
often than by guessing, and whose weights are not those that its initializers draw: they are more
than twice as large as in twenty fresh draws, or they stand in the initializers number by number.

## Why it hurts
What is to be shown is that the network learns. If it knows everything at the start, its training
shows nothing. The points are counted after a training from fresh weights.

## What to try
Measure the accuracy before the first epoch. What would it be if the network had learned nothing?

## Source
Catalogue E07. A fresh bias is 0 and a fresh weight stays within its bounds, so twice the largest of
twenty draws is no fresh number. Guessing gets so many right once in a million times; of four rows,
as in XOR, all must be right.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.guessing import beyond_guessing
from nngrader.language import counted, say
from nngrader.rules._reading import model_place

CATALOGUE = "E07"
SEVERITY: Severity = "major"
ORDER = 940
LOOK = say("Print the weights before the first epoch, and look at every line that sets them.")
CONCEPT = "initial-weights"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at a network that knew too much; a lucky draw has weights like any other."""
    known = evidence.untrained
    if known is None or not beyond_guessing(known.right, known.rows, known.chance):
        return
    if known.unlike or known.written:
        yield Symptom(
            say(
                "Before it is trained, your network already answers {right} of {rows} of the exam "
                "rightly.",
                right=known.right,
                rows=counted("{number} row", "{number} rows", known.rows),
            ),
            say("Where do its first weights come from?"),
            model_place(evidence),
        )
