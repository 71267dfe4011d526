"""The first 32 rows alone, again and again."""

from dataclasses import replace

from nngrader.given import spaced
from nngrader.language import say
from nngrader.trials import Replay, better
from nngrader.trials._editing import Json

ROWS = 32
EPOCHS = 300  #: in which a network that can learn knows so few rows by heart

WORDS = say("32 rows only, shown again and again")

confirms = better


def changed(replay: Replay) -> Replay | None:
    """Train on few rows, and ask for those."""
    last = replay.fits[-1]
    x, y = (replay.arrays[last["arrays"][role]] for role in ("x", "y"))
    if len(x) <= ROWS:
        return None
    chosen = spaced(len(x), ROWS)
    arrays = {"x": x[chosen], "y": y[chosen], "ask:test": x[chosen]}
    return replace(replay, fits=(_short(last),), arrays=arrays, labels=y[chosen])


def _short(fit: Json) -> Json:
    told = {"epochs": EPOCHS, "callbacks": [], "validation_split": 0.0, "batch_size": ROWS}
    arrays = {"x": "x", "y": "y"}
    return {"arguments": fit["arguments"] | told, "arrays": arrays}
