"""Seeded trainings of one network, one after another, each as in a process of its own."""

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Literal

import keras
import numpy as np

from nngrader.jobs import Array
from nngrader.worker import runtime
from nngrader.worker.blueprint import compile_anew, rebuild
from nngrader.worker.budget import Budget, Cut, watch
from nngrader.worker.callbacks import rebuild_callbacks
from nngrader.worker.loop import CannotLoop, Logs, Loop, state
from nngrader.worker.rows import as_keras_given, order, rows_of

Engine = Literal["loop", "fit"]
UNLIMITED = 10**9  #: epochs
RECOMPILED = "the network was compiled anew between two trainings"


@dataclass(frozen=True, eq=False)
class Fit:
    """One call of `fit` to replay: its arguments as recorded, and its arrays by role."""

    arguments: dict[str, Any]
    arrays: dict[str, Array]
    compiled: dict[str, Any] | None = None  #: how to compile anew before it; None to go on as it is


@dataclass(frozen=True)
class Limit:
    """What one seeded training may take."""

    seconds: float
    epochs: int = UNLIMITED


@dataclass(frozen=True)
class Trained:
    """How a training went; the model holds its weights."""

    history: dict[str, list[float]]  #: by metric, one value per epoch
    epochs: int
    judged: int  #: the epoch whose weights the model holds
    cut: Cut
    engine: Engine
    why: str = ""  #: why it was `fit` itself; empty for the loop


@dataclass
class Trainer:
    """A network with the trainings asked of it; what was compiled serves every seed."""

    blueprint: dict[str, Any]
    fits: list[Fit]
    limit: Limit
    model: Any = field(default=None, init=False)
    _loops: list[Loop] = field(default_factory=list)

    def begin(self, seed: int) -> None:
        """Give the network the weights and seed states that a fresh process would draw."""
        if not self._loops:
            runtime.seed_everything(seed)
            self.model = rebuild(self.blueprint)
            return
        runtime.reseed(seed)
        for mine, drawn in zip(state(self.model), state(rebuild(self.blueprint)), strict=True):
            mine.assign(drawn)

    def train(self, seed: int) -> Trained:
        """Run every `fit` in the compiled loop, or all of them as they are if one must be.

        Call `begin` with the same seed first. Raises what `fit` raises.
        """
        try:
            if any(fit.compiled for fit in self.fits):
                raise CannotLoop(RECOMPILED)
            return self._train(seed, self._in_loop, "loop", "")
        except CannotLoop as reason:
            why = str(reason)
        except Exception as stopped:  # noqa: BLE001 - `fit` tells it in the words students know
            why = f"the compiled loop stopped with {type(stopped).__name__}"
        self._loops = []
        self.begin(seed)
        return self._train(seed, self._in_fit, "fit", why)

    def _train(self, seed: int, run: Any, engine: Engine, why: str) -> Trained:
        asked = sum(f.arguments["epochs"] - f.arguments["initial_epoch"] for f in self.fits)
        budget = Budget(self.model, self.limit.seconds, self.limit.epochs, asked)
        history: dict[str, list[float]] = {}
        for number, fit in enumerate(self.fits):
            if not budget.cut:
                for name, values in run(seed, number, fit, budget).items():
                    history.setdefault(name, []).extend(values)
        epochs = max(map(len, history.values()), default=0)
        judged = budget.settle() if budget.cut else epochs
        return Trained(history, epochs, judged, budget.cut, engine, why)

    def _in_fit(self, _: int, __: int, fit: Fit, budget: Budget) -> dict[str, list[float]]:
        if fit.compiled:
            compile_anew(self.model, fit.compiled)
        callbacks = [*rebuild_callbacks(fit.arguments["callbacks"]), watch(budget)]
        given = as_keras_given(fit.arguments, fit.arrays)
        last = given["initial_epoch"] + budget.epochs - budget.done
        left = {"epochs": min(given["epochs"], last)}
        found: dict[str, list[float]] = self.model.fit(**given | left, callbacks=callbacks).history
        return found

    def _in_loop(self, seed: int, number: int, fit: Fit, budget: Budget) -> dict[str, list[float]]:
        callbacks = rebuild_callbacks(fit.arguments["callbacks"])
        given = as_keras_given(fit.arguments, fit.arrays)
        loop = self._loop(number, given, callbacks)
        shown = order(loop.rows, seed, shuffle=bool(given["shuffle"]))
        return run(loop, given["epochs"], callbacks, budget, shown)

    def _loop(self, number: int, given: dict[str, Any], callbacks: list[Any]) -> Loop:
        if number < len(self._loops):
            return self._loops[number]
        watching = [c for c in callbacks if isinstance(c, keras.callbacks.TerminateOnNaN)]
        refuse(given, watching)
        state(self.model)  # builds the optimizer: what is made while compiling compiles twice
        loop = Loop(self.model, rows_of(given), given["batch_size"], stop_on_nan=bool(watching))
        self._loops.append(loop)
        return loop


