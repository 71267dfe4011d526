"""Rows that stand sorted by class are shown in that order.

## What it looks for
`shuffle=False`, several batches, and rows that stand sorted by label: neighbours differ hardly
more often than there are borders between classes.

## Why it hurts
Every batch shows one class only, so each update pulls towards that class and the next batches
pull away again. At the end of an epoch the network remembers best what it saw last.

## What to try
Print the labels of one batch. What would you learn from it alone?

## Source
Catalogue D07. Measured on Keras 3.15 with TensorFlow 2.21: sorted Iris in batches of one species,
Adam at 0.05 and 8 epochs, ends at 0.86 to 0.89, shuffled at 0.97. In small batches and with more
epochs the same network gets along with it. What counts as sorted is as for `sorted_validation_split`.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import batches, fit_place, labels, went_well

CATALOGUE = "D07"
SEVERITY: Severity = "major"
ORDER = 630
LOOK = say("Print the labels of the first batch, and those of the last.")
CONCEPT = "shuffling"
TRIAL = "shuffled"
BORDERS = 1.5  #: times the borders that fully sorted rows have
LEAST_ROWS = 10  #: rows per class; with fewer, "sorted" says nothing


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Count the borders between neighbouring labels."""
    y, fit = labels(evidence), evidence.fits[-1] if evidence.fits else None
    if y is None or fit is None or fit.shuffle or fit.by != "fit" or went_well(evidence):
        return
    if y.kinds < 2 or y.rows < LEAST_ROWS * y.kinds or batches(fit) < 2:
        return
    borders = round(y.changes * (y.rows - 1))
    if not 0 < borders <= BORDERS * (y.kinds - 1):
        return
    yield Symptom(
        say(
            "Your {rows} rows stand sorted by label in {blocks} blocks, and `fit` shows them in "
            "this order, {batch} at a time.",
            rows=y.rows,
            blocks=borders + 1,
            batch=fit.batch_size,
        ),
        say("How many different labels does one batch hold?"),
        fit_place(evidence),
    )
