"""The test rows did not go through the same steps as the training rows.

## What it looks for
A column whose spread differs by more than a factor of two between the training rows and the test
rows, or values that spread five times as far, as `preprocess` gives them back.

## Why it hurts
The network learned one scale and is examined on another. Its answers then mean nothing, however
well it learned.

## What to try
Print the mean and the spread of both arrays, column by column, as they leave `preprocess`.

## Source
Catalogue D02; scikit-learn, Common pitfalls and recommended practices, chapter Inconsistent
preprocessing. The factors are chosen here: Iris's 30 hidden flowers stay below 1.15.
"""

from collections.abc import Iterator

from nngrader.alike import prepared_unlike, told_unlike
from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import prepare_place

CATALOGUE = "D02"
SEVERITY: Severity = "major"
ORDER = 280
LOOK = say("Print the mean and the spread of every column of both arrays, as they are given back.")
CONCEPT = "scaling"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the columns of both."""
    data = evidence.preprocessed
    if data is None or not prepared_unlike(data):
        return
    yield Symptom(
        told_unlike(data),
        say("Which of your steps reach only one of the two?"),
        prepare_place(evidence),
    )