def refuse(given: dict[str, Any], watching: list[Any]) -> None:
    """Raise CannotLoop for arguments and callbacks that only `fit` knows how to follow."""
    for name in ("initial_epoch", "steps_per_epoch", *RARE):
        if given.get(name):
            problem = f"`{name}` was given"
            raise CannotLoop(problem)
    if given["epochs"] < 1:
        problem = "no epochs were asked for"
        raise CannotLoop(problem)
    if given["shuffle"] not in (True, False):
        problem = f"`shuffle={given['shuffle']!r}` was given"
        raise CannotLoop(problem)
    if any(getattr(callback, "raise_error", False) for callback in watching):
        problem = "`TerminateOnNaN(raise_error=True)` was given"
        raise CannotLoop(problem)


RARE = ("validation_batch_size", "validation_freq", "validation_steps")


def run(
    loop: Loop, epochs: int, callbacks: list[Any], budget: Budget, shown: Array
) -> dict[str, list[float]]:
    """Train in the loop, epoch by epoch where callbacks act on the training."""
    acting = [c for c in callbacks if not isinstance(c, keras.callbacks.TerminateOnNaN)]
    if acting:
        return _run_with(acting, loop, epochs, budget, shown)
    history: list[Logs] = []
    while len(history) < epochs and not budget.cut:
        wanted = budget.next_epochs(epochs - len(history))
        trained = loop.run(wanted, shown)
        history += trained
        budget.note(len(trained), trained[-1])
        if len(trained) < wanted or loop.ended(trained[-1]):
            break
    loop.model.optimizer.finalize_variable_values(loop.model.trainable_weights)
    return {name: [logs[name] for logs in history] for name in loop.names}


def _run_with(
    callbacks: list[Any], loop: Loop, epochs: int, budget: Budget, shown: Array
) -> dict[str, list[float]]:
    """Call Keras's callbacks as `fit` calls them."""
    model = loop.model
    told = keras.callbacks.CallbackList(
        callbacks, add_history=True, model=model, epochs=epochs, verbose=0
    )
    model.stop_training = False
    told.on_train_begin()
    for epoch in range(epochs):
        told.on_epoch_begin(epoch)
        (logs,) = loop.run(1, shown)
        model.stop_training = loop.ended(logs)
        told.on_epoch_end(epoch, logs)
        budget.note(1, logs)
        if model.stop_training or budget.cut:
            break
    model.optimizer.finalize_variable_values(model.trainable_weights)
    told.on_train_end(logs)
    found: dict[str, list[float]] = model.history.history
    return found


def fingerprint(model: Any) -> str:
    """Digest the values of all variables as they are now: weights, optimizer, seed states."""
    digest = blake2b(digest_size=32)
    compiled = getattr(model, "optimizer", None) is not None
    variables = state(model) if compiled else model.variables
    for variable in variables:
        value = np.asarray(variable)
        digest.update(f"{value.dtype.str}{value.shape}".encode())
        digest.update(np.ascontiguousarray(value).tobytes())
    return digest.hexdigest()
