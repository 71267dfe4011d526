"""Only the first hidden layer."""

from nngrader.language import say
from nngrader.trials import Replay, better
from nngrader.trials._editing import Json, is_weighted, with_layers

WORDS = say("a single hidden layer")

confirms = better


def changed(replay: Replay) -> Replay | None:
    """Take out what stands between the first hidden layer and the output."""
    return with_layers(replay, _shortened)


def _shortened(layers: list[Json]) -> list[Json]:
    weighted = [number for number, layer in enumerate(layers) if is_weighted(layer)]
    if len(weighted) < 3 or any(
        layer["class_name"] != "Dense" for layer in layers if is_weighted(layer)
    ):
        return layers
    return [*layers[: weighted[0] + 1], *layers[weighted[-1] :]]
