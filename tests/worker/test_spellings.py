"""However a student spells one of the three networks, the description is the same."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import activations, losses, metrics, optimizers
from keras.layers import (
    Activation,
    BatchNormalization,
    Dense,
    Dropout,
    Flatten,
    GaussianNoise,
    InputLayer,
    LeakyReLU,
    ReLU,
    Rescaling,
    Reshape,
    Softmax,
)

from nngrader.differences import differences
from nngrader.network import canonical
from nngrader.worker.describe import describe
from tests.worker.networks import IRIS, MNIST, XOR, finished, functional, iris, mnist, xor
from tests.worker.networks import iris_layers as flowers
from tests.worker.networks import xor_layers as segments

pytestmark = pytest.mark.keras

Spelling = Callable[[], Any]


def added() -> Any:
    model = keras.Sequential()
    model.add(keras.Input(shape=(2,)))
    model.add(Dense(16))
    model.add(Activation("relu"))
    model.add(Dense(1))
    model.add(Activation("sigmoid"))
    return finished(model, **XOR)


def built_by_fit() -> Any:
    model = finished(keras.Sequential([*segments()]), **XOR)
    model.fit(np.zeros((4, 2)), np.zeros((4, 1)), verbose=0)
    return model


def built_by_build() -> Any:
    model = finished(keras.Sequential([*segments()]), **XOR)
    model.build((None, 2))
    return model


def built_by_call() -> Any:
    model = finished(keras.Sequential([*segments()]), **XOR)
    model(np.zeros((4, 2)))
    return model


class Segments(keras.Sequential):
    """A student's class that only fills in the layers."""

    def __init__(self) -> None:
        super().__init__([keras.Input((2,)), *segments()])


class Graph(keras.Model):
    """A student's class over a functional graph, without a `call` of its own."""

    def __init__(self) -> None:
        first = keras.Input((2,))
        hidden, answer = segments()
        super().__init__(inputs=first, outputs=answer(hidden(first)))


def shared_activation() -> Any:
    bend = ReLU()
    return mnist(
        Flatten(),
        Dense(512, activation=bend),
        Dense(512, activation=bend),
        Dense(10, activation="softmax"),
    )


def layers_used_before() -> Any:
    layers = segments()
    xor(*layers)
    return xor(*layers)


def recompiled() -> Any:
    return finished(xor(loss="mae", optimizer="sgd", metrics=[]), **XOR)


def nested_in_a_graph() -> Any:
    return finished(functional((4,), keras.Sequential([*flowers()])), **IRIS)


def graph_in_a_list() -> Any:
    hidden, answer = flowers()
    return iris(functional((4,), hidden), answer)


def two_deep() -> Any:
    hidden, answer = flowers()
    return iris(keras.Sequential([keras.Sequential([hidden]), Dropout(0.1)]), answer)


def wrapped_in_softmax() -> Any:
    raw = keras.Sequential([keras.Input((4,)), Dense(16, "relu"), Dense(3)])
    return finished(keras.Sequential([raw, Softmax()]), **IRIS)


def digits(*hidden: Any, last: Any = None, **changes: Any) -> Any:
    return mnist(*hidden, last or Dense(10, "softmax"), **changes)


def two(bend: Any) -> tuple[Any, Any]:
    return Dense(512, bend), Dense(512, bend)


