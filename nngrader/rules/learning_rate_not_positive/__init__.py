"""The learning rate is 0 or less.

## What it looks for
A fixed learning rate of 0 or below. Schedules are left alone.

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
from nngrader.rules._reading import model_place

CATALOGUE = "T05"
SEVERITY: Severity = "fatal"
ORDER = 30
LOWEST = 0.0  #: steps must be longer than this to go downhill


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Read the learning rate as compiled."""
    optimizer = evidence.model.optimizer if evidence.model else None
    rate = optimizer.settings.get("learning_rate") if optimizer else None
    if optimizer is None or not isinstance(rate, int | float) or rate > LOWEST or isnan(rate):
        return
    outcome = "every step goes uphill" if rate < 0 else "the weights stay where they began"
    yield Symptom(
        f"The learning rate of {optimizer.name} is {rate:g}, so {outcome}.",
        "In which direction should the loss move, and which sign and size takes it there?",
        model_place(evidence),
    )
