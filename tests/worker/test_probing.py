"""What a network is probed for, and that nothing of its training is another for it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from nngrader.evidence import LayerProbe
from nngrader.jobs import Array
from nngrader.wire import Frame
from nngrader.worker import neutral, probing
from nngrader.worker.answering import CALL
from nngrader.worker.blueprint import draw
from nngrader.worker.describe import describe
from nngrader.worker.layers import every_layer
from nngrader.worker.neutral import Neutral
from nngrader.worker.probing import look, own_answers, probed
from nngrader.worker.training import Fit, Limit, Trainer, fingerprint
from tests.worker import networks

pytestmark = [
    pytest.mark.keras,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # Keras reading its rate
]
ARGUMENTS: dict[str, Any] = {
    "epochs": 3,
    "batch_size": 4,
    "shuffle": True,
    "validation_split": 0.0,
    "initial_epoch": 0,
    "steps_per_epoch": None,
    "class_weight": None,
    "callbacks": [],
    "rare": {},
}
DRAW = np.random.default_rng(0)
X, Y = DRAW.random((20, 2), "float32"), DRAW.integers(0, 2, 20).astype("float32")
LOOPED, FITTED = {"epochs": 3}, {"epochs": 4, "initial_epoch": 1}


def fit(x: Array = X, y: Array = Y, **arguments: Any) -> Fit:
    return Fit(ARGUMENTS | arguments, {"x": x, "y": y})


def restless() -> Any:
    """A network with all that acts at random or counts along, one part in every call."""
    first = keras.Input((2,))
    value = layers.BatchNormalization()(layers.Dense(8, "relu")(first))
    both = layers.Concatenate()([layers.Dropout(0.2)(value, training=True), first])
    last = layers.Dense(1, "sigmoid", kernel_regularizer="l2")(layers.Dropout(0.3)(both))
    model = keras.Model(first, last)
    return networks.finished(model, **networks.XOR)


def trained(arguments: dict[str, Any], *seeds: int) -> tuple[str, Frame]:
    """Train as a neutral child does, with one seed after another; the last one counts."""
    keras.backend.clear_session()
    asked = Neutral(Trainer(draw(restless()), [fit(**arguments)], Limit(1e9)), {"test": X[:2]})
    told: list[Frame] = []
    for seed in seeds:
        asked.answer(seed, told.append)
    return fingerprint(asked.trainer.model), told[-1]


@pytest.mark.parametrize(
    ("engine", "arguments", "seeds"), [("loop", LOOPED, (4, 3)), ("fit", FITTED, (3,))]
)
def test_the_trained_network_is_the_same_to_the_bit(
    monkeypatch: pytest.MonkeyPatch, engine: str, arguments: dict[str, Any], seeds: tuple[int, ...]
) -> None:
    with_it, told = trained(arguments, *seeds)
    monkeypatch.setattr(neutral, "look", lambda *_: None)
    monkeypatch.setattr(neutral, "own_answers", lambda *_: {})
    without, untold = trained(arguments, *seeds)

    assert (told.body["engine"], told.body["error"], told.body["warnings"]) == (engine, "", [])
    assert [layer["layer"] for layer in told.body["layers"]] == [0, 5]
    assert told.arrays["answer:own"].shape == (20, 1)
    assert with_it == without
    for name, values in untold.arrays.items():
        assert np.array_equal(told.arrays[name], values), name


def test_a_look_as_if_learning_would_change_the_training(monkeypatch: pytest.MonkeyPatch) -> None:
    """The failing twin: the network above would notice."""
    healthy, _ = trained(LOOPED, 3)

    def learning(model: Any, _: Fit) -> None:
        model(X, training=True)

    monkeypatch.setattr(neutral, "look", learning)

    assert trained(LOOPED, 3)[0] != healthy


def near(number: Any) -> Any:
    return pytest.approx(float(number), rel=1e-5)  # six digits are told


def compare(model: Any, asked: Fit, change: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """Probe a network, change it, and probe it again."""
    first = look(model, asked)
    change()
    return probed(first, look(model, asked))


def probe_of(model: Any, index: int, x: Array = X, y: Array = Y) -> LayerProbe:
    told = compare(model, fit(x, y))["layers"]
    return next(LayerProbe(**layer) for layer in told if layer["layer"] == index)


def with_weights(model: Any, *weights: Any) -> Any:
    model.set_weights([np.array(weight, dtype=np.float32) for weight in weights])
    return model


ROWS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float32)
XOR = np.array([0, 1, 1, 0], dtype=np.float32)
#: Units of the hidden layer: one never fires, one for a single row, two always or mostly.
HIDDEN = [[-1, 1, 1, 1], [-1, 1, 1, 0]], [0, -1.5, 1, 0]
OUTPUT = [[1], [1], [1], [1]], [0]


def test_a_unit_is_dead_that_is_silent_for_every_row() -> None:
    model = with_weights(networks.xor(layers.Dense(4, "relu"), layers.Dense(1)), *HIDDEN, *OUTPUT)

    assert probe_of(model, 0, ROWS, XOR).dead == 0.25
    assert probe_of(model, 0, ROWS[:3], XOR[:3]).dead == 0.5
    assert probe_of(model, 1, ROWS, XOR).dead == 0.0


@pytest.mark.parametrize("bend", ["leaky_relu", "elu", "linear"])
def test_only_where_the_activation_cuts_off_a_unit_can_be_dead(bend: str) -> None:
    zeros = np.zeros((2, 4)), np.zeros(4)
    model = with_weights(networks.xor(layers.Dense(4, bend), layers.Dense(1)), *zeros, *OUTPUT)

    assert probe_of(model, 0, ROWS, XOR).dead == 0.0


def test_an_activation_layer_belongs_to_the_layer_that_it_bends() -> None:
    model = networks.xor(
        layers.Dense(4, use_bias=False),
        layers.Dropout(0.5),
        layers.ReLU(),
        layers.Dense(1),
        layers.Activation("sigmoid"),
    )
    with_weights(model, np.full((2, 4), -1), np.full((4, 1), 9), [9])
    told = compare(model, fit(ROWS, XOR))["layers"]

    assert [layer["layer"] for layer in told] == [0, 2]
    assert [layer["dead"] for layer in told] == [1.0, 0.0]
    assert [layer["saturated"] for layer in told] == [0.0, 1.0]


def test_entries_are_the_described_layers() -> None:
    model = networks.iris(
        layers.Dense(4), layers.LeakyReLU(), layers.ReLU(), layers.Dense(3), layers.Softmax()
    )
    found = probing.entries(every_layer(model))

    assert tuple(entry.spec for entry in found) == describe(model).layers
    assert [type(entry.last).__name__ for entry in found] == ["LeakyReLU", "ReLU", "Softmax"]


def test_a_filter_is_dead_that_is_silent_at_every_place() -> None:
    pictures = np.zeros((3, 4, 4, 1), dtype=np.float32)
    pictures[1, 2, 2] = 1
    first = layers.Conv2D(2, 1, activation="relu", kernel_initializer="ones", use_bias=False)
    model = networks.xor(first, layers.Flatten(), layers.Dense(1), inputs=(4, 4, 1))
    first.set_weights([np.array([1, -1], dtype=np.float32).reshape(1, 1, 1, 2)])

    assert probe_of(model, 0, pictures, XOR[:3]).dead == 0.5


def test_layers_of_a_graph_with_branches_are_probed_too() -> None:
    first = keras.Input((2,))
    silent = layers.Dense(3, "relu", kernel_initializer="zeros")(first)
    both = layers.Concatenate()([silent, layers.Dense(4, "relu", bias_initializer="ones")(first)])
    model = networks.finished(keras.Model(first, layers.Dense(1)(both)), **networks.XOR)
    dead = {layer["layer"]: layer["dead"] for layer in compare(model, fit())["layers"]}
    units = [layer.units for layer in describe(model).layers]

    assert {units[index]: share for index, share in dead.items()} == {3: 1.0, 4: 0.0, 1: 0.0}


@pytest.mark.parametrize(
    ("bend", "least", "most"),
    [("sigmoid", 0.011, 0.989), ("tanh", -0.989, 0.989)],
)
def test_an_output_is_saturated_within_one_percent_of_a_limit(
    bend: str, least: float, most: float
) -> None:
    def bent(*answers: float) -> float:
        undo = np.arctanh if bend == "tanh" else lambda share: np.log(share / (1 - share))
        rows = undo(np.array(answers))[:, None]
        model = networks.xor(layers.Dense(1, bend, kernel_initializer="ones"), inputs=(1,))
        return probe_of(model, 0, rows, Y[: len(rows)]).saturated

    assert bent(least, 0.5, most) == 0.0
    assert bent(least - 0.002, 0.5, most + 0.002) == pytest.approx(2 / 3, abs=1e-6)


def test_gradients_are_those_of_the_loss_without_penalties() -> None:
    first = layers.Dense(1, use_bias=False, kernel_initializer="ones", kernel_regularizer="l2")
    model = networks.xor(first)
    off = ROWS.sum(axis=1) - XOR
    told = compare(model, fit(ROWS, XOR), lambda: first.set_weights([np.zeros((2, 1))]))

    assert told["first_loss"] == near(float((off**2).mean()) + 0.01 * 2)
    assert told["layers"][0]["first_gradient"] == near(np.linalg.norm(2 * off @ ROWS / 4))
    assert told["layers"][0]["gradient"] == near(np.linalg.norm(2 * XOR @ ROWS / 4))


def test_the_first_loss_is_what_evaluate_says() -> None:
    model = networks.iris(layers.Dropout(0.5), layers.Dense(3, "softmax"))
    x, y = DRAW.random((40, 4), "float32"), np.eye(3)[DRAW.integers(0, 3, 40)]

    assert compare(model, fit(x, y))["first_loss"] == near(model.evaluate(x, y)[0])


def test_a_kernel_has_moved_in_parts_of_what_it_was() -> None:
    model = networks.xor(layers.Dense(1, use_bias=False, kernel_initializer="ones"))

    def moved(factor: float) -> float:
        kernel = np.asarray(model.layers[0].kernel)
        told = compare(model, fit(), lambda: model.set_weights([kernel * factor]))["layers"][0]
        return float(told["moved"])

    assert moved(1.0) == 0.0
    assert moved(1.5) == 0.5
    assert moved(np.nan) == 1.0  # all of it was lost


def test_numbers_that_are_not_finite_are_told_as_none() -> None:
    model = networks.xor(layers.Dense(2, "relu"), layers.Dense(1))

    def lose() -> None:
        model.set_weights([np.full_like(weight, np.nan) for weight in model.get_weights()])

    told = compare(model, fit(), lose)
    again = compare(model, fit())

    assert isinstance(told["first_loss"], float)
    assert [(layer["largest"], layer["gradient"]) for layer in told["layers"]] == [(None, None)] * 2
    assert (again["first_loss"], again["layers"][0]["first_gradient"]) == (None, None)


def test_the_largest_weight_may_be_negative_or_a_bias() -> None:
    model = with_weights(networks.xor(layers.Dense(2)), [[1, 2], [-3, 0]], [0, -4])

    assert probe_of(model, 0, y=np.eye(2)[Y.astype(int)]).largest == 4.0


@pytest.mark.parametrize(
    ("kernel", "bias", "twins"),
    [
        ([[1, 1], [2, 2]], [3, 3], True),
        ([[0, 0], [0, 0]], [0, 0], True),
        ([[1, 1], [2, 2 + 4e-6]], [3, 3], False),
        ([[1, 1], [2, 2 + 2e-6]], [3, 3], True),
        ([[1, 1], [2, 2]], [3, 0], False),
        ([[1], [1]], [0], False),
    ],
)
def test_units_are_twins_that_have_the_same_weights(
    kernel: list[Any], bias: list[Any], twins: bool
) -> None:
    model = with_weights(networks.xor(layers.Dense(len(bias))), kernel, bias)

    assert probe_of(model, 0, y=np.zeros((20, len(bias)))).twins is twins


def test_a_large_network_is_not_probed(monkeypatch: pytest.MonkeyPatch) -> None:
    model = networks.xor(layers.Dense(3), layers.Dense(1))
    monkeypatch.setattr(probing, "MOST_PARAMETERS", 13)
    assert look(model, fit()) is not None

    monkeypatch.setattr(probing, "MOST_PARAMETERS", 12)
    assert look(model, fit()) is None


def test_rows_whose_answers_take_much_memory_are_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    model = networks.xor(layers.Dense(3), layers.Dense(1))

    def rows() -> int:
        found = look(model, fit())
        return 0 if found is None else len(found.parts[0].output)

    assert rows() == 20
    monkeypatch.setattr(probing, "MOST_CELLS", 4 * 7)
    assert rows() == 7
    monkeypatch.setattr(probing, "MOST_CELLS", 3)
    assert rows() == 0


def test_what_cannot_be_asked_is_left_out() -> None:
    """Labels of another shape: the training will say so in Keras's own words."""
    model = networks.iris(layers.Dense(3, "softmax"))
    strange = fit(DRAW.random((8, 4)), np.zeros((8, 5)))

    assert compare(model, strange) == {"first_loss": None, "layers": []}
    assert own_answers(model, fit(DRAW.random((8, 7)))) == {}
    assert keras.layers.Layer.__call__ is CALL


def test_rows_held_back_are_not_among_those_trained_on() -> None:
    model, split = networks.xor(), fit(validation_split=0.3)
    given = replace(split, arrays=split.arrays | {"validation_x": X, "validation_y": Y})

    assert len(own_answers(model, split)["answer:own"]) == 14
    assert len(own_answers(model, given)["answer:own"]) == 20
