"""Training ends while the network is still getting better.

## What it looks for
No run that succeeds, at least 5 epochs, and in every run a loss that ends at its lowest and falls
by 2 % or more per epoch over the last fifth of them. Silent where too few updates or small steps
say why.

## Why it hurts
The end of the training is not the end of the road. Nothing else is known to be wrong yet.

## What to try
Extend the curve of the loss with your finger: where would it go?

## Source
Catalogue T19, which has the 2 % per epoch. Measured on Keras 3.15 with TensorFlow 2.21: Iris after
150 updates with Adam at 0.002 ends at 0.83 to 0.86, after 1,800 at 0.98.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._curves import (
    FEWEST_EPOCHS,
    FEWEST_UPDATES,
    LAST_SHARE,
    creeps,
    failed,
    is_finite,
    losses,
    overshoots,
    still_falling,
    updates,
)
from nngrader.rules._reading import fit_place

CATALOGUE = "T19"
SEVERITY: Severity = "minor"
ORDER = 725
LOOK = say("Plot the loss of every epoch, and look at its last part.")
CONCEPT = "epoch"
PER_EPOCH = 0.02  #: share of the loss; catalogue T19


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at the end of every curve."""
    if not failed(evidence) or creeps(evidence) or overshoots(evidence):
        return
    if updates(evidence) < FEWEST_UPDATES or not all(map(_is_on_its_way, evidence.runs)):
        return
    curve = losses(evidence.runs[0])
    back = _back(curve)
    yield Symptom(
        say(
            "The loss is {last:.3g} at the end and still falling: {back} epochs before, it was "
            "{before:.3g}.",
            last=curve[-1],
            back=back,
            before=curve[-1 - back],
        )
        if back > 1
        else say(
            "The loss is {last:.3g} at the end and still falling: one epoch before, it was "
            "{before:.3g}.",
            last=curve[-1],
            before=curve[-2],
        ),
        say("Where would the curve go if it were given more time?"),
        fit_place(evidence),
    )


def _back(curve: list[float]) -> int:
    return max(1, round(LAST_SHARE * len(curve)))


def _is_on_its_way(run: TrainingRun) -> bool:
    curve = losses(run)
    if not is_finite(run) or len(curve) < FEWEST_EPOCHS:
        return False
    return still_falling(run, 1 - (1 - PER_EPOCH) ** _back(curve))
