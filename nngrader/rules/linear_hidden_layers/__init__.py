"""A hidden layer has no activation.

## What it looks for
A Dense or convolution layer without activation, followed by another with nothing between them
that bends: dropout, reshaping and normalisation do not, pooling by the maximum does.

## Why it hurts
A weighted sum of weighted sums is a weighted sum. Two such layers in a row can do nothing that
one could not do, so the extra layer buys no curve.

## What to try
Simplify 3 * (2 * x). Is there anything in your stack that cannot be simplified like this?

## Source
Catalogue A02. It matters less where the answers are good, or where a narrow layer between two
halves is the code of an autoencoder. Arithmetic: W2 (W1 x + b1) + b2 = (W2 W1) x + (W2 b1 + b2).
"""

from collections.abc import Iterator
from itertools import pairwise

from nngrader.evidence import Evidence, LayerSpec, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, joined, say
from nngrader.network import told
from nngrader.rules._reading import (
    NEVER_BENDING,
    STRAIGHT,
    is_straight,
    model_place,
    rebuilds,
    went_well,
)

CATALOGUE = "A02"
SEVERITY: Severity = "major"
ORDER = 620
LOOK = say("Look at every layer before the last one, and say what it does with its weighted sum.")
CONCEPT = "activation"
TRIAL = "bending"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for neighbours that simplify to one layer."""
    model = evidence.model
    if model is None or not model.chain or not (flat := _flat(model)):
        return
    listed = joined(map(told, flat), "; ")
    yield Symptom(
        counted(
            "{number} hidden layer of your network has no activation ({layers}), and without a "
            "bend two layers in a row can do no more than one.",
            "{number} hidden layers of your network have no activation ({layers}), and without a "
            "bend two layers in a row can do no more than one.",
            len(flat),
            layers=listed,
        ),
        say(
            "What does 3 * (2 * x) simplify to, and what in your stack cannot be simplified like "
            "this?"
        ),
        model_place(evidence),
        severity=_severity(evidence, model),
    )


def _flat(model: ModelSpec) -> list[LayerSpec]:
    line = [layer for layer in model.layers if layer.type not in NEVER_BENDING]
    return [
        layer for layer, after in pairwise(line) if is_straight(layer) and after.type in STRAIGHT
    ]


def _severity(evidence: Evidence, model: ModelSpec) -> Severity | None:
    """Keep small what did no harm: good answers, a code between two halves, bends elsewhere."""
    if went_well(evidence) or (evidence.fits and rebuilds(evidence.fits[-1])):
        return "minor"
    inner = [layer for layer in model.layers if layer.type not in NEVER_BENDING][:-1]
    bends = not all(map(is_straight, inner))
    return "minor" if bends and not evidence.runs else None
