"""No units switched off while training."""

from nngrader.language import say
from nngrader.trials import Replay, better
from nngrader.trials._editing import with_layers

WORDS = say("no units switched off")

confirms = better


def changed(replay: Replay) -> Replay | None:
    """Take every layer out that drops units."""
    return with_layers(
        replay, lambda layers: [x for x in layers if "Dropout" not in x["class_name"]]
    )
