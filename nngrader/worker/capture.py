"""Seeing what the student's code does with Keras, while it does it."""

import inspect
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import keras

from nngrader.worker.callbacks import scheduled
from nngrader.worker.calls import Call, batch_call, fit_call
from nngrader.worker.rehearsal import rehearse
from nngrader.worker.repeats import REAL_BATCHES, REAL_EPOCHS, EndlessTraining, Repeats
from nngrader.worker.rounds import compiled_rounds
from nngrader.worker.streams import few_steps, fewer, is_stream, peeked

SHORT_ROWS = 512  #: rows of a shortened `fit`; enough to meet every error of shape or type
MANY_WARNINGS = 50
UNDEFINED = "UndefinedMetricWarning"  #: of scikit-learn, for a class that is never answered
MOST_EPOCHS = 1_000_000  #: in a padded history; a longer one takes the time of the code after it
MOST_CALLS = 1000  #: of `fit`; a fixed number, so that a slow machine sees the same as a fast one


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
    turns: dict[int, Any] = field(default_factory=dict)  #: last result of networks trained in turns
    seen: set[str] = field(default_factory=set)
    repeats: Repeats | None = None  #: of a script; None where the contract's functions are called

    def install(self) -> None:
        """Hook `fit` of every model, in a script also `train_on_batch`, and the warnings."""
        self._hook("fit", self._fit)
        if self.repeats is not None:
            self._hook("train_on_batch", self._batch)
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
        arguments = None if self.inside else bound(signature, model, args, kwargs)
        if arguments is None:
            return original(model, *args, **kwargs)
        call = self._known(model, arguments) or self._told(model, arguments)
        if self._goes_on(call):
            return self._once_more(original, model, {**arguments, "verbose": 0}, call)
        self.count += 1
        if self.count > MOST_CALLS:
            problem = f"`fit` was called {MOST_CALLS} times"
            raise EndlessTraining(problem)
        again = self.last is not None and self.last.like(call)
        if self.repeats is not None:
            self.repeats.begin()
        self.last = call
        with self.quietly():
            self.begun(call)
            history = self._run(original, model, {**arguments, "verbose": 0}, call, again=again)
        self.done(call)
        return padded(history, arguments["epochs"]) if self.shorten else history

    def _told(self, model: Any, arguments: dict[str, Any]) -> Call:
        line = line_of_caller(self.filename)
        if self.repeats is None:
            return fit_call(model, arguments, line, gather=False)
        arguments["x"], batch = peeked(arguments["x"])
        call = fit_call(model, arguments, line, gather=True)
        call.arguments["batch_size"] = batch or call.arguments["batch_size"]
        return call

    def _known(self, model: Any, arguments: dict[str, Any]) -> Call | None:
        """Take the call before for this one where the very same things are given again."""
        if self.repeats is None or not self.repeats.is_given({**arguments, "self": model}):
            return None
        return self.last

    def _goes_on(self, call: Call) -> bool:
        """Whether a script's loop repeats the call before, on the same rows."""
        if self.repeats is None or self.last is None or not self.last.like(call):
            return False
        if call is self.last:
            return not call.reason
        return not (call.reason or self.last.reason) and call.on_rows_of(self.last)

    def _once_more(
        self, original: Callable[..., Any], model: Any, arguments: dict[str, Any], call: Call
    ) -> Any:
        """Train in a loop: really for some epochs, then only in name."""
        assert self.repeats is not None  # `_goes_on` has looked
        if not self.shorten:
            self.repeats.note("fit")
            with self.quietly():
                return original(model, **arguments)
        if self.repeats.result is None or self.repeats.epochs < REAL_EPOCHS:
            epochs = min(call.arguments["epochs"], REAL_EPOCHS - self.repeats.epochs)
            self.repeats.epochs += epochs
            self.repeats.result = self._few_epochs(original, model, arguments, call, epochs)
        self.repeats.note("fit")
        return padded(copy(self.repeats.result), arguments["epochs"])

    def _few_epochs(
        self,
        original: Callable[..., Any],
        model: Any,
        arguments: dict[str, Any],
        call: Call,
        epochs: int,
    ) -> Any:
        """Train on a few rows, in one compiled function where that is possible."""
        assert self.repeats is not None  # `_once_more` has looked
        few = shortened(arguments, call)
        if not self.repeats.prepared:
            self.repeats.prepared = True
            self.repeats.more = compiled_rounds(model, few)
        with self.quietly():
            if self.repeats.more is not None:
                return self.repeats.more(epochs)
            return original(model, **{**few, "epochs": few["initial_epoch"] + epochs})

    def _batch(
        self,
        original: Callable[..., Any],
        signature: inspect.Signature,
        model: Any,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> Any:
        """Note a `train_on_batch` like a `fit` of one epoch; those in a loop are counted."""
        given = None if self.inside else bound(signature, model, args, kwargs)
        if given is None or self.repeats is None:
            return original(model, *args, **kwargs)
        call = batch_call(model, given, line_of_caller(self.filename))
        if self.last is None or not self.last.like(call):
            return self._first_batch(original, call, given)
        self.repeats.note("train_on_batch", changing=not call.on_rows_of(self.last))
        if not self.shorten or self.repeats.rounds < REAL_BATCHES:
            with self.quietly():
                self.repeats.result = original(model, **given)
        return self.repeats.result

    def _first_batch(self, original: Callable[..., Any], call: Call, given: dict[str, Any]) -> Any:
        assert self.repeats is not None  # only a script's batches are noted
        if self.count >= MOST_CALLS:
            return self._turn(original, call.model, given)
        self.repeats.begin()
        self.count += 1
        self.last = call
        self.begun(call)
        with self.quietly():
            self.repeats.result = original(call.model, **given)
        self.done(call)
        return self.repeats.result

    def _turn(self, original: Callable[..., Any], model: Any, given: dict[str, Any]) -> Any:
        """Train networks in turns, as adversaries are: really for some rounds, then only in name."""
        assert self.repeats is not None  # `_first_batch` has looked
        self.repeats.note("train_on_batch", changing=True)
        if not self.shorten or self.repeats.rounds < REAL_BATCHES:
            with self.quietly():
                self.turns[id(model)] = original(model, **given)
        return self.turns.get(id(model), self.repeats.result)

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Note nothing of what Keras calls in turn."""
        self.inside = True
        try:
            yield
        finally:
            self.inside = False

    def _hook(self, name: str, noted: Callable[..., Any]) -> None:
        original = getattr(keras.Model, name)
        signature = inspect.signature(original)

        @wraps(original)
        def hooked(model: Any, *args: Any, **kwargs: Any) -> Any:
            if not isinstance(model, keras.Model):
                return original(model, *args, **kwargs)  # borrowed for something else
            return noted(original, signature, model, args, kwargs)

        hooked.nngrader_hook = True  # type: ignore[attr-defined]
        setattr(keras.Model, name, hooked)

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
        plain = not call.reason and few["epochs"] == 1 and not self._may_trip(call)
        history = (plain and rehearse(model, few)) or original(model, **few)
        for rates in scheduled(call.arguments["callbacks"]):
            model.optimizer.learning_rate = rates[-1]  # as after all epochs, for the next `fit`
        return history

    def _may_trip(self, call: Call) -> bool:
        """Whether a script's later `evaluate` may stop over the rank of its labels.

        Keras compiles for the labels that it validates on; those of another rank stop it then.
        """
        held = call.arrays.get("validation_y")
        return self.repeats is not None and held is not None and held.size == len(held)

    def _showwarning(self, message: Any, category: type[Warning], filename: str, *_: Any) -> None:
        between = issubclass(category, DeprecationWarning) and filename != self.filename
        if between or issubclass(category, ResourceWarning):
            return  # Python shows no student these
        if self.shorten and self.last and category.__name__ == UNDEFINED:
            return  # a network that was hardly trained may leave a class out
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


def bound(
    signature: inspect.Signature, model: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> dict[str, Any] | None:
    """Name the arguments; None where Keras must word the error."""
    try:
        given = signature.bind(model, *args, **kwargs)
    except TypeError:
        return None
    given.apply_defaults()
    return {name: value for name, value in given.arguments.items() if name != "self"}


def shortened(arguments: dict[str, Any], call: Call) -> dict[str, Any]:
    """Train one epoch on a few rows: the real training happens without the student's code."""
    few = {**arguments, "epochs": arguments["initial_epoch"] + 1}
    if arguments["epochs"] == 0 or not isinstance(arguments["epochs"], int):
        few["epochs"] = arguments["epochs"]
    held = arguments["validation_data"]
    if is_stream(arguments["x"]) or arguments["steps_per_epoch"]:
        few["steps_per_epoch"] = few_steps(arguments["x"], arguments["steps_per_epoch"])
        return few | {"x": fewer(arguments["x"]), "validation_data": fewer(held)}
    if call.reason:
        return few
    for name in ("x", "y", "sample_weight"):
        if arguments[name] is not None:
            few[name] = arguments[name][:SHORT_ROWS]
    if is_stream(held):
        few["validation_data"] = fewer(held)
    elif held is not None:
        few["validation_data"] = tuple(part[:SHORT_ROWS] for part in held)
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
