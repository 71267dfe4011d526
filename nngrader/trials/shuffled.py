"""Rows in another order before each epoch."""

from nngrader.language import say
from nngrader.trials import Replay, better
from nngrader.trials._editing import with_arguments

WORDS = say("rows shuffled before each epoch")

confirms = better


def changed(replay: Replay) -> Replay | None:
    """Let `fit` shuffle."""
    return with_arguments(replay, lambda arguments: arguments | {"shuffle": True})
