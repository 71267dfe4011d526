"""The network has another number of outputs than there are classes.

## What it looks for
Labels with one column per class whose number differs from the number of outputs, or sparse labels
that name more classes than there are outputs. More outputs than sparse labels are harmless.

## Why it hurts
Every class needs an output of its own. Keras stops: it cannot pair columns with outputs, or it
meets a label beyond the last output.

## What to try
Count the classes in the labels and the outputs in the summary of the network.

## Source
Catalogue L12. Measured on Keras 3.15 with TensorFlow 2.21: three columns and two outputs raise
ValueError (`must have the same shape`), sparse labels of three classes and two outputs raise
InvalidArgumentError.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.network import CATEGORICAL, CROSS_ENTROPIES
from nngrader.rules._reading import Labels, counted, labels, loss_of, model_place, outputs

CATALOGUE = "L12"
SEVERITY: Severity = "fatal"
ORDER = 24


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare labels and outputs, unless a single output is the mistake."""
    model, y = evidence.model, labels(evidence)
    if model is None or y is None or loss_of(model) not in CROSS_ENTROPIES:
        return
    units = outputs(model)
    if not units or (units == 1 and (y.kinds > 2 or loss_of(model) in CATEGORICAL)):
        return
    found = _found(y, units, loss_of(model))
    if found:
        yield Symptom(
            f"{found}, but your network has {counted(units, 'output')}.",
            "Count the classes in the labels and the outputs in the summary of the network.",
            model_place(evidence),
        )


def _found(y: Labels, units: int, loss: str) -> str:
    if loss == "sparse_categorical_crossentropy":
        more = y.columns == 1 and y.kinds > units and y.fraction is None
        return f"Your labels name {y.kinds} classes" if more else ""
    return f"Your labels have {y.columns} columns" if y.columns not in (1, units) else ""
