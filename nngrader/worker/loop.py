"""All epochs of a training inside one compiled function: the weights of `fit`, to the bit.

`fit` makes two iterators per epoch, which is nearly all of its time on small data. Here the rows
are tensors, an epoch is a loop over slices of their order, and the epochs are a loop around it.
What is done with a batch is Keras's own `train_step` and `test_step`.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import tensorflow as tf
from keras.src.backend import compute_output_spec

from nngrader.jobs import Array
from nngrader.worker.rows import Given, Rows

Logs = dict[str, float]


class CannotLoop(Exception):
    """Something that only `fit` itself does."""


@dataclass(frozen=True)
class Batches:
    """How rows are cut into batches."""

    rows: int
    size: int

    @property
    def count(self) -> int:
        """Number of batches, the last of which may be smaller."""
        return math.ceil(self.rows / self.size)

    @property
    def even(self) -> bool:
        """Whether all batches have one size: Keras then knows it while it compiles."""
        return self.rows % self.size == 0

    def of(self, order: Any, number: Any) -> Any:
        """Take the row numbers of one batch out of the order."""
        start = number * self.size
        if self.even:
            return tf.slice(order, [start], [self.size])
        return order[start : start + self.size]


class Loop:
    """One `fit`, compiled once; it can be run on with further epochs, and again for a new seed."""

    def __init__(self, model: Any, given: Given, batch: int, *, stop_on_nan: bool) -> None:
        """Compile nothing yet; raises CannotLoop for what has no plain numbers as history."""
        self.model = model
        self.given = given
        self.stop_on_nan = stop_on_nan
        self._learnt = Batches(len(given.train[0]), batch)
        self._held = Batches(len(given.validation[0]), batch) if given.validation else None
        self._watched = tf.range(self._held.rows, dtype=tf.int64) if self._held else None
        _build_metrics(model, given.train)
        results = model.get_metrics_result()
        if any(result.shape.rank for result in results.values()):
            problem = "a metric whose result is not one number"
            raise CannotLoop(problem)
        names = sorted(results)  # as in the history of `fit`
        self.names = [*names, *(f"val_{name}" for name in names if self._held)]
        self._run = tf.function(self._epochs, autograph=False)

    @property
    def rows(self) -> int:
        """Number of rows to learn from."""
        return self._learnt.rows

    def run(self, epochs: int, order: Array) -> list[Logs]:
        """Train so many epochs more; shorter when a loss that is not finite ends it."""
        told = self._run(tf.constant(epochs), tf.constant(order)).numpy()
        return [dict(zip(self.names, map(float, row), strict=True)) for row in told]

    def ended(self, logs: Logs) -> bool:
        """Whether TerminateOnNaN has ended the training with this epoch."""
        return self.stop_on_nan and not math.isfinite(logs["loss"])

    def _epochs(self, epochs: Any, order: Any) -> Any:
        history = tf.TensorArray(tf.float32, 0, dynamic_size=True, element_shape=[len(self.names)])

        def one_more(done: Any, _: Any, history: Any) -> Any:
            sound, results = self._epoch(order)
            return done + 1, sound, history.write(done, tf.stack(results))

        start = (tf.constant(0), tf.constant(value=True), history)
        _, _, history = tf.while_loop(
            lambda done, sound, _: tf.logical_and(done < epochs, sound), one_more, start
        )
        return history.stack()

    def _epoch(self, order: Any) -> tuple[Any, list[Any]]:
        model = self.model
        model.reset_metrics()
        sound = self._steps(model.train_step, self.given.train, self._learnt, order)
        results = _results(model)
        if self._held is not None and self.given.validation is not None:
            model.reset_metrics()
            self._steps(model.test_step, self.given.validation, self._held, self._watched)
            results += _results(model)
        return sound, results

    def _steps(self, step: Callable[[Rows], Any], rows: Rows, batches: Batches, order: Any) -> Any:
        """Go through the batches; give back whether the mean loss stayed finite."""
        watch = self.stop_on_nan and step == self.model.train_step

        def one(number: Any, _: Any) -> Any:
            indices = batches.of(order, number)
            logs = step(tuple(tf.gather(part, indices) for part in rows))
            return number + 1, tf.math.is_finite(logs["loss"]) if watch else tf.constant(value=True)

        start = (tf.constant(0), tf.constant(value=True))
        if batches.count == 1 and batches.even:  # else the size, unknown to Keras, would be known
            return one(*start)[1]
        _, sound = tf.while_loop(
            lambda number, sound: tf.logical_and(number < batches.count, sound), one, start
        )
        return sound


def _results(model: Any) -> list[Any]:
    results = model.get_metrics_result()
    return [tf.cast(results[name], tf.float32) for name in sorted(results)]


def _build_metrics(model: Any, rows: Rows) -> None:
    """Make the metrics' variables now: a function that makes some is compiled twice."""
    metrics = model._compile_metrics
    if metrics is None or metrics.built or len(model.outputs) > 1:
        return
    labels = keras.KerasTensor((None, *rows[1].shape[1:]), dtype=rows[1].dtype.name)
    metrics.build(labels, model.outputs[0])
    if not all(metric.variables for metric in metrics.metrics):  # some make theirs as they count
        compute_output_spec(metrics.update_state, labels, model.outputs[0])


def state(model: Any) -> list[Any]:
    """List every variable that training reads or changes, seeds of random layers included."""
    model.optimizer.build(model.trainable_variables)
    return [*model.variables, *model.optimizer.variables]
