"""Other random starts of the same network."""

from nngrader.language import say
from nngrader.trials import Replay, better

WORDS = say("another random start")

confirms = better


def changed(replay: Replay) -> Replay | None:
    """Change nothing: it is the seed that differs."""
    return replay
