"""An executor is chosen by its name, and says what it cannot do."""

import sys

import pytest

from nngrader.errors import UnknownName
from nngrader.executors import ROOM, BadOptions, Options, open_executor
from nngrader.executors import local as local_room
from nngrader.rooms import names


def test_there_are_two_to_choose_from() -> None:
    assert names(ROOM) == ("dask", "local")
    with pytest.raises(UnknownName, match=r"has no 'slurm'"):
        open_executor("slurm", Options())


@pytest.mark.parametrize(
    ("jobs", "cores", "slots"), [(3, 2, 6), (None, 2, 4), (None, 64, 128), (None, 65, 128)]
)
def test_local_runs_as_many_at_once_as_was_said_or_as_there_are_cores(
    monkeypatch: pytest.MonkeyPatch, jobs: int | None, cores: int, slots: int
) -> None:
    monkeypatch.setattr(local_room, "cores", lambda: cores)

    assert open_executor("local", Options(jobs=jobs)).slots == slots


def test_local_has_no_scheduler() -> None:
    with pytest.raises(BadOptions) as caught:
        open_executor("local", Options(scheduler="tcp://a:1"))

    assert str(caught.value) == (
        "A scheduler was named, and the executor `local` has none; `--executor dask` was meant?"
    )


def test_without_its_packages_dask_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "nngrader.executors.dask", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(BadOptions) as caught:
        open_executor("dask", Options())

    assert str(caught.value) == (
        "The executor `dask` needs more packages: pip install 'nngrader[cluster]'."
    )


def test_dask_runs_at_least_one_at_once() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(BadOptions) as caught:
        open_executor("dask", Options(jobs=0))

    assert str(caught.value) == "At least 1 submission must be run at once; 0 were asked."
