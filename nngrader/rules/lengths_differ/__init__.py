"""There are more inputs than labels, or fewer.

## What it looks for
A `fit` that Keras stopped, with another number of rows than of labels, for training or for
validation. A table that lies on its side is another mistake.

## Why it hurts
Every row needs exactly one label. Where the numbers differ, nobody knows which label belongs to
which row, so Keras does not begin.

## What to try
Print both lengths after every line that cuts or splits one of them.

## Source
Catalogue K38. Measured on Keras 3.15 with TensorFlow 2.21: `Data cardinality is ambiguous. Make sure
all arrays contain the same number of samples`, for training as for validation.
"""

from collections.abc import Iterator

from nngrader.evidence import ArraySpec, Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, counted, say
from nngrader.rules import axes_swapped
from nngrader.rules._reading import rows
from nngrader.rules._stopping import complains, is_known, stop_place, stopped_fit

CATALOGUE = "K38"
SEVERITY: Severity = "fatal"
ORDER = 122
LOOK = say("Print the lengths of inputs and labels after every line that cuts or splits them.")
CONCEPT = "fit"
TOLD = "cardinality"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the lengths of inputs and labels."""
    fit = stopped_fit(evidence)
    if fit is None or not complains(evidence, TOLD) or any(axes_swapped.diagnose(evidence)):
        return
    message = _message(fit.x, fit.y, say("train")) or _message(
        fit.validation_x, fit.validation_y, say("validate")
    )
    if message is not None:
        yield Symptom(
            message,
            say("Which line made them differ, and which rows lost their label there?"),
            stop_place(evidence),
        )


def _message(x: ArraySpec | None, y: ArraySpec | None, purpose: Text) -> Text | None:
    if x is None or y is None or not is_known(x) or not is_known(y) or rows(x) == rows(y):
        return None
    return say(
        "To {purpose} there are {inputs} of inputs but {labels}.",
        purpose=purpose,
        inputs=counted("{number} row", "{number} rows", rows(x)),
        labels=counted("{number} label", "{number} labels", rows(y)),
    )
