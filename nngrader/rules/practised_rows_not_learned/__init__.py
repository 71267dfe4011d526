"""Even the rows that it practised are not learned.

## What it looks for
In every run at least 20 rows that were trained on, answered better than by guessing, but less
than half of the way from guessing to no mistake (of numbers: 5 to 50 % of their variance
explained), after at least 100 updates, with a loss that no longer falls: by less than 2 % over
the last fifth of the epochs. It is a suspicion: a short training with eight times as many hidden
units decides.

## Why it hurts
What the network cannot do on its exercises it will not do in the exam. More epochs of the same do
not help where the loss has come to rest.

## What to try
Train with ten rows only. If they cannot be learned by heart, the network or its training is the
limit, not the number of rows.

## Source
Catalogue T18; Karpathy, A Recipe for Training Neural Networks (overfit a few rows first). The
limits are chosen here. Measured on Keras 3.15 with TensorFlow 2.21: a chess board of 16 squares
with two layers of 4 relu units ends at 0.58 to 0.65 after 1,040 updates, with 16 units at 0.92,
with 32 at 0.96 to 0.97.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, counted, say
from nngrader.rules._curves import (
    CERTAIN,
    FEWEST_UPDATES,
    error_of,
    failed,
    guessing,
    is_finite,
    losses,
    still_falling,
    updates,
)
from nngrader.rules._reading import EXPLAINED, REGRESSION, fit_place, loss_of

CATALOGUE = "T18"
SEVERITY: Severity = "major"
ORDER = 780
LOOK = say("Train with ten of your rows only, and look whether all of them come out right.")
CONCEPT = "underfitting"
TRIAL = "far-wider"
FEWEST_ROWS = 20  #: of fewer, a share means little, and luck decides
GUESSED = 0.05  #: share of variance; below it `stuck-at-guessing` speaks
MIDDLING = 0.5  #: of the way from guessing to no mistake; chosen here
FLAT = 0.02  #: share of the loss over the last fifth
FEWEST = 5  #: epochs; a curve of fewer has no end


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Ask every run for the rows that it was trained on."""
    if evidence.model is None or not failed(evidence) or updates(evidence) < FEWEST_UPDATES:
        return
    if evidence.task == "numbers" and loss_of(evidence.model) not in REGRESSION:
        return
    if all(_is_weak(run) and _rests(run) for run in evidence.runs):
        yield Symptom(
            _told(evidence.runs[0]),
            say("Could your network learn ten of these rows by heart?"),
            fit_place(evidence),
        )


def _is_weak(run: TrainingRun) -> bool:
    own = run.own
    if own is None or own.rows < FEWEST_ROWS or own.nan_count:
        return False
    if own.accuracy is None:
        return own.explained is not None and GUESSED < own.explained < EXPLAINED
    guess = guessing(run, ())
    if guess is None:
        return False
    middling = guess + MIDDLING * (1 - guess)
    return guess + CERTAIN * error_of(guess, own.rows) < own.accuracy < middling


def _rests(run: TrainingRun) -> bool:
    return is_finite(run) and len(losses(run)) >= FEWEST and not still_falling(run, FLAT)


def _told(run: TrainingRun) -> Text:
    own = run.own
    rows = counted("{number} row", "{number} rows", own.rows if own else 0)
    if own is not None and own.explained is not None:
        return say(
            "For the {rows} it practised the network explains {share:.0%} of how the labels "
            "differ, and the loss has come to rest at {loss:.3g}.",
            rows=rows,
            share=own.explained,
            loss=losses(run)[-1],
        )
    return say(
        "Of the {rows} it practised the network gets {share:.0%} right, and the loss has come to "
        "rest at {loss:.3g}.",
        rows=rows,
        share=own.accuracy if own else 0.0,
        loss=losses(run)[-1],
    )
