"""Rows of probabilities are handed over where class numbers are expected.

## What it looks for
A program that scikit-learn stops because one side holds class numbers and the other one numbers
between 0 and 1, as `predict` gives them.

## Why it hurts
A score for classes counts how often two classes are equal. Of probabilities nobody has said yet
which class they stand for.

## What to try
Print one row of `predict`, and write beside it the class that you read from it.

## Source
Catalogue K67. Measured with scikit-learn 1.8 on Keras 3.15: "Classification metrics can't handle a
mix of binary and continuous targets" with one output, "... and continuous-multioutput targets" with
several.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._crashes import crash_number

CATALOGUE = "K67"
SEVERITY: Severity = "fatal"
ORDER = 190
LOOK = say("Print one row of `predict` and the label that belongs to it.")
CONCEPT = "prediction"
ROWS = "continuous-multioutput"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Read the error."""
    error = evidence.error
    if error is None or crash_number(evidence) != CATALOGUE:
        return
    yield Symptom(
        say(
            "Class numbers are compared with {what}, and scikit-learn stops with `{error}`.",
            what=say("rows of probabilities") if ROWS in error.message else say("probabilities"),
            error=error.kind,
        ),
        say("Which class does one answer of your network stand for, and how did you decide it?"),
        error.place,
    )
