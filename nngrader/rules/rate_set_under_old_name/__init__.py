"""A learning rate is set under a name that Keras does not read any more.

## What it looks for
An optimizer whose attribute `lr` is set, as older Keras had it.

## Why it hurts
Python accepts any new attribute, and Keras goes on with the rate it had. The change that you want
to see never happens.

## What to try
Print the learning rate of the optimizer after the line that sets it.

## Source
Catalogue K65 tells of reading `lr`, which stops; setting it is silent. Measured on Keras 3.15: after
`model.optimizer.lr = 0.5` the optimizer still trains with the rate it was made with.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._no_effect import RENAMED, warned
from nngrader.rules._reading import went_well

CATALOGUE = "K65"
SEVERITY: Severity = "major"
ORDER = 716
LOOK = say("Print the learning rate of the optimizer right after that line.")
CONCEPT = "learning-rate"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for the warnings of such a line."""
    for found, place in warned(evidence, RENAMED):
        if found["name"] == "lr":
            yield Symptom(
                say(
                    "Setting `lr` to {value} changes nothing: the learning rate is still {rate}.",
                    value=found["value"],
                    rate=found["rate"],
                ),
                say("Under which name does the optimizer keep its learning rate?"),
                place,
                severity="minor" if went_well(evidence) else None,
            )
