"""The rows trained on are learned by heart.

## What it looks for
All of these at once, in every run of at least 5 epochs: the loss of the rows set aside is lowest
before 60 % of the run and ends more than a tenth higher, while the loss of the rows trained on goes
on falling; fewer than nine of ten rows set aside come out right; and the two accuracies lie more
than three standard errors apart.

## Why it hurts
What is learned from then on is true of these rows only: their noise, their accidents. New rows do
not share it.

## What to try
Plot both losses in one picture. At which epoch do they part?

## Source
Catalogue T17. A gap alone is no overfitting, and is often called so (Valdenegro-Toro and Sabatelli
2023); a rule of a tenth between the losses was wrong on 9 of 13 healthy programs in the catalogue.
Measured on Keras 3.15 with TensorFlow 2.21: 200 noisy rows of 10 numbers, 128 units: the loss of
200 others is lowest (0.39) in epoch 2 to 4 and ends at 1.05 to 1.21 after 30, with 1.00 and 0.79
right.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, say
from nngrader.rules._curves import asides, by_heart
from nngrader.rules._reading import GOOD, fit_place, went_well

CATALOGUE = "T17"
SEVERITY: Severity = "minor"
ORDER = 830
LOOK = say("Plot `loss` and `val_loss` of the history in one picture.")
CONCEPT = "overfitting"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at the curves of the rows set aside, in every run."""
    if evidence.exam == "hidden" and went_well(evidence):
        return
    curves = asides(evidence)
    if not curves or not all(by_heart(one) and one.accuracies[-1] < GOOD for one in curves):
        return
    first = curves[0]
    yield Symptom(
        say(
            "The loss of the {rows} set aside is lowest in epoch {best} of {epochs}, at {low:.3g}, "
            "and ends at {high:.3g}; of the rows trained on {own:.0%} come out right, of these "
            "{aside:.0%}.",
            rows=counted("{number} row", "{number} rows", first.rows),
            best=first.best + 1,
            epochs=len(first.losses),
            low=first.losses[first.best],
            high=first.losses[-1],
            own=first.trained_accuracies[-1],
            aside=first.accuracies[-1],
        ),
        say("What does the network learn after that epoch, if it is of no use to new rows?"),
        fit_place(evidence),
    )
