"""One output is asked to name three classes or more.

## What it looks for
A network with one output and labels of three or more classes. A network that guesses the class
number itself, with raw scores and a regression loss, is left alone.

## Why it hurts
One yes/no answer tells two classes apart. Given labels up to 2, binary cross-entropy even falls
below 0 and keeps falling, because such labels cannot be reached.

## What to try
Write down how you would read each class from the output. How many outputs does that take?

## Source
Catalogue L11. Measured on Keras 3.15 with TensorFlow 2.21: Iris with one sigmoid unit and binary
cross-entropy ends at a loss of -375 after 30 epochs, and one species is never named.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.rules._reading import REGRESSION, labels, loss_of, model_place, outputs

CATALOGUE = "L11"
SEVERITY: Severity = "fatal"
ORDER = 21
LEAST_CLASSES = 3
GUESSES_NUMBERS = frozenset({"linear", "relu-like"})


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare one output with the labels of a classification."""
    model, y = evidence.model, labels(evidence)
    if model is None or y is None or outputs(model) != 1 or len(evidence.classes) < LEAST_CLASSES:
        return
    if loss_of(model) in REGRESSION and model.head in GUESSES_NUMBERS:
        return
    if y.kinds >= LEAST_CLASSES:
        yield Symptom(
            f"Your network answers with 1 number, but your labels name {y.kinds} classes.",
            "How would you read each of the classes from the output?",
            model_place(evidence),
        )
