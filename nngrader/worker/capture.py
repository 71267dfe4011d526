"""Seeing what the student's code does with Keras, while it does it."""

import inspect
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np

from nngrader.jobs import Array
from nngrader.worker.callbacks import draw_callbacks, scheduled
from nngrader.worker.rehearsal import rehearse
from nngrader.worker.text import safe

SHORT_ROWS = 512  #: rows of a shortened `fit`; enough to meet every error of shape or type
MANY_WARNINGS = 50
MOST_EPOCHS = 1_000_000  #: in a padded history; a longer one takes the time of the code after it
MOST_CALLS = 1000  #: of `fit`; a fixed number, so that a slow machine sees the same as a fast one
HELD = ("validation_x", "validation_y", "validation_sample_weight")
BIG = 1_000_000  #: cells; larger float64 arrays travel as float32, as Keras would cast them


class EndlessTraining(BaseException):
    """Ends a loop around `fit`; no `except Exception` of the student's may catch it."""


@dataclass
class Call:
    """One call of `fit`: what can be replayed, or why it cannot."""

    model: Any
    arguments: dict[str, Any]  #: JSON only
    arrays: dict[str, Array]  #: x, y, and validation_x, validation_y, sample_weight if given
    words: dict[str, dict[str, Any]]  #: x and y where they hold text: shape, dtype, sample
    line: int
    reason: str = ""  #: why it cannot be replayed; empty when it can

    def like(self, other: "Call") -> bool:
        """Whether the same model is trained again in the same way."""
        return self.model is other.model and self.arguments == other.arguments


@dataclass
class Recorder:
    """What was seen so far."""

    filename: str
    shorten: bool
    begun: Callable[[Call], None]  #: called before each `fit`
    done: Callable[[Call], None]  #: called after it, if it did not raise
    warned: Callable[[str, str, int], None]
    inside: bool = False
    last: Call | None = None  #: the call before, told as it was made
    count: int = 0
    seen: set[str] = field(default_factory=set)

    def install(self) -> None:
        """Hook `fit` of every model, and the warnings."""
        original = keras.Model.fit
        signature = inspect.signature(original)

        def fit(model: Any, *args: Any, **kwargs: Any) -> Any:
            return self._fit(original, signature, model, args, kwargs)

        fit.nngrader_hook = True  # type: ignore[attr-defined]
        keras.Model.fit = fit
        warnings.simplefilter("always")
        warnings.showwarning = self._showwarning  # type: ignore[assignment]

    def _fit(
        self,
        original: Callable[..., Any],
        signature: inspect.Signature,
        model: Any,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> Any:
        try:
            given = signature.bind(model, *args, **kwargs)
        except TypeError:
            return original(model, *args, **kwargs)  # Keras words the error as students see it
        if self.inside:
            return original(model, *args, **kwargs)
        given.apply_defaults()
        arguments = {k: v for k, v in given.arguments.items() if k != "self"}
        call = _call(model, arguments, line_of_caller(self.filename))
        self.count += 1
        if self.count > MOST_CALLS:
            problem = f"`fit` was called {MOST_CALLS} times"
            raise EndlessTraining(problem)
        again = self.last is not None and self.last.like(call)
        self.inside, self.last = True, call
        self.begun(call)
        try:
            history = self._run(original, model, {**arguments, "verbose": 0}, call, again=again)
        finally:
            self.inside = False
        self.done(call)
        return padded(history, arguments["epochs"]) if self.shorten else history

    def _run(
        self,
        original: Callable[..., Any],
        model: Any,
        arguments: dict[str, Any],
        call: Call,
        *,
        again: bool,
    ) -> Any:
        """Shorten a training; one in a loop keeps its epochs, for the loop may wait for success."""
        if not self.shorten:
            return original(model, **arguments)
        few = shortened(arguments, call)
        if again:
            return original(model, **{**few, "epochs": arguments["epochs"]})
        plain = not call.reason and few["epochs"] == 1
        history = (plain and rehearse(model, few)) or original(model, **few)
        for rates in scheduled(call.arguments["callbacks"]):
            model.optimizer.learning_rate = rates[-1]  # as after all epochs, for the next `fit`
        return history

    def _showwarning(self, message: Any, category: type[Warning], filename: str, *_: Any) -> None:
        if issubclass(category, DeprecationWarning) and filename != self.filename:
            return  # between libraries; Python shows no student these
        text = str(message)
        if text not in self.seen and len(self.seen) < MANY_WARNINGS:
            self.seen.add(text)
            self.warned(category.__name__, text, line_of_caller(self.filename))


def line_of_caller(filename: str) -> int:
    """Find the line of the student's file that is being run; 0 when none is."""
    frame: Any = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename == filename:
            return int(frame.f_lineno)
        frame = frame.f_back
    return 0


def _call(model: Any, arguments: dict[str, Any], line: int) -> Call:
    epochs, first = _whole(arguments["epochs"], 1), _whole(arguments["initial_epoch"], 0)
    numbers = range(first, epochs)
    callbacks, foreign = draw_callbacks(arguments["callbacks"], numbers, _rate(model))
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
    arrays, words, reason = _arrays(arguments)
    return Call(model, plain, arrays, words, line, reason or foreign)


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


def _rate(model: Any) -> float:
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
    """Turn what students pass for arrays into one; None for data sets and generators."""
    if not (hasattr(given, "__array__") or isinstance(given, list | tuple)):
        return None
    try:
        array = np.asarray(given)
    except (ValueError, TypeError):
        return None
    return array.astype(np.float32) if array.dtype == np.float64 and array.size > BIG else array


def shortened(arguments: dict[str, Any], call: Call) -> dict[str, Any]:
    """Train one epoch on a few rows: the real training happens without the student's code."""
    few = {**arguments, "epochs": arguments["initial_epoch"] + 1}
    if arguments["epochs"] == 0 or not isinstance(arguments["epochs"], int):
        few["epochs"] = arguments["epochs"]
    if call.reason or arguments["steps_per_epoch"]:
        return few
    for name in ("x", "y", "sample_weight"):
        if arguments[name] is not None:
            few[name] = arguments[name][:SHORT_ROWS]
    if arguments["validation_data"] is not None:
        few["validation_data"] = tuple(part[:SHORT_ROWS] for part in arguments["validation_data"])
    return few


def padded(history: Any, epochs: Any) -> Any:
    """Repeat the last values up to the epochs asked for, so that plots over them work."""
    if not isinstance(epochs, int):
        return history
    epochs = min(epochs, MOST_EPOCHS)
    for name, values in history.history.items():
        if values:
            history.history[name] = values + [values[-1]] * (epochs - len(values))
    history.epoch = list(range(epochs))
    return history
