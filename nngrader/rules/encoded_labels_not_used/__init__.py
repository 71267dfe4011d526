"""Labels are encoded, and the encoded ones are never used.

## What it looks for
The result of `to_categorical` or of an encoder that is not kept, or is kept under a name that
nobody reads, in a program that then stops or whose labels do not suit its loss.

## Why it hurts
These functions change nothing: they give back new labels. The network gets the labels as they were.

## What to try
Print the shape of the labels right before `fit`.

## Source
Catalogue L14 and L19: the way in which they come about. Measured on Keras 3.15:
`keras.utils.to_categorical(y)` leaves `y` as it is.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.given import is_numeric
from nngrader.language import say
from nngrader.rules._no_effect import unkept

CATALOGUE = "L14"
SEVERITY: Severity = "fatal"
ORDER = 105
LOOK = say("Follow the encoded labels from the line that makes them to `fit`.")
CONCEPT = "one-hot-labels"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for encoded labels that nobody uses, where the others stopped the program."""
    fit = evidence.fits[-1] if evidence.fits else None
    if fit is None or fit.completed or evidence.error is None:
        return
    for one in unkept(evidence):
        if one.encodes:
            yield Symptom(
                say(
                    "What `{function}` makes here is never used: the labels that reach `fit` have "
                    "shape {shape}.",
                    function=one.function,
                    shape=str(fit.y.shape),
                ),
                say("Which labels did you want to train on, and which ones does `fit` get?"),
                one.place,
                catalogue="" if is_numeric(fit.y) else "L19",
            )
            return
