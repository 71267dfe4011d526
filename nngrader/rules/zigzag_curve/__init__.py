"""The loss of the training goes up and down.

## What it looks for
No run that succeeds, at least 10 epochs, and in every run a training loss that rises by a tenth or
more after a fifth of the epochs or more. Curves of rows set aside are not looked at: of 30 flowers
each counts 3 %. Silent where steps above the usual do this: `steps-too-large` says so.

## Why it hurts
Much of what one epoch gains the next one loses, and where training ends is a matter of luck.

## What to try
Count the epochs after which the loss is higher than before. What differs from one correction to the
next: its size, or the few rows that it is made of?

## Source
Catalogue T16; AUTOTRAINER (Zhang et al., ICSE 2021) counts swings in at least a fifth of the
epochs. A rise by a tenth is chosen here. Measured on Keras 3.15 with TensorFlow 2.21: 16 tanh
units, SGD at 0.01 with one row per batch: with a momentum of 0.998 accuracy 0.69 to 0.76, with 0.9
no such rise, and 0.90 to 0.96.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._curves import OFTEN, RISE, failed, is_finite, losses, overshoots, swings
from nngrader.rules._reading import fit_place

CATALOGUE = "T16"
SEVERITY: Severity = "minor"
ORDER = 702
LOOK = say("Plot the loss of every epoch, and look at the size of a batch and of a step.")
CONCEPT = "learning-rate"
FEWEST = 10  #: epochs, of which two must rise; chosen here


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Count how often the loss of every run rises."""
    if not failed(evidence) or overshoots(evidence):
        return
    if all(_zigzags(run) for run in evidence.runs):
        run = evidence.runs[0]
        steps = len(losses(run)) - 1
        yield Symptom(
            say(
                "In {risen} of {steps} epochs the loss rises by a tenth or more.",
                risen=round(swings(run, RISE) * steps),
                steps=steps,
            ),
            say("Which settings decide how far a correction goes, and how many rows it heeds?"),
            fit_place(evidence),
        )


def _zigzags(run: TrainingRun) -> bool:
    return is_finite(run) and len(losses(run)) >= FEWEST and swings(run, RISE) >= OFTEN
