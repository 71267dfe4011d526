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
from nngrader.rules._reading import counted, fit_place, labels, rows, trained_rows

CATALOGUE = "D06"
SEVERITY: Severity = "fatal"
ORDER = 55
BORDERS = 1.5  #: times the borders that fully sorted rows have; chosen here, shuffled Iris has 40x
LEAST_ROWS = 10  #: rows per class; with fewer, "sorted" says nothing


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Count the borders between neighbouring labels."""
    y = labels(evidence)
    if y is None or y.kinds < 2 or y.rows < LEAST_ROWS * y.kinds:
        return
    fit = evidence.fits[-1]
    kept = rows(fit.x) - trained_rows(fit)
    borders = round(y.changes * (y.rows - 1))
    if not kept or not 0 < borders <= BORDERS * (y.kinds - 1):
        return
    yield Symptom(
        f"Your {y.rows} labels stand sorted in {borders + 1} blocks, and a `validation_split` of "
        f"{fit.validation_split:g} sets the last {counted(kept, 'row')} aside.",
        "Which labels do the rows have that are set aside, and which are left to learn from?",
        fit_place(evidence),
    )
