"""Four times as many hidden units."""

from nngrader.language import say
from nngrader.trials import Replay, better
from nngrader.trials._editing import Json, is_weighted, with_layers

TIMES = 4

WORDS = say("four times as many hidden units")

confirms = better


def changed(replay: Replay) -> Replay | None:
    """Multiply the units of all layers but the last."""
    return with_layers(replay, _widened)


def _widened(layers: list[Json]) -> list[Json]:
    hidden = [number for number, layer in enumerate(layers) if is_weighted(layer)][:-1]
    return [_wide(layer) if number in hidden else layer for number, layer in enumerate(layers)]


def _wide(layer: Json) -> Json:
    size = "units" if "units" in layer["config"] else "filters"
    return layer | {"config": layer["config"] | {size: TIMES * layer["config"][size]}}
