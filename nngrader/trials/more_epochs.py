"""Ten times as many epochs."""

from nngrader.language import say
from nngrader.trials import MIDDLING, Replay, better
from nngrader.trials._editing import Json, with_arguments

TIMES = 10
MOST = 5000  #: epochs; a trial is to be short

WORDS = say("ten times as many epochs")


def changed(replay: Replay) -> Replay | None:
    """Multiply the epochs."""
    return with_arguments(replay, _longer)


def _longer(arguments: Json) -> Json:
    epochs = arguments["epochs"]
    return arguments | {"epochs": max(epochs, min(TIMES * epochs, MOST)), "callbacks": []}


def confirms(reached: float, reaches: float) -> bool:
    """Say whether a network that was not even middling is clearly better."""
    return reached < MIDDLING and better(reached, reaches)
