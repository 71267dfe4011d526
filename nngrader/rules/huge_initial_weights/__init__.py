"""The weights start far too large.

## What it looks for
A layer whose starting weights are drawn so widely that for inputs of about 1 its sums spread by
more than 10, in a training that went badly. Without a training it is a remark.

## Why it hurts
A sum spreads by the width of the weights times the root of the number of inputs. Large sums push
sigmoid and tanh to their limits, where they hardly react, and make the network very sure of random
answers, which it must unlearn first.

## What to try
Which loss would pure guessing give, and which one does your network begin with?

## Source
Catalogue A10; TheDeepChecker; Karpathy, A Recipe for Training Neural Networks (verify the loss at
the start); Stack Overflow 48385830. Measured on Keras 3.15 with TensorFlow 2.21: 1,000
digits of MNIST, Adam at 0.001, 6 epochs, two layers of 64 tanh units with normal weights of 0.05, 0.2,
0.5, 1, 5 in size (sums of 1.4, 5.6, 14, 28, 140): accuracy 0.960, 0.954, 0.835, 0.660, 0.455. With relu
and the same weights in all layers 0.918, 0.927, 0.714, 0.490, 0.180, and a first loss of 2.3, 3.8,
19.6, 78 and 1,950. Iris, with 4 inputs, bears 1 (0.967) and not 5 (0.807).
"""

from collections.abc import Iterator
from math import sqrt

from nngrader.evidence import Evidence, LayerSpec, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._architecture import drawn, layer_place, spelled, weight, weighted

CATALOGUE = "A10"
SEVERITY: Severity = "major"
ORDER = 650
LOOK = say("Compare the loss before the first epoch with the loss of pure guessing.")
CONCEPT = "initial-weights"
TRIAL = "fresh-weights"
SPREAD = 10.0  #: of a layer's sums, for inputs that spread by 1; see Source
KINDS = frozenset({"Conv1D", "Conv2D", "Dense"})


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Estimate how far the first sums of each layer spread."""
    model = evidence.model
    if model is None:
        return
    wide = [at for at in weighted(model) if _spread(model, at) > SPREAD]
    if not wide:
        return
    worst = max(wide, key=lambda at: _spread(model, at))
    layer = model.layers[worst]
    first = next((run.first_loss for run in evidence.runs if run.first_loss is not None), None)
    start = say(
        "The weights of `{layer}` start about {width:.3g} in size, and with {inputs} inputs its "
        "sums reach about {spread:.3g}",
        layer=spelled(layer),
        width=_width(layer),
        inputs=_inputs(layer),
        spread=_spread(model, worst),
    )
    known = say("{start}; your loss before any training is {first:.3g}.", start=start, first=first)
    yield Symptom(
        say("{start}.", start=start) if first is None else known,
        say("Which loss would pure guessing give, and which one does your network begin with?"),
        layer_place(evidence, worst),
        severity=weight(evidence),
    )


def _spread(model: ModelSpec, at: int) -> float:
    return _width(model.layers[at]) * sqrt(_inputs(model.layers[at]))


def _width(layer: LayerSpec) -> float:
    """Read how far the weights spread at the start; 0 for those that fit themselves to the layer."""
    name, values = drawn(layer.settings.get("kernel_initializer"))
    if layer.type not in KINDS:
        return 0.0
    if name in ("RandomNormal", "TruncatedNormal"):
        return abs(values.get("stddev", 0.0))
    if name == "RandomUniform":
        return abs(values.get("maxval", 0.0) - values.get("minval", 0.0)) / sqrt(12)
    return 0.0


def _inputs(layer: LayerSpec) -> int:
    """Count the numbers that each unit sums up."""
    if not layer.units:
        return 0
    bias = 0 if layer.settings.get("use_bias") is False else 1
    return max(0, layer.parameters // layer.units - bias)
