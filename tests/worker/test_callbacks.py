"""Callbacks that steer are replayed as they were; what is the student's own is refused."""

import json
from typing import Any

import keras
import numpy as np
import pytest
from keras.callbacks import (
    EarlyStopping,
    LearningRateScheduler,
    ReduceLROnPlateau,
    TerminateOnNaN,
)

from nngrader.worker.callbacks import MOST_RATES, STEERING, draw_callbacks, rebuild_callbacks
from nngrader.worker.loop import CannotLoop
from nngrader.worker.training import refuse
from tests.worker import networks

pytestmark = pytest.mark.keras

STEERERS = {
    "EarlyStopping": lambda: EarlyStopping("loss", min_delta=0.01, patience=3, mode="min"),
    "EarlyStopping of a gain": lambda: EarlyStopping("accuracy", 0.01, mode="max", baseline=0.5),
    "EarlyStopping in NumPy": lambda: EarlyStopping(patience=np.int64(3)),
    "ReduceLROnPlateau": lambda: ReduceLROnPlateau("loss", factor=0.5, patience=2, min_lr=1e-5),
    "TerminateOnNaN": TerminateOnNaN,
}


def seen(callback: Any) -> dict[str, Any]:
    """Everything that steers, before training has set it."""
    return {name: getattr(callback, name) for name in STEERING[type(callback).__name__]}


@pytest.mark.parametrize("make", STEERERS.values(), ids=STEERERS)
def test_a_callback_that_steers_is_made_again(make: Any) -> None:
    callback = make()

    drawn, reason = draw_callbacks([callback])
    (again,) = rebuild_callbacks(json.loads(json.dumps(drawn)))

    assert (type(again), reason) == (type(callback), "")
    assert {**seen(again), "min_delta": 0} == {**seen(callback), "min_delta": 0}
    assert abs(getattr(again, "min_delta", 0)) == abs(getattr(callback, "min_delta", 0))


def test_a_single_callback_needs_no_list() -> None:
    settings = {"raise_error": False}

    drawn = draw_callbacks(TerminateOnNaN())

    assert drawn == ([{"name": "TerminateOnNaN", "settings": settings}], "")


@pytest.mark.parametrize("given", [None, []])
def test_no_callbacks_are_no_callbacks(given: Any) -> None:
    assert draw_callbacks(given) == ([], "")


def test_what_only_writes_is_left_out() -> None:
    assert draw_callbacks([keras.callbacks.CSVLogger("log.csv")]) == ([], "")


class Own(keras.callbacks.Callback):
    pass


def claiming() -> Any:
    return type("EarlyStopping", (EarlyStopping,), {"__module__": EarlyStopping.__module__})()


def patched() -> Any:
    callback = EarlyStopping()
    callback.on_epoch_end = lambda *rest: None
    return callback


REFUSED = {
    "own": (Own, "the callback `Own` is your own"),
    "one that claims to be Keras's": (claiming, "the callback `EarlyStopping` is your own"),
    "one with another hook": (patched, "the callback `EarlyStopping` is your own"),
    "one that claims to be a schedule": (
        lambda: type("LearningRateScheduler", (LearningRateScheduler,), {})(lambda epoch: 0.1),
        "the callback `LearningRateScheduler` is your own",
    ),
    "a lambda": (
        lambda: keras.callbacks.LambdaCallback(),
        "the callback `LambdaCallback` runs your own code",
    ),
}


@pytest.mark.parametrize(("make", "why"), REFUSED.values(), ids=REFUSED)
def test_the_students_own_callback_is_refused_and_said(make: Any, why: str) -> None:
    assert draw_callbacks([TerminateOnNaN(), make()]) == ([], why)


@pytest.mark.parametrize("name", ["LambdaCallback", "CSVLogger", "__class__", "eval"])
def test_only_what_steers_is_made(name: str) -> None:
    with pytest.raises(KeyError):
        rebuild_callbacks([{"name": name, "settings": {}}])


# -- schedules of learning rates ------------------------------------------------------------------

X, Y = np.zeros((4, 2), "float32"), np.zeros(4, "float32")
UNKNOWN = "the callback `LearningRateScheduler` gives rates that are not known beforehand"


def rates(schedule: Any, epochs: int = 4, rate: float = 0.1, *others: Any) -> Any:
    """The table that is drawn of a schedule, or why there is none."""
    drawn, reason = draw_callbacks([LearningRateScheduler(schedule), *others], range(epochs), rate)
    if reason:
        return reason
    assert drawn[0]["name"] == "LearningRateScheduler"
    return drawn[0]["settings"]["rates"]


def falling(epoch: int, rate: float) -> float:
    return rate * 0.9


def stepping(epoch: int) -> float:
    return 0.1 if epoch < 2 else 0.01


def single(epoch: int, rate: float) -> Any:
    return np.float32(rate) / np.float32(3)


def double(epoch: int, rate: float) -> Any:
    return np.float64(rate) / 3


