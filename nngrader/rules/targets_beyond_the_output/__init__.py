"""The right answers lie beyond what the output can answer.

## What it looks for
Numbers to be guessed, or pictures to be rebuilt, that reach further than the last activation:
beyond 0 to 1 for sigmoid and softmax, beyond -1 to 1 for tanh, below 0 for relu. Also numbers
beyond 0 to 1 in front of binary cross-entropy. What lies out by less than a twentieth of the
range of the labels is forgiven.

## Why it hurts
The output pushes against its limit, stays there, and answers the same for every row. No training
can move a limit.

## What to try
Compare the smallest and the largest label with the smallest and the largest number that the last
activation can answer.

## Source
Catalogue L17. Measured on Keras 3.15 with TensorFlow 2.21: prices from 40 to 90 guessed through
sigmoid end 61 off on average, through a plain output 1.4. The twentieth is chosen here: labels
that were scaled on purpose lie inside.
"""

from collections.abc import Iterator
from math import inf

from nngrader.evidence import ArraySpec, Evidence, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, say
from nngrader.rules._reading import REGRESSION, loss_of, model_place, outputs, went_well
from nngrader.rules._task import head_of, problem

CATALOGUE = "L17"
SEVERITY: Severity = "fatal"
ORDER = 330
LOOK = say("Print the smallest and the largest label next to the smallest and the largest answer.")
CONCEPT = "output-layer"
BEYOND = 0.05  #: share of the range of the labels that may lie out
LIMITS = {
    "sigmoid-like": ("sigmoid", 0.0, 1.0),
    "softmax": ("softmax", 0.0, 1.0),
    "tanh-like": ("tanh", -1.0, 1.0),
    "relu-like": ("relu", 0.0, inf),
}


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the range of the labels with that of the output."""
    model = evidence.model
    if model is None or problem(evidence) not in ("numbers", "pictures"):
        return
    y = evidence.fits[-1].y
    message = _of_output(model, y) or _of_loss(model, y)
    if message is not None:
        yield Symptom(
            message,
            say("Which numbers can the end of your network answer, and which does it have to?"),
            model_place(evidence),
            severity="minor" if went_well(evidence) else None,
        )


def _of_output(model: ModelSpec, y: ArraySpec) -> Text | None:
    known = loss_of(model) in REGRESSION | {"binary_crossentropy", "poisson"}
    if not known or head_of(model) not in LIMITS or _leaks(model) or _guesses_classes(model, y):
        return None
    name, low, high = LIMITS[head_of(model)]
    if not _reaches_beyond(y, low, high):
        return None
    if high == inf:
        return say(
            "The right answers go down to {least:.4g}, but your last layer acts as relu, which "
            "never answers less than 0.",
            least=y.minimum,
        )
    return say(
        "The right answers run from {least:.4g} to {most:.4g}, but your last layer acts as {name}, "
        "which answers between {low:g} and {high:g} only.",
        least=y.minimum,
        most=y.maximum,
        name=name,
        low=low,
        high=high,
    )


def _of_loss(model: ModelSpec, y: ArraySpec) -> Text | None:
    if loss_of(model) != "binary_crossentropy" or not _reaches_beyond(y, 0.0, 1.0):
        return None
    return say(
        "The right answers run from {least:.4g} to {most:.4g}, but binary cross-entropy reads "
        "them as shares between 0 for no and 1 for yes.",
        least=y.minimum,
        most=y.maximum,
    )


def _reaches_beyond(y: ArraySpec, low: float, high: float) -> bool:
    if y.minimum is None or y.maximum is None:
        return False
    out = max(low - y.minimum, y.maximum - high)
    return out > 0 and out >= BEYOND * (y.maximum - y.minimum)


def _leaks(model: ModelSpec) -> bool:
    """Whether what acts as relu lets something through below 0, or is cut above."""
    return head_of(model) == "relu-like" and model.layers[-1].activation != "relu"


def _guesses_classes(model: ModelSpec, y: ArraySpec) -> bool:
    """Whether softmax meets columns: then the labels may be counts per class."""
    return head_of(model) == "softmax" and outputs(model) != (y.shape[1] if y.shape[1:] else 1)
