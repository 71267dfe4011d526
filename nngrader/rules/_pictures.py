"""What the rules about pictures read: sizes, and the order of their axes."""

import re

from nngrader.evidence import Evidence, ModelSpec

Sizes = tuple[int, ...]
TOO_SMALL = re.compile(
    r"Computed output size would be zero or negative.*?shape=[(\[](?P<shape>[^)\]]*)[)\]]`, "
    r"`(?:kernel shape|pool_size)=[(\[](?P<window>[^)\]]*)",
    re.DOTALL,
)
CHANNELS = (1, 3, 4)  #: grey, colour, colour with transparency
LEAST_SIDE = 8  #: of a picture; what is smaller may be channels


def stopped_window(message: str) -> tuple[Sizes, Sizes] | None:
    """Read the sides of the picture and of the window from Keras's words; None without them."""
    match = TOO_SMALL.search(message)
    if match is None:
        return None
    shape, window = (tuple(map(int, re.findall(r"\d+", match[at]))) for at in ("shape", "window"))
    rank = match["shape"].replace(",", " ").split()
    sides = shape[-len(rank) + 1 : -1]
    return (sides, window[: len(sides)]) if sides and window else None


def channels_first(evidence: Evidence) -> Sizes:
    """Give the shape of pictures whose channels stand first where Keras reads the height."""
    model = evidence.model
    if model is not None and model.input_shape:
        return _turned(model.input_shape[1:]) if _reads_last(model) else ()
    told = TOO_SMALL.search(evidence.error.message) if evidence.error is not None else None
    return _turned(tuple(map(int, re.findall(r"\d+", told["shape"])))[-3:]) if told else ()


def _reads_last(model: ModelSpec) -> bool:
    """Say whether the first layer is a convolution or pooling that takes the last axis for the channels."""
    first = next((layer for layer in model.layers if layer.type != "Dropout"), None)
    if first is None or first.type not in ("Conv2D", "MaxPooling2D", "AveragePooling2D"):
        return False
    last = first.output_shape[-1] if first.output_shape else None
    kept = first.units if first.units is not None else model.input_shape[-1]
    return last is None or last == kept


def _turned(shape: tuple[int | None, ...]) -> Sizes:
    sides = tuple(side for side in shape if side is not None)
    if len(sides) != 3 or len(shape) != 3:
        return ()
    channels, height, width = sides
    is_turned = channels in CHANNELS and height == width and height >= LEAST_SIDE
    return sides if is_turned else ()
