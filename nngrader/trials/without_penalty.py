"""No price on large weights."""

from nngrader.language import say
from nngrader.trials import Replay, better
from nngrader.trials._editing import Json, with_layers

PENALTIES = ("kernel_regularizer", "bias_regularizer", "activity_regularizer")

WORDS = say("no penalty on weights")

confirms = better


def changed(replay: Replay) -> Replay | None:
    """Take every regularizer away."""
    return with_layers(replay, lambda layers: [_free(layer) for layer in layers])


def _free(layer: Json) -> Json:
    known = {name: None for name in PENALTIES if layer["config"].get(name)}
    return layer | {"config": layer["config"] | known}
