"""The height of the filter was written where today's Keras reads how far it jumps.

## What it looks for
`Conv2D` with three numbers in a row of which the last two are the same, 3 to 7, as in
`Conv2D(32, 3, 3)`, in a network whose filters jump by that number. It weighs little when the
training went well.

## Why it hurts
The first Keras read this as 32 filters of 3 by 3. Keras 3 reads 32 filters of 3 by 3 that jump
three pixels at a time, and the picture shrinks to a third in both directions. No warning is given.

## What to try
Look at the output shape of that layer in the summary.

## Source
Catalogue A14 and K21. Measured on Keras 3.15 with TensorFlow 2.21: `Conv2D(32, 3, 3)` makes
9 x 9 x 32 of a picture of 28 x 28. From 8 on, as in `Conv2D(64, 16, 16)`, cutting a picture into
patches is meant, and a window of 2 that jumps 2 is a way to halve it; both are left alone.
"""

import ast
from collections.abc import Iterator

from nngrader.evidence import Evidence, LayerSpec, Place
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._architecture import calls, in_cells
from nngrader.rules._reading import model_place, went_well

CATALOGUE = "A14"
SEVERITY: Severity = "major"
ORDER = 618
LOOK = say("Follow height and width of the picture through the output shapes of the summary.")
CONCEPT = "convolution"
NAMES = ("Conv2D", "Convolution2D")
LEAST, MOST = 3, 7  #: sizes of a filter that old tutorials wrote twice
POSITIONS = 3  #: filters, and the two numbers


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for the old spelling, and for what it did."""
    model = evidence.model
    if model is None:
        return
    for call in (call for name in NAMES for call in calls(evidence, name)):
        size = _size(call)
        hit = next((layer for layer in model.layers if size and _jumps(layer, size)), None)
        if hit is not None and size:
            yield _symptom(evidence, call, hit, size)
            return


def _size(call: ast.Call) -> int:
    """Read the number that is written twice; 0 where none is."""
    values = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    if len(call.args) < POSITIONS or len(values) < POSITIONS or values[1] != values[2]:
        return 0
    size = values[1]
    return size if isinstance(size, int) and LEAST <= size <= MOST else 0


def _jumps(layer: LayerSpec, size: int) -> bool:
    twice = (size, size)
    told = layer.settings.get("strides"), layer.settings.get("kernel_size")
    return layer.type == "Conv2D" and told == (twice, twice)


def _symptom(evidence: Evidence, call: ast.Call, layer: LayerSpec, size: int) -> Symptom:
    code = f"{layer.type}({layer.units}, {size}, {size})"
    after = " x ".join(str(side) for side in layer.output_shape[1:3]) or "?"
    return Symptom(
        say(
            "The second {size} in `{code}` does not belong to the size of the filter: it makes the "
            "filter jump {size} pixels at a time, and {after} are left of the picture.",
            size=size,
            code=code,
            after=after,
        ),
        say("How many positions of the filter did you expect along one side of the picture?"),
        model_place(evidence) if in_cells(evidence) else Place(call.lineno),
        severity="minor" if went_well(evidence) else None,
    )
