"""The network has outputs that no label ever names.

## What it looks for
Sparse categorical cross-entropy, whole labels, and two or more outputs beyond the largest label.
One beyond is a common way to number classes from 1. So few rows that a class may be missing among
them are left alone.

## Why it hurts
It does not: the outputs that are never right soon answer next to nothing. But a reader asks what
they stand for.

## What to try
Count the classes in the labels, and the outputs in the summary of the network.

## Source
Catalogue L12, its harmless side. Measured on Keras 3.15 with TensorFlow 2.21: Iris with ten
softmax outputs reaches the same 0.967 as with three.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import labels, loss_of, model_place, outputs

CATALOGUE = "L12"
SEVERITY: Severity = "info"
ORDER = 1010
LOOK = say("Count the distinct labels, and the outputs in the summary of the network.")
CONCEPT = "output-layer"
SPARE = 2  #: outputs beyond the largest label
LEAST_ROWS = 10  #: per output; with fewer, a class may be missing by chance


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the largest label with the number of outputs."""
    model, y = evidence.model, labels(evidence)
    if model is None or y is None or loss_of(model) != "sparse_categorical_crossentropy":
        return
    units = outputs(model)
    if y.columns != 1 or y.fraction is not None or not y.kinds or y.least < 0:
        return
    if units - 1 - y.most < SPARE or y.rows < LEAST_ROWS * units:
        return
    yield Symptom(
        say(
            "Your labels go up to {most:g}, and your network has {units} outputs, counted from 0: "
            "some of them are never the right answer. That does no harm.",
            most=y.most,
            units=units,
        ),
        say("What do the outputs beyond the largest label stand for?"),
        model_place(evidence),
    )
