"""Some columns of the inputs are the same in every row.

## What it looks for
A table in which columns hold one and the same value in all rows, or inputs that are one and the
same number altogether. Wide tables may be pictures, whose borders are naturally constant, and are
left alone.

## Why it hurts
What never changes cannot tell one row from another. The network works with the other columns only,
and if there are none, it can only guess.

## What to try
Compute the spread of every column right before `fit`. Which are 0, and which line made them so?

## Source
Catalogue D14. Measured on Keras 3.15 with TensorFlow 2.21: Iris with both measurements of the
petals held constant falls from 0.967 to 0.80. Pictures of 8 x 8 from scikit-learn have 3 constant
borders among 64 columns, so tables from 32 columns on are left alone; that bound is chosen here.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.given import is_numeric
from nngrader.language import counted, say
from nngrader.rules._reading import given_place, rows, went_well

CATALOGUE = "D14"
SEVERITY: Severity = "major"
ORDER = 250
LOOK = say("Compute the spread of every column of the inputs right before `fit`.")
CONCEPT = "data-quality"
LEAST_ROWS = 10  #: with fewer, columns may be alike by chance
FAINT = 1e-3  #: a thousand times what is rounded away
WIDE = 32  #: columns from which a table may be a picture


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for columns without any spread."""
    x = evidence.fits[-1].x if evidence.fits else None
    if x is None or not is_numeric(x) or rows(x) < LEAST_ROWS or x.nan_count:
        return
    dead = [at for at, spread in enumerate(x.spreads) if spread == 0]
    everything = x.minimum is not None and x.minimum == x.maximum
    if not everything and (not dead or len(x.spreads) >= WIDE or _is_faint(x.spread)):
        return
    columns = len(dead) or 1
    yield Symptom(
        say("Every number of your inputs is {value:g}.", value=x.minimum)
        if everything
        else say(
            "{columns} of your inputs hold the same value in all {rows} rows, such as column "
            "{first}, counted from 0.",
            columns=counted("{number} column", "{number} columns", columns),
            rows=rows(x),
            first=dead[0],
        ),
        say("Which line gave all rows the same value, and what could the network tell them by?"),
        given_place(evidence),
        severity=_severity(evidence, grave=everything or 2 * columns >= len(x.spreads)),
    )


def _is_faint(spread: float) -> bool:
    """Whether the numbers are so small that a spread may have been rounded to 0."""
    return spread < FAINT


def _severity(evidence: Evidence, *, grave: bool) -> Severity:
    if went_well(evidence):
        return "info"
    return "major" if grave and evidence.runs else "minor"
