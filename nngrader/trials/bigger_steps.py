"""Ten times the learning rate."""

from nngrader.language import say
from nngrader.trials import Replay, rescued
from nngrader.trials._editing import with_rate

WORDS = say("steps of ten times the size")

confirms = rescued


def changed(replay: Replay) -> Replay | None:
    """Multiply the learning rate by 10."""
    return with_rate(replay, 10.0)
