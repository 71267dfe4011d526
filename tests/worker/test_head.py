"""The output is asked what it does; its name does not matter."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nngrader.evidence import Head
from nngrader.worker.head import (
    CAPPED,
    CENTRE,
    KINK,
    LEAK,
    NONE,
    POINTS,
    REACHES,
    SLACK,
    STEEPER,
    WIDEST,
    Scores,
    _grid,
    classify,
    probe,
)

LITTLE = 1e-4  #: far above the resolution of float32 at these sizes, far below every threshold


def scores(units: int = 1) -> Scores:
    return _grid(units)


def said(function: Callable[[Any], Any], units: int = 1) -> Head:
    """What is said of a function of raw scores."""
    grid = scores(units)
    return classify(grid, np.asarray(function(grid), dtype=np.float32))


def sigmoid(low: float = 0.0, high: float = 1.0, middle: float = 0.5) -> Callable[[Any], Any]:
    """A step with these three levels."""
    return lambda x: np.where(x < 0, low, np.where(x > 0, high, middle))


def shares(largest: float, units: int = 3) -> Callable[[Any], Any]:
    """The first unit gets this share, and the others the rest."""
    rest = (1 - largest) / (units - 1)
    return lambda x: np.tile([largest] + [rest] * (units - 1), (len(x), 1)) + 0 * x


def ramp(low: float, high: float, middle: float = 0.0) -> Callable[[Any], Any]:
    """From `low` at the left through `middle` to `high` at the right."""
    left, right = (middle - low) / WIDEST, (high - middle) / WIDEST
    return lambda x: middle + np.where(x < 0, left, right) * x


def varied(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let the last row differ, so that the answers are no constant."""

    def told(x: Any) -> Any:
        answers = function(x)
        answers[-1] = np.roll(answers[-1], 1)
        return answers

    return told


BOUNDARIES: dict[str, tuple[Callable[[Any], Any], int, Head]] = {
    "just no constant": (lambda x: 0.3 + (SLACK + LITTLE) * (x > 0), 1, "other"),
    "just a constant": (lambda x: 0.3 + (SLACK - LITTLE) * (x > 0), 1, "constant"),
    "just linear": (lambda x: x + (SLACK - LITTLE), 1, "linear"),
    "just not linear": (lambda x: x + 0.01, 1, "other"),
    "reaches just enough for one softmax": (varied(shares(REACHES + LITTLE)), 3, "softmax"),
    "reaches just too little": (varied(shares(REACHES - LITTLE)), 3, "softmax-twice"),
    "sums just to 1": (lambda x: varied(shares(0.99))(x) + SLACK / 4, 3, "softmax"),
    "sums just not to 1": (lambda x: varied(shares(0.95))(x) + SLACK / 2, 3, "other"),
    "low enough for a sigmoid": (sigmoid(low=NONE - LITTLE), 1, "sigmoid-like"),
    "too high for a sigmoid": (sigmoid(low=NONE + LITTLE), 1, "other"),
    "high enough for a sigmoid": (sigmoid(high=1 - NONE + LITTLE), 1, "sigmoid-like"),
    "too low at the top": (sigmoid(high=1 - NONE - LITTLE), 1, "other"),
    "central enough for a sigmoid": (sigmoid(middle=0.5 + CENTRE - LITTLE), 1, "sigmoid-like"),
    "too far off for a sigmoid": (sigmoid(middle=0.5 + CENTRE + LITTLE), 1, "other"),
    "just below 0 is still a sigmoid": (sigmoid(low=-SLACK + LITTLE), 1, "sigmoid-like"),
    "below 0 is none": (sigmoid(low=-SLACK - LITTLE), 1, "other"),
    "just above 1 is still a sigmoid": (sigmoid(high=1 + SLACK - LITTLE), 1, "sigmoid-like"),
    "above 1 is none": (sigmoid(high=1 + SLACK + LITTLE), 1, "other"),
    "reaches just enough for a tanh": (
        sigmoid(-REACHES - LITTLE, REACHES + LITTLE, 0),
        1,
        "tanh-like",
    ),
    "too little below": (sigmoid(-REACHES + LITTLE, 1, 0), 1, "other"),
    "too little above": (sigmoid(-1, REACHES - LITTLE, 0), 1, "other"),
    "central enough for a tanh": (sigmoid(-1, 1, CENTRE - LITTLE), 1, "tanh-like"),
    "too far off for a tanh": (sigmoid(-1, 1, CENTRE + LITTLE), 1, "other"),
    "just inside -1..1": (sigmoid(-1 - SLACK + LITTLE, 1, 0), 1, "tanh-like"),
    "just outside -1..1": (sigmoid(-1 - SLACK - LITTLE, 1, 0), 1, "other"),
    "leaks just little enough": (ramp(-LEAK * WIDEST, WIDEST), 1, "relu-like"),
    "leaks too much": (ramp(-LEAK * WIDEST - 2 * SLACK, WIDEST), 1, "other"),
    "climbs just high enough": (ramp(0, CAPPED + LITTLE), 1, "relu-like"),
    "stops too early": (ramp(0, CAPPED - LITTLE), 1, "other"),
    "climbs just steeper": (ramp(-6, 6 * STEEPER + 0.001), 1, "relu-like"),
    "climbs not steeply enough": (ramp(-6, 6 * STEEPER - 0.001), 1, "other"),
    "a soft kink": (ramp(0, WIDEST, KINK - LITTLE), 1, "relu-like"),
    "no kink": (ramp(0, WIDEST, KINK + LITTLE), 1, "other"),
}


