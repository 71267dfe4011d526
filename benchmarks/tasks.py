"""The trainings that are timed, and the ways in which they are run. No Keras here."""

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

Data = Literal["xor", "iris", "mnist"]
Variant = Literal["ours", "fit", "jit", "steps"]

ROWS: dict[Data, int] = {"xor": 4, "iris": 120, "mnist": 60_000}
VARIANTS: dict[Variant, str] = {
    "ours": "ours",
    "fit": "fit",
    "jit": "fit, jit_compile=True (1)",
    "steps": "fit, steps_per_execution (2)",
}
ADAM = 12  #: operations per parameter in one step of Adam


@dataclass(frozen=True, kw_only=True)
class Task:
    """One training: a Dense network with relu inside, trained by Adam as it comes."""

    title: str
    data: Data
    units: tuple[int, ...]  #: inputs first, outputs last
    output: str  #: activation of the last layer
    loss: str
    batch: int
    epochs: int

    @property
    def steps(self) -> int:
        """Count the steps of one epoch; the last may have fewer rows."""
        return math.ceil(ROWS[self.data] / self.batch)

    @property
    def operations(self) -> int:
        """Count the floating point operations that no training of this network can do without.

        Each layer multiplies matrices three times: forward, for its weights' gradient, and for its
        inputs' gradient, which the first layer does not need.
        """
        weights = [before * after for before, after in pairwise(self.units)]
        per_row = 2 * (3 * sum(weights) - weights[0])
        parameters = sum(weights) + sum(self.units[1:])
        per_epoch = per_row * ROWS[self.data] + ADAM * parameters * self.steps
        return per_epoch * self.epochs

    @property
    def variants(self) -> list[Variant]:
        """Name the ways to run it; with one step per epoch there are no steps to join."""
        return [name for name in VARIANTS if name != "steps" or self.steps > 1]


@dataclass(frozen=True)
class Cell:
    """One training to be timed in a process of its own."""

    task: Task
    variant: Variant
    mnist: str  #: the file of Keras's MNIST; empty when it is not needed


@dataclass(frozen=True)
class Timing:
    """What one training took, from the compiled model to its trained weights."""

    cpu: float  #: seconds of this process on a core
    wall: float  #: seconds on the clock
    weights: str  #: sha256 of the trained weights


XOR = Task(
    title="XOR, batch 4",
    data="xor",
    units=(2, 16, 1),
    output="sigmoid",
    loss="mean_squared_error",
    batch=4,
    epochs=500,
)
IRIS = Task(
    title="Iris, batch 5",
    data="iris",
    units=(4, 16, 3),
    output="softmax",
    loss="categorical_crossentropy",
    batch=5,
    epochs=100,
)
MNIST = Task(
    title="MNIST, batch 128",
    data="mnist",
    units=(784, 512, 512, 10),
    output="softmax",
    loss="categorical_crossentropy",
    batch=128,
    epochs=3,
)
TASKS = (
    XOR,
    IRIS,
    replace(IRIS, title="Iris, batch 32", batch=32),
    MNIST,
    replace(MNIST, title="MNIST, batch 32", batch=32),
)
QUICK_EPOCHS: dict[Data, int] = {"xor": 20, "iris": 5, "mnist": 1}


def quicker(task: Task) -> Task:
    """Cut a task short, to try the benchmark itself; its numbers mean nothing."""
    return replace(task, epochs=QUICK_EPOCHS[task.data])
