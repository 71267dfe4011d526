"""The test rows are prepared by their own numbers.

## What it looks for
A test row that comes out differently when other test rows stand beside it, although the training
rows stay the same.

## Why it hurts
The same flower gets other numbers in training than in the exam, so the network is asked in a
language it did not learn. A single new flower could not be prepared at all.

## What to try
Prepare one flower alone. Which numbers from the training rows do you need for that?

## Source
Catalogue D02 and E05; scikit-learn, Common pitfalls and recommended practices, chapter
Inconsistent preprocessing. Found by calling `preprocess` again with other test rows.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import prepare_place, rows

CATALOGUE = "D02"
SEVERITY: Severity = "major"
ORDER = 282
LOOK = say("Look at every number that is computed from the test rows in `preprocess`.")
CONCEPT = "scaling"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Read the audit of `preprocess`; a leak into the training rows is another rule's."""
    data = evidence.preprocessed
    if data is None or not data.repeatable or data.train_follows_test:
        return
    if data.test_follows_itself:
        yield Symptom(
            say(
                "The same test row comes out differently when other rows stand beside it among "
                "the {rows} test rows.",
                rows=rows(data.x_test),
            ),
            say("If a single new row arrived, which numbers would you need to prepare it?"),
            prepare_place(evidence),
        )
