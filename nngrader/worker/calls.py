"""One call of `fit` or `train_on_batch` as JSON and arrays, or why it cannot be replayed."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from nngrader.evidence import By
from nngrader.jobs import Array
from nngrader.wire import DIMENSIONS, MOST_EPOCHS
from nngrader.worker.callbacks import draw_callbacks
from nngrader.worker.streams import batch_of, gathered, is_stream
from nngrader.worker.text import safe

HELD = ("validation_x", "validation_y", "validation_sample_weight")
BIG = 1_000_000  #: cells; larger float64 arrays travel as float32, as Keras would cast them


@dataclass
class Call:
    """One call of `fit`: what can be replayed, or why it cannot."""

    model: Any
    arguments: dict[str, Any]  #: JSON only
    arrays: dict[str, Array]  #: x, y, and validation_x, validation_y, sample_weight if given
    words: dict[str, dict[str, Any]]  #: x and y where they hold text: shape, dtype, sample
    line: int
    reason: str = ""  #: why it cannot be replayed; empty when it can
    by: By = "fit"
    validated: bool = False  #: `validation_data` was given

    def like(self, other: "Call") -> bool:
        """Whether the same model is trained again in the same way."""
        same = self.model is other.model and self.by == other.by
        return same and self.arguments == other.arguments

    def on_rows_of(self, other: "Call") -> bool:
        """Whether it trains on the same rows as another call."""
        names = self.arrays.keys() | other.arrays.keys()
        return all(_same_array(self.arrays.get(n), other.arrays.get(n)) for n in names)


def batch_call(model: Any, given: dict[str, Any], line: int) -> Call:
    """Read a `train_on_batch` as a `fit` of one epoch in one batch."""
    wanted = {name: given[name] for name in ("x", "y", "sample_weight")}
    arrays, words, reason = _arrays({**wanted, "validation_data": None})
    plain: dict[str, Any] = {
        "epochs": 1,
        "batch_size": len(arrays["x"]) if "x" in arrays and arrays["x"].ndim else 32,
        "shuffle": False,
        "validation_split": 0.0,
        "initial_epoch": 0,
        "steps_per_epoch": None,
        "rare": {},
        "class_weight": _class_weight(given["class_weight"]),
        "callbacks": [],
        "callback_names": [],
    }
    return Call(model, plain, arrays, words, line, reason, by="train_on_batch")


def _same_array(one: Array | None, other: Array | None) -> bool:
    if one is None or other is None:
        return one is other
    return one is other or (one.shape == other.shape and np.array_equal(one, other))


def fit_call(model: Any, arguments: dict[str, Any], line: int, *, gather: bool) -> Call:
    """Read all arguments of a `fit`; with `gather`, data sets become arrays."""
    epochs, first = (
        min(_whole(arguments[name], usual), MOST_EPOCHS)
        for name, usual in (("epochs", 1), ("initial_epoch", 0))
    )
    numbers = range(first, epochs)
    callbacks, foreign = draw_callbacks(arguments["callbacks"], numbers, learning_rate(model))
    plain = {
        "epochs": epochs,
        "batch_size": _whole(arguments["batch_size"], 32),
        "shuffle": "batch" if arguments["shuffle"] == "batch" else bool(arguments["shuffle"]),
        "validation_split": float(arguments["validation_split"] or 0.0),
        "initial_epoch": first,
        "steps_per_epoch": _whole(arguments["steps_per_epoch"], 0) or None,
        "rare": _rare(arguments),
        "class_weight": _class_weight(arguments["class_weight"]),
        "callbacks": callbacks,
        "callback_names": [type(c).__name__ for c in _listed(arguments["callbacks"])],
    }
    validated = arguments["validation_data"] is not None
    told, batch = _gathered(arguments) if gather else (arguments, None)
    plain["batch_size"] = batch or plain["batch_size"]
    arrays, words, reason = _arrays(told)
    return Call(model, plain, arrays, words, line, reason or foreign, validated=validated)


def _gathered(arguments: dict[str, Any]) -> tuple[dict[str, Any], int | None]:
    """Put arrays in place of data sets that can be gathered; tell their batch size."""
    told, batch = dict(arguments), None
    if is_stream(arguments["x"]):
        arrays, batch = gathered(arguments["x"]) or ({}, batch_of(arguments["x"]))
        told |= arrays
    if is_stream(arguments["validation_data"]):
        held = gathered(arguments["validation_data"])
        told["validation_data"] = tuple(held[0].values()) if held else None
    return told, batch


def _rare(arguments: dict[str, Any]) -> dict[str, Any]:
    """Note how validation is done, where that is said."""
    names = ("validation_batch_size", "validation_steps")
    said: dict[str, Any] = {name: _whole(arguments[name], 0) for name in names}
    every = arguments["validation_freq"]
    if isinstance(every, list | tuple | set):
        said["validation_freq"] = sorted(_whole(epoch, 0) for epoch in every)
    elif every != 1:
        said["validation_freq"] = _whole(every, 0)
    return {name: value for name, value in said.items() if value}


def learning_rate(model: Any) -> float:
    """Read the present learning rate; 0 where there is none, or one of the student's own."""
    try:
        return float(model.optimizer.learning_rate)
    except (AttributeError, TypeError, ValueError):  # not compiled, or an optimizer of their own
        return 0.0


