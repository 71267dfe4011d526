"""Relu is the last word where the answer is a class.

## What it looks for
Yes/no or one-hot labels, and an output that acts as relu in front of binary cross-entropy or of a
squared or absolute error. Silent when every run succeeds all the same.

## Why it hurts
Relu answers exactly 0 to every score below 0, and where it answers 0 nothing flows back: an output
that fell silent for all rows never learns again. Above it knows no limit, so its answers are no
probabilities either. Some starts get away with it.

## What to try
Count how many answers are exactly 0 after training. Which labels do those rows have?

## Source
Catalogue L08. Measured on Keras 3.15 with TensorFlow 2.21: XOR with one relu output and binary
cross-entropy ends at a loss of 4.03 with three rows right of four (seed 4, 200 epochs), where
sigmoid ends at 0.0003 with four. The catalogue quotes 8.0590 where all rows are cut off.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, say
from nngrader.rules._reading import REGRESSION, loss_of, model_place, outputs, went_well
from nngrader.rules._task import head_of, problem

CATALOGUE = "L08"
SEVERITY: Severity = "fatal"
ORDER = 325
LOOK = say("Print the answers to a few rows after training and count those that are exactly 0.")
CONCEPT = "relu"
CLASSES = frozenset({"yes-no", "one-hot", "several-labels", "signs"})


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare what the output does with what the labels are."""
    model = evidence.model
    if model is None or head_of(model) != "relu-like" or problem(evidence) not in CLASSES:
        return
    binary = loss_of(model) == "binary_crossentropy"
    if not (binary or loss_of(model) in REGRESSION) or went_well(evidence) or not outputs(model):
        return
    yield Symptom(
        say(
            "Your labels are classes, but your {outputs} with relu, which makes 0 of every score "
            "below 0 and has no upper limit.",
            outputs=counted("last layer answers", "{number} outputs answer", outputs(model)),
        ),
        say("How many of the answers are exactly 0, and could such an output still learn?"),
        model_place(evidence),
        severity=None if binary else "minor",
    )
