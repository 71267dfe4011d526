"""Convolutions and poolings leave nothing of the picture.

## What it looks for
A program that stopped because a window is larger than the picture that reaches it. Pictures whose
channels come first have a page of their own.

## Why it hurts
A window of 3 x 3 takes two pixels off each side, and a pooling of 2 x 2 halves it. Small pictures
bear that only a few times; then a window finds no place to be put.

## What to try
Follow height and width through the summary of the layers that still work.

## Source
Catalogue A15 and K23. Measured on Keras 3.15 with TensorFlow 2.21: a picture of 8 x 8, with
`Conv2D(8, 3)`, `MaxPooling2D()`, `Conv2D(8, 3)`: the next pooling stops with "Computed output
size would be zero or negative". Without an `Input` the network is made without a word, and `fit`
stops, sometimes with "has already been configured to use input shape" instead.
"""

from collections.abc import Iterator
from math import ceil

from nngrader.evidence import Evidence, LayerSpec, ModelSpec, Setting
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._architecture import spelled
from nngrader.rules._pictures import channels_first, stopped_window
from nngrader.rules._reading import model_place

CATALOGUE = "A15"
SEVERITY: Severity = "fatal"
ORDER = 150
LOOK = say("Follow height and width through `model.summary()`, one layer at a time.")
CONCEPT = "pooling"
Sizes = tuple[int, ...]


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Read the error, or find the layer where the sizes end."""
    if evidence.error is None or channels_first(evidence):
        return
    model = evidence.model
    found = _ended(model) if model is not None and model.chain else None
    told = stopped_window(evidence.error.message)
    if found is None and told is None:
        return
    layer, sizes, window = found or (None, *(told or ((), ())))
    place = evidence.error.place or model_place(evidence)
    hint = say("Which layers before it made the picture smaller, and by how much each?")
    if layer is None:
        yield Symptom(
            say(
                "A layer gets a picture of {sizes}, which is too small for its window of {window}.",
                sizes=_by(sizes),
                window=_by(window),
            ),
            hint,
            place,
        )
        return
    yield Symptom(
        say(
            "When the picture reaches `{layer}`, only {sizes} are left of it, too few for a "
            "window of {window}.",
            layer=spelled(layer),
            sizes=_by(sizes),
            window=_by(window),
        ),
        hint,
        place,
    )


def _by(sizes: Sizes) -> str:
    return " x ".join(map(str, sizes))


def _ended(model: ModelSpec) -> tuple[LayerSpec, Sizes, Sizes] | None:
    """Find the first layer whose window does not fit into what reaches it."""
    shape = model.input_shape
    for layer in model.layers:
        window = _window(layer)
        sizes = _sizes(shape, len(window))
        fits = all(side >= reach for side, reach in zip(sizes, window, strict=False))
        if sizes and not fits and layer.settings.get("padding") == "valid":
            return layer, sizes, window
        shape = layer.output_shape
    return None


def _window(layer: LayerSpec) -> Sizes:
    told = layer.settings.get("kernel_size", layer.settings.get("pool_size"))
    spread = _whole(layer.settings.get("dilation_rate")) or (1,)
    reaches = _whole(told)
    if len(spread) != len(reaches):
        spread = spread[:1] * len(reaches)
    return tuple(ceil((side - 1) * gap + 1) for side, gap in zip(reaches, spread, strict=True))


def _whole(setting: Setting) -> Sizes:
    if isinstance(setting, int):
        return (setting,)
    entries = setting if isinstance(setting, tuple) else ()
    return tuple(side for side in entries if isinstance(side, int))


def _sizes(shape: tuple[int | None, ...], axes: int) -> Sizes:
    """Read the sides of a picture; none where they are unknown or of another number."""
    sides = shape[1:-1]
    known = tuple(side for side in sides if side is not None)
    return known if axes and len(known) == len(sides) == axes else ()
