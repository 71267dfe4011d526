"""Labels below 0 or above 1 are to be met by answers between 0 and 1.

## What it looks for
Labels such as -1 and 1 that an output that acts as sigmoid is to meet with a squared error, and
columns of them in front of binary cross-entropy. With tanh, raw scores or a hinge loss such labels
are right. One column in front of binary cross-entropy is the matter of `labels_out_of_range`.

## Why it hurts
Sigmoid can come no nearer to -1 than 0, so half of the rows stay wrong whatever is learned. Binary
cross-entropy reads a label as a share between no and yes: with -1 for no it falls below 0 and keeps
falling, while the answers get no better.

## What to try
Print the labels. Which of them could the last activation ever answer?

## Source
Catalogue L10. Measured on Keras 3.15 with TensorFlow 2.21: XOR with labels -1 and 1, one sigmoid
unit and a squared error ends at a loss of 0.75 after 200 epochs with each of three seeds; below
0.5 it cannot come, for the two rows of -1 are 1 off at best.
"""

from collections.abc import Iterator

from nngrader.evidence import ArraySpec, Evidence, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import REGRESSION, fit_place, loss_of, went_well
from nngrader.rules._task import head_of, problem

CATALOGUE = "L10"
SEVERITY: Severity = "fatal"
ORDER = 320
LOOK = say("Print the distinct labels, and the smallest and the largest answer of the network.")
CONCEPT = "sigmoid"
TWO = 2


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare two labels with what can be answered."""
    model, kind = evidence.model, problem(evidence)
    if model is None or kind not in ("signs", "class-numbers"):
        return
    y = evidence.fits[-1].y
    if len(y.values) != TWO or not _is_outside(y) or not _is_squeezed(model, y):
        return
    yield Symptom(
        say(
            "Your labels are {least:g} and {most:g}, but the answers of your network are held "
            "between 0 for no and 1 for yes.",
            least=y.minimum,
            most=y.maximum,
        ),
        say("Which of your two labels could the last activation ever answer?"),
        fit_place(evidence),
        severity="minor" if went_well(evidence) else None,
    )


def _is_outside(y: ArraySpec) -> bool:
    return y.minimum is not None and y.maximum is not None and (y.minimum < 0 or y.maximum > 1)


def _is_squeezed(model: ModelSpec, y: ArraySpec) -> bool:
    """Whether output and loss want answers between 0 and 1."""
    if head_of(model) != "sigmoid-like":
        return False
    columns = y.shape[1] if y.shape[1:] else 1
    return loss_of(model) in REGRESSION or (loss_of(model) == "binary_crossentropy" and columns > 1)
