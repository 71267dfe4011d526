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
from nngrader.language import Text, say
from nngrader.network import CATEGORICAL
from nngrader.rules._reading import loss_of, model_place, outputs, went_well

CATALOGUE = "L06"
SEVERITY: Severity = "major"
ORDER = 340
LOOK = say("Look at the end of the network and at the loss in `compile`, and print one answer.")
CONCEPT = "softmax"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at how the output behaved when probed; good answers only come more slowly."""
    model = evidence.model
    if model is None or model.head != "softmax-twice" or outputs(model) < 2:
        return
    yield Symptom(
        _told(outputs(model), bounds_loss=loss_of(model) in CATEGORICAL),
        say(
            "Find every place in the network and in `compile` that makes shares: how many are "
            "there?"
        ),
        model_place(evidence),
        severity="minor" if went_well(evidence) else None,
    )


def _told(units: int, *, bounds_loss: bool) -> Text:
    largest = e / (e + units - 1)
    if bounds_loss:
        return say(
            "Your scores become shares twice: with {units} outputs no answer can rise above "
            "{largest:.2f}, and the loss cannot fall below {least:.2f}.",
            units=units,
            largest=largest,
            least=-log(largest),
        )
    return say(
        "Your scores become shares twice: with {units} outputs no answer can rise above "
        "{largest:.2f}.",
        units=units,
        largest=largest,
    )
