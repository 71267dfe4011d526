"""A learning rate of a tenth."""

from nngrader.language import say
from nngrader.trials import Replay, better
from nngrader.trials._editing import with_rate

WORDS = say("steps of a tenth of the size")

confirms = better


def changed(replay: Replay) -> Replay | None:
    """Divide the learning rate by 10."""
    return with_rate(replay, 0.1)
