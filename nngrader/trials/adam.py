"""Keras's Adam as it is by default."""

from nngrader.language import say
from nngrader.trials import Replay, better
from nngrader.trials._editing import Json, with_compiled

ADAM: Json = {
    "module": "keras.optimizers",
    "class_name": "Adam",
    "config": {},
    "registered_name": None,
}

WORDS = say("the optimizer Adam")

confirms = better


def changed(replay: Replay) -> Replay | None:
    """Exchange the optimizer; None where it is an Adam already."""
    known = (replay.blueprint.get("compile") or {}).get("optimizer")
    if isinstance(known, dict) and known.get("class_name") == "Adam":
        return None
    return with_compiled(replay, optimizer=ADAM)
