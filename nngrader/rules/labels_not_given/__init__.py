"""`fit` gets inputs without labels.

## What it looks for
A `fit` with arrays for inputs and nothing for labels, that Keras stopped for want of values.

## Why it hurts
The loss compares answers with labels. Without labels there is nothing to compare with. Inputs and
labels in one pair of brackets count as inputs alone.

## What to try
Count the arguments of `fit` before the first one with a name. What does each of them mean?

## Source
Catalogue K50. Measured on Keras 3.15 with TensorFlow 2.21: `fit(x, epochs=2)` and
`fit((x, y), epochs=2)` stop with `None values not supported.`
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._stopping import complains, is_known, stop_place, stopped_fit

CATALOGUE = "K50"
SEVERITY: Severity = "fatal"
ORDER = 123
LOOK = say("Count the arguments of `fit` before the first one that has a name.")
CONCEPT = "fit"
TOLD = "None values not supported"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for a training whose labels never came."""
    fit = stopped_fit(evidence)
    if fit is None or not complains(evidence, TOLD) or is_known(fit.y) or fit.by != "fit":
        return
    yield Symptom(
        say("`fit` was given inputs to learn from, but no labels to compare its answers with."),
        say("What does the second place of `fit` stand for, and what did you put there?"),
        stop_place(evidence),
    )
