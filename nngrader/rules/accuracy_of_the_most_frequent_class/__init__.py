"""The accuracy is that of always giving the most frequent answer.

## What it looks for
Labels of which one class makes up four fifths or more, and runs that all end within 0.01 of the
share of that class, while some other class is answered for less than a fifth as many rows as it
has.

## Why it hurts
The accuracy looks fine, and the network has only learned which answer is frequent. The rare class,
often the one that matters, is never found.

## What to try
Count how often each class is answered, and how often it is the truth.

## Source
Catalogue L25; TheDeepChecker takes four fifths as well. Measured on Keras 3.15 with TensorFlow
2.21: of 600 parts few are faulty; after 40 epochs all three seeds call every part good.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import model_place

CATALOGUE = "L25"
SEVERITY: Severity = "major"
ORDER = 650
LOOK = say("Count the answers per class, beside the labels per class.")
CONCEPT = "class-imbalance"
FREQUENT = 0.8  #: share of the most frequent class
NEAR = 0.01  #: how far the accuracy may be from that share
NEVER = 0.2  #: of its rows; a class that is answered less often is as good as never answered


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare answers and labels per class."""
    if evidence.task != "classes" or not evidence.runs:
        return
    if not all(_guesses(run) for run in evidence.runs):
        return
    own = evidence.runs[0].own
    if own is None:
        return
    share = max(own.truth_counts) / sum(own.truth_counts)
    yield Symptom(
        say(
            "{right:.0%} of the answers are right, and {share:.0%} of the rows have the most "
            "frequent label: some class is hardly ever answered.",
            right=own.accuracy,
            share=share,
        ),
        say("What score does a network get that gives the same answer to every row?"),
        model_place(evidence),
    )


def _guesses(run: TrainingRun) -> bool:
    own = run.own
    if own is None or own.accuracy is None or not sum(own.truth_counts) or run.error:
        return False
    share = max(own.truth_counts) / sum(own.truth_counts)
    pairs = zip(own.truth_counts, own.counts, strict=False)
    never = any(there and answered < NEVER * there for there, answered in pairs)
    return FREQUENT <= share < 1.0 and never and abs(own.accuracy - share) <= NEAR
