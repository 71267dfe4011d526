"""Nothing makes one row of numbers out of a picture.

## What it looks for
A network that answers with a table or a picture of numbers per row, where each label is a single
answer. Networks that rebuild pictures, or that answer every step of a series, are left alone.

## Why it hurts
Dense works on the last axis only. Given a picture it answers for every line of pixels, or for every
pixel, and the loss finds many answers where there is one label. Cross-entropy stops; a squared
error may stretch the label over all of them without a word.

## What to try
Follow the shapes in the summary of the network. Where does one picture become one row?

## Source
Catalogue D11 after convolutions, A21 without any. Measured on Keras 3.15 with TensorFlow 2.21:
`Input((28, 28))` and Dense layers answer 28 x 10 numbers and stop with `must have rank (ndim)`;
with one output and a squared error they train without an error.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, FitCall, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._reading import model_place
from nngrader.rules._stopping import by_sides, is_known, stop_place
from nngrader.rules._task import repeats_inputs

CATALOGUE = "D11"
SEVERITY: Severity = "fatal"
ORDER = 150
LOOK = say("Follow the shapes in the summary of the network, layer by layer.")
CONCEPT = "flatten"
ROW = 2  #: axes of one row of answers per row
DENSE_ONLY = "A21"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the axes of the answers with those of the labels."""
    model, fit = evidence.model, evidence.fits[-1] if evidence.fits else None
    if model is None or fit is None or len(model.output_shape) <= ROW:
        return
    if not is_known(fit.y) or repeats_inputs(fit) or not _answers_once(model, fit):
        return
    yield Symptom(
        say(
            "Your network answers {answer} numbers for each row, but each row has only one label.",
            answer=by_sides(model.output_shape[1:]),
        ),
        say("Which layer makes one row of numbers out of all the pixels of a picture?"),
        (stop_place if evidence.error else model_place)(evidence),
        catalogue="" if _has_pictures(model) else DENSE_ONLY,
    )


def _answers_once(model: ModelSpec, fit: FitCall) -> bool:
    """Whether a label is one answer, though the rows that were given are those that are read."""
    if not model.chain or len(fit.x.shape) < len(model.input_shape) - 1:
        return False
    if model.input_shape[1:] == fit.x.shape or len(fit.y.shape) > ROW:
        return False
    width = fit.y.shape[1] if len(fit.y.shape) == ROW else 1
    steps, answers = model.output_shape[1], model.output_shape[-1]
    return width == 1 or (width == answers and width != steps)


def _has_pictures(model: ModelSpec) -> bool:
    return any(layer.type.startswith(("Conv", "MaxPool", "AveragePool")) for layer in model.layers)
