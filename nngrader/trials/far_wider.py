"""Eight times as many hidden units, which must all but solve what was half learned."""

from nngrader.language import say
from nngrader.trials import Replay, rescued
from nngrader.trials._editing import with_hidden_units

TIMES = 8

WORDS = say("many more hidden units")

confirms = rescued


def changed(replay: Replay) -> Replay | None:
    """Multiply the units of all layers but the last."""
    return with_hidden_units(replay, TIMES)