@pytest.mark.parametrize(("function", "units", "head"), BOUNDARIES.values(), ids=BOUNDARIES)
def test_every_threshold_has_a_this_side_and_a_that_side(
    function: Callable[[Any], Any], units: int, head: Head
) -> None:
    assert said(function, units) == head


def test_a_softmax_over_two_classes_reaches_more_than_two_softmaxes_can() -> None:
    twice = np.e / (np.e + 1)

    assert twice < REACHES - 0.1


def test_answers_of_another_shape_are_not_judged() -> None:
    assert classify(scores(3), scores(2)) == "other"


def test_answers_that_are_no_numbers_are_not_judged() -> None:
    assert said(lambda x: np.full_like(x, np.nan)) == "other"


def test_the_grid_has_its_line_first() -> None:
    line = scores(2)[:POINTS, 0]

    assert (line[0], line[POINTS // 2], line[-1]) == (-WIDEST, 0, WIDEST)


def ends(name: str) -> list[Any]:
    """The end of a network in one of many spellings; the layers before do not matter."""
    import keras
    import tensorflow as tf
    from keras.layers import (
        Activation,
        BatchNormalization,
        Dense,
        Dropout,
        Flatten,
        Lambda,
        LeakyReLU,
        Reshape,
        Softmax,
    )

    spelled: dict[str, Callable[[], list[Any]]] = {
        "Dense(softmax)": lambda: [Dense(3, "softmax")],
        "Activation(softmax)": lambda: [Dense(3), Activation("softmax")],
        "Softmax()": lambda: [Dense(3), Softmax()],
        "activations.softmax": lambda: [Dense(3, keras.activations.softmax)],
        "tf.nn.softmax": lambda: [Dense(3, tf.nn.softmax)],
        "lambda softmax": lambda: [Dense(3, lambda x: keras.ops.softmax(x))],
        "Lambda(softmax)": lambda: [Dense(3), Lambda(lambda x: tf.nn.softmax(x))],
        "Dropout last": lambda: [Dense(3, "softmax"), Dropout(0.5)],
        "BatchNormalization before softmax": lambda: [Dense(3), BatchNormalization(), Softmax()],
        "softmax twice": lambda: [Dense(3, "softmax"), Softmax()],
        "softmax twice, TensorFlow": lambda: [Dense(3, tf.nn.softmax), Activation("softmax")],
        "sigmoid, then softmax": lambda: [Dense(3, "sigmoid"), Softmax()],
        "softmax of one": lambda: [Dense(1, "softmax")],
        "Softmax() of one": lambda: [Dense(1), Softmax()],
        "softmax over the rows": lambda: [Dense(3), Softmax(axis=0)],
        "sigmoid": lambda: [Dense(1, "sigmoid")],
        "sigmoids": lambda: [Dense(3, "sigmoid")],
        "tf.sigmoid": lambda: [Dense(1, tf.sigmoid)],
        "sigmoid, reshaped": lambda: [Dense(1), Activation("sigmoid"), Reshape((1, 1)), Flatten()],
        "1 / (1 + exp(-x))": lambda: [Dense(1, lambda x: 1 / (1 + keras.ops.exp(-x)))],
        "hard_sigmoid": lambda: [Dense(1, "hard_sigmoid")],
        "tanh": lambda: [Dense(1, "tanh")],
        "linear": lambda: [Dense(1)],
        "linear, said": lambda: [Dense(3, "linear"), Activation("linear")],
        "linear, normalised": lambda: [Dense(3), BatchNormalization()],
        "relu": lambda: [Dense(1, "relu")],
        "relu6": lambda: [Dense(1, "relu6")],
        "LeakyReLU": lambda: [Dense(1), LeakyReLU()],
        "LeakyReLU object": lambda: [Dense(1, activation=LeakyReLU())],
        "softplus": lambda: [Dense(1, "softplus")],
        "sine": lambda: [Dense(1, lambda x: 5 * keras.ops.sin(x))],
        "raising": lambda: [Dense(1), Raising()],
    }

    class Raising(keras.layers.Layer):
        def call(self, x: Any) -> Any:
            if not isinstance(x, keras.KerasTensor):
                raise RuntimeError
            return x

        def compute_output_shape(self, shape: Any) -> Any:
            return shape

    model = keras.Sequential([keras.Input((2,)), *spelled[name]()])
    return list(model.layers)


SPELLINGS: dict[str, Head] = {
    "Dense(softmax)": "softmax",
    "Activation(softmax)": "softmax",
    "Softmax()": "softmax",
    "activations.softmax": "softmax",
    "tf.nn.softmax": "softmax",
    "lambda softmax": "softmax",
    "Lambda(softmax)": "softmax",
    "Dropout last": "softmax",
    "BatchNormalization before softmax": "softmax",
    "softmax twice": "softmax-twice",
    "softmax twice, TensorFlow": "softmax-twice",
    "sigmoid, then softmax": "softmax-twice",  # shares as even as after two: the same consequence
    "softmax of one": "constant",
    "Softmax() of one": "constant",
    "softmax over the rows": "other",
    "sigmoid": "sigmoid-like",
    "sigmoids": "sigmoid-like",
    "tf.sigmoid": "sigmoid-like",
    "sigmoid, reshaped": "sigmoid-like",
    "1 / (1 + exp(-x))": "sigmoid-like",
    "hard_sigmoid": "sigmoid-like",
    "tanh": "tanh-like",
    "linear": "linear",
    "linear, said": "linear",
    "linear, normalised": "linear",
    "relu": "relu-like",
    "relu6": "relu-like",
    "LeakyReLU": "relu-like",
    "LeakyReLU object": "relu-like",
    "softplus": "relu-like",
    "sine": "other",
    "raising": "other",
}


@pytest.mark.keras
@pytest.mark.filterwarnings("ignore:You are using a softmax over axis")
@pytest.mark.parametrize(("name", "head"), SPELLINGS.items(), ids=SPELLINGS)
def test_the_end_of_a_network_is_known_by_what_it_does(name: str, head: Head) -> None:
    assert probe(ends(name)) == head


def test_a_network_without_weights_is_not_probed() -> None:
    assert probe([]) == "other"
