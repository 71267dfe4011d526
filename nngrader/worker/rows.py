"""What `fit` makes of the rows it is given, before it trains on them."""

from dataclasses import dataclass
from typing import Any

import keras
import tensorflow as tf
from keras.src.trainers.data_adapters import array_slicing, data_adapter_utils
from keras.src.trainers.data_adapters.array_data_adapter import ArrayDataAdapter

from nngrader.jobs import Array

Rows = tuple[Any, ...]  #: tensors of equal length: x, y and, where given, sample weights


@dataclass(frozen=True, eq=False)
class Given:
    """The rows to learn from and those to validate on, as Keras would batch them."""

    train: Rows
    validation: Rows | None


def as_keras_given(arguments: dict[str, Any], arrays: dict[str, Array]) -> dict[str, Any]:
    """Write replayed arguments as `fit` takes them; raises KeyError for what was not recorded."""
    names = ("epochs", "batch_size", "shuffle", "validation_split", "initial_epoch")
    given = {name: arguments[name] for name in (*names, "steps_per_epoch")}
    given |= arguments.get("rare", {})
    given |= {"x": arrays["x"], "y": arrays["y"], "verbose": 0}
    given["sample_weight"] = arrays.get("sample_weight")
    weights = arguments["class_weight"]
    given["class_weight"] = None if weights is None else {int(k): v for k, v in weights}
    held = [arrays[f"validation_{role}"] for role in ROLES if f"validation_{role}" in arrays]
    return given | ({"validation_data": tuple(held)} if held else {})


ROLES = ("x", "y", "sample_weight")


def rows_of(given: dict[str, Any]) -> Given:
    """Split, weigh and convert rows as `fit` does; raises what `fit` raises for bad ones."""
    train = (given["x"], given["y"], given["sample_weight"])
    held = given.get("validation_data")
    if held is None and given["validation_split"]:
        train, held = array_slicing.train_validation_split(
            train, validation_split=given["validation_split"]
        )
    x, y, weight = train
    learnt = _converted(x, y, weight, given["batch_size"], given["class_weight"])
    if held is None:
        return Given(learnt, None)
    x, y, weight = data_adapter_utils.unpack_x_y_sample_weight(held)
    return Given(learnt, _converted(x, y, weight, given["batch_size"], None))


def _converted(x: Any, y: Any, weight: Any, batch: int, classes: dict[int, float] | None) -> Rows:
    """Let Keras check the rows and turn class weights into row weights."""
    adapter = ArrayDataAdapter(x, y, sample_weight=weight, batch_size=batch, class_weight=classes)
    sliceable = array_slicing.convert_to_sliceable(adapter._inputs, target_backend="tensorflow")
    converted = keras.tree.flatten(sliceable)
    return tuple(tf.convert_to_tensor(part) for part in converted)


def order(count: int, seed: int, *, shuffle: bool) -> Array:
    """Number the rows in the order in which `fit` shows them under a global seed, 0 or more.

    `fit` shuffles inside a function of its own, which restarts its generator with each epoch: the
    order is the same in all of them. The first shuffle in any function has 0 for a second seed, but
    for (0, 0), which stands for no seed at all (tensorflow/python/framework/random_seed.py).
    """
    second = 0 if seed % LARGEST else LARGEST

    def draw() -> Any:
        indices = tf.range(count, dtype=tf.int64)
        if not shuffle:
            return indices
        return tf.raw_ops.RandomShuffle(value=indices, seed=seed % LARGEST, seed2=second)

    drawn: Array = tf.function(draw, autograph=False)().numpy()
    return drawn


LARGEST = 2**31 - 1  #: of TensorFlow's seeds
