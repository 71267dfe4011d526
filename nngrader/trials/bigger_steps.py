"""Ten times the learning rate, and ten times the usual one at least."""

from nngrader.language import say
from nngrader.trials import Replay, rescued
from nngrader.trials._editing import with_rate

WORDS = say("steps of ten times the size or more")

confirms = rescued


def changed(replay: Replay) -> Replay | None:
    """Multiply the learning rate by 10, from where Keras would begin."""
    return with_rate(replay, 10.0, least=10.0)
