"""A shortened `fit` without compiling: the history of `fit`, and none where only `fit` can tell."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from nngrader.evidence import StageError
from nngrader.mishaps import stopped
from nngrader.worker.capture import Recorder
from nngrader.worker.rehearsal import rehearse
from nngrader.worker.text import told_error
from tests.worker import networks

pytestmark = [
    pytest.mark.keras,
    pytest.mark.filterwarnings("ignore:__array__ implementation"),  # Keras reading its rate
    pytest.mark.filterwarnings("ignore:.*eagerly"),
]
DRAW = np.random.default_rng(0)
X, Y = DRAW.random((40, 2), "float32"), DRAW.integers(0, 2, 40).astype("float32")
FOUR, KIND = DRAW.random((40, 4), "float32"), DRAW.integers(0, 3, 40)
FIT = inspect.signature(keras.Model.fit)


def given(**changes: Any) -> dict[str, Any]:
    """Every argument of a shortened `fit`, as the recorder hands it on."""
    usual = {n: p.default for n, p in FIT.parameters.items() if n != "self"}
    return usual | {"x": X, "y": Y, "verbose": 0} | changes


def sparse(*inner: Any, **compiled: Any) -> Any:
    told = {"loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}
    found = (*(inner or (layers.Dense(4),)), layers.Dense(3, "softmax"))
    return networks.iris(*found, **told | compiled)


def graph() -> Any:
    made = networks.functional((2,), layers.Dense(3, "relu"), layers.Dense(1, "sigmoid"))
    return networks.finished(made, **networks.XOR)


FOR_XOR = {"x": X, "y": Y}
FOR_IRIS = {"x": FOUR, "y": KIND}
WEIGHT = np.ones(40, "float32")
REHEARSED: dict[str, tuple[Callable[[], Any], dict[str, Any]]] = {
    "plain": (networks.xor, FOR_XOR),
    "no metrics": (lambda: networks.xor(metrics=None), FOR_XOR),
    "two metrics": (lambda: networks.xor(metrics=["accuracy", "mae"]), FOR_XOR),
    "classes": (sparse, FOR_IRIS),
    "layers that act otherwise while learning": (
        lambda: sparse(layers.BatchNormalization(), layers.Dropout(0.5)),
        FOR_IRIS,
    ),
    "functional": (graph, FOR_XOR),
    "without an input": (lambda: networks.xor(inputs=None), FOR_XOR),
    "validation split": (networks.xor, FOR_XOR | {"validation_split": 0.25}),
    "validation data": (networks.xor, FOR_XOR | {"validation_data": (X, Y)}),
    "three arrays to validate": (networks.xor, FOR_XOR | {"validation_data": (X, Y, WEIGHT)}),
    "sample weights": (networks.xor, FOR_XOR | {"sample_weight": WEIGHT}),
    "class weights": (sparse, FOR_IRIS | {"class_weight": {0: 1.0, 1: 2.0, 2: 1.0}}),
    "a batch size": (networks.xor, FOR_XOR | {"batch_size": 3}),
    "a batch of one row": (networks.xor, FOR_XOR | {"batch_size": 1}),
    "a batch size of NumPy": (networks.xor, FOR_XOR | {"batch_size": np.int64(3)}),
    "a batch size of nothing, which Keras takes for its usual": (
        networks.xor,
        FOR_XOR | {"batch_size": 0},
    ),
    "a learning rate by table": (
        networks.xor,
        FOR_XOR | {"callbacks": [keras.callbacks.LearningRateScheduler(lambda epoch: 0.1)]},
    ),
    "early stopping": (
        networks.xor,
        FOR_XOR
        | {"callbacks": [keras.callbacks.EarlyStopping("val_loss")], "validation_split": 0.25},
    ),
}


@pytest.mark.parametrize(("make", "changes"), REHEARSED.values(), ids=REHEARSED)
def test_the_history_has_what_that_of_fit_has(
    make: Callable[[], Any], changes: dict[str, Any]
) -> None:
    rehearsed = rehearse(make(), given(**changes))
    fitted = make().fit(**given(**changes))

    assert rehearsed is not None
    assert list(rehearsed.history) == list(fitted.history)
    assert [len(values) for values in rehearsed.history.values()] == [1] * len(fitted.history)
    assert rehearsed.epoch == fitted.epoch == [0]
    assert all(isinstance(value, float) for (value,) in rehearsed.history.values())


def test_the_network_has_learnt_and_knows_its_history() -> None:
    """What follows `fit` may look at either."""
    model = networks.xor()
    before = model.get_weights()

    history = rehearse(model, given())

    assert model.history is history
    assert any((old != new).any() for old, new in zip(before, model.get_weights(), strict=True))
    assert model.evaluate(X, Y, verbose=0)
    assert model.predict(X, verbose=0).shape == (40, 1)


# -- what is left to `fit` --------------------------------------------------------------------


class Twice(layers.Layer):
    def call(self, x: Any) -> Any:
        return 2 * x


class Stepping(keras.Sequential):
    def train_step(self, data: Any) -> Any:
        return super().train_step(data)


def own(y: Any, answered: Any) -> Any:
    return keras.ops.mean(keras.ops.square(y - answered))


def stepping() -> Any:
    return networks.finished(Stepping([keras.Input((2,)), layers.Dense(1)]), **networks.XOR)


OWN: dict[str, Callable[[], Any]] = {
    "layer": lambda: networks.xor(Twice(), layers.Dense(1)),
    "layer inside a layer": lambda: networks.xor(keras.Sequential([Twice()]), layers.Dense(1)),
    "Lambda": lambda: networks.xor(layers.Lambda(lambda x: 2 * x), layers.Dense(1)),
    "train_step": stepping,
    "loss": lambda: networks.xor(loss=own),
    "metric": lambda: networks.xor(metrics=[own]),
}


@pytest.mark.parametrize("make", OWN.values(), ids=OWN)
def test_the_students_own_parts_are_left_to_fit(make: Callable[[], Any]) -> None:
    """Uncompiled they might act otherwise."""
    assert rehearse(make(), given()) is None


def uncompiled() -> Any:
    return keras.Sequential([keras.Input((2,)), layers.Dense(1)])


LEFT: dict[str, tuple[Callable[[], Any], dict[str, Any]]] = {
    "not compiled": (uncompiled, FOR_XOR),
    "wrong input width": (networks.xor, {"x": FOUR, "y": Y}),
    "wrong label shape": (networks.iris, {"x": FOUR, "y": np.eye(2, dtype="float32")[KIND % 2]}),
    "one-hot labels for class numbers": (sparse, {"x": FOUR, "y": np.eye(3)[KIND]}),
    "labels out of range": (sparse, FOR_IRIS | {"y": KIND + 1}),
    "lengths that differ": (networks.xor, {"x": X, "y": Y[:30]}),
    "no rows": (networks.xor, {"x": X[:0], "y": Y[:0]}),
    "no labels": (networks.xor, {"x": X, "y": None}),
    "a list": (networks.xor, {"x": X.tolist(), "y": Y}),
    "text": (networks.xor, {"x": X.astype(str), "y": Y}),
    "a split that leaves no rows": (networks.xor, FOR_XOR | {"validation_split": 1.0}),
    "both kinds of weights": (
        sparse,
        FOR_IRIS | {"class_weight": {0: 1.0}, "sample_weight": WEIGHT},
    ),
    "initial epoch": (networks.xor, FOR_XOR | {"initial_epoch": 1, "epochs": 2}),
    "steps per epoch": (networks.xor, FOR_XOR | {"steps_per_epoch": 1}),
    "validation steps": (networks.xor, FOR_XOR | {"validation_steps": 1, "validation_split": 0.5}),
    "validation batch size": (
        networks.xor,
        FOR_XOR | {"validation_batch_size": 2, "validation_split": 0.5},
    ),
    "a batch of fewer than no rows": (networks.xor, FOR_XOR | {"batch_size": -1}),
    "a batch of half a row": (networks.xor, FOR_XOR | {"batch_size": 2.5}),
    "a batch size in words": (networks.xor, FOR_XOR | {"batch_size": "32"}),
    "validation after every epoch but none": (
        networks.xor,
        FOR_XOR | {"validation_freq": 0, "validation_split": 0.5},
    ),
    "validation now and then in words": (
        networks.xor,
        FOR_XOR | {"validation_freq": "often", "validation_split": 0.5},
    ),
}


@pytest.mark.parametrize(("make", "changes"), LEFT.values(), ids=LEFT)
def test_what_only_fit_can_tell_is_left_to_it(
    make: Callable[[], Any], changes: dict[str, Any]
) -> None:
    assert rehearse(make(), given(**changes)) is None


# -- beside the recorder: what a student reads ------------------------------------------------


@dataclass
class Student:
    """Calls `fit` as the student's code finds it: shortened, and rehearsed where that goes."""

    fitted: int = 0  #: how often Keras's own `fit` ran

    def fit(self, model: Any, **kwargs: Any) -> Any:
        recorder = Recorder("s.py", True, lambda _: None, lambda _: None, lambda *_: None)
        return recorder._fit(self._own, FIT, model, (), kwargs)

    def _own(self, model: Any, **arguments: Any) -> Any:
        self.fitted += 1
        return keras.Model.fit(model, **arguments)


