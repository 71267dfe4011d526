"""A convolution gets rows without the axis of the channels.

## What it looks for
A network that begins with a convolution or pooling, and rows that have one axis too few for it,
where Keras stopped. Where the input names the channel, Keras adds the axis itself and trains:
there nothing is said.

## Why it hurts
A convolution over pictures reads height, width and channels, one over series steps and channels.
Grey pictures have one number per pixel, but even this 1 needs an axis of its own.

## What to try
How many numbers describe one pixel, and where in the shape of the inputs is that number?

## Source
Catalogue D10. Measured on Keras 3.15 with TensorFlow 2.21: pictures of (28, 28) before a Conv2D stop
with `expected min_ndim=4, found ndim=3`, in `Input((28, 28))` as in `fit`; `Input((28, 28, 1))`
trains on them.
"""

import re
from collections.abc import Iterator

from nngrader.evidence import Evidence, Shape
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._stopping import by_sides, is_known, stop_place, stopped_fit

CATALOGUE = "D10"
SEVERITY: Severity = "fatal"
ORDER = 125
LOOK = say("Print the shape of the inputs and find the number that counts the channels.")
CONCEPT = "convolution"
AXES = {"Conv1D": 2, "Conv2D": 3, "MaxPooling1D": 2, "MaxPooling2D": 3, "AveragePooling2D": 3}
TOLD = re.compile(
    r"of layer '(?P<layer>(?:conv|max_pooling|average_pooling)[12]d\w*)' is incompatible.*"
    r"found ndim=\d.*Full shape received: \((?P<shape>[^)]*)\)",
    re.DOTALL,
)


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare what the first layer reads with what one row is."""
    model, error = evidence.model, evidence.error
    if model is None or error is None or not model.layers:
        return
    first = next((layer.type for layer in model.layers if layer.type != "Dropout"), "")
    given = _given(evidence)
    if first not in AXES or len(given) != AXES[first] - 1 or len(model.input_shape) > AXES[first]:
        return
    yield Symptom(
        say(
            "{layer} reads {axes} numbers as the shape of one row, the last of them counting the "
            "channels, but yours are {given}.",
            layer=first,
            axes=AXES[first],
            given=by_sides(given),
        ),
        say("How many numbers describe one pixel, and where is that number in the shape?"),
        stop_place(evidence),
    )


def _given(evidence: Evidence) -> Shape:
    """Tell the shape of one row from Keras's words, else from what `fit` was given."""
    told = TOLD.search(evidence.error.message) if evidence.error else None
    if told is not None:
        return tuple(
            int(size) for size in re.findall(r"\d+|None", told["shape"])[1:] if size != "None"
        )
    fit = stopped_fit(evidence)
    unbuilt = evidence.model is not None and not evidence.model.input_shape
    return fit.x.shape[1:] if fit is not None and unbuilt and is_known(fit.x) else ()
