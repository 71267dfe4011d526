"""Rows stand where `fit` reads the size of a batch.

## What it looks for
A call of `fit` with three arguments or more without a name, the third of which is no number, and
that Python stopped.

## Why it hurts
Without names, only the place counts: inputs, labels, rows per batch, epochs. Test rows in the third
place are read as the size of a batch.

## What to try
Look up the order of the arguments of `fit`. Which of yours need their name?

## Source
Catalogue K49. Measured on Keras 3.15 with TensorFlow 2.21: `fit(x, y, x_test, y_test, epochs=2)`
stops with `got multiple values for argument 'epochs'`, without `epochs` with `The truth value of an
array with more than one element is ambiguous`, and a pair in the third place with `unsupported
operand type(s) for /: 'int' and 'tuple'`.
"""

import ast
from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._source import number, source
from nngrader.rules._stopping import complains, stop_place

CATALOGUE = "K49"
SEVERITY: Severity = "fatal"
ORDER = 118
LOOK = say("Count the arguments of `fit` before the first one that has a name.")
CONCEPT = "fit"
THIRD = 2
TOLD = (
    "multiple values for argument",
    "truth value of an array",
    "unsupported operand type(s) for /",
)


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Read the call that was stopped."""
    if not complains(evidence, *TOLD) or evidence.error is None:
        return
    given = _third(evidence, evidence.error.text)
    if given is None or number(given) is not None:
        return
    yield Symptom(
        say(
            "`fit` reads its third argument, here `{given}`, as the number of rows in a batch.",
            given=ast.unparse(given),
        ),
        say("Which argument of `fit` takes the rows to validate with, and what is its name?"),
        stop_place(evidence),
    )


def _third(evidence: Evidence, text: str) -> ast.expr | None:
    """Find the third argument without a name of the `fit` in a line that reads so."""
    read = source(evidence)
    for call in read.calls("fit") if read else []:
        here = evidence.source[call.lineno - 1].strip().startswith(text) and bool(text)
        if here and len(call.args) > THIRD:
            return call.args[THIRD]
    return None