def complaint(work: Callable[[], Any]) -> str:
    """What a student reads of the exception that this raises, in a process of its own."""
    keras.utils.set_random_seed(0)
    keras.backend.clear_session()  # layers are numbered anew
    with pytest.raises(Exception) as stop:  # noqa: PT011 - its words are what is compared
        work()
    return str(stopped(StageError("train", *told_error(stop.value))))


MISTAKES = {
    "wrong label shape": "`train` stopped with ValueError: ",
    "one-hot labels for class numbers": "`train` stopped with ValueError: ",
    "labels out of range": "`train` stopped with InvalidArgumentError: ",
    "wrong input width": "`train` stopped with ValueError: ",
    "not compiled": "`train` stopped with ValueError: You must call `compile()` before",
    "lengths that differ": "`train` stopped with ValueError: Data cardinality is ambiguous.",
    "no rows": "`train` stopped with UserWarning: Your input ran out of data",
    "a list": "`train` stopped with ValueError: Unrecognized data type: x=",
    "a batch of fewer than no rows": "`train` stopped with ",
    "a batch of half a row": "`train` stopped with TypeError: ",
    "a batch size in words": "`train` stopped with TypeError: ",
    "validation after every epoch but none": "`train` stopped with ZeroDivisionError: ",
    "validation now and then in words": "`train` stopped with ValueError: Expected `validation_freq`",
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_the_words_of_fit(mistake: str) -> None:
    make, changes = LEFT[mistake]
    student = Student()

    told = complaint(lambda: student.fit(make(), **changes, epochs=3, shuffle=False))

    assert told == complaint(lambda: make().fit(**changes, shuffle=False, verbose=0))
    assert told.startswith(MISTAKES[mistake])
    assert student.fitted == 1


def test_a_healthy_training_does_not_run_fit_and_has_all_its_epochs() -> None:
    student = Student()

    history = student.fit(networks.xor(), x=X, y=Y, epochs=7, validation_split=0.25)

    assert student.fitted == 0
    names = ("binary_accuracy", "loss", "val_binary_accuracy", "val_loss")
    assert {name: len(values) for name, values in history.history.items()} == dict.fromkeys(
        names, 7
    )
    assert history.epoch == [0, 1, 2, 3, 4, 5, 6]


def test_own_parts_run_fit_and_have_all_their_epochs() -> None:
    """The failing twin: what is rehearsed for others is fitted here."""
    student = Student()

    history = student.fit(OWN["loss"](), x=X, y=Y, epochs=7)

    assert student.fitted == 1
    assert {len(values) for values in history.history.values()} == {7}
