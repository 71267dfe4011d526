"""The same training stands in the program twice.

## What it looks for
Two equal calls of `fit` for one network, outside loops, with nothing between them that changes the
network, the rows or the settings.

## Why it hurts
The second `fit` goes on where the first one ended. What was to be 40 epochs are 80, and the curve
of the second one begins in the middle.

## What to try
Look at the loss in the first epoch of each training.

## Source
Catalogue T24. Measured on Keras 3.15 with TensorFlow 2.21: on Iris the first loss of the second
call is the last loss of the first one, within 0.01. A remark only: it may be meant.
"""

import ast
from collections.abc import Iterator
from itertools import pairwise

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._source import called, place_of, source

CATALOGUE = "T24"
SEVERITY: Severity = "minor"
ORDER = 950
LOOK = say("Look for a second `fit` further down, and at the loss with which it begins.")
CONCEPT = "fit"
HARMLESS = frozenset({"evaluate", "figure", "plot", "predict", "print", "show", "summary", "title"})


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for the same statement twice, with nothing of weight between."""
    text = source(evidence)
    if text is None or len(evidence.fits) + _repeats(evidence) < 2:
        return
    for first, second in pairwise(_trainings(text.tree.body)):
        between = text.tree.body[first + 1 : second]
        one, other = text.tree.body[first], text.tree.body[second]
        if _training(one) == _training(other) and all(map(_is_harmless, between)):
            yield Symptom(
                say(
                    "The same training is done {times} times, and each goes on from the last.",
                    times=2,
                ),
                say("How many epochs did you want, and how many does the network get?"),
                place_of(evidence, other.lineno),
            )
            return


def _repeats(evidence: Evidence) -> int:
    return sum(fit.repeated - 1 for fit in evidence.fits)


def _trainings(body: list[ast.stmt]) -> list[int]:
    return [index for index, statement in enumerate(body) if _training(statement)]


def _training(statement: ast.stmt) -> str:
    """Write down the call of `fit` that a statement consists of; empty for any other."""
    value = statement.value if isinstance(statement, ast.Expr | ast.Assign) else None
    is_fit = isinstance(value, ast.Call) and called(value) == "fit" and len(value.args) > 1
    return ast.dump(value) if is_fit and value is not None else ""


def _is_harmless(statement: ast.stmt) -> bool:
    """Whether a statement only shows something."""
    calls = [node for node in ast.walk(statement) if isinstance(node, ast.Call)]
    shows = isinstance(statement, ast.Expr) or _keeps_what_was_asked(statement)
    return shows and all(called(call) in HARMLESS for call in calls)


def _keeps_what_was_asked(statement: ast.stmt) -> bool:
    value = statement.value if isinstance(statement, ast.Assign) else None
    return isinstance(value, ast.Call) and called(value) in {"evaluate", "predict"}
