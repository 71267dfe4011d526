"""Seeing what the student's code does with `fit`, with a `fit` that costs nothing."""

import inspect
import json
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

pytestmark = pytest.mark.keras

X, Y = np.zeros((600, 2), dtype="float32"), np.zeros(600, dtype="float32")


class Trainer:
    """Notes how it was called, and answers as `fit` does."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.optimizer: Any = None

    def fit(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: Any = None,
        epochs: int = 1,
        verbose: Any = "auto",
        callbacks: Any = None,
        validation_split: float = 0.0,
        validation_data: Any = None,
        shuffle: bool = True,
        class_weight: Any = None,
        sample_weight: Any = None,
        initial_epoch: int = 0,
        steps_per_epoch: Any = None,
        validation_steps: Any = None,
        validation_batch_size: Any = None,
        validation_freq: Any = 1,
    ) -> Any:
        self.calls.append({"rows": len(x), "epochs": epochs, "verbose": verbose})
        return SimpleNamespace(history={"loss": [0.5] * epochs}, epoch=list(range(epochs)))


def fitting(*, shorten: bool = True, seen: list[Any] | None = None) -> tuple[Trainer, Any]:
    """A trainer, and its `fit` as the student's code finds it; `seen` takes what was recorded."""
    from nngrader.worker.capture import Recorder

    trainer = Trainer()
    begun = ([] if seen is None else seen).append
    recorder = Recorder("s.py", shorten, begun, lambda _: None, lambda *_: None)
    signature = inspect.signature(Trainer.fit)
    return trainer, lambda **kwargs: recorder._fit(Trainer.fit, signature, trainer, (), kwargs)


def test_a_training_is_shortened_and_its_history_padded() -> None:
    trainer, fit = fitting()

    history = fit(x=X, y=Y, epochs=30)

    assert trainer.calls == [{"rows": 512, "epochs": 1, "verbose": 0}]
    assert history.history["loss"] == [0.5] * 30
    assert history.epoch == list(range(30))


def test_beside_the_students_code_nothing_is_shortened() -> None:
    trainer, fit = fitting(shorten=False)

    fit(x=X, y=Y, epochs=30)

    assert trainer.calls == [{"rows": 600, "epochs": 30, "verbose": 0}]


def test_the_same_training_again_keeps_its_epochs() -> None:
    """A loop may wait until the loss is small."""
    trainer, fit = fitting()

    for _ in range(3):
        fit(x=X, y=Y, epochs=30)

    assert [call["epochs"] for call in trainer.calls] == [1, 30, 30]


def test_another_training_is_shortened_again() -> None:
    trainer, fit = fitting()

    fit(x=X, y=Y, epochs=30)
    fit(x=X, y=Y, epochs=20)

    assert [call["epochs"] for call in trainer.calls] == [1, 1]


def test_a_thousand_trainings_are_no_endless_loop() -> None:
    from nngrader.worker.capture import MOST_CALLS

    trainer, fit = fitting()

    for _ in range(MOST_CALLS):
        fit(x=X, y=Y)

    assert len(trainer.calls) == MOST_CALLS == 1000


def test_one_more_is_and_no_except_of_the_students_catches_it() -> None:
    from nngrader.worker.capture import MOST_CALLS, EndlessTraining

    _, fit = fitting()
    for _ in range(MOST_CALLS):
        fit(x=X, y=Y)

    with pytest.raises(EndlessTraining, match="`fit` was called 1000 times"):
        fit(x=X, y=Y)
    assert not issubclass(EndlessTraining, Exception)


def test_a_fit_that_is_borrowed_for_something_else_is_not_noted(monkeypatch: Any) -> None:
    import keras

    from nngrader.worker.capture import Recorder

    monkeypatch.setattr(keras.Model, "fit", lambda model, x: (model, x))
    begun: list[Any] = []
    Recorder("s.py", True, begun.append, begun.append, lambda *_: None)._hook("fit", begun.append)

    assert keras.Model.fit("no network", X) == ("no network", X)
    assert begun == []


def test_a_network_whose_making_was_stopped_is_not_described() -> None:
    import keras

    from nngrader.worker.session import Session, Teller

    told: list[Any] = []
    session = Session(Teller(told.append), None, {}, "s.py", ("", "", ""), 0)  # type: ignore[arg-type]

    session.tell_model(keras.Sequential.__new__(keras.Sequential), unbuilt=True)

    assert told == []


# -- what is recorded of a call -------------------------------------------------------------------


def recorded(**given: Any) -> Any:
    """The call that a neutral child would replay."""
    seen: list[Any] = []
    _, fit = fitting(seen=seen)
    fit(**{"x": X, "y": Y} | given)
    return seen[0]


@pytest.mark.parametrize(
    ("given", "rare"),
    [
        ({}, {}),
        ({"validation_freq": 1}, {}),
        ({"validation_freq": 2}, {"validation_freq": 2}),
        ({"validation_freq": np.int64(2)}, {"validation_freq": 2}),
        ({"validation_freq": [10, 1, 5]}, {"validation_freq": [1, 5, 10]}),
        ({"validation_freq": (3, 2)}, {"validation_freq": [2, 3]}),
        ({"validation_freq": {3, 2}}, {"validation_freq": [2, 3]}),
        ({"validation_batch_size": 8}, {"validation_batch_size": 8}),
        ({"validation_steps": 3}, {"validation_steps": 3}),
        (
            {"validation_steps": 3, "validation_freq": 2},
            {"validation_steps": 3, "validation_freq": 2},
        ),
    ],
    ids=str,
)
def test_how_validation_is_done_is_recorded_where_it_is_said(
    given: dict[str, Any], rare: dict[str, Any]
) -> None:
    call = recorded(**given)

    assert (call.arguments["rare"], call.reason) == (rare, "")
    json.dumps(call.arguments, allow_nan=False)


