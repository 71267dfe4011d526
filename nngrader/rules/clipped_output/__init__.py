"""The output is cut off or bent where the loss expects a probability.

## What it looks for
An output that acts as relu or tanh in front of a cross-entropy that was not told to expect raw
scores. Silent when every run succeeds all the same, and where `relu_output_for_classes` speaks.

## Why it hurts
Cross-entropy takes the logarithm of the answer. Relu and tanh answer 0 and less, and relu more
than 1; Keras cuts that off, and a row that is cut off teaches nothing. Some starts get away with
it.

## What to try
Print the smallest and the largest answer and the sum of a row. Could they be probabilities?

## Source
Catalogue L05 and L08. Measured on Keras 3.15 with TensorFlow 2.21: on Iris, relu on three outputs
ends at an accuracy of 0.33, 0.33 and 0.67 with three seeds, tanh at 0.00, 0.33 and 0.33. On XOR
with binary cross-entropy the start decides: tanh on one output learns with 3 seeds of 5, relu
with 2 of 3, and the others stay at a loss of 8.0590.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.network import CROSS_ENTROPIES, plain
from nngrader.rules import relu_output_for_classes
from nngrader.rules._reading import loss_of, model_place, rebuilds, takes_raw_scores, went_well

CATALOGUE = "L05"
SEVERITY: Severity = "fatal"
ORDER = 335
LOOK = say("Print the least and the greatest answer of the network, and look at its last layer.")
CONCEPT = "cross-entropy"
SAID = {
    "relu-like": say("relu, which goes beyond 1 and holds back what lies below 0"),
    "tanh-like": say("tanh, which goes from -1 to 1"),
}


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at how the output behaved when probed; rebuilt pictures may get along with it."""
    model = evidence.model
    if model is None or takes_raw_scores(model) or loss_of(model) not in CROSS_ENTROPIES:
        return
    if model.head not in SAID or went_well(evidence):
        return
    if any(relu_output_for_classes.diagnose(evidence)):
        return
    rebuilt = bool(evidence.fits) and rebuilds(evidence.fits[-1])
    yield Symptom(
        say(
            "{loss} wants probabilities from 0 to 1, but the output of your network acts as "
            "{activation}.",
            loss=plain(loss_of(model)).capitalize(),
            activation=SAID[model.head],
        ),
        say(
            "Print the smallest and the largest answer and the sum of a row: could they be shares?"
        ),
        model_place(evidence),
        severity="minor" if rebuilt and not evidence.runs else None,
    )
