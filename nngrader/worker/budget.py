"""Ending a training that takes too long, at the best epoch it has reached."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import keras

from nngrader.jobs import Array

SLICE = 0.02  #: share of the time after which a training is looked at
LOOKS = 1000  #: at a training of so many epochs, every one of them is looked at
Cut = Literal["", "time", "epochs"]


@dataclass
class Budget:
    """How long one seeded training may take, and the best that it has reached."""

    model: Any
    seconds: float
    epochs: int  #: at most so many are trained; the rest of what was asked is left out
    asked: int  #: epochs, over all calls of `fit`
    clock: Callable[[], float] = time.monotonic  #: seconds
    done: int = 0  #: epochs
    best_epoch: int = 0
    cut: Cut = ""
    _started: float = field(init=False)
    _lowest: float = math.inf
    _best: list[Array] = field(default_factory=list)
    _noted: float = 0.0  #: seconds from the start
    _pace: float = 0.0  #: epochs per second, lately

    def __post_init__(self) -> None:
        """Start the clock."""
        self._started = self.clock()

    @property
    def spent(self) -> float:
        """Seconds since the training began."""
        return self.clock() - self._started

    def next_epochs(self, left: int) -> int:
        """Say how many epochs to train before the next look."""
        wanted = int(self._pace * self.seconds * SLICE)
        if self.asked > self.epochs:  # it will be cut, and any epoch may be the best
            wanted = min(wanted, self.epochs // LOOKS, self.epochs - self.done)
        return max(1, min(left, wanted))

    def note(self, epochs: int, logs: dict[str, float]) -> None:
        """Take notice of finished epochs; `logs` are those of the last one."""
        self.done += epochs
        before, self._noted = self._noted, self.spent
        # the first look also counts what was compiled; the pace it gives is too low, not too high
        self._pace = epochs / max(self._noted - before, 1e-6)
        watched = logs.get("val_loss", logs.get("loss", math.nan))
        if watched < self._lowest:
            self._lowest, self.best_epoch = watched, self.done
            self._best = self.model.get_weights() if self.done < self.asked else []
        if self.done < self.asked:
            self._decide()

    def _decide(self) -> None:
        if self.done >= self.epochs:
            self.cut = "epochs"
        elif self.spent >= self.seconds:
            self.cut = "time"

    def settle(self) -> int:
        """Go back to the best epoch if the training was cut; give back the epoch that counts."""
        if not self.cut or not self.best_epoch or self.best_epoch == self.done:
            return self.done
        self.model.set_weights(self._best)
        return self.best_epoch


def watch(budget: Budget) -> Any:
    """Make a callback with which a budget ends `fit` itself."""

    def look(_: int, logs: dict[str, float] | None) -> None:
        budget.note(1, logs or {})
        if budget.cut:
            budget.model.stop_training = True

    return keras.callbacks.LambdaCallback(on_epoch_end=look)
