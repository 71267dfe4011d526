"""Every layer free to learn."""

from nngrader.language import say
from nngrader.trials import Replay, better
from nngrader.trials._editing import Json, with_layers

WORDS = say("no layer frozen")

confirms = better


def changed(replay: Replay) -> Replay | None:
    """Make every layer trainable."""
    return with_layers(replay, lambda layers: [_free(layer) for layer in layers])


def _free(layer: Json) -> Json:
    return layer | {"config": layer["config"] | {"trainable": True}}
