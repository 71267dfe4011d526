"""Four times as many hidden units."""

from nngrader.language import say
from nngrader.trials import Replay, better
from nngrader.trials._editing import with_hidden_units

TIMES = 4

WORDS = say("four times as many hidden units")

confirms = better


def changed(replay: Replay) -> Replay | None:
    """Multiply the units of all layers but the last."""
    return with_hidden_units(replay, TIMES)
