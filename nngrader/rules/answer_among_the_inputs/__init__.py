"""The label stands among the inputs.

## What it looks for
A column of the inputs from which the class of every row can be read off: the labels themselves, or
what scaling made of them. Tables of truth are left alone, for there a column may well be the answer.
Else a column with the same mean and the same spread as the labels, to six digits. Yes/no labels and
scaled numbers share these by chance too often, and are left alone. Classes may too, so their network
must also be nearly perfect.

## Why it hurts
The network reads the answer off the question. It looks perfect, and it is useless for rows whose
answer nobody knows yet.

## What to try
Print one row of the inputs and name each of its numbers. Which would you not know beforehand?

## Source
Catalogue D19. Measured on Keras 3.15 with TensorFlow 2.21: Iris with the species as fifth column
reaches an accuracy of 1.00 on all 150 flowers where the four measurements reach 0.97. Of 569
standardized tumours with their answer as the 31st column, 0.98 to 0.99 of the unseen ones are named
rightly.
"""

from collections.abc import Iterator
from math import sqrt

from nngrader.evidence import ArraySpec, Evidence, FitCall, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.given import is_numeric
from nngrader.language import say
from nngrader.rules._reading import given_place, rows

CATALOGUE = "D19"
SEVERITY: Severity = "fatal"
ORDER = 280
LOOK = say("Print one row of the inputs and name what each of its numbers measures.")
CONCEPT = "leak"
LEAST_ROWS = 30  #: with fewer, two columns may be alike by chance
LEAST_KINDS = 3  #: yes/no columns share mean and spread by chance
LEAST_COLUMNS = 2  #: with one column, the answer is to repeat the question
PERFECT = 0.98  #: accuracy on rows trained on; below it, the columns are alike by chance
MOST_ROWS_OF_TRUTH = 16  #: of four yes/no inputs
MEASURED_COLUMNS = 3  #: at least; with two, a toy may well copy one of them
NARROW = 10  #: columns; so many with few values are a table of truth
CLOSE = 2e-6  #: what rounding to six digits leaves


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for the labels among the columns."""
    fit = evidence.fits[-1] if evidence.fits else None
    if fit is None or rows(fit.x) != rows(fit.y):
        return
    if fit.telling is not None and _is_measured(fit):
        yield _told(fit.telling, evidence)
        return
    label = _mean_and_spread(fit.y) if rows(fit.x) >= LEAST_ROWS else None
    if label is None or len(fit.x.means) < LEAST_COLUMNS or any(map(_fails, evidence.runs)):
        return
    columns = enumerate(zip(fit.x.means, fit.x.spreads, strict=True))
    found = [at for at, column in columns if _is_close(column, label)]
    if len(found) == 1:
        yield Symptom(
            say(
                "Column {column} of your inputs, counted from 0, has the same mean, {mean:.4g}, "
                "and the same spread, {spread:.4g}, as your labels.",
                column=found[0],
                mean=label[0],
                spread=label[1],
            ),
            say("Which of the inputs would you not know before the answer is known?"),
            given_place(evidence),
            severity=None if evidence.runs or not fit.y.values else "minor",
        )


def _told(column: int, evidence: Evidence) -> Symptom:
    return Symptom(
        say(
            "Column {column} of your inputs, counted from 0, tells the class of every row: it is "
            "the label itself, or a scaled copy of it.",
            column=column,
        ),
        say("Which of the inputs would you not know before the answer is known?"),
        given_place(evidence),
    )


def _is_measured(fit: FitCall) -> bool:
    """Whether classes belong to rows of measurements, and not to a table of truth or a line."""
    columns = fit.x.shape[1] if len(fit.x.shape) == 2 else 0
    if rows(fit.x) <= MOST_ROWS_OF_TRUTH or columns < MEASURED_COLUMNS:
        return False
    whole = all(not isinstance(value, str) and float(value).is_integer() for value in fit.y.values)
    return len(fit.y.values) > 1 and whole and not (fit.x.values and columns <= NARROW)


def _mean_and_spread(y: ArraySpec) -> tuple[float, float] | None:
    """Measure labels of one column; None where chance could make another column like them."""
    if not is_numeric(y) or y.nan_count or y.shape[1:] not in ((), (1,)) or y.spread < CLOSE:
        return None
    if y.means:
        mean = y.means[0]
    elif y.counts and len(y.counts) >= LEAST_KINDS:
        pairs = [(v, n) for v, n in zip(y.values, y.counts, strict=True) if not isinstance(v, str)]
        mean = sum(v * n for v, n in pairs) / sum(y.counts)
    else:
        return None
    few = 0 < len(y.values) < LEAST_KINDS
    scaled = abs(mean) < CLOSE * 100 and abs(y.spread - 1) < CLOSE * sqrt(rows(y)) * 100
    return None if few or scaled else (mean, y.spread)


def _fails(run: TrainingRun) -> bool:
    """Whether a network is less than nearly perfect, as none is that reads the answer off."""
    return run.own is None or (run.own.accuracy is not None and run.own.accuracy < PERFECT)


def _is_close(column: tuple[float, float], label: tuple[float, float]) -> bool:
    return all(
        abs(one - other) <= CLOSE * max(1.0, abs(other))
        for one, other in zip(column, label, strict=True)
    )
