"""Settings of Keras objects as plain data, told as people write them."""

import math
from typing import Any

import numpy as np

from nngrader.evidence import Setting


def config_of(thing: Any) -> dict[str, Any]:
    """Ask for `get_config`; empty where the student's own class cannot answer."""
    try:
        config = thing.get_config()
    except Exception:  # noqa: BLE001 - may be the student's code
        return {}
    return config if isinstance(config, dict) else {}


def settings(config: dict[str, Any], untold: frozenset[str]) -> dict[str, Setting]:
    """Write what is set, sorted, without the names in `untold`."""
    told = {str(name): value for name, value in config.items() if name not in untold}
    return {name: _setting(value) for name, value in sorted(told.items()) if value is not None}


def unusual(thing: Any, untold: frozenset[str]) -> dict[str, Setting]:
    """Write the settings that differ from those of a fresh object of the same class."""
    told = settings(config_of(thing), untold)
    try:
        usual = settings(config_of(type(thing)()), untold)
    except Exception:  # noqa: BLE001 - a class that wants arguments has no usual settings
        return told
    return {name: value for name, value in told.items() if usual.get(name) != value}


def _setting(value: Any) -> Setting:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, dict):
        return _object(value)
    if isinstance(value, list | tuple):
        return tuple(_entry(entry) for entry in value)
    if isinstance(value, float):
        return float(f"{value:.7g}") if math.isfinite(value) else str(value)  # 0.001 is a float32
    return value if isinstance(value, bool | int | str) else str(value)


def _entry(value: Any) -> int | float | str:
    told = _setting(value)
    return told if isinstance(told, int | float | str) else str(told)


def _object(drawn: dict[str, Any]) -> str:
    """Name a serialized object with its own settings: "L2 with l2 0.01"."""
    config = drawn.get("config")
    if not isinstance(config, dict):
        return str(config)
    name = str(drawn.get("class_name", "dict"))
    name = "your own function" if name == "__lambda__" else name
    inner = {} if "value" in config and name == "your own function" else config
    told = {k: v for k, v in inner.items() if v is not None and k not in ("name", "seed")}
    shown = ", ".join(f"{key} {_setting(value)}" for key, value in sorted(told.items()))
    return f"{name} with {shown}" if shown else name
