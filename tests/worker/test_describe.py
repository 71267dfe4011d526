"""Whatever a student builds, `describe` says something and never raises."""

import warnings
from collections.abc import Callable
from typing import Any

import keras
import msgspec
import numpy as np
import pytest
import tensorflow as tf
from keras.layers import (
    GRU,
    LSTM,
    Activation,
    Add,
    Bidirectional,
    Concatenate,
    Conv2D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GlobalAveragePooling2D,
    Lambda,
    MaxPooling2D,
    MultiHeadAttention,
    Normalization,
    PReLU,
    ReLU,
    Softmax,
    TimeDistributed,
)

from nngrader.evidence import ModelSpec
from nngrader.worker.describe import describe
from tests.worker.networks import finished, functional, mnist, xor, xor_layers

pytestmark = pytest.mark.keras

Network = Callable[[], Any]


class Own(keras.Model):
    """A model with a `call` of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden, self.answer = xor_layers()

    def call(self, x: Any) -> Any:
        return self.answer(self.hidden(x))


class Silent(keras.layers.Layer):
    """A layer whose constructor takes something and that cannot say what."""

    def __init__(self, factor: float) -> None:
        super().__init__()
        self.factor = factor

    def call(self, x: Any) -> Any:
        return x * self.factor


class Raising(keras.layers.Layer):
    """A layer that raises when it is asked about itself."""

    def call(self, x: Any) -> Any:
        return x

    def get_config(self) -> dict[str, Any]:
        raise RuntimeError


def own_model() -> Any:
    model = finished(Own(), loss="mse", optimizer="adam")
    model.fit(np.zeros((4, 2)), np.zeros((4, 1)), verbose=0)
    return model


def called_model() -> Any:
    model = Own()
    model(np.zeros((4, 2)))
    return model


def two_inputs() -> Any:
    inputs = [keras.Input((2,)), keras.Input((3,))]
    return keras.Model(inputs, Dense(1)(Concatenate()(inputs)))


def inputs_by_name() -> Any:
    inputs = {"a": keras.Input((2,), name="a"), "b": keras.Input((3,), name="b")}
    return keras.Model(inputs, Dense(1)(Concatenate()([inputs["a"], inputs["b"]])))


def two_outputs() -> Any:
    first = keras.Input((2,))
    outputs = {"a": Dense(1, name="a")(first), "b": Dense(2, name="b")(first)}
    model = keras.Model(first, outputs)
    model.compile(
        loss={"a": "mse", "b": keras.losses.Huber()}, metrics={"a": ["mae"], "b": "accuracy"}
    )
    return model


def adapted() -> Any:
    scale = Normalization()
    scale.adapt(np.array([[0.0, 1.0], [1.0, 3.0]]))
    return xor(scale, *xor_layers())


def shared_layer() -> Any:
    first, layer = keras.Input((2,)), Dense(2, "relu")
    return keras.Model(first, Add()([layer(first), layer(layer(first))]))


def shared_model() -> Any:
    first, half = keras.Input((2,)), keras.Sequential([keras.Input((2,)), Dense(3)])
    return keras.Model(first, Add()([half(first), half(keras.ops.flip(first))]))


def computed_between() -> Any:
    first = keras.Input((2,))
    return keras.Model(first, Dense(1)(keras.ops.relu(first) + 1))


def scheduled() -> Any:
    schedule = keras.optimizers.schedules.ExponentialDecay(0.1, 100, 0.9)
    return xor(optimizer=keras.optimizers.Adam(schedule))


def odd_rates() -> Any:
    return xor(optimizer=keras.optimizers.SGD(float("nan"), clipvalue=float("inf")))


def attention() -> Any:
    first = keras.Input((5, 4))
    return keras.Model(first, MultiHeadAttention(2, 2)(first, first))


ODD: dict[str, Network] = {
    "never compiled": lambda: keras.Sequential([keras.Input((2,)), *xor_layers()]),
    "no layers": lambda: xor(Flatten()),
    "nothing between": lambda: functional((2,)),
    "its own call, trained": own_model,
    "its own call, called": called_model,
    "its own call, nested": lambda: xor(called_model()),
    "two inputs": two_inputs,
    "inputs by name": inputs_by_name,
    "two outputs": two_outputs,
    "adapted to the data": adapted,
    "a layer used twice": shared_layer,
    "a model used twice": shared_model,
    "computed between the layers": computed_between,
    "LSTM": lambda: xor(LSTM(3), Dense(1), inputs=(5, 2)),
    "GRU of words": lambda: xor(Embedding(50, 4), GRU(3), Dense(1), inputs=(None,)),
    "Bidirectional": lambda: xor(Bidirectional(LSTM(3)), Dense(1), inputs=(5, 2)),
    "TimeDistributed": lambda: xor(TimeDistributed(Dense(3)), ReLU(), Flatten(), inputs=(5, 2)),
    "attention": attention,
    "PReLU": lambda: xor(Dense(3), PReLU(), Dense(1), PReLU()),
    "a Lambda": lambda: xor(Dense(3), Lambda(lambda x: x * 2), Dense(1)),
    "a Lambda last": lambda: xor(Dense(1), Lambda(lambda x: tf.sigmoid(x))),
    "a layer that cannot say": lambda: xor(Dense(3), Silent(2.0), Dense(1)),
    "a layer that raises": lambda: xor(Raising(), Dense(1)),
    "an activation that is an object": lambda: xor(Dense(1, activation=np.tanh)),
    "a lambda as initializer": lambda: xor(
        Dense(1, kernel_initializer=lambda shape, dtype=None: keras.ops.ones(shape))
    ),
    "a lambda as loss and metric": lambda: xor(
        loss=lambda y, p: (y - p) ** 2, metrics=[lambda y, p: p]
    ),
    "a schedule": scheduled,
    "a rate that is no number": odd_rates,
}


@pytest.mark.filterwarnings("ignore:.*`build\\(\\)` was called")
@pytest.mark.filterwarnings("ignore:.*includes a `lambda`")
@pytest.mark.parametrize("network", ODD.values(), ids=ODD)
def test_an_odd_network_is_described_and_can_be_sent(network: Network) -> None:
    told = describe(network())

    assert msgspec.convert(msgspec.json.decode(msgspec.json.encode(told)), ModelSpec) == told
    assert "nan" not in msgspec.json.encode(told).decode().replace('"nan"', "")


def test_a_model_with_its_own_call_tells_its_shapes() -> None:
    told = describe(own_model())

    assert (told.input_shape, told.output_shape, told.parameters) == ((None, 2), (None, 1), 65)
    assert [layer.units for layer in told.layers] == [16, 1]
    assert (told.chain, told.head) == (False, "sigmoid-like")


def test_several_outputs_name_all_their_losses() -> None:
    told = describe(two_outputs())

    assert told.loss is not None
    assert told.loss.name == "mean_squared_error and huber"
    assert told.metrics == ("mean_absolute_error", "accuracy")


def test_what_adapt_measured_is_not_counted_as_parameters() -> None:
    told = describe(adapted())

    assert told.parameters == 65
    assert [layer.parameters for layer in told.layers] == [0, 48, 17]


@pytest.mark.filterwarnings("ignore:You are using a softmax over axis")  # of building it
def test_asking_raises_no_warnings_of_its_own() -> None:
    model = xor(Dense(4, lambda x: x), Dense(1, "softmax"))

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        told = describe(model)

    assert told.head == "constant"


def test_the_report_shows_layers_after_merging() -> None:
    rows = mnist(
        Conv2D(8, 3), Activation("relu"), MaxPooling2D(), Flatten(), Dropout(0.1), Dense(10), Softmax(),
        inputs=(28, 28, 1),
    )  # fmt: skip

    told = [
        (row.type, row.units, row.activation, row.output_shape, row.parameters)
        for row in describe(rows).layers
    ]

    assert told == [
        ("Conv2D", 8, "relu", (None, 26, 26, 8), 80),
        ("MaxPooling2D", None, "linear", (None, 13, 13, 8), 0),
        ("Flatten", None, "linear", (None, 1352), 0),
        ("Dropout", None, "linear", (None, 1352), 0),
        ("Dense", 10, "softmax", (None, 10), 13530),
    ]


def test_a_convolution_may_be_the_last_to_weigh() -> None:
    head = (Conv2D(10, 28), GlobalAveragePooling2D(), Softmax())

    assert describe(mnist(*head, inputs=(28, 28, 1))).head == "softmax"
