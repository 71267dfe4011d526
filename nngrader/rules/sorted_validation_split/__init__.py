"""`validation_split` cuts the end off sorted rows.

## What it looks for
A `validation_split` on rows that stand sorted by label: neighbours differ hardly more often than
there are borders between classes.

## Why it hurts
Keras takes the last rows before it shuffles. From sorted Iris it sets flowers of the last species
aside, so validation sees one species only and training sees fewer of it.

## What to try
Look at the labels of the rows that Keras sets aside. How could they be mixed before?

## Source
Catalogue D06; `train_validation_split` in Keras 3.15
(`keras/src/trainers/data_adapters/array_slicing.py`).
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, say
from nngrader.rules._reading import fit_place, labels, rows, trained_rows, went_well

CATALOGUE = "D06"
SEVERITY: Severity = "fatal"
ORDER = 290
LOOK = say("Print the last labels just before `fit`, as many as are set aside.")
CONCEPT = "validation"
BORDERS = 1.5  #: times the borders that fully sorted rows have; chosen here, shuffled Iris has 40x
LEAST_ROWS = 10  #: rows per class; with fewer, "sorted" says nothing


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Count the borders between neighbouring labels; numbers to be met may well be in order."""
    y = labels(evidence)
    if y is None or evidence.task == "numbers" or not 2 <= y.kinds <= y.rows // LEAST_ROWS:
        return
    fit = evidence.fits[-1]
    kept = rows(fit.x) - trained_rows(fit)
    borders = round(y.changes * (y.rows - 1))
    if not kept or not 0 < borders <= BORDERS * (y.kinds - 1):
        return
    unharmed = evidence.exam == "hidden" and went_well(evidence)
    yield Symptom(
        say(
            "Your {labels} labels stand sorted in {blocks} blocks, and a `validation_split` of "
            "{share:g} sets the last {kept} aside.",
            labels=y.rows,
            blocks=borders + 1,
            share=fit.validation_split,
            kept=counted("{number} row", "{number} rows", kept),
        ),
        say("Which labels do the rows have that are set aside, and which are left to learn from?"),
        fit_place(evidence),
        severity="minor" if unharmed else None,
    )
