"""What a script does with networks besides training them: making, compiling, asking.

Evaluating and predicting are done on the first rows and told of all: nothing that they answer
counts, and a convolution over 60,000 pictures takes a minute.
"""

import inspect
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras.src.models.functional import Functional
from keras.src.trainers.trainer import Trainer

from nngrader.evidence import NotTrained
from nngrader.worker.capture import SHORT_ROWS, Recorder, bound, line_of_caller
from nngrader.worker.streams import fewer

MOST_STEPS = 300  #: in a loop of the script's own; deterministic, as all bounds are
COMPILED = type(tf.function(lambda: None))  #: whose optimizer is only called while it is traced
SEQUENTIAL = keras.Sequential.add.__code__.co_filename  #: makes one network inside another


class FollowedEnough(BaseException):
    """Ends a script whose own loop turns the weights: nothing that it does can be replayed."""


@dataclass
class Watch:
    """Notes what becomes of every network."""

    recorder: Recorder
    noted: Callable[[Any, NotTrained, int], None]  #: a network, how far it came, in which line
    stepped: Callable[[int], None]  #: an optimizer was called in that line, outside `fit`
    asked: Callable[[str, Any, dict[str, Any]], None]  #: by what function, and with what
    steps: Counter[str] = field(default_factory=Counter)  #: by what is called once in each

    def install(self) -> None:
        """Hook Keras; the hooks of the recorder come first."""
        self._follow(Trainer, "__init__", self._made)
        self._follow(Trainer, "compile", self._compiled)  # where a loaded network looks for it
        self._follow(keras.optimizers.Optimizer, "apply", self._stepped)
        self._follow(tf.GradientTape, "gradient", self._turned)
        self._follow(COMPILED, "__call__", self._called)
        self._shorten("evaluate")
        self._shorten("predict")

    @property
    def _line(self) -> int:
        return line_of_caller(self.recorder.filename)

    def _made(self, model: Any) -> None:
        inner = isinstance(model, Functional) and self._within(SEQUENTIAL)
        if not inner and not self.recorder.inside:
            self.noted(model, "made", self._line)

    def _within(self, file: str) -> bool:
        """Whether a file of Keras is at work, below the script's own line."""
        frame: Any = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename != self.recorder.filename:
            if frame.f_code.co_filename == file:
                return True
            frame = frame.f_back
        return False

    def _compiled(self, model: Any) -> None:
        if not self.recorder.inside:
            self.noted(model, "compiled", self._line)

    def _stepped(self, _: Any) -> None:
        if not self.recorder.inside and not self.steps["optimizer"]:
            self.stepped(self._line)
        self._count("optimizer")

    def _turned(self, _: Any) -> None:
        self._count("tape")

    def _called(self, _: Any) -> None:
        if self.steps:
            self._count("function")

    def _count(self, what: str) -> None:
        if self.recorder.inside:
            return
        self.steps[what] += 1
        if self.steps[what] > MOST_STEPS and self.recorder.shorten:
            raise FollowedEnough

    def _follow(self, home: Any, name: str, note: Callable[[Any], None]) -> None:
        original = getattr(home, name)

        @wraps(original)  # marks as well: Keras looks whether `compile` is its own
        def hooked(thing: Any, *args: Any, **kwargs: Any) -> Any:
            result = original(thing, *args, **kwargs)
            note(thing)
            return result

        setattr(home, name, hooked)

    def _shorten(self, name: str) -> None:
        original = getattr(keras.Model, name)
        signature = inspect.signature(original)
        recorder = self.recorder

        @wraps(original)
        def hooked(model: Any, *args: Any, **kwargs: Any) -> Any:
            idle = recorder.inside or not recorder.shorten
            given = None if idle else bound(signature, model, args, kwargs)
            if given is None:
                return original(model, *args, **kwargs)
            given |= given.pop("kwargs", {})
            self.asked(name, model, given)
            rows = _few_rows(given)
            with recorder.quietly():
                answer = _answer(original, model, given)
            return _for_all(answer, rows)

        setattr(keras.Model, name, hooked)


def _answer(original: Any, model: Any, given: dict[str, Any]) -> Any:
    """Ask a network; a loop that predicts row by row would else take minutes."""
    if original.__name__ == "predict" and _is_one_batch(given):
        with suppress(Exception):  # then `predict` words the error
            return keras.Model.predict_on_batch(model, given["x"])
    return original(model, **given | {"verbose": 0})


def _is_one_batch(given: dict[str, Any]) -> bool:
    x = given["x"]
    plain = type(x) is np.ndarray and x.ndim > 1 and 0 < len(x) <= SHORT_ROWS
    return plain and given["steps"] is None and given["callbacks"] is None


def _few_rows(given: dict[str, Any]) -> int:
    """Leave only the first rows of what is given; tell how many were asked about, 0 for all."""
    x = given.get("x")
    given["x"] = fewer(x)
    shape: Any = getattr(x, "shape", ())
    if not len(shape) or not isinstance(shape[0], int) or shape[0] <= SHORT_ROWS:
        return 0
    for name in ("x", "y", "sample_weight"):
        if given.get(name) is not None:
            given[name] = given[name][:SHORT_ROWS]
    return int(shape[0])


def _for_all(answer: Any, rows: int) -> Any:
    """Repeat the answers for the first rows so that there is one for every row."""
    if not rows or not isinstance(answer, np.ndarray):
        return answer
    return answer[np.arange(rows) % len(answer)]
