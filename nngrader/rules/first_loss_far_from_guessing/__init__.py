"""Before any training the network is far worse than guessing.

## What it looks for
A cross-entropy that, before the first update, is more than three times what naming all classes
alike would give, in every run, and no run that succeeds. Silent where inputs beyond 20, weights
that start very large, penalties, class weights or an output that does not suit the loss explain it.

## Why it hurts
A network that has learned nothing should not be sure of anything. One that starts out sure of
random answers spends its training on unlearning them.

## What to try
Work out the loss of pure guessing, minus the logarithm of 1 / number of classes. Which number do
you see before training?

## Source
Catalogue T26; Karpathy, A Recipe for Training Neural Networks (verify the loss at the start). Three
times is the catalogue's limit. Measured on Keras 3.15 with TensorFlow 2.21: a sigmoid unit whose
bias starts at 30 begins with a loss of 15, where 0.69 is guessing, and is at 8 to 10 after 210
updates; from 0 it learns.
"""

from collections.abc import Iterator
from math import log

from nngrader.evidence import Evidence, LayerSpec, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._architecture import drawn
from nngrader.rules._curves import failed
from nngrader.rules._reading import loss_of, model_place, outputs, takes_raw_scores

CATALOGUE = "T26"
SEVERITY: Severity = "minor"
ORDER = 652
LOOK = say("Ask `evaluate` for the loss before the first epoch.")
CONCEPT = "cross-entropy"
TIMES = 3  #: the loss of guessing; catalogue T26
LARGEST = 20.0  #: input, sign aside; beyond it `unscaled-inputs` speaks
WIDE = 10.0  #: spread of a layer's sums; beyond it `huge-initial-weights` speaks
TWO = 2
PENALTIES = ("activity_regularizer", "bias_regularizer", "kernel_regularizer")


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the first loss of every run with that of guessing."""
    model, guess = evidence.model, _guess(evidence.model)
    if model is None or not guess or not failed(evidence) or _is_explained(evidence, model):
        return
    first = [run.first_loss for run in evidence.runs]
    known = [loss for loss in first if loss is not None]
    if len(known) == len(first) and min(known) > TIMES * guess:
        yield Symptom(
            say(
                "Before any training the loss is {first:.3g}; guessing among all classes would "
                "give {guess:.3g}.",
                first=known[0],
                guess=guess,
            ),
            say("How can a network be so sure of wrong answers before it has learned anything?"),
            model_place(evidence),
        )


def _guess(model: ModelSpec | None) -> float:
    """Work out the loss of naming all classes alike; 0 where the output does not suit the loss."""
    if model is None:
        return 0.0
    loss, scores = loss_of(model), takes_raw_scores(model)
    if loss == "binary_crossentropy":
        return log(TWO) if model.head == ("linear" if scores else "sigmoid-like") else 0.0
    if loss in ("categorical_crossentropy", "sparse_categorical_crossentropy"):
        suits = model.head == ("linear" if scores else "softmax")
        return log(outputs(model)) if suits and outputs(model) >= TWO else 0.0
    return 0.0


def _is_explained(evidence: Evidence, model: ModelSpec) -> bool:
    if not evidence.fits or any(map(_is_special, model.layers)):
        return True
    fit = evidence.fits[-1]
    largest = max(abs(fit.x.minimum or 0.0), abs(fit.x.maximum or 0.0))
    return largest > LARGEST or fit.class_weight or fit.sample_weight


def _is_special(layer: LayerSpec) -> bool:
    """Whether a penalty is part of the loss, or the weights start so wide that it is told there."""
    if any(layer.settings.get(name) for name in PENALTIES):
        return True
    width = drawn(layer.settings.get("kernel_initializer"))[1].get("stddev", 0.0)
    inputs = layer.parameters // layer.units if layer.units else 0
    return bool(width) and width * inputs**0.5 > WIDE
