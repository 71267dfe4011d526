"""All labels that reach training are the same.

## What it looks for
A loss for classes, and one and the same label for every row in each training of the network.
Batches that a loop trains on one by one are left alone.

## Why it hurts
A network that always gives this one answer is always right, so it learns nothing else. Loss and
accuracy look perfect.

## What to try
Count how often each label occurs among the rows that reach `fit`.

## Source
Catalogue L24. Measured on Keras 3.15 with TensorFlow 2.21: the first 50 rows of Iris, which is
sorted, hold one species: a network trained on them ends with all answers alike.
"""

from collections.abc import Iterator

from nngrader.evidence import ArraySpec, Evidence
from nngrader.findings import Severity, Symptom
from nngrader.given import is_numeric
from nngrader.language import say
from nngrader.rules._reading import fit_place, loss_of, rows
from nngrader.rules._task import CLASS_LOSSES

CATALOGUE = "L24"
SEVERITY: Severity = "fatal"
ORDER = 260
LOOK = say("Count how often each label occurs among the rows that you train on.")
CONCEPT = "class-imbalance"
LEAST_ROWS = 5  #: with fewer, one class may be all that there is to try a line with


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for a single value among the labels of every training."""
    model = evidence.model
    if model is None or loss_of(model) not in CLASS_LOSSES or not evidence.fits:
        return
    found = {_only(fit.y) for fit in evidence.fits if fit.by == "fit"}
    label = found.pop() if len(found) == 1 else None
    if label is None or any(fit.by != "fit" for fit in evidence.fits):
        return
    yield Symptom(
        say(
            "All {rows} rows that you train on have the same label, {label:g}.",
            rows=rows(evidence.fits[-1].y),
            label=label,
        ),
        say("Which rows were left when you chose those to train on?"),
        fit_place(evidence),
    )


def _only(y: ArraySpec) -> float | None:
    """Give the one label of all rows, a column's number where they are one-hot; None for several."""
    if not is_numeric(y) or rows(y) < LEAST_ROWS or y.nan_count:
        return None
    if y.one_hot:
        return float(y.means.index(1.0)) if 1.0 in y.means else None
    single = len(y.shape) == 1 or y.shape[1:] == (1,)
    value = y.values[0] if single and len(y.values) == 1 else None
    return float(value) if isinstance(value, int | float) else None
