"""Layers are locked, so training cannot change them.

## What it looks for
Layers with weights that are not trainable. All of them locked: nothing can learn. Some of them
locked, with weights that nobody trained before: no other network in the program, a single
training, no weights read from a file or from a model that others made.

## Why it hurts
A locked layer keeps the random weights it started with. What it passes on is a random mixture of
the inputs, and the layers behind it must make the best of that.

## What to try
Compare trainable and total parameters in the summary.

## Source
Catalogue A11; Stack Overflow 64387251. Measured on Keras 3.15 with TensorFlow 2.21: 1,000
digits of MNIST, 6 epochs, accuracy with a locked hidden layer of 8 relu units 0.187, of 128 units
0.712; with 8 units free to learn 0.736. Iris bears a locked layer of 16 units (0.953). With all
layers locked nothing moves, and Keras warns: "The model does not have any trainable weights."
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, LayerSpec, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, say
from nngrader.rules._architecture import (
    WEIGHTED,
    drawn,
    layer_place,
    spelled,
    weight,
)
from nngrader.rules._reading import model_place, went_well

CATALOGUE = "A11"
SEVERITY: Severity = "major"
ORDER = 430
LOOK = say("Compare the trainable and the total parameters in `model.summary()`.")
CONCEPT = "frozen-layers"
TRIAL = "unfrozen"
PRESET = frozenset({"Embedding"})  #: layers that are filled from outside as a rule
RANDOM = ("Glorot", "He", "Lecun", "Orthogonal", "Random", "Truncated", "VarianceScaling")
BROUGHT = (  # words of a program that takes weights from elsewhere, or sets them by hand
    "applications",
    "assign(",
    "from_preset",
    "hub.",
    "load_model",
    "load_weights",
    "pretrained",
    "set_weights",
)


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for weights that training cannot reach."""
    model = evidence.model
    if model is None:
        return
    learning = [layer for layer in model.layers if layer.parameters and layer.trainable]
    locked = [at for at, layer in enumerate(model.layers) if _is_locked(layer)]
    if not locked or _moved(evidence, locked):
        return
    if not learning:
        yield _all_locked(evidence, model)
    elif model.chain and _from_scratch(evidence) and any(_random(model, at) for at in locked):
        yield _some_locked(evidence, model, next(at for at in locked if _random(model, at)))


def _is_locked(layer: LayerSpec) -> bool:
    return not layer.trainable and layer.parameters > 0 and layer.type in WEIGHTED


def _moved(evidence: Evidence, locked: list[int]) -> bool:
    """Say whether training changed them all the same, as when they were locked afterwards."""
    probes = [probe for run in evidence.runs for probe in run.layers]
    return any(probe.moved > 0 for probe in probes if probe.layer in locked)


def _random(model: ModelSpec, at: int) -> bool:
    layer = model.layers[at]
    name, _ = drawn(layer.settings.get("kernel_initializer"))
    return layer.type not in PRESET and name.startswith(RANDOM)


def _from_scratch(evidence: Evidence) -> bool:
    """Say whether nobody can have trained the locked weights before."""
    trained = sum(fit.repeated for fit in evidence.fits)
    text = "\n".join(evidence.source)
    alone = len(evidence.candidates) <= 1 and trained <= 1
    return alone and not any(word in text for word in BROUGHT)


def _all_locked(evidence: Evidence, model: ModelSpec) -> Symptom:
    return Symptom(
        say(
            "{layers}: training can change none of your {parameters} weights.",
            layers=counted(
                "The layer of your network is locked",
                "All {number} layers of your network are locked",
                sum(layer.parameters > 0 for layer in model.layers),
            ),
            parameters=model.parameters,
        ),
        say("Which weights should the training change, and which line locks them?"),
        model_place(evidence),
        severity="minor" if went_well(evidence) else "fatal",
    )


def _some_locked(evidence: Evidence, model: ModelSpec, at: int) -> Symptom:
    layer = model.layers[at]
    return Symptom(
        say(
            "`{layer}` is locked: its {locked} of the network's {parameters} weights stay as "
            "random as they started.",
            layer=spelled(layer),
            locked=layer.parameters,
            parameters=model.parameters,
        ),
        say("Has anybody trained this layer before, so that it is worth keeping as it is?"),
        layer_place(evidence, at),
        severity="major" if not evidence.runs else weight(evidence),
    )
