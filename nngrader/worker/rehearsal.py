"""A shortened `fit` without compiling: one step on the first rows, so that the code after it runs.

Compiling costs half a second, and what is learnt here counts nowhere. It is done only where all
parts are Keras's own, and whatever stops it is left to `fit` to say, in the words students know.
"""

from typing import Any

import keras
import numpy as np

from nngrader.worker.blueprint import refuse_foreign
from nngrader.worker.rows import rows_of

PLAIN = ("initial_epoch", "steps_per_epoch", "validation_steps", "validation_batch_size")


def rehearse(model: Any, arguments: dict[str, Any]) -> Any:
    """Take a step with the arguments of a shortened `fit`; None when only `fit` can tell."""
    try:
        if any(arguments[name] for name in PLAIN) or not len(arguments["x"]):
            return None
        if not (_counts(arguments["batch_size"] or 32) and _counts(arguments["validation_freq"])):
            return None
        refuse_foreign(model)
        return _rehearsed(model, arguments)
    except Exception:  # noqa: BLE001 - `fit` says it better
        return None


def _counts(given: Any) -> bool:
    return isinstance(given, int | np.integer) and bool(given > 0)


def _rehearsed(model: Any, arguments: dict[str, Any]) -> Any:
    rows = rows_of({**arguments, "batch_size": len(arguments["x"])})
    told = keras.callbacks.CallbackList(
        arguments["callbacks"], add_history=True, model=model, epochs=1, steps=1, verbose=0
    )
    model.stop_training = False
    told.on_train_begin()
    told.on_epoch_begin(0)
    logs = _logs(model, model.train_step, rows.train)
    if rows.validation is not None:
        held = _logs(model, model.test_step, rows.validation)
        logs |= {f"val_{name}": value for name, value in held.items()}
    told.on_epoch_end(0, logs)
    told.on_train_end(logs)
    return model.history


def _logs(model: Any, step: Any, rows: tuple[Any, ...]) -> dict[str, float]:
    model.reset_metrics()
    return {name: float(value) for name, value in step(rows).items()}