XOR_SPELLINGS: dict[str, Spelling] = {
    # where the layers stand
    "a list": xor,
    ".add and Activation layers": added,
    "input_shape": lambda: xor(
        Dense(16, "relu", input_shape=(2,)), Dense(1, "sigmoid"), inputs=None
    ),
    "input_dim": lambda: xor(Dense(16, "relu", input_dim=2), Dense(1, "sigmoid"), inputs=None),
    "InputLayer": lambda: xor(InputLayer(shape=(2,)), *segments(), inputs=None),
    "Input of integers": lambda: xor(keras.Input((2,), dtype="int32"), *segments(), inputs=None),
    "Input with a batch size": lambda: xor(
        keras.Input((2,), batch_size=4), *segments(), inputs=None
    ),
    "built by fit": built_by_fit,
    "built by build": built_by_build,
    "built by a call": built_by_call,
    "a graph": lambda: finished(functional((2,), *segments()), **XOR),
    "a subclass of Sequential": lambda: finished(Segments(), **XOR),
    "a subclass of Model over a graph": lambda: finished(Graph(), **XOR),
    "nested": lambda: xor(keras.Sequential([*segments()])),
    "named": lambda: xor(Dense(16, "relu", name="hidden"), Dense(1, "sigmoid", name="answer")),
    "layers used in a network before": layers_used_before,
    "compiled twice": recompiled,
    # how the bend is said
    "activation functions": lambda: xor(Dense(16, activations.relu), Dense(1, activations.sigmoid)),
    "TensorFlow's functions": lambda: xor(Dense(16, tf.nn.relu), Dense(1, tf.sigmoid)),
    "tf.keras": lambda: xor(
        tf.keras.layers.Dense(16, tf.keras.activations.relu),
        tf.keras.layers.Dense(1, tf.keras.activations.sigmoid),
    ),
    "keras.ops": lambda: xor(Dense(16, keras.ops.relu), Dense(1, keras.ops.sigmoid)),
    "ReLU layer": lambda: xor(Dense(16), ReLU(), Dense(1, "sigmoid")),
    "ReLU layer with its defaults": lambda: xor(
        Dense(16), ReLU(max_value=None, negative_slope=0, threshold=0), Dense(1, "sigmoid")
    ),
    "ReLU object": lambda: xor(Dense(16, activation=ReLU()), Dense(1, "sigmoid")),
    "Activation object": lambda: xor(Dense(16, activation=Activation("relu")), Dense(1, "sigmoid")),
    "Activation of a function": lambda: xor(
        Dense(16), Activation(activations.relu), Dense(1), Activation(tf.nn.sigmoid)
    ),
    "an activation that does nothing": lambda: xor(
        Dense(16, "relu"), Activation("linear"), Dense(1, "sigmoid"), Activation("linear")
    ),
    "a sigmoid of one's own": lambda: xor(
        Dense(16, "relu"), Dense(1, activation=lambda x: 1 / (1 + keras.ops.exp(-x)))
    ),
    # what passes through
    "Dropout": lambda: xor(Dense(16, "relu"), Dropout(0.2), Dense(1, "sigmoid")),
    "Dropout before the bend": lambda: xor(
        Dense(16), Dropout(0.2), Activation("relu"), Dense(1, "sigmoid")
    ),
    "noise": lambda: xor(GaussianNoise(0.1), *segments()),
    "Flatten of a row": lambda: xor(Flatten(), *segments()),
    "Rescaling to -1..1": lambda: xor(Rescaling(2.0, offset=-1.0), *segments()),
    # how it is compiled
    "initializer with a seed": lambda: xor(
        Dense(16, "relu", kernel_initializer=keras.initializers.GlorotUniform(seed=7)),
        Dense(1, "sigmoid"),
    ),
    "loss in capitals": lambda: xor(loss="MSE"),
    "loss in full": lambda: xor(loss="mean_squared_error"),
    "loss function": lambda: xor(loss=losses.mean_squared_error),
    "loss class": lambda: xor(loss=losses.MeanSquaredError),
    "loss object": lambda: xor(loss=losses.MeanSquaredError(name="error")),
    "loss in a list": lambda: xor(loss=["mse"]),
    "optimizer class name": lambda: xor(optimizer="Adam"),
    "optimizer object": lambda: xor(optimizer=optimizers.Adam()),
    "optimizer with its default": lambda: xor(optimizer=optimizers.Adam(0.001)),
    "optimizer with a keyword": lambda: xor(optimizer=tf.optimizers.Adam(learning_rate=1e-3)),
    "optimizers.get": lambda: xor(optimizer=optimizers.get("adam")),
    "acc": lambda: xor(metrics=["acc"]),
    "accuracy": lambda: xor(metrics=["accuracy"]),
    "Accuracy": lambda: xor(metrics=["Accuracy"]),
    "metrics in lists": lambda: xor(metrics=[["accuracy"]]),
    "metric by output": lambda: xor(
        Dense(16, "relu"), Dense(1, "sigmoid", name="answer"), metrics={"answer": "accuracy"}
    ),
    "metric object": lambda: xor(metrics=[metrics.BinaryAccuracy(name="acc")]),
    "metric function": lambda: xor(metrics=[metrics.binary_accuracy]),
    "metric class": lambda: xor(metrics=[metrics.BinaryAccuracy]),
    "a metric twice": lambda: xor(metrics=["accuracy", "binary_accuracy"]),
}
IRIS_SPELLINGS: dict[str, Spelling] = {
    "a list": iris,
    "Softmax layer": lambda: iris(Dense(16, "relu"), Dense(3), Softmax()),
    "Softmax over the last axis": lambda: iris(Dense(16, "relu"), Dense(3), Softmax(axis=1)),
    "Softmax object": lambda: iris(Dense(16, "relu"), Dense(3, activation=Softmax())),
    "Activation layer": lambda: iris(
        Dense(16), Activation("relu"), Dense(3), Activation("softmax")
    ),
    "TensorFlow's softmax": lambda: iris(Dense(16, tf.nn.relu), Dense(3, tf.nn.softmax)),
    "raw scores": lambda: iris(
        Dense(16, "relu"), Dense(3), loss=losses.CategoricalCrossentropy(from_logits=True)
    ),
    "raw scores, said": lambda: iris(
        Dense(16, "relu"),
        Dense(3, "linear"),
        Dropout(0.0),
        loss=losses.CategoricalCrossentropy(from_logits=True),
    ),
    "a model in a model": wrapped_in_softmax,
    "nested in a graph": nested_in_a_graph,
    "a graph in a list": graph_in_a_list,
    "nested twice": two_deep,
    "loss function": lambda: iris(loss=losses.categorical_crossentropy),
    "loss class": lambda: iris(loss="CategoricalCrossentropy"),
    "loss object": lambda: iris(loss=losses.CategoricalCrossentropy()),
    "metric in full": lambda: iris(metrics=["categorical_accuracy"]),
    "metric object": lambda: iris(metrics=[metrics.CategoricalAccuracy("accuracy")]),
    "weighted metric": lambda: iris(metrics=[], weighted_metrics=["accuracy"]),
    "eager": lambda: iris(run_eagerly=True),
}
MNIST_SPELLINGS: dict[str, Spelling] = {
    "pictures flattened": mnist,
    "pictures flattened before": lambda: digits(*two("relu"), inputs=(784,)),
    "pictures with a channel": lambda: digits(Flatten(), *two("relu"), inputs=(28, 28, 1)),
    "Reshape": lambda: digits(Reshape((784,)), *two("relu")),
    "Flatten with input_shape": lambda: digits(
        Flatten(input_shape=(28, 28)), *two("relu"), inputs=None
    ),
    "pixels scaled": lambda: digits(Rescaling(1 / 255), Flatten(), *two("relu")),
    "pixels scaled to -1..1": lambda: digits(Rescaling(1 / 127.5, -1), Flatten(), *two("relu")),
    "one activation object for two layers": shared_activation,
    "Dropout between": lambda: digits(
        Flatten(), Dense(512, "relu"), Dropout(0.2), Dense(512, "relu"), Dropout(0.2)
    ),
    "Dropout last": lambda: mnist(Flatten(), *two("relu"), Dense(10), Dropout(0.0), Softmax()),
    "raw scores": lambda: digits(
        Flatten(),
        *two("relu"),
        last=Dense(10),
        loss=losses.SparseCategoricalCrossentropy(from_logits=True),
    ),
    "a graph": lambda: finished(
        functional((28, 28), Flatten(), *two("relu"), Dense(10, "softmax")), **MNIST
    ),
    "metric in full": lambda: mnist(metrics=["sparse_categorical_accuracy"]),
    "metric object": lambda: mnist(metrics=[metrics.SparseCategoricalAccuracy()]),
}
TABLE = [
    pytest.param(plain, spelling, id=f"{task}: {name}")
    for task, plain, spellings in (
        ("xor", xor, XOR_SPELLINGS),
        ("iris", iris, IRIS_SPELLINGS),
        ("mnist", mnist, MNIST_SPELLINGS),
    )
    for name, spelling in spellings.items()
]


