"""The number of rows was taken for the width of one row.

## What it looks for
A network whose input is as wide as there are rows, or has the whole table's shape, where Keras
stopped because the rows are of another form.

## Why it hurts
The input describes one single example. How many of them there are, Keras finds out by itself.

## What to try
Print the shape of the whole table, and the shape of its first row.

## Source
Catalogue D09. Measured on Keras 3.15 with TensorFlow 2.21: 120 rows of Iris and `Input((120,))`
stop with `expected axis -1 of input shape to have value 120`, and `Input(x.shape)` with `Expected
shape (None, 150, 4)`.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import rows
from nngrader.rules._stopping import (
    UNFIT,
    by_sides,
    complains,
    door,
    is_known,
    stop_place,
    stopped_fit,
)

CATALOGUE = "D09"
SEVERITY: Severity = "fatal"
ORDER = 124
LOOK = say("Print the shape of the inputs, and the shape of their first row.")
CONCEPT = "shape"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for the number of rows in the shape of the input."""
    fit, wanted = stopped_fit(evidence), door(evidence)
    if fit is None or not is_known(fit.x) or not complains(evidence, *UNFIT):
        return
    count, given = rows(fit.x), fit.x.shape[1:]
    counts = {count, count + fit.validation_rows}
    if wanted == given or not wanted or wanted[0] not in counts or wanted[1:] not in ((), given):
        return
    yield Symptom(
        say(
            "The input of your network is {wanted}, as if it read all {rows} rows at once, but "
            "one row of yours has {given}.",
            wanted=by_sides(wanted),
            rows=wanted[0],
            given=by_sides(given),
        ),
        say("What is the shape of one single row of your inputs?"),
        stop_place(evidence),
    )
