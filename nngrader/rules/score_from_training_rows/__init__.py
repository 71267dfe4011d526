"""The only score is that of rows the network was trained on.

## What it looks for
Calls of `evaluate` that all ask about rows that the last `fit` trained on, in a program without
validation and without any prediction for other rows. Silent for tables of truth, where there are
no other rows, and for fewer than 50 rows.

## Why it hurts
A network can learn its exercises by heart. Only rows that it has never seen tell how it does on
new ones.

## What to try
Put some rows aside before training, and ask the network about those.

## Source
Catalogue E01; Skripchuk et al. 2022 count the misuse of test data among the commonest mistakes of
students. Rows are compared as float32, whatever their order. 50 rows: of fewer, none can be spared.
It is a mistake where other rows were at hand, else a remark: many first examples have no others.
"""

from collections.abc import Iterator

from nngrader.evidence import ArraySpec, Asking, Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, say
from nngrader.rules._reading import rows
from nngrader.rules._source import source

CATALOGUE = "E01"
SEVERITY: Severity = "major"
ORDER = 910
LOOK = say("Compare the rows that are given to `fit` with those that are given to `evaluate`.")
CONCEPT = "honest-score"
LEAST_ROWS = 50  #: of fewer, none can be spared
MET = 0.99  #: share of the rows asked about; a sample may miss none
MOST_UNMET = 0.5  #: below it, a prediction was asked for rows that are new
TABLE_COLUMNS = 10  #: a table of few columns and few values is a table of truth
SPLITTING = ("train_test_split", "load_data")


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look where the scores come from."""
    scores = [one for one in evidence.asked if one.by == "evaluate" and one.after]
    if not scores or any(one.met is None or one.met < MET for one in scores):
        return
    if _is_tried_otherwise(evidence) or _is_small(scores[-1].x):
        return
    yield Symptom(
        say(
            "The score is that of {rows}, and your network was trained on every one of them.",
            rows=counted("{number} row", "{number} rows", rows(scores[-1].x)),
        ),
        say("Which rows has the network never seen?"),
        scores[-1].place,
        severity=None if _had_others(evidence) else "minor",
    )


def _is_tried_otherwise(evidence: Evidence) -> bool:
    """Whether rows were set aside during training, or predicted that are new or not known."""
    validated = any(fit.validated or fit.validation_split for fit in evidence.fits)
    predicted = (one for one in evidence.asked if one.by == "predict")
    return validated or any(_is_new(one) for one in predicted)


def _is_new(asking: Asking) -> bool:
    return asking.met is None or asking.met < MOST_UNMET


def _is_small(x: ArraySpec) -> bool:
    """Whether there may be no other rows at all, or all rows are alike."""
    columns = x.shape[1] if len(x.shape) == 2 else TABLE_COLUMNS + 1
    alike = x.minimum == x.maximum
    return alike or rows(x) < LEAST_ROWS or (bool(x.values) and columns <= TABLE_COLUMNS)


def _had_others(evidence: Evidence) -> bool:
    text = source(evidence)
    return text is not None and bool(text.calls(*SPLITTING))