@pytest.mark.filterwarnings("ignore:Do not pass an `input_shape`")  # students do, from old books
@pytest.mark.filterwarnings("ignore:Sparse and dense categorical")
@pytest.mark.parametrize(("plain", "spelling"), TABLE)
def test_a_spelling_is_described_like_the_plainest(plain: Spelling, spelling: Spelling) -> None:
    asked, found = describe(plain()), describe(spelling())

    assert canonical(found) == canonical(asked)
    assert differences(asked, found) == ()


LEAKY: dict[str, Spelling] = {
    "object": lambda: xor(Dense(16, activation=LeakyReLU()), Dense(1, "sigmoid")),
    "slope": lambda: xor(Dense(16), LeakyReLU(negative_slope=0.3), Dense(1, "sigmoid")),
    "ReLU with a slope": lambda: xor(Dense(16), ReLU(negative_slope=0.3), Dense(1, "sigmoid")),
}


@pytest.mark.parametrize("spelling", LEAKY.values(), ids=LEAKY)
def test_a_leaky_relu_is_described_like_the_layer(spelling: Spelling) -> None:
    asked = describe(xor(Dense(16), LeakyReLU(), Dense(1, "sigmoid")))

    assert canonical(describe(spelling())) == canonical(asked)


NORMALISED: dict[str, Spelling] = {
    "bend after": lambda: xor(Dense(16), BatchNormalization(), ReLU(), Dense(1, "sigmoid")),
    "bend before": lambda: xor(Dense(16, "relu"), BatchNormalization(), Dense(1, "sigmoid")),
}


@pytest.mark.parametrize("spelling", NORMALISED.values(), ids=NORMALISED)
def test_normalisation_may_stand_on_either_side_of_the_bend(spelling: Spelling) -> None:
    asked = describe(xor(Dense(16), BatchNormalization(), Activation("relu"), Dense(1, "sigmoid")))

    assert canonical(describe(spelling())) == canonical(asked)


def test_there_are_spellings_enough() -> None:
    assert len(TABLE) >= 80
