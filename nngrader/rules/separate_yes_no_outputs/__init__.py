"""The answers of one row do not add up to 100 %.

## What it looks for
Two sigmoid-like outputs or more in front of categorical or sparse categorical cross-entropy that
was not told to expect raw scores.

## Why it hurts
Each output is a yes/no score of its own, though a row has exactly one answer. It costs no
accuracy: Keras computes the loss from the scores before sigmoid, just as it does for softmax. But
the numbers cannot be read as shares.

## What to try
Add up the answers of one row. What would make them shares of one decision?

## Source
Catalogue L03. Measured on Keras 3.15 with TensorFlow 2.21: on Iris sigmoid and softmax outputs
give the same loss in the first and the last epoch (1.2351 and 0.0417) and the same accuracy.
Holds for Keras's own sigmoid on TensorFlow.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.network import CATEGORICAL
from nngrader.rules._reading import loss_of, model_place, outputs, takes_raw_scores

CATALOGUE = "L03"
SEVERITY: Severity = "minor"
ORDER = 345
LOOK = say("Print the answers for one row, and look at what the last layer does with its sums.")
CONCEPT = "sigmoid"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at how the output behaved when probed."""
    model = evidence.model
    if model is None or takes_raw_scores(model) or loss_of(model) not in CATEGORICAL:
        return
    if model.head == "sigmoid-like" and outputs(model) > 1:
        yield Symptom(
            say(
                "Each of your {units} outputs is a separate yes/no score, so the answers of one "
                "row need not add up to 100 %.",
                units=outputs(model),
            ),
            say("Add up the answers of one row: can you read them as shares of one decision?"),
            model_place(evidence),
        )
