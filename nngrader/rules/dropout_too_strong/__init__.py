"""Dropout switches off more than the network can bear.

## What it looks for
A dropout of more than half of the units between layers, or of at least half of a layer of at most
8 units, in a training that went badly. Without a training, and after a good one, only a rate of
0.9 or more is mentioned.

## Why it hurts
A unit that is switched off neither answers nor learns in that step. Half of 512 units are still
256; a tenth of them, or one of three, is too little to answer with, and learning turns into
guessing.

## What to try
Count the units of that layer that are left in a step. The training score, taken with units
switched off, lies far below the score of the same rows afterwards.

## Source
Catalogue A08; UMLAUT (more than 0.5). Keras's rate is the share that is dropped; other programs of
old asked for the share that is kept. Measured on Keras 3.15 with TensorFlow 2.21: 1,000
digits of MNIST, 128 and 64 hidden units with dropout behind both, 6 epochs: accuracy after
training 0.901 with a rate of 0.5, 0.610 with 0.8, 0.167 with 0.9. Iris with 16 hidden units bears
even 0.9 (0.967, while `fit` shows 0.647), and XOR with 4 hidden units fails with 0.5 in 1 of 4
starts, as it does without.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, LayerSpec, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._architecture import layer_place, spelled, weight, weighted, went_badly

CATALOGUE = "A08"
SEVERITY: Severity = "major"
ORDER = 710
LOOK = say("Compare the accuracy that `fit` prints with the one of `evaluate` on the same rows.")
CONCEPT = "dropout"
TRIAL = "without-dropout"
HALF = 0.5  #: the usual most between wide layers
MOST = 0.9  #: no textbook goes as far; it may be meant as the share that is kept
SMALL = 8  #: units of which half are few; as in the catalogue


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Count what a dropout leaves of the layer before it."""
    model = evidence.model
    places = weighted(model) if model is not None and model.chain else []
    if model is None or not places:
        return
    strong = [at for at in range(places[-1]) if _is_strong(model, at)]
    if not went_badly(evidence):
        strong = [at for at in strong if _rate(model.layers[at]) >= MOST]
    if not strong:
        return
    worst = max(strong, key=lambda at: _rate(model.layers[at]))
    width = _width(model, worst)
    yield Symptom(
        say(
            "`{dropout}` switches off {share:.0%} of {units} units in every training step, which "
            "leaves about {left:.3g}.",
            dropout=spelled(model.layers[worst]),
            share=_rate(model.layers[worst]),
            units=width,
            left=width * (1 - _rate(model.layers[worst])),
        ),
        say("How many units are left to answer with, and what could so few of them tell?"),
        layer_place(evidence, worst),
        severity=weight(evidence),
    )


def _rate(layer: LayerSpec) -> float:
    rate = layer.settings.get("rate")
    is_dropout = layer.type == "Dropout" and isinstance(rate, int | float)
    return float(rate) if is_dropout and isinstance(rate, int | float) else 0.0


def _width(model: ModelSpec, at: int) -> int:
    shape = model.layers[at].output_shape
    return shape[-1] or 0 if shape else 0


def _is_strong(model: ModelSpec, at: int) -> bool:
    rate, width = _rate(model.layers[at]), _width(model, at)
    return width > 0 and (rate > HALF or (rate >= HALF and width <= SMALL))
