"""A loop that turns the weights without `fit` is followed for a while, and ends the script."""

from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.keras


def watching() -> tuple[Any, list[int]]:
    from nngrader.worker.watching import Watch

    told: list[int] = []
    recorder: Any = SimpleNamespace(inside=False, shorten=True, filename="no file at all")
    return Watch(recorder, lambda *_: None, told.append), told


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
