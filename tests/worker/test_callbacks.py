"""Callbacks that steer are replayed as they were; what is the student's own is refused."""

import json
from typing import Any

import keras
import numpy as np
import pytest
from keras.callbacks import EarlyStopping, ReduceLROnPlateau, TerminateOnNaN

from nngrader.worker.callbacks import STEERING, draw_callbacks, rebuild_callbacks

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
    assert draw_callbacks(TerminateOnNaN()) == ([{"name": "TerminateOnNaN", "settings": {}}], "")


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
    "a schedule": (
        lambda: keras.callbacks.LearningRateScheduler(lambda epoch: 0.1),
        "the callback `LearningRateScheduler` runs your own code",
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
