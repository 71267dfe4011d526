"""Cross-entropy in place of a squared or absolute error."""

from nngrader.language import say
from nngrader.trials import Replay, better
from nngrader.trials._editing import with_compiled

ONE, MANY = "binary_crossentropy", "categorical_crossentropy"

WORDS = say("a loss that takes the logarithm of probabilities")

confirms = better


def changed(replay: Replay) -> Replay | None:
    """Exchange the loss, by the number of columns of the labels."""
    labels = replay.arrays[replay.fits[-1]["arrays"]["y"]]
    columns = labels.shape[-1] if labels.ndim > 1 else 1
    return with_compiled(replay, loss=ONE if columns == 1 else MANY)
