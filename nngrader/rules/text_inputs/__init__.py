"""The inputs are words, not numbers.

## What it looks for
Inputs of `fit`, or of `preprocess` when `fit` was never called, that are text or Python objects.
A network that begins with a layer for text is left alone.

## Why it hurts
A layer multiplies its inputs by weights and adds them up. A word can't be multiplied, so Keras
stops with `Invalid dtype`.

## What to try
Give every word of a column a number, the same number in training and test rows.

## Source
Catalogue K39. Measured on Keras 3.15 with TensorFlow 2.21: text inputs and arrays of dtype object
both raise `ValueError: Invalid dtype`.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.given import inputs_given, is_numeric
from nngrader.language import say
from nngrader.rules._reading import given_place, not_numbers, taken_by_keras

CATALOGUE = "K39"
SEVERITY: Severity = "fatal"
ORDER = 200
LOOK = say("Print the first row just before `fit`, and the type of each of its values.")
CONCEPT = "numbers-from-text"
READS_TEXT = frozenset({"Hashing", "StringLookup", "TextVectorization"})


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at what reached `fit`, or else at what `preprocess` gave back."""
    x = inputs_given(evidence)
    if x is None or is_numeric(x) or _reads_text(evidence) or taken_by_keras(evidence):
        return
    yield Symptom(
        say("Your inputs are {found}.", found=not_numbers(x)),
        say("Print a row: which number could stand for each word?"),
        given_place(evidence),
    )


def _reads_text(evidence: Evidence) -> bool:
    layers = evidence.model.layers if evidence.model else ()
    return any(layer.type in READS_TEXT for layer in layers)
