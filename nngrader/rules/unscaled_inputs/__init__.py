"""The inputs are large numbers.

## What it looks for
Inputs of `fit` beyond 20 in either direction, unless the network begins with a layer that scales
them itself, or with a whole network that may. Where the answers are good this is told in passing.
Raw Iris, which reaches 7.9, trains well and is left alone.

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
from nngrader.language import say
from nngrader.rules._reading import fit_place, went_well

CATALOGUE = "D01"
SEVERITY: Severity = "major"
ORDER = 690
LOOK = say("Print the least and the greatest value of the inputs, just before `fit`.")
CONCEPT = "scaling"
TRIAL = "scaled-inputs"
LARGEST = 20.0  #: absolute value; catalogue D01. Standard scores and raw Iris stay below 8
FIRST_LAYERS = 3  #: where a layer that scales may stand: behind Flatten, Reshape or the like
SCALES = frozenset(
    {
        "BatchNormalization",
        "CategoryEncoding",
        "Discretization",
        "Embedding",
        "Functional",
        "IntegerLookup",
        "Lambda",
        "LayerNormalization",
        "Normalization",
        "Rescaling",
        "Sequential",
        "UnitNormalization",
    }
)


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the inputs of the last `fit` with the limit; where nothing suffered, only explain."""
    x = evidence.fits[-1].x if evidence.fits else None
    if x is None or evidence.model is None or not is_numeric(x) or _scales(evidence.model):
        return
    largest = max(abs(x.minimum or 0.0), abs(x.maximum or 0.0))
    if largest > LARGEST:
        yield Symptom(
            say(
                "Your inputs reach {largest:.4g} in size, and a network starts out with weights "
                "made for inputs of about 1.",
                largest=largest,
            ),
            say(
                "Compare the range of your inputs with the range of the first weights: which step "
                "could bring the inputs nearer?"
            ),
            fit_place(evidence),
            severity=_severity(evidence),
        )


def _severity(evidence: Evidence) -> Severity | None:
    """Large numbers cost something only where the network learns badly."""
    if not evidence.runs:
        return "minor"
    return "info" if went_well(evidence) else None


def _scales(model: ModelSpec) -> bool:
    """Whether a first layer scales, or may; with branches any layer may be a first one."""
    first = model.layers[:FIRST_LAYERS] if model.chain else model.layers
    return any(layer.type in SCALES for layer in first)
