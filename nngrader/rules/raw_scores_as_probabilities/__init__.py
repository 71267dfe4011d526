"""Raw scores of several classes are read as probabilities.

## What it looks for
Two linear outputs or more in front of categorical or sparse categorical cross-entropy that was
not told to expect raw scores. Silent when every run succeeds all the same.

## Why it hurts
Raw scores can be negative or large. Keras cuts them off at 0 and 1 to take their logarithm, and
where they are cut off nothing is learned.

## What to try
Two places can turn scores into probabilities, the network or the loss. Which does it in your
code?

## Source
Catalogue L04. Measured on Keras 3.15 with TensorFlow 2.21, one seed each: three linear outputs on
Iris end at a loss of 5.4 and an accuracy of 0.67 with the categorical loss, at 1.0986 (guessing:
ln 3) and 0.31 with the sparse one.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.network import CATEGORICAL, plain
from nngrader.rules._reading import loss_of, model_place, outputs, takes_raw_scores, went_well

CATALOGUE = "L04"
SEVERITY: Severity = "fatal"
ORDER = 341
LOOK = say(
    "Print the answers for one row, and look at the last layer and at the loss in `compile`."
)
CONCEPT = "raw-scores"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at how the output behaved when probed."""
    model = evidence.model
    if model is None or takes_raw_scores(model) or loss_of(model) not in CATEGORICAL:
        return
    if model.head != "linear" or outputs(model) < 2 or went_well(evidence):
        return
    yield Symptom(
        say(
            "Your {units} outputs are raw scores of any size, but {loss} reads them as "
            "probabilities.",
            units=outputs(model),
            loss=plain(loss_of(model)),
        ),
        say(
            "Two places can turn scores into probabilities, the network or the loss: which one "
            "does it in your code?"
        ),
        model_place(evidence),
    )
