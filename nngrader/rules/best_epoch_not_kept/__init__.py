"""A better version of the network existed earlier, and was written over.

## What it looks for
In every run a loss of the rows set aside that ends more than a fifth above its lowest, and that
cost something: fewer rows set aside come out right at the end than in that epoch, by more than
three standard errors; or, where numbers are to be met with a squared error, less than half of their
variance is met at the end. Silent where a callback stops or stores, where the end is good, and
where `memorising` says why.

## Why it hurts
`fit` leaves the weights of the last epoch behind, whatever came before.

## What to try
Find the epoch with the lowest loss of the rows set aside. Which weights would you hand in?

## Source
Catalogue T22, which has the fifth. That a loss alone is not enough is decided here: it also rises
where the answers stay the same. Measured on Keras 3.15 with TensorFlow 2.21: 60 rows of 20 numbers,
one of which matters: a squared error of 1.27 at best and 1.90 after 60 epochs.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, FitCall
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._curves import CERTAIN, Aside, asides, by_heart, error_of
from nngrader.rules._reading import EXPLAINED, GOOD, fit_place, loss_of, went_well

CATALOGUE = "T22"
SEVERITY: Severity = "minor"
ORDER = 835
LOOK = say("Find the lowest value of `val_loss` in the history, and its epoch.")
CONCEPT = "early-stopping"
RISEN = 1.2  #: times the lowest loss; catalogue T22
KEEPING = frozenset({"EarlyStopping", "ModelCheckpoint"})


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the end of every run with its best epoch."""
    fit = evidence.fits[-1] if evidence.fits else None
    if fit is None or KEEPING & set(fit.callbacks):
        return
    if evidence.exam == "hidden" and went_well(evidence):
        return
    curves = asides(evidence)
    if not curves or all(map(by_heart, curves)):
        return
    if all(_is_lost(one, evidence, fit) for one in curves):
        first = curves[0]
        yield Symptom(
            say(
                "For the rows set aside epoch {best} was the best, with a loss of {low:.3g}; the "
                "network that is left is that of epoch {epochs}, with {high:.3g}.",
                best=first.best + 1,
                low=first.losses[first.best],
                epochs=len(first.losses),
                high=first.losses[-1],
            ),
            say("Which of the two would you rather hand in, and which one do you have?"),
            fit_place(evidence),
        )


def _is_lost(one: Aside, evidence: Evidence, fit: FitCall) -> bool:
    if min(one.losses) <= 0 or one.losses[-1] <= RISEN * min(one.losses):
        return False
    if one.accuracies:
        then, now = one.accuracies[one.best], one.accuracies[-1]
        return now < GOOD and then - now > CERTAIN * error_of(then, one.rows)
    squared = evidence.model is not None and loss_of(evidence.model) == "mean_squared_error"
    spread = fit.y.spread**2
    return squared and evidence.task == "numbers" and one.losses[-1] > (1 - EXPLAINED) * spread > 0
