"""Rounds of a loop around `fit`, in one compiled function: `fit` itself takes 40 ms per epoch."""

from collections.abc import Callable
from typing import Any

import keras

from nngrader.worker.blueprint import refuse_foreign
from nngrader.worker.loop import Loop, state
from nngrader.worker.rows import order, rows_of
from nngrader.worker.training import refuse

Rounds = Callable[[int], Any]  #: trains so many epochs more, and gives back their History


def compiled_rounds(model: Any, few: dict[str, Any]) -> Rounds | None:
    """Prepare further epochs of a shortened `fit`; None where only `fit` itself can do them."""
    try:
        usual = {"shuffle": bool(few["shuffle"]), "validation_freq": few["validation_freq"] != 1}
        refuse(few | usual, [])
        if few["callbacks"]:
            return None
        refuse_foreign(model)
        state(model)
        loop = Loop(model, rows_of(few), few["batch_size"] or 32, stop_on_nan=False)
        shown = order(loop.rows, 0, shuffle=bool(few["shuffle"]))
    except Exception:  # noqa: BLE001 - `fit` says it better
        return None

    def run(epochs: int) -> Any:
        logs = loop.run(epochs, shown)
        told = keras.callbacks.History()
        told.set_model(model)
        told.epoch = [*range(epochs)]
        told.history = {name: [one[name] for one in logs] for name in loop.names}
        return told

    return run
