"""The labels were turned into columns twice.

## What it looks for
Labels of three axes that hold only 0 and 1, while the network answers with one row of numbers per
example. Networks that answer with a table per example are left alone.

## Why it hurts
The first encoding makes a column per class. The second takes each 0 and 1 of those columns for a
class number and makes two columns of it. Loss and network no longer agree on what one answer is.

## What to try
Print the shape of the labels after every line that changes them.

## Source
Catalogue L20. Measured on Keras 3.15 with TensorFlow 2.21: `to_categorical` applied twice to Iris
labels makes (150, 3, 2). Both cross-entropies stop with `must have the same rank (ndim)` or
`must have rank (ndim)`, mean squared error with `Dimensions must be equal`.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.given import is_numeric
from nngrader.language import say
from nngrader.rules._reading import fit_place
from nngrader.rules._stopping import by_sides
from nngrader.rules._task import repeats_inputs

CATALOGUE = "L20"
SEVERITY: Severity = "fatal"
ORDER = 151
LOOK = say("Print the shape of the labels after every line that changes them.")
CONCEPT = "one-hot-labels"
TABLE = 3  #: axes of labels that are a table per row
ROW = 2  #: axes of answers that are a row of numbers per row
PAIR = 2  #: columns that encoding makes of 0 and 1


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the axes of the labels with those of the answers."""
    model, fit = evidence.model, evidence.fits[-1] if evidence.fits else None
    if model is None or fit is None or len(fit.y.shape) != TABLE or not is_numeric(fit.y):
        return
    if len(model.output_shape) not in (0, ROW) or repeats_inputs(fit):
        return
    if fit.y.shape[-1] != PAIR or (fit.y.minimum, fit.y.maximum) != (0.0, 1.0):
        return
    yield Symptom(
        say(
            "The label of each row is a table of {sides} zeros and ones, but your network "
            "answers with one row of numbers.",
            sides=by_sides(fit.y.shape[1:]),
        ),
        say("How often are your labels turned into columns before they reach `fit`?"),
        fit_place(evidence),
    )
