"""Every attack at every level: real children, and a look at what they left behind."""

import os
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import psutil
import pytest

from nngrader.executors._self_test import send_canary
from nngrader.executors.local import Local
from nngrader.isolation import Way
from nngrader.training_memory import Nothing
from tests.executors.hand_ins import right, xor

#: The ways that reach a level, best first.
WAYS: dict[int, tuple[Way, ...]] = {
    3: ("namespaces by root", "namespaces by user"),
    2: ("filters",),
    1: ("process",),
}


@cache
def way_of(level: int) -> Way | None:
    """The way that reaches a level on this machine; None when there is none."""
    for way in WAYS[level]:
        trials, complaint = send_canary(way)
        if not complaint and all(trial.held for trial in trials):
            return way
    return None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try an attack at all levels, or at those that `@pytest.mark.levels(3, 2)` names."""
    if "local" not in metafunc.fixturenames:
        return
    named = metafunc.definition.get_closest_marker("levels")
    levels = named.args if named else (3, 2, 1)
    metafunc.parametrize("local", levels, indirect=True, ids=[f"level{n}" for n in levels])


@pytest.fixture(scope="session")
def _own_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A place for the folders of our jobs; others may grade on this machine at the same time."""
    usual, tempfile.tempdir = tempfile.tempdir, str(tmp_path_factory.mktemp("jobs"))
    yield
    tempfile.tempdir = usual


@pytest.fixture(scope="session")
def _locals(_own_place: None) -> Iterator[dict[int, Local]]:
    """One warm process per level, made when first wanted."""
    made: dict[int, Local] = {}
    yield made
    for local in made.values():
        local.__exit__(None, None, None)


@pytest.fixture
def local(request: pytest.FixtureRequest, _locals: dict[int, Local]) -> Iterator[Local]:
    """Workers at one level; afterwards no process and no folder of a job may be left."""
    level = request.param
    if level not in _locals:
        _locals[level] = warm(level)
    before = folders(), processes()
    yield _locals[level]
    assert folders() <= before[0], "a folder was left"
    assert not _left(before[1]), "a process was left"


def warm(level: int) -> Local:
    """Workers at one level that have examined a first hand-in; skips where the machine has none."""
    way = way_of(level)
    if way is None:
        pytest.skip(f"this machine does not reach level {level}")
    made = Local(memory=Nothing(), way=way)
    made.examine(right(), xor())
    return made


def _left(before: set[int]) -> set[int]:
    new = [psutil.Process(pid) for pid in processes() - before if psutil.pid_exists(pid)]
    _, alive = psutil.wait_procs(new, timeout=1.0)
    return {process.pid for process in alive}


def folders() -> set[Path]:
    """The folders of jobs."""
    return set(Path(tempfile.gettempdir()).glob("nngrader-job-*"))


def processes() -> set[int]:
    """Everything that this process started, and what that started in turn."""
    return {process.pid for process in psutil.Process(os.getpid()).children(recursive=True)}
