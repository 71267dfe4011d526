"""Whether a network answers the same when it is asked again."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from nngrader.wire import Frame
from nngrader.worker.answering import CLOSE, asked_again, difference, predict
from nngrader.worker.blueprint import draw
from nngrader.worker.inspection import OtherWeights, drawn, weighed, with_weights
from nngrader.worker.originals import replaced

pytestmark = pytest.mark.keras
ROWS = np.random.default_rng(0).normal(size=(70, 8, 8, 1)).astype(np.float32)


def network(*inside: Any) -> Any:
    return keras.Sequential([keras.Input((8, 8, 1)), *inside])


STEADY: dict[str, Callable[[], Any]] = {
    "dense": lambda: network(layers.Flatten(), layers.Dense(64, "relu"), layers.Dense(3)),
    "convolution": lambda: network(
        layers.Conv2D(8, 3, activation="relu"), layers.Flatten(), layers.Dense(3, "softmax")
    ),
    "memory": lambda: network(layers.Reshape((8, 8)), layers.LSTM(16), layers.Dense(3)),
    "idle while answering": lambda: network(
        layers.Flatten(), layers.BatchNormalization(), layers.Dropout(0.5), layers.Dense(3)
    ),
}


class Noisy(layers.Layer):  # type: ignore[misc]
    def call(self, x: Any) -> Any:
        return x + keras.random.normal(keras.ops.shape(x))


class AgainstTheFirst(layers.Layer):  # type: ignore[misc]
    def call(self, x: Any) -> Any:
        return x - x[:1]


@pytest.mark.parametrize("name", STEADY)
@pytest.mark.parametrize("rows", [2, 4, 64, 70])
def test_a_network_of_keras_is_steady(name: str, rows: int) -> None:
    model = STEADY[name]()
    x = ROWS[:rows]

    told = asked_again(model, x, predict(model, x))

    assert set(told) == {"rows", "together"}
    assert told["rows"] == min(rows, 64)
    assert told["together"] < CLOSE


@pytest.mark.parametrize(
    ("layer", "moving"),
    [
        (Noisy(), {"repeated", "reordered", "regrouped"}),
        (AgainstTheFirst(), {"reordered", "regrouped"}),
        (layers.Softmax(axis=0), {"regrouped"}),
    ],
    ids=["chance", "first row", "company"],
)
def test_what_moves_the_answers_is_told_apart(layer: Any, moving: set[str]) -> None:
    model = network(layers.Flatten(), layer)

    told = asked_again(model, ROWS, predict(model, ROWS))

    asked = ("repeated", "reordered", "regrouped")
    assert {name for name in asked if told[name] > 1e-3} == moving
    assert told["together"] > 1e-3


def test_one_row_has_no_order() -> None:
    model = STEADY["dense"]()

    assert asked_again(model, ROWS[:1], predict(model, ROWS[:1])) == {}


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ([0.5, 0.25], [0.5, 0.0], 0.25),
        ([1000.0], [999.0], 0.001),
        ([np.nan, np.inf], [np.nan, np.inf], 0.0),
        ([np.nan], [0.5], 1.0),
        ([np.inf], [-np.inf], 1.0),
        ([np.inf], [0.5], 1.0),
        ([0.5], [0.5, 0.5], 1.0),
    ],
)
def test_the_difference_of_answers(one: list[float], other: list[float], apart: float) -> None:
    found = difference(np.array(one, np.float32), np.array(other, np.float32))

    assert found == pytest.approx(apart)


# -- what a rebuilt network is asked --------------------------------------------------------------


def nested() -> Any:
    inside = keras.Sequential([layers.Dense(4, "relu"), layers.BatchNormalization()])
    model = network(layers.Flatten(), inside, layers.Dense(3))
    model.set_weights([weight + 0.1 for weight in model.get_weights()])
    return model


def sent(model: Any) -> dict[str, Any]:
    weights = {f"weight:{n}": weight for n, weight in enumerate(model.get_weights())}
    return {**weights, "ask:test": ROWS}


def test_a_rebuilt_network_with_the_same_weights_gives_the_same_answers() -> None:
    model = nested()
    request = Frame("with_weights", {"blueprint": draw(model)}, sent(model))

    told = with_weights(request)

    np.testing.assert_allclose(told.arrays["answer:test"], predict(model, ROWS), atol=1e-5)


@pytest.mark.parametrize(
    "changed",
    [{"weight:0": np.zeros((3, 3))}, {"weight:0": np.full((64, 4), np.nan)}],
    ids=["another shape", "no numbers"],
)
def test_weights_that_do_not_fit_are_refused(changed: dict[str, Any]) -> None:
    model = nested()
    request = Frame("with_weights", {"blueprint": draw(model)}, {**sent(model), **changed})

    with pytest.raises(OtherWeights):
        with_weights(request)


def test_fresh_draws_differ_where_they_are_drawn() -> None:
    model = STEADY["dense"]()

    told = drawn(Frame("drawn", {"blueprint": draw(model), "draws": 3})).body["largest"]

    kernels, biases = np.array(told)[:, ::2], np.array(told)[:, 1::2]
    assert kernels.shape == biases.shape == (3, 2)
    assert (kernels.std(axis=0) > 0).all()
    assert not biases.any()
    assert len(weighed(model)) == 4


# -- functions of Keras that were replaced --------------------------------------------------------


class Mine(keras.Sequential):  # type: ignore[misc]
    def predict_step(self, data: Any) -> Any:
        return data


def test_keras_own_functions_are_known_as_such() -> None:
    model = STEADY["dense"]()
    model.predict(ROWS, verbose=0)

    assert replaced(model) == []
    assert replaced(keras.Model(model.inputs, model.outputs)) == []


def test_a_function_of_the_class_or_the_model_is_named() -> None:
    model = STEADY["dense"]()
    model.predict = lambda x: x

    assert replaced(model) == ["predict"]
    assert replaced(Mine()) == ["predict_step"]


def test_a_function_put_into_keras_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keras.Model, "predict", lambda *_: None)

    assert replaced(STEADY["dense"]()) == ["predict"]
