"""Pictures were divided so often that they are almost black.

## What it looks for
Rows as long as a picture, without anything below 0, whose largest number is 0.02 or less.
Silent when every run succeeds all the same.

## Why it hurts
The first layer multiplies by its weights, which are made for numbers around 1. With inputs a
hundred times smaller, all pictures look alike to it, and learning is slow.

## What to try
Print the largest number of the inputs after every line that changes it.

## Source
Catalogue D17. Measured on Keras 3.15 with TensorFlow 2.21: digits divided by 255 twice have
a largest number of 0.0039, and 1,000 of them are learned to 0.43 to 0.48 in five epochs instead
of 0.93. The bound of 0.02 is the catalogue's.
"""

from collections.abc import Iterator
from math import prod

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.given import is_numeric
from nngrader.language import say
from nngrader.rules._reading import given_place, went_well

CATALOGUE = "D17"
SEVERITY: Severity = "minor"
ORDER = 270
LOOK = say("Print the largest number of the inputs after every line that changes it.")
CONCEPT = "scaling"
DARK = 0.02
LEAST_CELLS = 64  #: numbers per row of the smallest pictures in use, 8 x 8


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at the largest number of pictures."""
    x = evidence.fits[-1].x if evidence.fits else None
    if x is None or not is_numeric(x) or prod(x.shape[1:]) < LEAST_CELLS or went_well(evidence):
        return
    if x.minimum is None or x.maximum is None or x.minimum < 0 or not 0 < x.maximum <= DARK:
        return
    yield Symptom(
        say(
            "The largest number among your inputs is {most:.2g}: as pictures they are almost "
            "black.",
            most=x.maximum,
        ),
        say("How often are the pixels divided before they reach `fit`?"),
        given_place(evidence),
        severity="major" if evidence.runs else None,
    )
