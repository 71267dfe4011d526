"""The labels were divided like the pixels.

## What it looks for
Labels with a fractional part in front of sparse categorical cross-entropy.

## Why it hurts
The loss uses the label as the number of an output and drops what stands behind the point. Digits
divided by 255 all become class 0, so the network learns to answer 0: the loss says perfect, the
accuracy says guessing.

## What to try
Print the first labels right before `fit`. Which of the arrays hold brightness, and which hold
names?

## Source
Catalogue L26. Measured on Keras 3.15 with TensorFlow 2.21: Iris labels divided by 255 go from a
loss of 0.68 to 0.0000 while a third of the flowers is named rightly.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import fit_place, labels, loss_of

CATALOGUE = "L26"
SEVERITY: Severity = "fatal"
ORDER = 315
LOOK = say("Print the labels before and after each line that changes numbers.")
CONCEPT = "class-numbers"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for a label that is no class number."""
    model, y = evidence.model, labels(evidence)
    if model is None or y is None or loss_of(model) != "sparse_categorical_crossentropy":
        return
    if y.columns == 1 and y.fraction is not None:
        yield Symptom(
            say(
                "Your labels lie between {least:.4g} and {most:.4g}, and the loss drops what "
                "stands behind the point: it reads {fraction:.4g} as class {read}.",
                least=y.least,
                most=y.most,
                fraction=y.fraction,
                read=int(y.fraction),
            ),
            say("Print the first ten labels right before `fit`: are they still names of classes?"),
            fit_place(evidence),
        )
