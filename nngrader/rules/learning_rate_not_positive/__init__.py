"""The learning rate is 0 or less.

## What it looks for
A fixed learning rate of 0 or below. Schedules are left alone, and so is a `LearningRateScheduler`.

## Why it hurts
The learning rate is the length of a step downhill. At 0 the weights stay where they began; below
0 every step goes uphill, and Keras does not object.

## What to try
In which direction should the loss move, and what does the sign of a step say about it?

## Source
Catalogue T05. Measured on Keras 3.15 with TensorFlow 2.21: Adam with -0.01 takes Iris from a loss
of 1.87 to 14.71 in 10 epochs; with 0 the loss stays at 1.7115.
"""

from collections.abc import Iterator
from math import isnan

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, say
from nngrader.rules._reading import model_place, went_well

CATALOGUE = "T05"
SEVERITY: Severity = "fatal"
ORDER = 410
LOOK = say("Look at the number that the optimizer is given, and print the loss of every epoch.")
CONCEPT = "learning-rate"
LOWEST = 0.0  #: steps must be longer than this to go downhill
SETTING = "LearningRateScheduler"  #: sets another rate before the first step


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Read the learning rate as compiled."""
    optimizer = evidence.model.optimizer if evidence.model else None
    rate = optimizer.settings.get("learning_rate") if optimizer else None
    if optimizer is None or not isinstance(rate, int | float) or rate > LOWEST or isnan(rate):
        return
    if any(SETTING in fit.callbacks for fit in evidence.fits):
        return
    yield Symptom(
        _told(optimizer.name, rate),
        say("In which direction should the loss move, and which sign and size takes it there?"),
        model_place(evidence),
        severity="minor" if evidence.script and went_well(evidence) else None,
    )


def _told(name: str, rate: float) -> Text:
    if rate < 0:
        return say(
            "The learning rate of {optimizer} is {rate:g}, so every step goes uphill.",
            optimizer=name,
            rate=rate,
        )
    return say(
        "The learning rate of {optimizer} is {rate:g}, so the weights stay where they began.",
        optimizer=name,
        rate=rate,
    )
