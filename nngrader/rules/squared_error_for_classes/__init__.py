"""A squared error is used where the answer is a class.

## What it looks for
Yes/no or one-hot labels, an output that acts as sigmoid or softmax, and mean squared error or a
relative of it. Silent when every run succeeds; without a run it is a remark.

## Why it hurts
Where such an output is sure and wrong, its curve is flat, and a squared error hardly pushes it:
learning crawls. Many lessons teach XOR this way, and with steps large enough it works.

## What to try
Compare the penalty for an answer of 0.01 where the truth is 1 with the penalty for 0.5: once
squared, once with a logarithm.

## Source
Catalogue L16. Measured on Keras 3.15 with TensorFlow 2.21: 16 units on Iris, plain SGD at 0.05,
30 epochs: 0.85 to 0.87 with a squared error, 0.93 to 0.95 with cross-entropy. At 0.1 both pass 0.9,
at 0.02 neither does: the loss alone is seldom the cause.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.network import plain
from nngrader.rules._reading import REGRESSION, fit_place, loss_of, rows, went_well
from nngrader.rules._task import head_of, problem

CATALOGUE = "L16"
SEVERITY: Severity = "minor"
ORDER = 390
LOOK = say("Look at how fast the loss falls in the first epochs.")
CONCEPT = "squared-error"
TRIAL = "log-loss"
SQUEEZED = frozenset({"sigmoid-like", "softmax"})
TRUTH_TABLE = 16  #: rows
CLASSES = frozenset({"yes-no", "one-hot", "several-labels"})


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare loss, output and labels."""
    model = evidence.model
    if model is None or loss_of(model) not in REGRESSION or head_of(model) not in SQUEEZED:
        return
    if problem(evidence) not in CLASSES or _is_harmless(evidence):
        return
    yield Symptom(
        say(
            "Your answers are probabilities of classes, and {loss} hardly pushes one that is "
            "sure and wrong.",
            loss=plain(loss_of(model)),
        ),
        say("How does the penalty grow when an answer moves from 0.5 to 0.01 and the truth is 1?"),
        fit_place(evidence),
        severity=None if evidence.runs else "info",
    )


def _is_harmless(evidence: Evidence) -> bool:
    """Whether it went well; textbooks teach a truth table so, and mostly it does."""
    if evidence.runs:
        return went_well(evidence)
    return rows(evidence.fits[-1].y) <= TRUTH_TABLE
