"""The scores become shares twice.

## What it looks for
An output whose largest answer, when probed, is what a softmax of a softmax can reach.

## Why it hurts
The first softmax leaves numbers from 0 to 1. The second takes them for scores, and so small
scores make an unsure answer. The right class can still be the largest, so the accuracy may be
good, but the loss can't get near 0, and learning is slower.

## What to try
Find every place in the network and in `compile` where shares are made. There should be one.

## Source
Catalogue L06. The largest share is e / (e + K - 1) and the smallest loss ln(1 + (K - 1) / e).
Measured on Keras 3.15 with TensorFlow 2.21: Iris, 100 epochs, largest answer 0.576, loss 0.561,
accuracy 0.993.
"""

from collections.abc import Iterator
from math import e, log

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.network import CATEGORICAL
from nngrader.rules._reading import loss_of, model_place, outputs

CATALOGUE = "L06"
SEVERITY: Severity = "major"
ORDER = 29


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at how the output behaved when probed."""
    model = evidence.model
    if model is None or model.head != "softmax-twice" or outputs(model) < 2:
        return
    units = outputs(model)
    largest = e / (e + units - 1)
    floor = f", and the loss cannot fall below {-log(largest):.2f}"
    yield Symptom(
        f"Your scores become shares twice: with {units} outputs no answer can rise above "
        f"{largest:.2f}{floor if loss_of(model) in CATEGORICAL else ''}.",
        "Find every place in the network and in `compile` that makes shares: how many are there?",
        model_place(evidence),
    )
