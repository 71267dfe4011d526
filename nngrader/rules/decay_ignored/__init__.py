"""The learning rate is to shrink, and Keras ignores the wish.

## What it looks for
The warning of Keras that the argument `decay` of an optimizer is ignored, or an optimizer whose
`decay` is set afterwards.

## Why it hurts
The steps of training keep their size. Older books and pages count on steps that become smaller, and
their settings do not work as printed.

## What to try
Print the learning rate of the optimizer before and after training.

## Source
Catalogue K26. Measured on Keras 3.15: "Argument `decay` is no longer supported and will be ignored."
is a warning only, and the rate is the same after training.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, say
from nngrader.rules._no_effect import RENAMED, learning_rate, warned

CATALOGUE = "K26"
SEVERITY: Severity = "minor"
ORDER = 715
LOOK = say("Read the warnings that Keras prints while the optimizer is made.")
CONCEPT = "old-keras"
IGNORED = "Argument `decay` is no longer supported"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look through the warnings."""
    places = [w.place for w in evidence.warnings if w.message.startswith(IGNORED)]
    places += [place for found, place in warned(evidence, RENAMED) if found["name"] == "decay"]
    for place in places[:1]:
        yield Symptom(
            _told(learning_rate(evidence)),
            say("How large is the learning rate before training, and how large after it?"),
            place,
        )


def _told(rate: float | None) -> Text:
    if rate is None:
        return say("Keras ignores the `decay` that you set.")
    return say(
        "Keras ignores the `decay` that you set: the learning rate stays {rate:g}.", rate=rate
    )
