"""A column of answers is compared with a row of labels: everybody with everybody.

## What it looks for
`==` or `-` between answers of one output, which stand in a column (N, 1), and labels that are known
to stand in a row (N,): Keras was given them or some of the same array, or the text says how they
were made.

## Why it hurts
NumPy stretches both and compares every answer with every label: a table of N times N. Its mean is
no accuracy, and nothing complains.

## What to try
Print the shape of both sides, and of what comes out of the comparison.

## Source
Catalogue E04. Measured on Keras 3.15 with TensorFlow 2.21 and NumPy 2.4: for 150 rows of Iris the
comparison has shape (150, 150), and its mean was 0.478 where 0.100 of the answers were right.
"""

import ast
from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, say
from nngrader.rules._answers import Answer, Compared, answers_in, askings_of, has_one_output
from nngrader.rules._reading import rows
from nngrader.rules._shapes import FLAT, Shapes
from nngrader.rules._source import Source, called, place_of, source

CATALOGUE = "E04"
SEVERITY: Severity = "fatal"
ORDER = 904
LOOK = say("Print the shape of the answers, of the labels, and of the comparison.")
CONCEPT = "broadcasting"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for answers in a column beside labels that are known to be flat."""
    text = source(evidence)
    found = [one for one in answers_in(text).compared if _is_column(one)] if text else []
    if text is None or not found or _turns_in_place(text):
        return
    shapes = Shapes(evidence, text)
    for one in found:
        if not has_one_output(one.answer, text, evidence) or _stops(one.node, evidence):
            continue
        if text.is_label(one.truth) and shapes.tail(one.truth) == FLAT:
            yield Symptom(
                _message(one, _rows(one.answer, text, evidence)),
                say("How many pairs did you want, and what is the shape of what you got?"),
                place_of(evidence, one.node.lineno),
            )


def _turns_in_place(text: Source) -> bool:
    """Whether an array gets another shape where it lies, which is not followed."""
    stored = (node for node in text.nodes(ast.Attribute) if isinstance(node.ctx, ast.Store))
    return any(node.attr == "shape" for node in stored) or bool(text.calls("resize"))


def _is_column(one: Compared) -> bool:
    """Whether all answers stand in a column, as classes or in a difference."""
    whole = isinstance(one.node, ast.Call) and called(one.node) == "array_equal"
    plain = one.subtracted or not one.answer.scores
    return plain and not whole and one.answer.column and not one.answer.single


def _stops(node: ast.expr, evidence: Evidence) -> bool:
    """Whether the program came to its end there, as with a column of pandas."""
    place = evidence.error.place if evidence.error else None
    return place is not None and node.lineno <= place.line <= (node.end_lineno or 0)


def _rows(answer: Answer, text: Source, evidence: Evidence) -> int:
    """Count the answers; 0 where nobody knows, or where it differs."""
    found = {rows(one.x) for one in askings_of(answer, text, evidence)}
    return found.pop() if len(found) == 1 else 0


def _message(one: Compared, number: int) -> Text:
    written = ast.unparse(one.node)[:60]
    if number <= 1:
        return say(
            "`{written}` sets a column of answers beside a row of labels: every answer meets every "
            "label.",
            written=written,
        )
    return say(
        "`{written}` sets a column of {rows} answers beside a row of {rows} labels: that makes "
        "{cells} pairs.",
        written=written,
        rows=number,
        cells=number * number,
    )
