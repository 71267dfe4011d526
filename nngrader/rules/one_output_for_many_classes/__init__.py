"""One output is asked to name three classes or more.

## What it looks for
A network with one output and labels of three or more classes. A network that guesses the class
number itself, with raw scores and a regression loss, is left alone. Without an assignment only
binary cross-entropy in front of three whole numbers or more proves that classes are meant.

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

from nngrader.evidence import Evidence, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import REGRESSION, Labels, labels, loss_of, model_place, outputs

CATALOGUE = "L11"
SEVERITY: Severity = "fatal"
ORDER = 305
LOOK = say("Print the answers for three rows beside their labels, and look at the last layer.")
CONCEPT = "output-layer"
LEAST_CLASSES = 3
GUESSES_NUMBERS = frozenset({"linear", "relu-like"})


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare one output with the labels of a classification."""
    model, y = evidence.model, labels(evidence)
    if model is None or y is None or outputs(model) != 1 or y.kinds < LEAST_CLASSES:
        return
    if _names_classes(evidence, model, y):
        yield Symptom(
            say(
                "Your network answers with 1 number, but your labels name {kinds} classes.",
                kinds=y.kinds,
            ),
            say("How would you read each of the classes from the output?"),
            model_place(evidence),
        )


def _names_classes(evidence: Evidence, model: ModelSpec, y: Labels) -> bool:
    """Whether it is no regression: an assignment says it, else a loss for yes and no."""
    if evidence.assignment:
        guesses = loss_of(model) in REGRESSION and model.head in GUESSES_NUMBERS
        return len(evidence.classes) >= LEAST_CLASSES and not guesses
    return loss_of(model) == "binary_crossentropy" and y.fraction is None
