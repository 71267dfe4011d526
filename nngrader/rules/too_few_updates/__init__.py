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

from nngrader.evidence import Evidence, FitCall, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.rules._reading import batches, counted, fit_place, succeeded

CATALOGUE = "T06"
SEVERITY: Severity = "major"
ORDER = 38
FEWEST = 100  #: updates; catalogue T06
STILL_FALLING = 0.001  #: share; chosen here, below the slowest XOR measured (0.0017)
LAST_SHARE = 0.2  #: of the epochs


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Count the updates, then ask every run whether it had come to rest."""
    fit, model = evidence.fits[-1] if evidence.fits else None, evidence.model
    if fit is None or model is None or model.head == "constant" or not evidence.runs:
        return
    updates = sum(one.epochs * one.repeated * batches(one) for one in evidence.fits)
    if not 0 < updates < FEWEST or not all(_cut_short(run) for run in evidence.runs):
        return
    yield Symptom(
        f"Training ends after {counted(updates, 'correction')} of the weights "
        f"({counted(fit.epochs, 'epoch')} of {_batches_told(fit)}), "
        f"{_slope_told(evidence.runs)}.",
        "How often do the weights change in your training? Extend the curve: where would it go?",
        fit_place(evidence),
    )


def _slope_told(runs: tuple[TrainingRun, ...]) -> str:
    seen = max(len(_losses(run)) for run in runs)
    return "while the loss is still falling" if seen > 1 else "too few to see the loss fall"


def _losses(run: TrainingRun) -> list[float]:
    return [loss for loss in run.history.get("loss", ()) if loss is not None]


def _batches_told(fit: FitCall) -> str:
    number = batches(fit)
    return "1 batch" if number == 1 else f"{number} batches"


def _cut_short(run: TrainingRun) -> bool:
    losses = _losses(run)
    if len(losses) == 1:
        return not succeeded(run)  # one epoch, often by forgetting `epochs`, shows no slope
    back = max(1, round(LAST_SHARE * len(losses)))
    if succeeded(run) or len(losses) <= back or losses[-1] > min(losses):
        return False
    before = losses[-1 - back]
    return before - losses[-1] >= STILL_FALLING * abs(before)
