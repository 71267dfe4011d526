"""Probabilities are compared with labels as if they were labels.

## What it looks for
`==`, `!=` or NumPy's `equal` between what `predict` answers and labels, without a border or a
choice before it, for whole arrays and in loops; or after the part behind the point was cut off. Read
from the text, for networks that end in sigmoid or softmax.

## Why it hurts
0.98 is not equal to 1. However good the network is, hardly any of its answers equals a label, and
the accuracy that is counted is 0.

## What to try
Print five answers beside their five labels. When do you call an answer right?

## Source
Catalogue E03. Measured on Keras 3.15 with TensorFlow 2.21: for 150 rows of Iris and one sigmoid
output, the share of answers that equal their label is 0.0. The same slip inside Keras, the metric
`Accuracy()`, is another rule's.
"""

import ast
from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, say
from nngrader.rules._answers import Compared, answers_in, networks_of
from nngrader.rules._source import Source, place_of, source

CATALOGUE = "E03"
SEVERITY: Severity = "fatal"
ORDER = 903
LOOK = say("Print five answers of `predict` beside their labels.")
CONCEPT = "threshold"
HEADS = frozenset({"sigmoid-like", "softmax", "softmax-twice"})  #: answer numbers from 0 to 1


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at every comparison of answers with what is right."""
    text = source(evidence)
    for one in answers_in(text).compared if text is not None else []:
        if text is not None and _is_of_scores(one, text) and _answers_shares(one, text, evidence):
            yield Symptom(
                _message(one),
                say("0.98 is not equal to 1: from which answer on do you call it a yes?"),
                place_of(evidence, one.node.lineno),
            )


def _message(one: Compared) -> Text:
    comparison = ast.unparse(one.node)[:60]
    if one.answer.cut:
        return say(
            "`{comparison}` compares with labels what is left of your network's answers without "
            "the part behind the point: of 0.98 that is 0.",
            comparison=comparison,
        )
    return say(
        "`{comparison}` compares the numbers between 0 and 1 that your network answers with "
        "labels, and they are hardly ever equal.",
        comparison=comparison,
    )


def _is_of_scores(one: Compared, text: Source) -> bool:
    return one.answer.scores and not one.subtracted and text.is_label(one.truth)


def _answers_shares(one: Compared, text: Source, evidence: Evidence) -> bool:
    """Whether every network that may have answered answers with numbers between 0 and 1."""
    models = networks_of(one.answer, text, evidence)
    return all(model is not None and model.head in HEADS for model in models)
