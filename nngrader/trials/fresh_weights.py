"""Weights that start as Keras starts them by default."""

from nngrader.language import say
from nngrader.trials import Replay, better
from nngrader.trials._editing import Json, is_weighted, with_layers

USUAL: Json = {
    "module": "keras.initializers",
    "class_name": "GlorotUniform",
    "config": {},
    "registered_name": None,
}

WORDS = say("weights that start at random as usual")

confirms = better


def changed(replay: Replay) -> Replay | None:
    """Exchange the initializers of the kernels."""
    return with_layers(replay, lambda layers: [_fresh(layer) for layer in layers])


def _fresh(layer: Json) -> Json:
    known = layer["config"].get("kernel_initializer")
    if not is_weighted(layer) or (known and known["class_name"] == USUAL["class_name"]):
        return layer
    return layer | {"config": layer["config"] | {"kernel_initializer": USUAL}}
