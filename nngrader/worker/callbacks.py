"""Callbacks as JSON and back: those of Keras that steer training are replayed.

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
    "TerminateOnNaN": (),
}
HARMLESS = frozenset(
    ["BackupAndRestore", "CSVLogger", "History", "ModelCheckpoint", "ProgbarLogger", "TensorBoard"]
)


def draw_callbacks(given: Any) -> tuple[list[dict[str, Any]], str]:
    """Write the callbacks that steer training; say why when one cannot be replayed."""
    drawn = []
    for callback in given if isinstance(given, list | tuple) else [given] if given else []:
        name = type(callback).__name__
        if getattr(keras.callbacks, name, None) is not type(callback) or _patched(callback):
            return [], f"the callback `{name}` is your own"
        if name in STEERING:
            drawn.append({"name": name, "settings": _settings(callback, STEERING[name])})
        elif name not in HARMLESS:
            return [], f"the callback `{name}` runs your own code"
    return drawn, ""


def _patched(callback: Any) -> bool:
    """Whether a hook was put on the object itself, over that of its class."""
    return any(name.startswith("on_") for name in vars(callback))


def _settings(callback: Any, names: tuple[str, ...]) -> dict[str, Any]:
    settings = {name: _plain(getattr(callback, name)) for name in names}
    if "min_delta" in settings:
        settings["min_delta"] = abs(settings["min_delta"])  # Keras stores it with a sign
    return settings


def _plain(value: Any) -> Any:
    """Take a number out of NumPy: JSON knows none of its kinds."""
    return value.item() if isinstance(value, np.generic) else value


def rebuild_callbacks(drawn: list[dict[str, Any]]) -> list[Any]:
    """Make the callbacks anew; raises KeyError for a name that is not steering."""
    return [_rebuilt(entry["name"], entry["settings"]) for entry in drawn]


def _rebuilt(name: str, settings: dict[str, Any]) -> Any:
    known = STEERING[name]  # looked up first: the name may come from anywhere
    return getattr(keras.callbacks, name)(**{setting: settings[setting] for setting in known})
