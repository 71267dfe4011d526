"""The same row appears with two different labels.

## What it looks for
Tables so small that all their numbers are known, such as the four rows of XOR, in which two rows
are equal and their labels differ. Of larger tables nothing is said.

## Why it hurts
Whatever the network answers, one of the two stays wrong: no training can reach all rows. In XOR,
a row that stands twice also means that another one is missing.

## What to try
Read the rows aloud, each with its label. Does every question have one answer?

## Source
Catalogue D15. Measured on Keras 3.15 with TensorFlow 2.21: XOR with (1, 0) twice, once as 1 and
once as 0, ends at a loss of 0.347 = ln 2 / 2 and three rows right of four.
"""

from collections.abc import Iterator
from math import prod

from nngrader.evidence import ArraySpec, Evidence
from nngrader.findings import Severity, Symptom
from nngrader.given import is_numeric
from nngrader.language import say
from nngrader.rules._reading import given_place, rows, went_well

CATALOGUE = "D15"
SEVERITY: Severity = "minor"
ORDER = 240
LOOK = say("Print every row of the inputs next to its label.")
CONCEPT = "data-quality"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for two equal rows with different labels."""
    fit = evidence.fits[-1] if evidence.fits else None
    if fit is None or rows(fit.x) != rows(fit.y):
        return
    known: dict[tuple[float, ...], int] = {}
    labels = _rows(fit.y)
    for number, row in enumerate(_rows(fit.x) if labels else ()):
        first = known.setdefault(row, number)
        if labels[first] != labels[number]:
            yield Symptom(
                say(
                    "Rows {first} and {second} of your inputs, counted from 1, are the same, "
                    "{row}, but their labels differ.",
                    first=first + 1,
                    second=number + 1,
                    row=_told(row),
                ),
                say("Which of the two rows should be another one, or have another label?"),
                given_place(evidence),
                severity="major" if evidence.runs and not went_well(evidence) else None,
            )
            return


def _told(row: tuple[float, ...]) -> str:
    return "(" + ", ".join(format(value, "g") for value in row) + ")"


def _rows(array: ArraySpec) -> tuple[tuple[float, ...], ...]:
    """List all rows of a table; none where not every number of it is known."""
    numbers = tuple(float(v) for v in array.sample if isinstance(v, int | float))
    if not is_numeric(array) or not rows(array) or len(numbers) != prod(array.shape):
        return ()
    width = prod(array.shape[1:])
    return tuple(numbers[at * width : (at + 1) * width] for at in range(rows(array)))
