"""The labels are names, not numbers.

## What it looks for
Labels of `fit`, or of `preprocess` when `fit` was never called, that are text or Python objects.

## Why it hurts
The loss measures how far an answer is from its label. There is no distance to a name, so Keras
stops with `Invalid dtype`.

## What to try
Number the names, and keep the list of names to read the answers later.

## Source
Catalogue L19. Measured on Keras 3.15 with TensorFlow 2.21: text labels and labels of dtype object
raise `ValueError: Invalid dtype`.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.given import is_numeric, labels_given
from nngrader.language import say
from nngrader.rules._reading import given_place, not_numbers, taken_by_keras

CATALOGUE = "L19"
SEVERITY: Severity = "fatal"
ORDER = 205
LOOK = say("Print the first labels just before `fit`, and their type.")
CONCEPT = "class-numbers"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at what reached `fit`, or else at what `preprocess` gave back."""
    y = labels_given(evidence)
    if y is None or is_numeric(y) or taken_by_keras(evidence):
        return
    yield Symptom(
        say("Your labels are {found}.", found=not_numbers(y)),
        say("Which step could turn each name into a number, and how will you turn it back later?"),
        given_place(evidence),
    )
