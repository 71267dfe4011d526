"""A very small network is stuck from every random start that was tried.

## What it looks for
A table of at most four rows, a network of which every hidden layer bends and has two to four units,
and runs of at least 100 updates that all fail with a loss that has come to rest. It is a suspicion:
a short training with four times as many hidden units decides.

## Why it hurts
It is no error: two hidden units can solve XOR. But with so few, most starts end in a dead end.

## What to try
Train with ten seeds and count the successes. What changes with more hidden units?

## Source
Catalogue A06, a NumPy count over 400 seeds with Adam at 0.1 and 1000 epochs: a 2-n-1 network with
relu solves XOR with 2, 3, 4, 8, 16 hidden units in 13, 36, 51, 88, 98 % of the starts, with tanh in
52, 84, 98, 100, 100 %. Measured on Keras 3.15 with TensorFlow 2.21: two relu units that start with
he_normal get three rows from all of seeds 0, 1 and 2, eight units all four. Stuck runs still creep,
from 0.3476 to 0.3467: so "at rest" is less than 2 % over the last fifth.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, ModelSpec, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, say
from nngrader.network import hidden_layers
from nngrader.rules._curves import (
    FEWEST_UPDATES,
    creeps,
    failed,
    is_finite,
    overshoots,
    still_falling,
    updates,
)
from nngrader.rules._reading import FEW_ROWS, is_straight, model_place

CATALOGUE = "A06"
SEVERITY: Severity = "major"
ORDER = 655
LOOK = say("Train ten times with different seeds, and write down how often all rows come out.")
CONCEPT = "initial-weights"
TRIAL = "wider"
FLAT = 0.02  #: share of the loss over the last fifth; stuck, it still creeps
SMALLEST, LARGEST = 2, 4  #: hidden units that can solve XOR and often do not; catalogue A06


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for a small network that could do it, and came to rest elsewhere."""
    model, runs = evidence.model, evidence.runs
    if model is None or not failed(evidence) or not _is_small(model):
        return
    if creeps(evidence) or overshoots(evidence) or updates(evidence) < FEWEST_UPDATES:
        return
    if all(_is_stuck(run) for run in runs):
        yield Symptom(
            counted(
                "From {number} random start your network comes to rest with {right} of {rows} rows "
                "right; with {units} hidden units that happens often.",
                "From {number} random starts your network comes to rest with at most {right} of "
                "{rows} rows right; with {units} hidden units that happens often.",
                len(runs),
                right=max(round(run.accuracy * len(run.answers)) for run in runs),
                rows=len(runs[0].answers),
                units=max(layer.units or 0 for layer in hidden_layers(model)),
            ),
            say(
                "This is no error of yours. How often does it succeed with other seeds, and how "
                "does the number of hidden units change that?"
            ),
            model_place(evidence),
        )


def _is_small(model: ModelSpec) -> bool:
    hidden = hidden_layers(model)
    sizes = [layer.units or 0 for layer in hidden]
    bends = not any(is_straight(layer) for layer in hidden)
    return bool(hidden) and bends and all(SMALLEST <= size <= LARGEST for size in sizes)


def _is_stuck(run: TrainingRun) -> bool:
    is_table = 0 < len(run.answers) <= FEW_ROWS
    return is_table and is_finite(run) and not still_falling(run, FLAT) and not run.error
