"""Rows and labels were mixed differently.

## What it looks for
Training rows that are known to be of one class, and that carry many different labels when they
reach `fit`. They are known by coming out alike as test rows, so where test rows change places or
depend on one another nothing is said.

## Why it hurts
Each row is taught with the label of another one. There is nothing to learn, and the network ends at
guessing, although every line of the program looks right.

## What to try
Follow one row and its label from the raw data to `fit`. Do they still stand at the same place?

## Source
Catalogue L23. Measured on Keras 3.15: Iris, shuffled twice with different orders, ends between 0.13
and 0.27 on the hidden flowers. The share is chosen here: right programs have 1.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import prepare_place

CATALOGUE = "L23"
SEVERITY: Severity = "fatal"
ORDER = 600
LOOK = say("Print the first rows beside their labels, before and after each line that moves them.")
CONCEPT = "shuffling"
ALIGNED = 0.8  #: share of known rows whose label agrees with their class's; below it they are mixed


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at the rows that were recognised in what `fit` was given."""
    data = evidence.preprocessed
    if evidence.aligned is None or evidence.aligned >= ALIGNED:
        return
    if data is not None and data.test_follows_itself:
        return
    yield Symptom(
        say(
            "Only {aligned:.0%} of the training rows that could be recognised still carry the "
            "label of their class.",
            aligned=evidence.aligned,
        ),
        say("When you change the order of the rows, what happens to the order of the labels?"),
        prepare_place(evidence),
    )
