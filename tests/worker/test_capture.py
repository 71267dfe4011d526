"""Seeing what the student's code does with `fit`, with a `fit` that costs nothing."""

import inspect
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
    ) -> Any:
        self.calls.append({"rows": len(x), "epochs": epochs, "verbose": verbose})
        return SimpleNamespace(history={"loss": [0.5] * epochs}, epoch=list(range(epochs)))


def fitting(*, shorten: bool = True) -> tuple[Trainer, Any]:
    """A trainer, and its `fit` as the student's code finds it."""
    from nngrader.worker.capture import Recorder

    trainer = Trainer()
    recorder = Recorder("s.py", shorten, lambda _: None, lambda _: None, lambda *_: None)
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
