"""Ten times as many epochs, and as many as make 1,000 corrections of the weights."""

from dataclasses import replace
from typing import Any

from nngrader.language import say
from nngrader.trials import MIDDLING, Replay, better

TIMES = 10
CORRECTIONS = 1000  #: in which small networks learn small tables
MOST = 5000  #: epochs; a trial is to be short
BATCH = 32  #: rows; the default of `fit`

WORDS = say("many more epochs")


def changed(replay: Replay) -> Replay | None:
    """Multiply the epochs of every training."""
    fits = tuple(_longer(fit, replay) for fit in replay.fits)
    return None if fits == replay.fits else replace(replay, fits=fits)


def _longer(fit: dict[str, Any], replay: Replay) -> dict[str, Any]:
    arguments, rows = fit["arguments"], len(replay.arrays[fit["arrays"]["x"]])
    batches = -(-rows // (arguments["batch_size"] or BATCH)) or 1
    wanted = max(TIMES * arguments["epochs"], CORRECTIONS // batches)
    epochs = max(arguments["epochs"], min(wanted, MOST))
    return fit | {"arguments": arguments | {"epochs": epochs, "callbacks": []}}


def confirms(reached: float, reaches: float) -> bool:
    """Say whether a network that was not even middling is clearly better."""
    return reached < MIDDLING and better(reached, reaches)
