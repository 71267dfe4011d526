"""Python lists are given where Keras wants arrays.

## What it looks for
A `fit` that Keras stopped because it does not know what to do with a list.

## Why it hurts
Keras takes a list for several inputs of a network, not for a table. Its message can name the
innocent one: where only the labels are a list, it blames the inputs.

## What to try
Print the type of the inputs and the type of the labels, right before `fit`.

## Source
Catalogue D18 and K37. Measured on Keras 3.15 with TensorFlow 2.21: `Unrecognized data type: x=[[0 0]
... (of type <class 'numpy.ndarray'>)` where x is an array and only y is a list.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, FitCall
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, say
from nngrader.rules._stopping import complains, stop_place, stopped_fit

CATALOGUE = "D18"
SEVERITY: Severity = "fatal"
ORDER = 119
LOOK = say("Print `type(x)` and `type(y)` of what you give to `fit`.")
CONCEPT = "fit"
REFUSED = "Unrecognized data type: x="
AS_LIST = REFUSED + "["  #: how a list and an array of rows begin alike
ARRAY = "<class 'numpy.ndarray'>"
LIST = "<class 'list'>"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Read which of the two is a list from Keras's words."""
    fit = stopped_fit(evidence)
    if fit is None or not complains(evidence, AS_LIST):
        return
    yield Symptom(
        say("Keras wants arrays, and {what} here.", what=_what(evidence, fit)),
        say("What is the type of your inputs, and what is the type of your labels?"),
        stop_place(evidence),
    )


def _what(evidence: Evidence, fit: FitCall) -> Text:
    if fit.validated:
        return say("the rows or labels of training or validation are a Python list")
    message = evidence.error.message if evidence.error else ""
    if ARRAY in message or not (LIST in message or "," in message[: message.find("]")]):
        return say("your inputs are one, but your labels are a Python list")
    return say("your inputs are a Python list")