def test_a_schedule_is_asked_from_the_first_epoch_that_is_trained() -> None:
    asked: list[int] = []

    def noting(epoch: int, rate: float) -> float:
        asked.append(epoch)
        return rate * 0.5

    drawn, _ = draw_callbacks([LearningRateScheduler(noting)], range(3, 5), 0.5)
    (again,) = rebuild_callbacks(drawn)

    assert asked == [3, 4]
    assert [again.schedule(epoch, None) for epoch in (3, 4)] == [0.25, 0.125]


@pytest.mark.filterwarnings("ignore:__array__ implementation")  # Keras reading its rate
@pytest.mark.parametrize("schedule", [falling, stepping, single, double])
def test_the_rates_are_those_that_keras_sets(schedule: Any) -> None:
    """Each is chained to the one before it as the optimizer keeps it: as float32."""
    model = networks.xor(optimizer=keras.optimizers.Adam(0.1))
    begun = float(model.optimizer.learning_rate)
    history = model.fit(
        X, Y, epochs=6, verbose=0, callbacks=[LearningRateScheduler(schedule)]
    ).history

    told = rates(schedule, 6, begun)

    assert [float(np.float32(rate)) for rate in told] == [
        float(rate) for rate in history["learning_rate"]
    ]
    assert all(type(rate) is float for rate in told)


def test_a_chain_is_rounded_at_every_epoch() -> None:
    first, second = rates(falling, 2, 0.1)

    assert first == 0.1 * 0.9
    assert second == float(np.float32(first)) * 0.9 != first * 0.9


def test_a_schedule_by_the_epoch_alone_is_asked_as_an_older_keras_did() -> None:
    assert rates(stepping) == [0.1, 0.1, 0.01, 0.01]


def test_no_epoch_needs_no_rate() -> None:
    assert rates(falling, 0) == []


def raising(epoch: int, rate: float) -> float:
    if epoch == 2:
        raise KeyError(epoch)
    return rate


def confusing(epoch: int, rate: float) -> float:
    raise TypeError


@pytest.mark.parametrize(
    "schedule",
    [
        pytest.param(lambda epoch: 1, id="whole number"),
        pytest.param(lambda epoch: "0.1", id="text"),
        pytest.param(lambda epoch: None, id="nothing"),
        pytest.param(lambda epoch: np.float16(0.1), id="another kind of number"),
        pytest.param(lambda epoch: np.array([0.1]), id="array"),
        pytest.param(lambda epoch: float("nan"), id="NaN"),
        pytest.param(lambda epoch: float("inf") if epoch == 3 else 0.1, id="endless at last"),
        pytest.param(lambda epoch: 0.1 if epoch < 3 else None, id="nothing at last"),
        pytest.param(lambda: 0.1, id="no argument"),
        pytest.param(raising, id="raising"),
        pytest.param(confusing, id="raising a TypeError"),
    ],
)
def test_a_schedule_that_gives_no_rate_is_not_replayed(schedule: Any) -> None:
    assert rates(schedule) == UNKNOWN


def test_a_schedule_is_asked_no_further_than_it_is_used() -> None:
    """The failing twin: what stops in the third epoch goes well for two."""
    assert rates(raising, 2) == [0.1, float(np.float32(0.1))]


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("first", [True, False])
def test_rates_beside_what_sets_them_as_training_goes_are_not_known(
    known: bool, first: bool
) -> None:
    other = EarlyStopping("loss") if known else ReduceLROnPlateau("loss")
    both = [LearningRateScheduler(stepping), other]

    drawn, reason = draw_callbacks(both if first else both[::-1], range(4), 0.1)

    assert reason == ("" if known else UNKNOWN)
    assert len(drawn) == (2 if known else 0)


@pytest.mark.parametrize(("epochs", "known"), [(MOST_RATES, True), (MOST_RATES + 1, False)])
def test_a_table_has_an_end(epochs: int, known: bool) -> None:
    asked: list[int] = []

    def schedule(epoch: int, rate: float) -> float:
        asked.append(epoch)
        return 0.1

    told = rates(schedule, epochs)

    assert MOST_RATES == 100_000
    assert (told != UNKNOWN) == known
    assert len(asked) <= MOST_RATES + 1


def test_endless_epochs_do_not_ask_a_schedule_endlessly() -> None:
    assert rates(stepping, 10**12) == UNKNOWN


def test_a_table_is_replayed_epoch_by_epoch() -> None:
    drawn, _ = draw_callbacks([LearningRateScheduler(stepping)], range(4), 0.1)

    (again,) = rebuild_callbacks(json.loads(json.dumps(drawn)))

    assert type(again) is LearningRateScheduler
    assert [again.schedule(epoch, 9.0) for epoch in range(4)] == [0.1, 0.1, 0.01, 0.01]


ASKED = {"epochs": 3, "shuffle": True}


def test_a_callback_that_raises_at_nan_is_made_again_and_left_to_fit() -> None:
    drawn, reason = draw_callbacks([TerminateOnNaN(raise_error=True)])
    (again,) = rebuild_callbacks(drawn)

    assert (again.raise_error, reason) == (True, "")
    with pytest.raises(CannotLoop, match=r"^`TerminateOnNaN\(raise_error=True\)` was given$"):
        refuse(ASKED, [again])


def test_one_that_only_ends_the_training_is_no_reason() -> None:
    refuse(ASKED, [TerminateOnNaN()])
