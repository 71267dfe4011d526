"""The inputs seem to say nothing about the labels.

## What it looks for
A guess, after other causes: a network with hidden units that bend made many updates at an ordinary
learning rate, answers differently for different rows, and is hardly better in any run than always
giving the most frequent answer. Where the inputs are set to 0 and the score stays, it is confirmed.
No guess is needed where the text draws inputs and labels at random, each by itself.

## Why it hurts
Where rows and labels were mixed differently, or the inputs hold nothing that matters, there is
nothing to learn but how frequent each label is.

## What to try
Train once with all inputs set to 0. Does the score change?

## Source
Catalogue D19 and L23. Measured on Keras 3.15 with TensorFlow 2.21: Iris with the labels mixed anew
ends at 0.47 after 30 epochs, where the right labels end at 0.98. The distance of 0.2 and the 100
updates are chosen here.
"""

import ast
from collections.abc import Iterator

from nngrader.evidence import Evidence, OwnRows, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, say
from nngrader.network import hidden_layers
from nngrader.rules._curves import failed
from nngrader.rules._reading import batches, given_place, is_straight
from nngrader.rules._source import source
from nngrader.rules._stacking import drawn_labels
from nngrader.rules._task import CLASSES, problem

CATALOGUE = "D19"
SEVERITY: Severity = "major"
ORDER = 775
LOOK = say(
    "Show five rows with their labels right before `fit`, and check that they belong together."
)
CONCEPT = "data-quality"
TRIAL = "zeroed-inputs"
NEAR = 0.2  #: of accuracy above the share of the most frequent label
UPDATES = 100
TWO = 2
LEAST_ROWS = 50  #: with fewer, a network that fails was unlucky
STEADY = 0.6  #: share of the labels beyond which the data is one-sided: another cause
RATES = (1e-4, 0.1)  #: ordinary learning rates
ALIGNED = 0.8  #: share of rows known to carry their label, from which they were not mixed


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for labels that were drawn; else rule out other causes and compare with guessing."""
    text = source(evidence)
    drawn = drawn_labels(text) if text is not None and evidence.fits else None
    if drawn is not None:
        yield Symptom(
            say(
                "Your inputs are drawn at random, and so are your labels, by `{drawn}`: no label "
                "follows from its row.",
                drawn=ast.unparse(drawn)[:60],
            ),
            say("What could a network learn here that it can use for a new row?"),
            given_place(evidence),
            severity="info",
        )
        return
    if problem(evidence) not in CLASSES or evidence.error or not _tried_hard(evidence):
        return
    if evidence.aligned is not None and evidence.aligned < ALIGNED:
        return
    if not failed(evidence) or not all(_guesses(run) for run in evidence.runs):
        return
    own = evidence.runs[0].own
    if own is not None:
        yield Symptom(
            _told(own),
            say("Does the score change when you train with all inputs set to 0?"),
            given_place(evidence),
            severity="minor",
        )


def _told(own: OwnRows) -> Text:
    if own.accuracy is None:
        return say(
            "After all updates the answers explain {share:.0%} of how the labels of the rows trained "
            "on differ.",
            share=max(0.0, own.explained or 0.0),
        )
    return say(
        "After all updates {right:.0%} of the rows trained on are answered rightly, and "
        "always giving the most frequent label gets {share:.0%}.",
        right=own.accuracy,
        share=max(own.truth_counts) / sum(own.truth_counts),
    )


def _tried_hard(evidence: Evidence) -> bool:
    model, fit = evidence.model, evidence.fits[-1]
    if model is None or model.optimizer is None:
        return False
    rate = model.optimizer.settings.get("learning_rate")
    if not isinstance(rate, int | float) or not RATES[0] <= rate <= RATES[1]:
        return False
    bends = any(not is_straight(layer) for layer in hidden_layers(model))
    return bends and batches(fit) * fit.epochs >= UPDATES


def _guesses(run: TrainingRun) -> bool:
    own = run.own
    if own is None or own.rows < LEAST_ROWS or own.alike or own.nan_count or run.error:
        return False
    if own.accuracy is None:
        return own.explained is not None and own.explained < NEAR
    if not sum(own.truth_counts) or sum(1 for count in own.counts if count) < TWO:
        return False
    share = max(own.truth_counts) / sum(own.truth_counts)
    return share <= STEADY and own.accuracy - share < NEAR
