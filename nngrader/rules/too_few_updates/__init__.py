"""Training stops after very few corrections, while it is still getting better.

## What it looks for
Fewer than 100 updates (epochs times batches), no run that succeeds, and in every run a loss that
ends at its lowest and still falls by 0.1 % or more over the last fifth of the epochs. A single
epoch, which `fit` does when it is told no number, has no slope and always counts.

## Why it hurts
The weights change once per batch. With four rows and one batch, 20 epochs are 20 small
corrections.

## What to try
Multiply epochs by batches. Extend the curve with your finger: where would it go?

## Source
Catalogue T06 (fewer than about 100 updates) and T19; "epoch" is part of the fault in 18 of the 52
programs of DeepFD (Cao et al., ICSE 2022), as counted in the catalogue. Measured on Keras 3.15
with TensorFlow 2.21: XOR with Adam at its usual 0.001 still falls by 0.2 to 0.3 % at the end of
20 epochs, by 0.6 % after 50.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, counted, say
from nngrader.rules._curves import failed
from nngrader.rules._reading import batches, fit_place, succeeded

CATALOGUE = "T06"
SEVERITY: Severity = "major"
ORDER = 720
LOOK = say("Print the loss of every epoch, and look at what `fit` is told about their number.")
CONCEPT = "update"
TRIAL = "more-epochs"
FEWEST = 100  #: updates; catalogue T06
STILL_FALLING = 0.001  #: share; chosen here, below the slowest XOR measured (0.0017)
LAST_SHARE = 0.2  #: of the epochs
FAR = say("and the network is far from its goal")


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Count the updates, then ask every run whether it had come to rest."""
    fit, model = evidence.fits[-1] if evidence.fits else None, evidence.model
    if fit is None or model is None or model.head == "constant" or not evidence.runs:
        return
    updates = _updates(evidence)
    if not 0 < updates < FEWEST or not failed(evidence) or not all(map(_fell, evidence.runs)):
        return
    falling = all(_cut_short(run) for run in evidence.runs)
    yield Symptom(
        say(
            "Training ends after {corrections} of the weights ({epochs} of {batches}), {slope}.",
            corrections=counted("{number} correction", "{number} corrections", updates),
            epochs=counted("{number} epoch", "{number} epochs", fit.epochs),
            batches=counted("{number} batch", "{number} batches", batches(fit)),
            slope=_slope_told(evidence.runs, falling=falling),
        ),
        say(
            "How often do the weights change in your training? Extend the curve: where would it go?"
        ),
        fit_place(evidence),
        severity=None if falling else "minor",
    )


def _updates(evidence: Evidence) -> int:
    """Count the updates of all trainings; 0 where the rows of one of them are not known."""
    if not all(map(batches, evidence.fits)):
        return 0
    return sum(fit.epochs * fit.repeated * batches(fit) for fit in evidence.fits)


def _slope_told(runs: tuple[TrainingRun, ...], *, falling: bool) -> Text:
    seen = max(len(_losses(run)) for run in runs)
    if seen > 1:
        return say("while the loss is still falling") if falling else FAR
    return say("too few to see the loss fall")


def _losses(run: TrainingRun) -> list[float]:
    return [loss for loss in run.history.get("loss", ()) if loss is not None]


def _fell(run: TrainingRun) -> bool:
    losses = _losses(run)
    return bool(losses) and losses[-1] <= losses[0]


def _cut_short(run: TrainingRun) -> bool:
    losses = _losses(run)
    if len(losses) == 1:
        return not succeeded(run)  # one epoch, often by forgetting `epochs`, shows no slope
    back = max(1, round(LAST_SHARE * len(losses)))
    if succeeded(run) or len(losses) <= back or losses[-1] > min(losses):
        return False
    before = losses[-1 - back]
    return before - losses[-1] >= STILL_FALLING * abs(before)
