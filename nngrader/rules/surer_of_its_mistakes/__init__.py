"""The answers stay the same, and the network gets surer of the wrong ones.

## What it looks for
In every run of at least 5 epochs a loss of the rows set aside that ends more than a fifth above its
lowest, while their accuracy, below nine of ten, ends within one standard error of what it was in
that epoch. Silent where `memorising` says more.

## Why it hurts
It is a remark. Cross-entropy punishes an answer by how sure it was: the same mistakes cost more
when they are made with more confidence.

## What to try
Look at the probabilities of the rows that come out wrong, early and late in training.

## Source
Catalogue T28. Measured on Keras 3.15 with TensorFlow 2.21: of 30 noisy rows set aside 73 to 77 %
come out right before and after, while their loss goes from 0.39 to 0.92.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._curves import FEWEST_EPOCHS, Aside, asides, by_heart, error_of
from nngrader.rules._reading import GOOD, fit_place, went_well

CATALOGUE = "T28"
SEVERITY: Severity = "info"
ORDER = 1055
LOOK = say("Plot `val_loss` and `val_accuracy` of the history in one picture.")
CONCEPT = "cross-entropy"
RISEN = 1.2  #: times the lowest loss; as in `best-epoch-not-kept`


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the end of every run with the epoch of the lowest loss."""
    if evidence.exam == "hidden" and went_well(evidence):
        return
    curves = asides(evidence)
    if not curves or all(map(by_heart, curves)) or not all(map(_is_surer, curves)):
        return
    first = curves[0]
    yield Symptom(
        say(
            "From epoch {best} on the loss of the rows set aside rises from {low:.3g} to "
            "{high:.3g}, while their accuracy goes from {then:.3g} to {now:.3g}.",
            best=first.best + 1,
            low=first.losses[first.best],
            high=first.losses[-1],
            then=first.accuracies[first.best],
            now=first.accuracies[-1],
        ),
        say("How can the loss grow while as many answers are right as before?"),
        fit_place(evidence),
    )


def _is_surer(one: Aside) -> bool:
    if not one.accuracies or len(one.losses) < FEWEST_EPOCHS or one.accuracies[-1] >= GOOD:
        return False
    then, now = one.accuracies[one.best], one.accuracies[-1]
    risen = one.losses[-1] > RISEN * min(one.losses) > 0
    return risen and abs(then - now) <= error_of(then, one.rows)
