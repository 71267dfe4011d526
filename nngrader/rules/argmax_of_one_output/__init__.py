"""`argmax` is asked which of one output is the largest.

## What it looks for
`argmax` over the outputs of a network that has one output only.

## Why it hurts
"Which column is the largest?" has one answer where there is one column: the first, which is
counted as 0. Every row is answered with 0, whatever the network says.

## What to try
Print what `predict` answers for a few rows, and beside it what `argmax` makes of it.

## Source
Catalogue E02 (SO 62354952). Measured on Keras 3.15 with TensorFlow 2.21 and NumPy 2.4: for 150 rows
of Iris and one sigmoid output, `argmax(axis=1)` is 0 for every row.
"""

import ast
from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._answers import answers_in, askings_of, has_one_output
from nngrader.rules._reading import rows
from nngrader.rules._source import Source, argument, is_method, number, place_of, source, subject

CATALOGUE = "E02"
SEVERITY: Severity = "fatal"
ORDER = 902
LOOK = say("Print three rows of `predict` beside what `argmax` makes of them.")
CONCEPT = "argmax"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Follow every `argmax` back to `predict`."""
    text = source(evidence)
    for call in text.calls("argmax") if text is not None else []:
        if text is not None and _is_of_one(call, text, evidence):
            yield Symptom(
                say(
                    "`argmax` looks for the largest of your {outputs} output, and so it answers 0 "
                    "for every row.",
                    outputs=1,
                ),
                say("What does your single output mean, and where is the border of yes and no?"),
                place_of(evidence, call.lineno),
            )


def _is_of_one(call: ast.Call, text: Source, evidence: Evidence) -> bool:
    """Whether it chooses among the outputs: along them, or within the answer to one row."""
    of = subject(call)
    answer = answers_in(text).of(of) if of is not None else None
    if answer is None or not answer.column or not has_one_output(answer, text, evidence):
        return False
    given = argument(call, 0 if is_method(call) else 1, "axis")
    axis = number(given)
    if given is not None and axis is None:
        return False
    if answer.single:
        return axis in (0.0, -1.0, None)
    asked = askings_of(answer, text, evidence)
    alone = bool(asked) and all(rows(one.x) == 1 for one in asked)
    return axis in (1.0, -1.0) or alone
