"""One batch holds all rows, so an epoch is a single correction.

## What it looks for
No run that succeeds, more than 16 rows, and a batch size of at least their number.

## Why it hurts
The weights change once per batch. With all rows in one batch the number of epochs is the number of
corrections, and that is often far fewer than it looks.

## What to try
Divide the rows by the batch size, and multiply by the epochs.

## Source
Catalogue T07; Stack Overflow 44164749. XOR with its four rows is trained so on purpose: no word of
it up to 16 rows, chosen here.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, say
from nngrader.rules._curves import failed, updates
from nngrader.rules._reading import fit_place, trained_rows

CATALOGUE = "T07"
SEVERITY: Severity = "minor"
ORDER = 740
LOOK = say("Compare the number of rows with the size of a batch.")
CONCEPT = "batch"
MOST = 16  #: rows that one batch may well hold
MANY = 1000  #: corrections; so many are enough for a table, whatever an epoch is


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the batch with the rows of the last training."""
    fit = evidence.fits[-1] if evidence.fits else None
    if fit is None or not failed(evidence) or not 0 < updates(evidence) < MANY:
        return
    count = trained_rows(fit)
    if MOST < count <= fit.batch_size:
        yield Symptom(
            say(
                "A batch of {size} takes in all {rows}, so {epochs} make {corrections}.",
                size=fit.batch_size,
                rows=counted("{number} row", "{number} rows", count),
                epochs=counted("{number} epoch", "{number} epochs", fit.epochs),
                corrections=counted(
                    "{number} correction", "{number} corrections", updates(evidence)
                ),
            ),
            say("How many corrections does one epoch make, and how many in all?"),
            fit_place(evidence),
        )
