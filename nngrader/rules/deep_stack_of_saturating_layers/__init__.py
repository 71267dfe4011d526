"""The correction fades on its way through many layers of sigmoid or tanh.

## What it looks for
Three hidden layers of sigmoid or tanh in a row, or more, without normalization between them, in a
training of at least 100 updates that went badly, and in which the first layer was corrected less
than 0.05 times as strongly as the last before any training. Without a training, and after a very
short one, layers of sigmoid get a remark.

## Why it hurts
On its way back the correction is multiplied by the slope of every activation. Sigmoid's slope is
0.25 at most, so a few layers leave next to nothing for the first.

## What to try
Train with one hidden layer instead, or look at how far each layer moved.

## Source
Catalogue A07; SageMaker Debugger (VanishingGradient); AUTOTRAINER; Stack Overflow 57407973,
49583466. Measured on Keras 3.15 with TensorFlow 2.21: Iris,
16 units per layer, first gradient divided by the last: sigmoid 0.17 with two hidden layers, 0.024
with three, 0.0014 with five, 0.000035 with eight; MNIST with five 0.003. Iris with plain SGD at 0.1,
40 epochs: accuracy 0.853 with two, 0.633 with three, 0.333 with five layers of sigmoid. Adam at 0.01
learns all the same (0.987 with five). Tanh hardly fades with Keras's weights (0.49 with three, 0.64
with five, 0.52 with eight) and learned with SGD (0.973 with five): it is not blamed by its name.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.network import PASSING
from nngrader.rules._architecture import SQUASHING, layer_place, weight, weighted, went_badly
from nngrader.rules._reading import batches

CATALOGUE = "A07"
SEVERITY: Severity = "major"
ORDER = 645
LOOK = say("Compare how far the first and the last layer moved in training.")
CONCEPT = "vanishing-gradient"
TRIAL = "shallower"
FADING = frozenset({"hard_sigmoid", "sigmoid"})  #: their slope is never above 0.25
FEWEST = 3  #: hidden layers in a row; two are usual
RATIO = 0.05  #: of the first layer's gradient to the last layer's; between 0.17 and 0.024
FEWEST_UPDATES = 100  #: after fewer, the number of updates is the nearer cause; catalogue T06


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Find the stack, and how much of the correction comes through."""
    model = evidence.model
    stack = _stack(model) if model is not None and model.chain else []
    if model is None or len(stack) < FEWEST:
        return
    ratio = _ratio(evidence, stack[0], weighted(model)[-1])
    if went_badly(evidence) and ratio is not None and ratio < RATIO:
        yield Symptom(
            say(
                "Your {number} hidden layers of {bend} in a row pass on little of the correction: "
                "the first is corrected {times:.2g} times as strongly as the last.",
                number=len(stack),
                bend=model.layers[stack[0]].activation,
                times=ratio,
            ),
            say("How much is left of 1 when it is multiplied by 0.25 once per hidden layer?"),
            layer_place(evidence, stack[0]),
            severity=_weight(evidence),
        )
    elif not evidence.runs and model.layers[stack[0]].activation in FADING:
        yield Symptom(
            say(
                "{number} hidden layers of {bend} stand in a row, and each passes on only a part "
                "of the correction.",
                number=len(stack),
                bend=model.layers[stack[0]].activation,
            ),
            say("How much is left of 1 when it is multiplied by 0.25 once per hidden layer?"),
            layer_place(evidence, stack[0]),
            severity="minor",
        )


def _weight(evidence: Evidence) -> Severity:
    updates = sum(fit.epochs * fit.repeated * batches(fit) for fit in evidence.fits)
    if updates < FEWEST_UPDATES:
        return "minor"
    return weight(evidence)


def _stack(model: ModelSpec) -> list[int]:
    """Find the longest row of hidden layers that squash; dropout may stand between them."""
    longest: list[int] = []
    found: list[int] = []
    for at, layer in enumerate(model.layers[: weighted(model)[-1]] if weighted(model) else ()):
        if layer.type == "Dense" and layer.activation in SQUASHING:
            found = [*found, at]
        elif layer.type not in PASSING:
            found = []
        longest = max(longest, found, key=len)
    return longest


def _ratio(evidence: Evidence, first: int, last: int) -> float | None:
    """Compare the gradients before training; None where they are unknown."""
    for run in evidence.runs:
        known = {probe.layer: probe.first_gradient for probe in run.layers}
        early, late = known.get(first), known.get(last)
        if early is not None and late:
            return early / late
    return None
