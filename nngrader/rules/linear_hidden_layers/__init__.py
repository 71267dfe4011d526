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
Catalogue A02. Arithmetic: W2 (W1 x + b1) + b2 = (W2 W1) x + (W2 b1 + b2).
"""

from collections.abc import Iterator
from itertools import pairwise

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.network import told
from nngrader.rules._reading import NEVER_BENDING, STRAIGHT, counted, is_straight, model_place

CATALOGUE = "A02"
SEVERITY: Severity = "major"
ORDER = 41


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for neighbours that simplify to one layer."""
    model = evidence.model
    if model is None or not model.chain:
        return
    line = [layer for layer in model.layers if layer.type not in NEVER_BENDING]
    flat = [
        layer for layer, after in pairwise(line) if is_straight(layer) and after.type in STRAIGHT
    ]
    if not flat:
        return
    listed = "; ".join(map(told, flat))
    yield Symptom(
        f"{counted(len(flat), 'hidden layer')} of your network {_have(len(flat))} no activation "
        f"({listed}), and without a bend two layers in a row can do no more than one.",
        "What does 3 * (2 * x) simplify to, and what in your stack cannot be simplified like this?",
        model_place(evidence),
    )


def _have(number: int) -> str:
    return "has" if number == 1 else "have"
