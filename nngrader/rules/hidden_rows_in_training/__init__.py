"""Rows of the exam are among those the network is trained on.

## What it looks for
Rows that reach `fit` and are number for number rows of the exam. Rows that a training row explains
do not count, such as the four of XOR or two flowers of the same size. One in ten rows of the exam
must be met.

## Why it hurts
The exam asks how the network answers rows that it has never seen. What it has seen it may know by
heart, so its accuracy says nothing about new rows.

## What to try
Count the rows that you were given for training, and those that you give to `fit`. Where do the
others come from?

## Source
Catalogue D05; scikit-learn, Common pitfalls and recommended practices, chapter Data leakage. The
share is chosen here: of the 30 hidden flowers one has a twin among the others.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, say
from nngrader.rules._reading import fit_place

CATALOGUE = "D05"
SEVERITY: Severity = "major"
ORDER = 900
LOOK = say("Print how many rows come into `preprocess`, and how many go into `fit`.")
CONCEPT = "training-and-test-rows"
SHARE = 0.1  #: of the rows of the exam


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at the rows that no training row explains."""
    met = evidence.hidden_rows
    if met is None or not met.found or met.found < SHARE * met.rows:
        return
    yield Symptom(
        say(
            "{found} of {rows} of the exam are among the {fitted} rows given to `fit`; {given} "
            "rows were handed out for training.",
            found=met.found,
            rows=counted("{number} row", "{number} rows", met.rows),
            fitted=met.fitted,
            given=met.given,
        ),
        say(
            "Which of your rows were not handed to `preprocess` for training, and where do they "
            "come from?"
        ),
        fit_place(evidence),
    )
