"""Labels below 0 are read as shares, and the loss falls below 0 without an end.

## What it looks for
Columns of labels of which some are below 0, in front of categorical cross-entropy, as labels of -1
and 1 are, or one-hot labels that were standardised together with the inputs.

## Why it hurts
Categorical cross-entropy reads a row of labels as shares of one decision. A share below 0 rewards
the network for calling a class impossible, and there is always something more impossible.

## What to try
Print the first rows of the labels. Could they be shares?

## Source
Catalogue L10, for columns. Measured on Keras 3.15 with TensorFlow 2.21: three classes as columns of
-1 and 1 go from a loss of -1.1 to -448.6 in 60 epochs.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.given import is_numeric
from nngrader.language import say
from nngrader.rules._curves import losses
from nngrader.rules._reading import GOOD, fit_place, loss_of

CATALOGUE = "L10"
SEVERITY: Severity = "fatal"
ORDER = 322
LOOK = say("Print the first five rows of the labels, just before `fit`.")
CONCEPT = "one-hot-labels"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for a column label below 0."""
    fit, model = evidence.fits[-1] if evidence.fits else None, evidence.model
    if fit is None or model is None or loss_of(model) != "categorical_crossentropy":
        return
    y = fit.y
    if len(y.shape) < 2 or y.shape[-1] < 2 or not is_numeric(y) or (y.minimum or 0.0) >= 0:
        return
    ends = [losses(run)[-1] for run in evidence.runs if losses(run)]
    yield Symptom(
        say(
            "Categorical cross-entropy reads labels as shares, but yours begin at {least:.3g}, and "
            "the loss ends at {loss:.4g}.",
            least=y.minimum,
            loss=ends[0],
        )
        if ends
        else say(
            "Categorical cross-entropy reads labels as shares, but yours begin at {least:.3g}.",
            least=y.minimum,
        ),
        say("What could a share below 0 of a decision mean?"),
        fit_place(evidence),
        severity="minor" if evidence.runs and all(map(_answers_well, evidence.runs)) else None,
    )


def _answers_well(run: TrainingRun) -> bool:
    """Whether the largest answer is at the largest label for most rows trained on."""
    name = next((one for one in run.history if "acc" in one and not one.startswith("val_")), "")
    shown = losses(run, name)
    return bool(shown) and shown[-1] >= GOOD