@pytest.mark.parametrize(
    ("given", "shuffle"),
    [(True, True), (False, False), (0, False), (1, True), ("batch", "batch"), ("rows", True)],
)
def test_shuffling_in_batches_is_told_apart(given: Any, shuffle: Any) -> None:
    assert recorded(shuffle=given).arguments["shuffle"] is shuffle


@pytest.mark.parametrize(("given", "steps"), [(None, None), (0, None), (3, 3), (np.int32(3), 3)])
def test_steps_per_epoch_are_recorded(given: Any, steps: int | None) -> None:
    assert recorded(steps_per_epoch=given).arguments["steps_per_epoch"] == steps


HELD = (X[:9], Y[:9], Y[:9] + 2)
ROLES = ("validation_x", "validation_y", "validation_sample_weight")


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("kind", [tuple, list])
def test_rows_to_validate_on_are_recorded_with_their_weights(count: int, kind: Any) -> None:
    call = recorded(validation_data=kind(HELD[:count]))

    assert call.reason == ""
    assert list(call.arrays) == ["x", "y", *ROLES[:count]]
    for role, array in zip(ROLES, HELD[:count], strict=False):
        np.testing.assert_array_equal(call.arrays[role], array)


@pytest.mark.parametrize("given", [HELD[:1], X, iter(HELD)], ids=["one", "an array", "a generator"])
def test_other_rows_to_validate_on_cannot_be_replayed(given: Any) -> None:
    from nngrader.worker.calls import fit_call

    bound = inspect.signature(Trainer.fit).bind(None, X, Y, validation_data=given)
    bound.apply_defaults()

    assert (
        fit_call(None, bound.arguments, 0, gather=False).reason
        == "`validation_data` is not a pair of arrays"
    )


def test_rows_to_validate_on_are_shortened_too() -> None:
    from nngrader.worker.capture import SHORT_ROWS, shortened

    rows = {"x": X, "y": Y, "sample_weight": Y, "validation_data": (X, Y, Y)}
    usual = {"epochs": 30, "initial_epoch": 0, "steps_per_epoch": None}

    few = shortened(rows | usual, recorded())

    assert SHORT_ROWS == 512
    assert [len(few[name]) for name in ("x", "y", "sample_weight")] == [512] * 3
    assert [len(part) for part in few["validation_data"]] == [512] * 3


def test_with_steps_per_epoch_all_rows_are_kept() -> None:
    """So many steps may need them."""
    trainer, fit = fitting()

    fit(x=X, y=Y, epochs=30, steps_per_epoch=18)

    assert trainer.calls == [{"rows": 600, "epochs": 1, "verbose": 0}]


def test_a_shortened_training_begins_where_it_was_asked_to() -> None:
    trainer, fit = fitting()

    history = fit(x=X, y=Y, epochs=30, initial_epoch=10)

    assert trainer.calls == [{"rows": 512, "epochs": 11, "verbose": 0}]
    assert len(history.history["loss"]) == 30


@pytest.mark.parametrize(("epochs", "rate"), [(1, 0.5), (3, 0.125)])
def test_after_a_shortened_training_the_rate_is_that_of_the_last_epoch(
    epochs: int, rate: float
) -> None:
    """A second `fit` begins where the first one ended."""
    from keras.callbacks import LearningRateScheduler

    trainer, fit = fitting()
    trainer.optimizer = SimpleNamespace(learning_rate=1.0)

    fit(x=X, y=Y, epochs=epochs, callbacks=[LearningRateScheduler(lambda _, rate: rate / 2)])

    assert trainer.optimizer.learning_rate == rate


def test_more_epochs_than_any_training_has_are_told_as_many() -> None:
    assert recorded(epochs=10**30).arguments["epochs"] == 10**9


def test_arrays_of_more_dimensions_than_are_carried_are_not_sent() -> None:
    call = recorded(x=np.zeros((4,) + (1,) * 9))

    assert call.reason == "`x` is no array of numbers"
    assert "x" not in call.arrays


def test_networks_that_train_in_turns_go_on_in_name_after_many_turns() -> None:
    """Two adversaries: neither batch is like the one before."""
    from types import SimpleNamespace

    from nngrader.worker.capture import MOST_CALLS, Recorder
    from nngrader.worker.repeats import REAL_BATCHES, Repeats

    done: list[int] = []
    told: list[tuple[int, bool]] = []
    recorder = Recorder("s.py", True, lambda _: None, lambda _: None, lambda *_: None)
    recorder.repeats = Repeats(lambda times, changing: told.append((times, changing)))
    recorder.count = MOST_CALLS
    call: Any = SimpleNamespace(model="critic")

    def train(model: str, x: int) -> int:
        done.append(x)
        return x

    answers = [recorder._first_batch(train, call, {"x": turn}) for turn in range(REAL_BATCHES + 5)]

    assert len(done) == REAL_BATCHES - 1
    assert answers[-1] == answers[len(done) - 1]
    recorder.repeats.flush()
    assert told == [(REAL_BATCHES + 5, True)]


@pytest.mark.parametrize(
    ("given", "is_array"),
    [
        ([np.zeros((4, 2)), np.zeros((4, 2))], False),
        ((np.zeros((4, 2)), np.zeros((4, 3))), False),
        ([[0, 1], [1, 0]], True),
        ([np.float32(0), np.float32(1)], True),
    ],
)
def test_a_list_of_arrays_are_several_inputs(given: Any, is_array: bool) -> None:
    from nngrader.worker.calls import as_array

    assert (as_array(given) is not None) is is_array
