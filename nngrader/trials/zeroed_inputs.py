"""Inputs that say nothing."""

import numpy as np

from nngrader.language import say
from nngrader.trials import Replay, better
from nngrader.trials._editing import with_inputs

WORDS = say("all inputs set to 0")


def changed(replay: Replay) -> Replay | None:
    """Put 0 in place of every input."""
    return with_inputs(replay, np.zeros_like)


def confirms(reached: float, reaches: float) -> bool:
    """Say whether the inputs made no clear difference."""
    return not better(reaches, reached)