def _whole(given: Any, otherwise: int) -> int:
    return int(given) if isinstance(given, int | np.integer) else otherwise


def _listed(given: Any) -> list[Any]:
    if given is None:
        return []
    return list(given) if isinstance(given, list | tuple) else [given]


def _class_weight(given: Any) -> list[list[float]] | None:
    if not isinstance(given, dict):
        return None
    return [[int(label), float(weight)] for label, weight in given.items()]


def _arrays(
    arguments: dict[str, Any],
) -> tuple[dict[str, Array], dict[str, dict[str, Any]], str]:
    wanted = {"x": arguments["x"], "y": arguments["y"], "sample_weight": arguments["sample_weight"]}
    validation = arguments["validation_data"]
    if isinstance(validation, list | tuple) and len(validation) >= 2:
        wanted |= dict(zip(HELD, validation, strict=False))
    found = {name: as_array(given) for name, given in wanted.items() if given is not None}
    numeric = {k: a for k, a in found.items() if a is not None and a.dtype.kind in "biuf"}
    words = {k: in_words(a) for k, a in found.items() if a is not None and k not in numeric}
    odd = [name for name in found if name not in numeric]
    if validation is not None and "validation_x" not in wanted:
        return numeric, words, "`validation_data` is not a pair of arrays"
    if odd or "x" not in found or "y" not in found:
        return numeric, words, f"`{odd[0] if odd else 'y'}` is no array of numbers"
    return numeric, words, ""


def asked_arrays(x: Any, y: Any) -> tuple[dict[str, Array], dict[str, dict[str, Any]]]:
    """Read what `evaluate` or `predict` is given: numbers as arrays, text in words."""
    given = {"x": x, "y": y, "sample_weight": None, "validation_data": None}
    arrays, words, _ = _arrays(given)
    return arrays, words


def in_words(array: Array) -> dict[str, Any]:
    """Describe an array that does not hold numbers."""
    sample = [safe(str(value)) for value in array.flat[:8]]
    flat = array.reshape(len(array), -1) if array.ndim else array.reshape(1, 1)
    changes = float((flat[1:] != flat[:-1]).any(axis=1).mean()) if len(flat) > 1 else 0.0
    return {
        "shape": list(array.shape),
        "dtype": array.dtype.name,
        "sample": sample,
        "label_changes": round(changes, 6),
    }


def as_array(given: Any) -> Array | None:
    """Turn what students pass for arrays into one; None for data sets and generators.

    Also for arrays of more dimensions than are carried: a training on them cannot be replayed.
    """
    if not (hasattr(given, "__array__") or isinstance(given, list | tuple)):
        return None
    if isinstance(given, list | tuple) and any(np.ndim(part) for part in given if _is_array(part)):
        return None  # several inputs or outputs, to Keras
    try:
        array = np.asarray(given)
    except (ValueError, TypeError):
        return None
    if array.ndim > DIMENSIONS:
        return None
    return array.astype(np.float32) if array.dtype == np.float64 and array.size > BIG else array


def _is_array(part: Any) -> bool:
    return hasattr(part, "__array__")
