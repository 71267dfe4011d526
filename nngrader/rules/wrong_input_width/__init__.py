"""The network reads rows of another size than it gets.

## What it looks for
A `fit`, `evaluate` or `predict` that Keras stopped, with rows that do not have the shape that the
network reads. Where a more special cause is seen, such as axes in another order, that is said.

## Why it hurts
The first layer has one weight for every number of a row. A row with more or fewer does not fit.

## What to try
Compare the shape that the network expects with the shape of one row.

## Source
Catalogue D12. Measured on Keras 3.15 with TensorFlow 2.21: Iris with `Input((3,))` stops with
`expected axis -1 of input shape to have value 3, but received input with shape (None, 4)`; digits
of 28 x 28 with `Input((784,))` stop with `Expected shape (None, 784)`.
"""

from collections.abc import Iterator
from math import prod

from nngrader.evidence import Evidence, Shape
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, counted, say
from nngrader.network import cells
from nngrader.rules import axes_swapped, row_count_as_input_width
from nngrader.rules._pictures import channels_first
from nngrader.rules._stopping import (
    UNFIT,
    by_sides,
    complains,
    door,
    is_known,
    stop_place,
    stopped_asking,
    stopped_fit,
)

CATALOGUE = "D12"
SEVERITY: Severity = "fatal"
ORDER = 129
LOOK = say("Compare the shape that the network expects with the shape of one of your rows.")
CONCEPT = "shape"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the rows with the input of the network."""
    wanted, given = door(evidence), _given(evidence)
    if not wanted or not given or wanted == given or not complains(evidence, *UNFIT):
        return
    if _is_special(evidence):
        return
    yield Symptom(
        _message(wanted, given),
        say("Which of the two is right, and which line makes the other one?"),
        stop_place(evidence),
    )


def _given(evidence: Evidence) -> Shape:
    """Tell the shape of one row that was given when Keras stopped."""
    fit = stopped_fit(evidence)
    if fit is not None:
        return fit.x.shape[1:] if is_known(fit.x) else ()
    asked = stopped_asking(evidence)
    if asked is None or not is_known(asked.x):
        return ()
    return asked.x.shape[1:] if len(asked.x.shape) == len(door(evidence)) + 1 else ()


def _is_special(evidence: Evidence) -> bool:
    named = (axes_swapped, row_count_as_input_width)
    special = any(symptom for rule in named for symptom in rule.diagnose(evidence))
    return special or bool(channels_first(evidence))


def _message(wanted: Shape, given: Shape) -> Text:
    known = [size for size in wanted if size is not None]
    if len(known) == len(wanted) and prod(known) == cells(given):
        return say(
            "Your rows are {given} and your network reads {wanted}: as many numbers, in another "
            "form.",
            given=by_sides(given),
            wanted=by_sides(wanted),
        )
    numbers = cells(given)
    return say(
        "Your rows have {given}, but your network reads rows of {wanted}.",
        given=by_sides(given)
        if len(given) > 1
        else counted("{number} number", "{number} numbers", numbers),
        wanted=by_sides(wanted),
    )
