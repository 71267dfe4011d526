"""The network has another number of outputs than there are classes.

## What it looks for
Labels with one column per class whose number differs from the number of outputs, one column of
labels and several outputs in front of binary cross-entropy, or sparse labels that name more classes
than there are outputs. More outputs than sparse labels are harmless.

## Why it hurts
Every class needs an output of its own. Keras stops: it cannot pair columns with outputs, or it
meets a label beyond the last output.

## What to try
Count the classes in the labels and the outputs in the summary of the network.

## Source
Catalogue L12. Measured on Keras 3.15 with TensorFlow 2.21: three columns and two outputs raise
ValueError (`must have the same shape`), sparse labels of three classes and two outputs raise
InvalidArgumentError. Binary cross-entropy with two outputs and one number per row raises
ValueError, whether the labels are flat or a column.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, counted, say
from nngrader.network import CATEGORICAL, CROSS_ENTROPIES
from nngrader.rules._reading import Labels, has_trained, labels, loss_of, model_place, outputs

CATALOGUE = "L12"
SEVERITY: Severity = "fatal"
ORDER = 318
LOOK = say("Print the shape of the labels, and look at the last line of the network's summary.")
CONCEPT = "output-layer"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare labels and outputs, unless a single output is the mistake."""
    model, y = evidence.model, labels(evidence)
    if model is None or y is None or loss_of(model) not in CROSS_ENTROPIES:
        return
    units = outputs(model)
    if not units or (units == 1 and (y.kinds > 2 or loss_of(model) in CATEGORICAL)):
        return
    if has_trained(evidence) or not (found := _found(y, units, loss_of(model))):
        return
    yield Symptom(
        say(
            "{labels}, but your network has {outputs}.",
            labels=found,
            outputs=counted("{number} output", "{number} outputs", units),
        ),
        say("Count the classes in the labels and the outputs in the summary of the network."),
        model_place(evidence),
    )


def _found(y: Labels, units: int, loss: str) -> Text | None:
    if loss == "sparse_categorical_crossentropy":
        more = y.columns == 1 and y.kinds > units and y.fraction is None
        return say("Your labels name {kinds} classes", kinds=y.kinds) if more else None
    if y.columns == units or (y.columns == 1 and loss in CATEGORICAL):
        return None  # of one column and many outputs, another rule speaks
    return counted(
        "Your labels have {number} column", "Your labels have {number} columns", y.columns
    )
