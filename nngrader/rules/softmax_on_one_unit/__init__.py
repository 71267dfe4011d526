"""Softmax stands on a single output unit.

## What it looks for
An output of one unit that answers the same for every raw score when it is probed.

## Why it hurts
Softmax shares 100 % out among the units of a layer. A single unit always gets everything, so the
answer is 1 for every row. Do not trust the loss here: Keras computes cross-entropy from the
scores before softmax, so the loss can fall nicely while the answers never change.

## What to try
Print the answers for a few rows, before and after training. What can a share of a single item
say?

## Source
Catalogue L01. Measured on Keras 3.15 with TensorFlow 2.21: XOR with binary cross-entropy goes
from 0.73 to 0.005 in 200 epochs, and every answer is 1.000.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import model_place, outputs

CATALOGUE = "L01"
SEVERITY: Severity = "fatal"
ORDER = 300
LOOK = say("Look at the last layer, and at the rule by which it turns its sum into an answer.")
CONCEPT = "softmax"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at how one output unit behaved when probed."""
    model = evidence.model
    if model is None or outputs(model) != 1 or model.head != "constant":
        return
    yield Symptom(
        say(
            "Your last layer shares 100 % out among its units, and its 1 unit always gets the "
            "whole, so every answer is the same, even if the loss falls."
        ),
        say(
            "Print some answers before and after training: what can a share of the whole say "
            "about a single item?"
        ),
        model_place(evidence),
    )
