"""Test rows take part in preparing the training rows.

## What it looks for
Training rows that come out differently when other test rows are handed to `preprocess`.

## Why it hurts
The exam is fair only if nothing about its rows was known before. On Iris the accuracy hardly
changes; on other data it can look much better than it is.

## What to try
Ask of every number you compute in `preprocess`: from which rows does it come?

## Source
Catalogue D03; scikit-learn, Common pitfalls and recommended practices, chapter Data leakage.
Found by calling `preprocess` again with other test rows.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, say
from nngrader.rules._reading import prepare_place, rows

CATALOGUE = "D03"
SEVERITY: Severity = "major"
ORDER = 910
LOOK = say("Look at every number that you compute in `preprocess`, and at the rows it comes from.")
CONCEPT = "leak"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Read the audit of `preprocess`; one that gives something else every time proves nothing."""
    data = evidence.preprocessed
    if data is None or not data.repeatable or not data.train_follows_test:
        return
    yield Symptom(
        counted(
            "Your {number} training row change when `preprocess` is given other test rows.",
            "Your {number} training rows change when `preprocess` is given other test rows.",
            rows(data.x_train),
        ),
        say("Which rows may be used to choose a mean, a spread or a largest value?"),
        prepare_place(evidence),
    )
