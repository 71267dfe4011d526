"""A loop that turns the weights without `fit` is followed for a while, and ends the script."""

from functools import wraps
from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.keras


def watching() -> tuple[Any, list[int]]:
    from nngrader.worker.watching import Watch

    told: list[int] = []
    recorder: Any = SimpleNamespace(inside=False, shorten=True, filename="no file at all")
    return Watch(recorder, lambda *_: None, told.append, lambda *_: None), told


@pytest.mark.parametrize("step", ["_stepped", "_turned"])
def test_a_loop_is_ended_after_so_many_steps(step: str) -> None:
    from nngrader.worker.watching import MOST_STEPS, FollowedEnough

    watch, _ = watching()
    for _ in range(MOST_STEPS):
        getattr(watch, step)(None)

    with pytest.raises(FollowedEnough):
        getattr(watch, step)(None)


def test_steps_inside_a_compiled_function_are_its_calls() -> None:
    from nngrader.worker.watching import MOST_STEPS, FollowedEnough

    watch, told = watching()
    watch._turned(None)
    watch._stepped(None)
    for _ in range(MOST_STEPS):
        watch._called(None)

    with pytest.raises(FollowedEnough):
        watch._called(None)
    assert len(told) == 1


def test_compiled_functions_without_steps_are_called_as_often_as_they_like() -> None:
    from nngrader.worker.watching import MOST_STEPS

    watch, told = watching()
    for _ in range(2 * MOST_STEPS):
        watch._called(None)

    assert told == []


def test_steps_of_fit_do_not_count() -> None:
    from nngrader.worker.watching import MOST_STEPS

    watch, told = watching()
    watch.recorder.inside = True
    for _ in range(2 * MOST_STEPS):
        watch._turned(None)
        watch._stepped(None)

    assert told == []
    assert not watch.steps


def test_a_script_that_was_followed_enough_has_run_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from nngrader.worker import script
    from nngrader.worker.watching import FollowedEnough

    def ends(*_: Any) -> None:
        raise FollowedEnough

    monkeypatch.setattr(script, "execute", ends)
    request: Any = SimpleNamespace(body={"code": "", "starts": []})

    assert script._run(None, request) is None  # type: ignore[arg-type, func-returns-value]


class TestPredicting:
    def asked(self, x: Any, **more: Any) -> tuple[Any, list[str]]:
        import keras
        import numpy as np

        from nngrader.worker.watching import _answer

        network = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])
        used: list[str] = []
        usual: dict[str, Any] = {"x": np.asarray(x), "steps": None, "callbacks": None}

        @wraps(keras.Model.predict)
        def predict(model: Any, **given: Any) -> Any:
            used.append("predict")
            return keras.Model.predict(model, **given)

        answer = _answer(predict, network, usual | more)
        assert np.array_equal(answer, network.predict(np.asarray(x), verbose=0))
        return answer, used

    def test_few_rows_are_one_batch(self) -> None:
        answer, used = self.asked([[0, 1], [1, 1]], batch_size=1, verbose=1)

        assert answer.shape == (2, 3)
        assert used == []

    def test_callbacks_hear_of_every_batch(self) -> None:
        _, used = self.asked([[0.0, 1.0]], callbacks=[])

        assert used == ["predict"]

    def test_an_error_is_worded_by_predict(self) -> None:
        with pytest.raises(ValueError, match="incompatible"):
            self.asked([[0.0, 1.0, 2.0]])
