"""Further epochs of a loop around `fit`, without `fit`."""

import inspect
from typing import Any

import keras
import numpy as np
import pytest

from nngrader.worker.rounds import compiled_rounds

pytestmark = pytest.mark.keras
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype="float32")
Y = np.array([0, 1, 1, 0], dtype="float32")


def network() -> Any:
    keras.utils.set_random_seed(1)
    layers = [keras.Input((2,)), keras.layers.Dense(8, "tanh"), keras.layers.Dense(1, "sigmoid")]
    model = keras.Sequential(layers)
    model.compile(keras.optimizers.Adam(0.05), "mse", metrics=["accuracy"])
    return model


def given(model: Any, **changes: Any) -> dict[str, Any]:
    bound = inspect.signature(keras.Model.fit).bind(model, X, Y, **changes)
    bound.apply_defaults()
    return {name: value for name, value in bound.arguments.items() if name != "self"}


def test_they_go_on_from_where_the_network_is() -> None:
    model = network()
    more = compiled_rounds(model, given(model))
    assert more is not None

    first, later = more(1).history, more(300).history

    assert [len(values) for values in first.values()] == [1, 1]
    assert len(later["loss"]) == 300
    assert later["loss"][-1] < 0.01 < first["loss"][-1]
    assert later["accuracy"][-1] == 1.0


@pytest.mark.parametrize(
    "changes",
    [
        {"callbacks": [keras.callbacks.TerminateOnNaN()]},
        {"validation_data": (X, Y), "validation_freq": 2},
        {"steps_per_epoch": 1},
        {"epochs": 0},
    ],
    ids=["callbacks", "validation now and then", "steps", "no epochs"],
)
def test_what_only_fit_can_do_is_left_to_it(changes: dict[str, Any]) -> None:
    model = network()

    assert compiled_rounds(model, given(model, **changes)) is None


def test_a_network_with_a_part_of_the_students_own_is_left_to_fit() -> None:
    class Mine(keras.layers.Layer):
        def call(self, x: Any) -> Any:
            return x

    model = keras.Sequential([keras.Input((2,)), Mine(), keras.layers.Dense(1)])
    model.compile("sgd", "mse")

    assert compiled_rounds(model, given(model)) is None
