"""Relu in every hidden layer."""

from nngrader.language import say
from nngrader.trials import Replay, better
from nngrader.trials._editing import Json, is_weighted, with_layers

WORDS = say("another activation in the hidden layers")

confirms = better


def changed(replay: Replay) -> Replay | None:
    """Exchange the activations of all layers with units but the last."""
    return with_layers(replay, _bent)


def _bent(layers: list[Json]) -> list[Json]:
    hidden = [number for number, layer in enumerate(layers) if is_weighted(layer)][:-1]
    return [_relu(layer) if number in hidden else layer for number, layer in enumerate(layers)]


def _relu(layer: Json) -> Json:
    return layer | {"config": layer["config"] | {"activation": "relu"}}
