"""The network is asked about its weights before it knows how many numbers a row has.

## What it looks for
A program that stopped because it counted, saved or set weights of a network that has none yet.

## Why it hurts
A layer needs one weight for every number that comes in. Until somebody tells how wide a row is,
or the first rows come, there are no weights: the summary counts 0 parameters.

## What to try
Which line of your program tells the network for the first time how many numbers a row has?

## Source
Catalogue K22. Measured on Keras 3.15 with TensorFlow 2.21: on `Sequential([Dense(4)])`
`count_params()`, `set_weights(...)` and `save_weights(...)` raise ValueError, `output_shape`
AttributeError, and `get_weights()` gives an empty list without a word.
"""

import re
from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say

CATALOGUE = "K22"
SEVERITY: Severity = "fatal"
ORDER = 125
LOOK = say("Look at the number of parameters in `model.summary()` just before that line.")
CONCEPT = "parameters"
UNBUILT = re.compile(
    r"You tried to call `count_params` on layer .* but the layer isn't built"
    r"|saving a model that has not yet been built"
    r"|has no defined (?:input|output) shape yet"
    r"|but the layer was expecting 0 weights"
)


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Read the error."""
    if evidence.error is None or not UNBUILT.search(evidence.error.message):
        return
    yield Symptom(
        say("Your network has 0 weights so far, because nothing has told it how wide a row is."),
        say("Which line tells the network for the first time how many numbers a row has?"),
        evidence.error.place,
    )
