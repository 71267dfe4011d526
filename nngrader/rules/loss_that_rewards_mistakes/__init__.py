"""A loss of one's own falls while the answers get worse.

## What it looks for
Only what happens: with a loss that is the student's own function, the loss falls in every run
while the network ends clearly below what always giving the most frequent answer would reach.

## Why it hurts
Training makes the loss small, whatever it measures. A sign turned round, or truth and answer
exchanged, makes a small loss out of bad answers, and the network learns to be wrong.

## What to try
Call the loss by hand with a perfect answer and with a terrible one. Which gets the smaller value?

## Source
Catalogue L22. Measured on Keras 3.15 with TensorFlow 2.21: cross-entropy without its minus sign on
Iris falls to -5.4 while the accuracy ends at 0.00. That the accuracy must end below 0.8 of the
share of the most frequent class is chosen here: guessing does not fall as low.
"""

from collections.abc import Iterator

from nngrader.evidence import ArraySpec, Evidence, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import fit_place, loss_of

CATALOGUE = "L22"
SEVERITY: Severity = "fatal"
ORDER = 390
LOOK = say("Call your loss by hand with three rows whose answers you chose yourself.")
CONCEPT = "loss"
OWN = "your own "
WORSE = 0.8  #: of the share of the most frequent class
FALLS = 0.05  #: of its size is how far the loss must fall


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare where loss and answers went."""
    model = evidence.model
    if model is None or not loss_of(model).startswith(OWN) or not evidence.runs:
        return
    share = _most_frequent(evidence.fits[-1].y) if evidence.fits else 0.0
    if evidence.task != "classes" or not all(_rewards(run, share) for run in evidence.runs):
        return
    run = evidence.runs[0]
    losses = _losses(run)
    yield Symptom(
        say(
            "Your own loss falls from {first:.3g} to {last:.3g}, but only {right:.0%} of the rows "
            "are answered rightly in the end, and always giving the same answer gets {share:.0%}.",
            first=losses[0],
            last=losses[-1],
            right=run.accuracy,
            share=share,
        ),
        say("Which gets the smaller value from your loss: a perfect answer or a terrible one?"),
        fit_place(evidence),
    )


def _rewards(run: TrainingRun, share: float) -> bool:
    losses = _losses(run)
    if not losses or run.error:
        return False
    falls = losses[0] - losses[-1] > FALLS * max(abs(losses[0]), abs(losses[-1]))
    return falls and run.accuracy < WORSE * share


def _most_frequent(y: ArraySpec) -> float:
    """Measure the share of the most frequent class; 0 where the labels are not known."""
    if y.one_hot:
        return max(y.means, default=0.0)
    return max(y.counts) / sum(y.counts) if y.counts and y.shape[1:] in ((), (1,)) else 0.0


def _losses(run: TrainingRun) -> tuple[float, ...]:
    told = run.history.get("loss", ())
    known = tuple(value for value in (run.first_loss, *told) if value is not None)
    return known if len(known) > 1 and told and told[-1] is not None else ()
