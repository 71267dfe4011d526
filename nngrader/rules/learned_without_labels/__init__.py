"""The network gives the right answers although it was taught wrong ones.

## What it looks for
A network that can only be trained beside the hand-in's own code. It is trained once more with every
label turned to the next class. What learns from labels then answers the next class. This network
answers nine of ten rows as rightly as before.

## Why it hurts
Answers that don't follow the labels were not learned from them. Then the training shows nothing,
and nobody knows what the network would say about other rows.

## What to try
Exchange two labels before you train. Which answers should change?

## Source
Catalogue E08; Zhang et al. (2017), Understanding deep learning requires rethinking generalization,
arXiv:1611.03530, train on labels that were changed. The share is chosen here.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.guessing import beyond_guessing
from nngrader.language import counted, say

CATALOGUE = "E08"
SEVERITY: Severity = "major"
ORDER = 950
LOOK = say("Print the weights of each layer before the first epoch, and look at what sets them.")
CONCEPT = "honest-score"
SAME = 0.9  #: share of the rows answered rightly before


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare a training on turned labels with the one that counts."""
    told = evidence.turned
    if told is None or told.right < SAME * told.before:
        return
    if beyond_guessing(told.right, told.rows, told.chance):
        yield Symptom(
            say(
                "Trained with every label turned to the next class, your network still answers "
                "{right} of {rows} with the true one.",
                right=told.right,
                rows=counted("{number} row", "{number} rows", told.rows),
            ),
            say("Which lines of your network could know the answers without the labels?"),
            evidence.blanks.get("train"),
        )
