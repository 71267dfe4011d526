"""Times one training in this process, which is used for nothing else."""

import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import keras
import numpy as np
from tensorflow.python.framework.config import disable_op_determinism

from benchmarks.children import reply
from benchmarks.tasks import Cell, Data, Task, Timing, Variant
from nngrader.datasets import iris
from nngrader.jobs import Array
from nngrader.worker import runtime
from nngrader.worker.blueprint import draw
from nngrader.worker.training import Fit, Limit, Trainer

SEED = 42
FOR_EVER_S = 1e9
FIT_DEFAULTS: dict[str, Any] = {
    "shuffle": True,
    "validation_split": 0.0,
    "initial_epoch": 0,
    "steps_per_epoch": None,
    "class_weight": None,
    "callbacks": [],
}


def measure(cell: Cell) -> Timing:
    """Build, then time the training alone, its tracing and compiling included.

    Building runs operations, so TensorFlow's context has started before the clock does.
    """
    _configure(cell.variant)
    runtime.seed_everything(SEED)
    x, y = _rows(cell.task.data, cell.mnist)
    model = _built(cell.task, cell.variant)
    assert model.jit_compile == (cell.variant == "jit"), "Keras decided otherwise"
    train = (
        _ours(model, cell.task, x, y) if cell.variant == "ours" else _fit(model, cell.task, x, y)
    )
    wall, cpu = time.monotonic(), time.process_time()
    trained = train()
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    weights = b"".join(weight.tobytes() for weight in trained.get_weights())
    return Timing(cpu, wall, sha256(weights).hexdigest())


def _configure(variant: Variant) -> None:
    """Set what a neutral child sets; Keras ignores `jit_compile` where determinism is asked for."""
    runtime.configure()
    if variant == "jit":
        disable_op_determinism()


def _fit(model: Any, task: Task, x: Array, y: Array) -> Callable[[], Any]:
    def train() -> Any:
        model.fit(x, y, epochs=task.epochs, batch_size=task.batch, verbose=0)
        return model

    return train


def _ours(model: Any, task: Task, x: Array, y: Array) -> Callable[[], Any]:
    """Rebuild the network as a neutral child does; that it trains in the loop is made sure of."""
    arguments = {**FIT_DEFAULTS, "epochs": task.epochs, "batch_size": task.batch}
    trainer = Trainer(draw(model), [Fit(arguments, {"x": x, "y": y})], Limit(FOR_EVER_S))
    trainer.begin(SEED)

    def train() -> Any:
        assert trainer.train(SEED).engine == "loop"
        return trainer.model

    return train


def _built(task: Task, variant: Variant) -> Any:
    hidden = [keras.layers.Dense(units, activation="relu") for units in task.units[1:-1]]
    last = keras.layers.Dense(task.units[-1], activation=task.output)
    model = keras.Sequential([keras.Input((task.units[0],)), *hidden, last])
    model.compile(
        loss=task.loss,
        optimizer="adam",
        metrics=["accuracy"],
        jit_compile=True if variant == "jit" else "auto",
        steps_per_execution=task.steps if variant == "steps" else 1,
    )
    return model


def _rows(data: Data, mnist: str) -> tuple[Array, Array]:
    """Return inputs and labels ready for `fit`, float32."""
    if data == "xor":
        x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float32)
        return x, np.array([0, 1, 1, 0], dtype=np.float32)
    if data == "iris":
        flowers = iris.load()
        x = flowers.x_train
        scaled = (x - x.mean(axis=0)) / x.std(axis=0)
        return scaled.astype(np.float32), _columns(np.array(flowers.raw_labels), 3)
    with np.load(mnist, allow_pickle=False) as file:
        pictures, digits = file["x_train"], file["y_train"]
    return pictures.reshape(-1, 784).astype(np.float32) / 255, _columns(digits, 10)


def _columns(labels: Array, classes: int) -> Array:
    return np.eye(classes, dtype=np.float32)[labels]


def main() -> None:
    """Answer `ask`."""
    reply(measure, Cell)
