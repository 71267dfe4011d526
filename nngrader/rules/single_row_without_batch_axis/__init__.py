"""A single row is handed to `predict` without the axis of rows.

## What it looks for
A prediction that stopped the program, for an array that has exactly the shape of one row.

## Why it hurts
`predict` takes a table of rows. A single row is read as many rows, or as rows of another width, and
Keras stops.

## What to try
Print the shape of one row taken out of a table, and of a table that holds one row.

## Source
Catalogue D13 (SO 45499757, 60127320), K58. Measured on Keras 3.15 with TensorFlow 2.21: "Invalid
input shape for input ... Expected shape (None, 4), but input has incompatible shape (4,)".
"""

from collections.abc import Iterator

from nngrader.evidence import Asking, Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say

CATALOGUE = "D13"
SEVERITY: Severity = "fatal"
ORDER = 110
LOOK = say("Print the shape of what is given to `predict`, and that of the training rows.")
CONCEPT = "shape"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare what was asked last with the shape of one row."""
    asked = evidence.asked[-1] if evidence.asked else None
    if asked is None or not _stopped_there(evidence, asked):
        return
    row = _row(evidence, asked)
    if row and asked.x.shape == row:
        yield Symptom(
            say(
                "`predict` is given a single row of shape {shape}, and it wants rows in a table.",
                shape=str(row),
            ),
            say("What is the shape of a table that holds one row only?"),
            asked.place,
        )


def _stopped_there(evidence: Evidence, asked: Asking) -> bool:
    error = evidence.error
    return error is not None and error.place is not None and error.place == asked.place


def _row(evidence: Evidence, asked: Asking) -> tuple[int, ...]:
    """Say which shape one row has for the network that was asked; empty where that is unknown."""
    models = [one.model for one in evidence.candidates if one.number == asked.network]
    model = next(iter(models), None) or evidence.model
    shape = model.input_shape[1:] if model else ()
    return tuple(size for size in shape if size is not None) if None not in shape else ()
