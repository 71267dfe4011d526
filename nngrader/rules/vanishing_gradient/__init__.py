"""Almost no learning signal reaches the first layer.

## What it looks for
No run that succeeds, and in every run a gradient of the first layer that, before and after
training, is below 0.0001 and a thousandth of the last layer's. Silent for three dense layers of
sigmoid or tanh: `deep-stack-of-saturating-layers` says so.

## Why it hurts
The signal is multiplied by a slope at every layer on its way back. With many flat slopes nothing is
left of it, and the first layers stay as they began.

## What to try
Compare the size of the gradient layer by layer. Which layer swallows it?

## Source
Catalogue T13; the limits are those of AUTOTRAINER (Zhang et al., ICSE 2021), which raised no false
alarm on 13 healthy programs. A network that has arrived also has small gradients, so only where it
failed. Measured on Keras 3.15 with TensorFlow 2.21: six layers of sigmoid convolution on small
digits have a gradient of 6e-05 in the first layer and 2.5 in the last, 7e-05 and 0.12 after 12
epochs, and stay at 0.10; with relu they reach 0.98.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, ModelSpec, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._architecture import SQUASHING
from nngrader.rules._curves import failed, layer_told
from nngrader.rules._reading import model_place

CATALOGUE = "T13"
SEVERITY: Severity = "major"
ORDER = 660
LOOK = say("Compare how far training moved the weights of the first and of the last layer.")
CONCEPT = "vanishing-gradient"
LEAST = 1e-4  #: norm of a gradient; AUTOTRAINER
SHARE = 1e-3  #: of the last layer's; AUTOTRAINER
FEWEST = 3  #: layers with weights


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the gradients of the first and of the last layer with weights."""
    if not failed(evidence) or _is_told(evidence.model):
        return
    if not all(_vanishes(run) for run in evidence.runs):
        return
    first, *_, last = evidence.runs[0].layers
    yield Symptom(
        say(
            "The gradient is {small:.1e} in {first} and {large:.1e} in {last}: almost nothing of "
            "the signal arrives.",
            small=first.gradient,
            first=layer_told(evidence.model, first.layer),
            large=last.gradient,
            last=layer_told(evidence.model, last.layer),
        ),
        say("What happens to a number that is multiplied by a small slope again and again?"),
        model_place(evidence),
    )


def _is_told(model: ModelSpec | None) -> bool:
    """Whether it is a stack of which `deep-stack-of-saturating-layers` speaks."""
    if model is None or not model.chain:
        return False
    flat = [layer for layer in model.layers if layer.activation in SQUASHING]
    return sum(layer.type == "Dense" for layer in flat) >= FEWEST


def _vanishes(run: TrainingRun) -> bool:
    if len(run.layers) < FEWEST:
        return False
    first, *_, last = run.layers
    pairs = ((first.gradient, last.gradient), (first.first_gradient, last.first_gradient))
    return all(
        small is not None and large is not None and small < LEAST and small < SHARE * large
        for small, large in pairs
    )
