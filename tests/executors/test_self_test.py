"""The canary: what it is let try decides the level, and a way that is missing is never claimed."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import nngrader
from nngrader.executors import _self_test
from nngrader.executors._self_test import measure, send_canary
from nngrader.isolation import LEVELS, Trial, Way
from nngrader.worker.canary import DEEDS

Told = tuple[tuple[Trial, ...], str]
HELD = (Trial("read a file outside", True, "refused (Permission denied)"),)
SLACK = (*HELD, Trial("connect over TCP", False, "possible"))


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    measure.cache_clear()
    yield
    measure.cache_clear()


def canaries(monkeypatch: pytest.MonkeyPatch, **told: Told) -> None:
    """Let the canary of each way tell this: by the first word of the way, or by its last."""
    monkeypatch.setattr(_self_test, "machine", lambda: "x86_64")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(_self_test, "send_canary", lambda way: told[way.split()[-1]])


def test_the_first_way_that_holds_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    canaries(monkeypatch, root=(HELD, ""))

    assert measure().way == "namespaces by root"
    assert measure().trials == HELD


def test_a_way_that_the_kernel_refuses_is_left_with_its_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    canaries(monkeypatch, root=((), "no `unshare`"), user=((), "no `mount`"), filters=(HELD, ""))

    found = measure()

    assert found.level == 2
    assert found.failed == {
        "namespaces by root": "no `unshare`",
        "namespaces by user": "no `mount`",
    }


def test_one_trial_that_did_not_hold_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    canaries(monkeypatch, root=(SLACK, ""), user=(SLACK, ""), filters=(HELD, ""))

    assert measure().failed["namespaces by user"] == "to connect over TCP was possible"


def test_nobody_but_root_tries_the_way_of_root(monkeypatch: pytest.MonkeyPatch) -> None:
    canaries(monkeypatch, user=(HELD, ""))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert measure().way == "namespaces by user"


def test_a_separate_process_is_what_remains(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = ((), "no")
    canaries(monkeypatch, root=lost, user=lost, filters=lost, process=(SLACK, ""))

    assert measure().level == 1


def test_elsewhere_than_on_linux_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_self_test, "machine", lambda: "")

    assert measure().way == "process"
    assert measure().failed == {}


def test_a_canary_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_self_test, "PATIENCE_S", 0.001)

    assert send_canary("process") == ((), "the trial did not end within 0.001 s")


def test_a_canary_that_stops_tells_its_last_line(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "Traceback\nnngrader.kernel.KernelRefused: the kernel refused `unshare`: No"
    done: subprocess.CompletedProcess[str] = subprocess.CompletedProcess([], 1, "", words)
    monkeypatch.setattr(_self_test, "_run", lambda *_: done)

    assert send_canary("filters") == ((), "the kernel refused `unshare`: No")


@pytest.mark.sandbox
@pytest.mark.parametrize("way", LEVELS)
def test_a_canary_tries_everything_its_level_promises(way: Way) -> None:
    """Reached is another matter: it depends on the machine."""
    trials, complaint = send_canary(way)
    wanted = [deed for level, deed, _, _ in DEEDS if level <= LEVELS[way]]

    assert complaint or [trial.deed for trial in trials] == wanted
    assert not Path(nngrader.__file__).with_name("nngrader_canary.py").exists()


@pytest.mark.sandbox
@pytest.mark.parametrize(("level", "deed"), [(level, deed) for level, deed, _, _ in DEEDS])
def test_at_the_highest_level_every_trial_holds(level: int, deed: str) -> None:
    if measure().level < 3:
        pytest.skip("this machine does not reach level 3")
    held = {trial.deed: trial for trial in measure().trials}

    assert held[deed].held, f"level {level}: {held[deed].found}"
