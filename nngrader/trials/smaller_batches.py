"""Batches of at most 32 rows, as `fit` makes them when it is told nothing."""

from nngrader.language import say
from nngrader.trials import Replay, better
from nngrader.trials._editing import Json, with_arguments

USUAL = 32  #: rows; the default of `fit`

WORDS = say("batches of 32 rows")

confirms = better


def changed(replay: Replay) -> Replay | None:
    """Make the batches smaller."""
    return with_arguments(replay, _smaller)


def _smaller(arguments: Json) -> Json:
    return arguments | {"batch_size": min(USUAL, arguments["batch_size"] or USUAL)}
