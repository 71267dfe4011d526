"""Callbacks as JSON and back: those of Keras that steer training are replayed.

A schedule of learning rates is a function of the student's; it is asked beforehand, epoch by epoch,
and the rates are replayed.
Callbacks that only write files or print are left out; anything else would be the student's code.
"""

from typing import Any

import keras
import numpy as np

STEERING = {
    "EarlyStopping": (
        "monitor",
        "min_delta",
        "patience",
        "mode",
        "baseline",
        "restore_best_weights",
        "start_from_epoch",
    ),
    "ReduceLROnPlateau": (
        "monitor",
        "factor",
        "patience",
        "mode",
        "min_delta",
        "cooldown",
        "min_lr",
    ),
    "TerminateOnNaN": ("raise_error",),
}
SCHEDULER = "LearningRateScheduler"
RIVALS = frozenset({"ReduceLROnPlateau"})  #: what they set depends on how training goes
MOST_RATES = 100_000
HARMLESS = frozenset(
    ["BackupAndRestore", "CSVLogger", "History", "ModelCheckpoint", "ProgbarLogger", "TensorBoard"]
)


def draw_callbacks(
    given: Any, epochs: range = range(0), rate: float = 0.0
) -> tuple[list[dict[str, Any]], str]:
    """Write the callbacks that steer training; say why when one cannot be replayed.

    The numbers of the `epochs` and the learning `rate` at the start are what a schedule is asked.
    """
    drawn = []
    callbacks = given if isinstance(given, list | tuple) else [given] if given else []
    for callback in callbacks:
        name = type(callback).__name__
        if getattr(keras.callbacks, name, None) is not type(callback) or _patched(callback):
            return [], f"the callback `{name}` is your own"
        if name == SCHEDULER:
            rates = _rates(callback.schedule, epochs, rate)
            if rates is None or RIVALS & {type(other).__name__ for other in callbacks}:
                return [], f"the callback `{name}` gives rates that are not known beforehand"
            drawn.append({"name": name, "settings": {"first": epochs.start, "rates": rates}})
        elif name in STEERING:
            drawn.append({"name": name, "settings": _settings(callback, STEERING[name])})
        elif name not in HARMLESS:
            return [], f"the callback `{name}` runs your own code"
    return drawn, ""


def _rates(schedule: Any, epochs: range, rate: float) -> list[float] | None:
    """Ask a schedule for every epoch, as Keras would; None when it gives anything but floats.

    The student's function is run here, beside the student's code. What leaves is a list.
    """
    rates: list[float] = []
    for epoch in epochs[: MOST_RATES + 1]:
        try:
            drawn = _asked(schedule, epoch, rate)
        except Exception:  # noqa: BLE001 - training will stop there as well, and say so
            return None
        if not isinstance(drawn, float | np.float32):
            return None
        rates.append(float(drawn))
        rate = float(np.float32(drawn))  # as the optimizer keeps it
    return rates if len(rates) <= MOST_RATES and np.isfinite(rates).all() else None


def _asked(schedule: Any, epoch: int, rate: float) -> Any:
    try:
        return schedule(epoch, rate)
    except TypeError:  # written for an older Keras, which gave the epoch alone
        return schedule(epoch)


def _patched(callback: Any) -> bool:
    """Whether a hook was put on the object itself, over that of its class."""
    return any(name.startswith("on_") for name in vars(callback))


def _settings(callback: Any, names: tuple[str, ...]) -> dict[str, Any]:
    told = [name for name in names if hasattr(callback, name)]  # older versions have fewer
    settings = {name: _plain(getattr(callback, name)) for name in told}
    if "min_delta" in settings:
        settings["min_delta"] = abs(settings["min_delta"])  # Keras stores it with a sign
    return settings


def _plain(value: Any) -> Any:
    """Take a number out of NumPy: JSON knows none of its kinds."""
    return value.item() if isinstance(value, np.generic) else value


def scheduled(drawn: list[dict[str, Any]]) -> list[list[float]]:
    """List the learning rates of each schedule that gives any."""
    found = [entry["settings"]["rates"] for entry in drawn if entry["name"] == SCHEDULER]
    return [rates for rates in found if rates]


def rebuild_callbacks(drawn: list[dict[str, Any]]) -> list[Any]:
    """Make the callbacks anew; raises KeyError for a name that is not steering."""
    return [_rebuilt(entry["name"], entry["settings"]) for entry in drawn]


def _rebuilt(name: str, settings: dict[str, Any]) -> Any:
    if name == SCHEDULER:
        first, rates = settings["first"], settings["rates"]
        return keras.callbacks.LearningRateScheduler(lambda epoch, _: rates[epoch - first])
    known = STEERING[name]  # looked up first: the name may come from anywhere
    told = {setting: settings[setting] for setting in known if setting in settings}
    return getattr(keras.callbacks, name)(**told)
