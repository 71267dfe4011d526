"""The inputs are large numbers.

## What it looks for
Inputs of `fit` beyond 20 in either direction, unless the network begins with a layer that scales
them itself. Raw Iris, which reaches 7.9, trains well and is left alone.

## Why it hurts
The first weights and the usual step sizes are made for inputs of about 1. With inputs of 255 the
first layer starts in a wild range, and training spends its time on taming it.

## What to try
Look at the largest input. Divide by a number, or by a spread, that you know before training.

## Source
Catalogue D01, which measured raw MNIST at 0.89 and scaled MNIST at 0.93 validation accuracy. The
limit of 20 is the catalogue's.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.given import is_numeric
from nngrader.rules._reading import fit_place

CATALOGUE = "D01"
SEVERITY: Severity = "major"
ORDER = 13
LARGEST = 20.0  #: absolute value; catalogue D01. Standard scores and raw Iris stay below 8
FIRST_LAYERS = 3  #: where a layer that scales may stand: behind Flatten, Reshape or the like
SCALES = frozenset(
    {
        "BatchNormalization",
        "Embedding",
        "Lambda",
        "LayerNormalization",
        "Normalization",
        "Rescaling",
        "UnitNormalization",
    }
)


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the inputs of the last `fit` with the limit."""
    x = evidence.fits[-1].x if evidence.fits else None
    if x is None or evidence.model is None or not is_numeric(x) or _scales(evidence.model):
        return
    largest = max(abs(x.minimum or 0.0), abs(x.maximum or 0.0))
    if largest > LARGEST:
        yield Symptom(
            f"Your inputs reach {largest:.4g} in size, and a network starts out with weights "
            "made for inputs of about 1.",
            "Compare the range of your inputs with the range of the first weights: "
            "which step could bring the inputs nearer?",
            fit_place(evidence),
        )


def _scales(model: ModelSpec) -> bool:
    return any(layer.type in SCALES for layer in model.layers[:FIRST_LAYERS])
