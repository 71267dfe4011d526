"""A loss that compares columns gets a single column.

## What it looks for
Categorical or sparse categorical cross-entropy in front of one output.

## Why it hurts
These losses compare the right column with the others. With one column there are no others: the
categorical loss is 0 from the first epoch, and the sparse one stops at the first label above 0.

## What to try
Count the columns that the loss needs to tell right from wrong, and those that the network gives.

## Source
Catalogue L02. Measured on Keras 3.15 with TensorFlow 2.21: a sigmoid unit with categorical
cross-entropy has a loss of exactly 0 in every epoch; sparse categorical cross-entropy raises
InvalidArgumentError for a label of 1.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.network import CATEGORICAL, plain
from nngrader.rules._reading import loss_of, model_place, outputs

CATALOGUE = "L02"
SEVERITY: Severity = "fatal"
ORDER = 310
LOOK = say("Print what the network answers for three rows, and count the columns of that table.")
CONCEPT = "cross-entropy"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the loss with the number of outputs."""
    model = evidence.model
    if model is None or outputs(model) != 1 or loss_of(model) not in CATEGORICAL:
        return
    yield Symptom(
        say(
            "{loss} compares columns with each other, but your network answers with 1 column.",
            loss=plain(loss_of(model)).capitalize(),
        ),
        say(
            "How many columns does the loss need to compare, and how many does your network "
            "produce?"
        ),
        model_place(evidence),
    )
