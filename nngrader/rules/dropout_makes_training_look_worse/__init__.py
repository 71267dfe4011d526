"""The score that training prints is taken with units switched off.

## What it looks for
A network with dropout whose accuracy in the last epoch of `fit` lies more than three standard
errors below the accuracy of the same network on the same rows afterwards, in every run, none of
which succeeds.

## Why it hurts
It is no mistake. But whoever compares the two numbers without knowing it looks for a fault where
none is.

## What to try
Ask `evaluate` about the rows that were trained on. Is the score still so low?

## Source
Catalogue T27: normal with dropout, so it is explained and never blamed, and only where something
else is wrong anyway. Measured on Keras 3.15 with TensorFlow 2.21: Iris with 4 units and a dropout
of half: `fit` shows 0.58 to 0.72, and the same rows are answered with 0.82 to 0.89 afterwards.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._curves import CERTAIN, error_of, failed, losses
from nngrader.rules._reading import fit_place

CATALOGUE = "T27"
SEVERITY: Severity = "info"
ORDER = 1050
LOOK = say("Compare the accuracy that `fit` prints last with that of `evaluate` on the same rows.")
CONCEPT = "dropout"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare what `fit` prints with what the network answers."""
    layers = evidence.model.layers if evidence.model else ()
    if not failed(evidence) or not any("Dropout" in layer.type for layer in layers):
        return
    gaps = [_accuracies(run) for run in evidence.runs]
    if all(gap is not None for gap in gaps) and gaps[0] is not None:
        shown, asked = gaps[0]
        yield Symptom(
            say(
                "`fit` ends with an accuracy of {shown:.3g}; asked about the same rows afterwards, "
                "with no unit switched off, the network reaches {asked:.3g}.",
                shown=shown,
                asked=asked,
            ),
            say("What does dropout do while a network is trained, and what while it is asked?"),
            fit_place(evidence),
        )


def _accuracies(run: TrainingRun) -> tuple[float, float] | None:
    """Read the last accuracy of training and the one afterwards; None where they are near."""
    name = next((one for one in run.history if "acc" in one and not one.startswith("val_")), "")
    shown = losses(run, name)
    if not shown or run.own is None or run.own.accuracy is None:
        return None
    asked = run.own.accuracy
    near = asked - shown[-1] <= CERTAIN * error_of(shown[-1], run.own.rows)
    return None if near else (shown[-1], asked)
