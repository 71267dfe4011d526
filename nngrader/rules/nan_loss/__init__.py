"""The loss is no longer a number.

## What it looks for
A loss that is NaN or infinite from some epoch of the grader's own training to its end. Silent when
the inputs hold NaN already: that is the cause.

## Why it hurts
An update computed from NaN makes the weights NaN, and with them every answer. Nothing later
repairs it. Steps that are far too long are the usual cause: each correction overshoots more than
the one before.

## What to try
Find the first epoch without a number. What grew before it, and which setting decides how fast?

## Source
Catalogue T09 and T03. Measured on Keras 3.15 with TensorFlow 2.21: Iris in hundreds with plain
descent and a learning rate of 10000 has a loss of NaN from the first epoch.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import model_place, went_well

CATALOGUE = "T09"
SEVERITY: Severity = "fatal"
ORDER = 785
LOOK = say("Print the loss of every epoch, and look at what the optimizer is given in `compile`.")
CONCEPT = "learning-rate"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Name the first run whose loss ends as no number."""
    if went_well(evidence) or (evidence.fits and evidence.fits[-1].x.nan_count):
        return
    found = next((run for run in evidence.runs if _lost(run) <= len(_losses(run))), None)
    if found is None:
        return
    yield Symptom(
        say(
            "With seed {seed}, the loss is not a finite number from epoch {epoch} of {epochs} on.",
            seed=found.seed,
            epoch=_lost(found),
            epochs=len(_losses(found)),
        ),
        say(
            "What grew too large just before, and which setting decides how far each correction "
            "goes?"
        ),
        model_place(evidence),
    )


def _losses(run: TrainingRun) -> tuple[float | None, ...]:
    return run.history.get("loss", ())


def _lost(run: TrainingRun) -> int:
    """Find the epoch, counted from 1, from which on the loss is no number; one more for none."""
    numbers = [epoch for epoch, loss in enumerate(_losses(run), start=1) if loss is not None]
    return max(numbers, default=0) + 1
