"""Two axes stand in the wrong order.

## What it looks for
A table that lies on its side, with a column for each label instead of a row, or a single row that
is asked about and stands upright as a column; a network whose input has the same sizes as the rows in
another order, where Keras stops because of it; and, in the text, two or more columns under one another
that `reshape` was to put side by side.

## Why it hurts
The first axis must count the rows. On a table that lies on its side, Keras takes every column of
measurements for one row, and finds more labels than rows. `reshape` keeps the numbers in their order
and only breaks the lines elsewhere: a row of the new table has two heights, or two weights, of two
people, and nothing complains.

## What to try
Print the shape before and after the line that changes it, and then one row. Is it still one
example?

## Source
Catalogue D08. Measured on Keras 3.15 with TensorFlow 2.21: Iris as (4, 150) stops with `Data
cardinality is ambiguous`; pictures of (28, 28, 1) for `Input((1, 28, 28))` stop at the first
convolution. Pictures of (28, 20, 1) for `Input((20, 28, 1))` are let through and learned as well
as with the right order, so there nothing is said. Height and weight of 900 people, put together by
`np.array([height, weight]).reshape(-1, 2)`, name 0.62 of 200 unseen ones rightly, and
transposed 1.00.
"""

import ast
from collections.abc import Iterator

from nngrader.evidence import Evidence, FitCall
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, counted, say
from nngrader.rules._pictures import channels_first
from nngrader.rules._reading import rows
from nngrader.rules._shapes import Shapes
from nngrader.rules._source import place_of, source
from nngrader.rules._stacking import is_only_in_rows, stacked
from nngrader.rules._stopping import (
    by_sides,
    door,
    is_known,
    stop_place,
    stopped_asking,
    stopped_fit,
)

CATALOGUE = "D08"
SEVERITY: Severity = "fatal"
ORDER = 121
LOOK = say("Print the shape of the inputs before and after each line that changes it.")
CONCEPT = "shape"
TABLE = 2


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the axes of the rows with those of labels and network."""
    fit = stopped_fit(evidence)
    if fit is not None and is_known(fit.x):
        message = _on_its_side(fit) or _in_other_order(evidence, fit)
    else:
        message = _as_a_column(evidence)
        yield from _broken_anew(evidence)
    if message is not None:
        yield Symptom(
            message,
            say("Which axis counts the examples, and what does each of the others count?"),
            stop_place(evidence),
        )


def _on_its_side(fit: FitCall) -> Text | None:
    x, labels = fit.x, rows(fit.y)
    if len(x.shape) != TABLE or not labels or x.shape[0] == labels or x.shape[1] != labels:
        return None
    return say(
        "Your inputs have {rows} rows and {columns} columns, and there are {columns} labels: the "
        "table lies on its side.",
        rows=x.shape[0],
        columns=x.shape[1],
    )


def _as_a_column(evidence: Evidence) -> Text | None:
    """Look for rows that are asked about and stand upright, such as one row written as a column."""
    asked, wanted = stopped_asking(evidence), door(evidence)
    if asked is None or len(wanted) != 1 or len(asked.x.shape) != TABLE:
        return None
    if asked.x.shape[0] != wanted[0] or asked.x.shape[1] == wanted[0]:
        return None
    return say(
        "You ask about {rows} rows of {columns}, and your network reads rows of {rows} numbers: the "
        "table lies on its side.",
        rows=asked.x.shape[0],
        columns=counted("{number} number", "{number} numbers", asked.x.shape[1]),
    )


def _broken_anew(evidence: Evidence) -> Iterator[Symptom]:
    """Look for columns under one another that `reshape` breaks into rows."""
    text = source(evidence)
    if text is None or not evidence.fits or rows(evidence.fits[-1].x) <= 1:
        return
    taught, shapes = [*text.taught()], Shapes(evidence, text)
    for call in text.calls("reshape"):
        columns = stacked(call, text, shapes)
        if columns and is_only_in_rows(call, taught, text):
            yield Symptom(
                say(
                    "`{written}` breaks {columns} columns of numbers into rows of {columns}: the "
                    "first row gets {columns} numbers of the same column, and not one of each.",
                    written=ast.unparse(call)[:60],
                    columns=columns,
                ),
                say("Which numbers stand in the first row, and do they belong to one example?"),
                place_of(evidence, call.lineno),
            )
            return


def _in_other_order(evidence: Evidence, fit: FitCall) -> Text | None:
    wanted, given = door(evidence), fit.x.shape[1:]
    sizes = [size for size in wanted if size is not None]
    if len(given) < TABLE or wanted == given or sorted(sizes) != sorted(given):
        return None
    if rows(fit.x) != rows(fit.y) or channels_first(evidence):
        return None
    return say(
        "Your network reads rows of {wanted} numbers, and yours are {given}: the same sizes in "
        "another order.",
        wanted=by_sides(wanted),
        given=by_sides(given),
    )
