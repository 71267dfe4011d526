"""The answers of `predict` are not those of the network.

## What it looks for
A `predict` that is not Keras's own, and that names another class than the network does in at least
one of twenty rows of the exam. The network is rebuilt without any other code, and gets the same
weights. Rows for which it is undecided do not count.

## Why it hurts
Whoever calls `predict` believes to hear what the network has learned. What other lines decide says
nothing about the network, and nothing about rows that those lines don't know. The points are
counted from the network itself.

## What to try
Call the network on a few rows, and then `predict`. Where do the two part?

## Source
Catalogue E08. Measured on Keras 3.15: a `predict` that rounds, or takes the largest output, differs
in no row. The share is chosen here.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, say
from nngrader.rules._reading import model_place

CATALOGUE = "E08"
SEVERITY: Severity = "major"
ORDER = 930
LOOK = say("Look for the lines that give `predict` a meaning of your own.")
CONCEPT = "prediction"
DIFFERING = 0.05  #: share of rows in another class


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare both answers; a handful of rows on the fence was left out."""
    own = evidence.own_answers
    if own is None or not own.differing or own.differing < DIFFERING * own.rows:
        return
    yield Symptom(
        say(
            "The answers of `predict` differ from those of the network in {differing} of {rows}.",
            differing=own.differing,
            rows=counted("{number} row", "{number} rows", own.rows),
        ),
        say("Which lines decide what `predict` answers?"),
        model_place(evidence),
    )
