"""A cluster gives what this machine gives, though a worker is lost, and trains a network once."""

import logging
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import distributed
import psutil
import pytest

from nngrader.assignments import open_assignment
from nngrader.errors import WorkerFault
from nngrader.evidence import Evidence, Mishap
from nngrader.executors import BadOptions, Closed, Executor, Options, open_executor
from nngrader.executors import dask as room
from nngrader.executors.dask import Dask
from nngrader.executors.local import Local
from nngrader.isolation import Isolation
from nngrader.training_memory import Nothing, Session
from tests.executors.hand_ins import right, training, xor
from tests.executors.test_threads import Counting, on_any_day, others

pytestmark = [pytest.mark.sandbox, pytest.mark.keras]
XOR = xor()
SOON_S = 60.0


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler that belongs to somebody else, with two workers."""
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        memory_limit=0,
        silence_logs=logging.CRITICAL,
        scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
    ) as found:
        yield found


def workers(executor: Dask) -> dict[str, int]:
    """Process numbers by address."""
    found: dict[str, int] = executor._client.run(os.getpid)
    return found


def test_a_class_has_the_evidence_of_one_machine_though_a_worker_is_killed(cluster: Any) -> None:
    """Six with one network, one with another, one that ends itself; alike in every field."""
    crashing = training("import os; os._exit(3)")
    hand_ins = [replace(right(), student=f"r{n}") for n in range(6)] + others(1)
    hand_ins.append(replace(crashing, student="x", code=crashing.code.replace("(16", "(11")))
    memory = Counting()
    with Dask(scheduler=cluster.scheduler_address, memory=memory) as executor:
        executor.warm_up()
        assert executor.slots == 4
        address, pid = next(iter(workers(executor).items()))
        with ThreadPoolExecutor(executor.slots) as pool:
            examining = [pool.submit(executor.examine, one, XOR) for one in hand_ins]
            while not sum(one.done() for one in examining):
                time.sleep(0.02)
            os.kill(pid, signal.SIGKILL)
            found = [one.result(SOON_S) for one in examining]
        answered = executor.call(right(), XOR, "preprocess", (*_rows(),))
        joined = _joined(executor, address)
    with Local(jobs=2, memory=Session()) as local, ThreadPoolExecutor(4) as pool:
        expected = list(pool.map(lambda one: local.examine(one, XOR), hand_ins))
        assert answered == local.call(right(), XOR, "preprocess", (*_rows(),))

    assert [on_any_day(one) for one in found] == [on_any_day(one) for one in expected]
    assert set(memory.kept.values()) == {1}
    assert executor.refused == {}
    assert joined  # the one that was started in its place was made ready as well


def _rows() -> tuple[Any, ...]:
    rows = XOR.dataset.load()
    return rows.x_train, rows.y_train, rows.x_test


def _joined(executor: Dask, lost: str) -> bool:
    """Wait for a worker in place of a lost one, and say whether it carries the label."""
    deadline = time.monotonic() + SOON_S
    while time.monotonic() < deadline:
        said = executor._client.run(room._refusal, executor._label)
        if len(said) == 2 and lost not in said and set(said.values()) == {""}:
            return True
        time.sleep(0.1)
    return False


def test_closing_ends_what_runs_on_every_worker_and_leaves_the_cluster_as_it_was(
    cluster: Any,
) -> None:
    sleeping = training("import time; time.sleep(60)")
    with ThreadPoolExecutor(4) as pool:
        with Dask(scheduler=cluster.scheduler_address, memory=Nothing()) as executor:
            pids = workers(executor).values()
            examining = [pool.submit(executor.examine, sleeping, XOR) for _ in range(4)]
            while not _below(pids):
                time.sleep(0.1)
        errors = [one.exception(SOON_S) for one in examining]

    assert {type(error) for error in errors} == {Closed}
    assert _below(pids) == []
    assert len(cluster.scheduler.workers) == 2
    with pytest.raises(Closed):
        executor.examine(sleeping, XOR)


def _below(pids: Any) -> list[psutil.Process]:
    return [child for pid in pids for child in psutil.Process(pid).children()]


def test_what_needs_no_worker_is_judged_here(cluster: Any) -> None:
    broken = replace(right(), code="def (")
    executor: Executor
    with open_executor(
        "dask", Options(scheduler=cluster.scheduler_address, memory=Nothing())
    ) as executor:
        assert not executor.needs_worker(broken, XOR)
        assert executor.needs_worker(right(), XOR)
        found: Any = executor.examine(broken, XOR)

    assert on_any_day(found) == on_any_day(Local(memory=Nothing()).examine(broken, XOR))


def test_workers_with_other_versions_are_refused_by_name(
    cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = room.conditions()
    monkeypatch.setattr(room, "conditions", lambda: usual | {"keras": "2.0"})

    with pytest.raises(WorkerFault) as caught:
        Dask(scheduler=cluster.scheduler_address, memory=Nothing()).__enter__()

    first, *lines = str(caught.value).splitlines()
    assert first == f"No worker of {cluster.scheduler_address} can be used. Nothing was run."
    assert sorted(lines) == sorted(
        f"  {one}: its results could be others: keras is {usual['keras']} there and 2.0 here"
        for one in cluster.scheduler.workers
    )


def test_a_worker_that_joins_and_confines_less_than_was_promised_gets_nothing(
    cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here it is all of them: the level is found out anew when they are made ready."""
    better = room.Station(room.conditions(), Isolation("namespaces by root"), 1)
    better = replace(better, isolation=Beyond("namespaces by root"))
    monkeypatch.setattr(Dask, "_stations", lambda self: dict.fromkeys(workers(self), better))

    with pytest.raises(WorkerFault, match=r"it reaches isolation level \d, and 4 was promised$"):
        Dask(scheduler=cluster.scheduler_address, memory=Nothing()).__enter__()


class Beyond(Isolation):
    """A level that no machine reaches."""

    @property
    def level(self) -> int:
        return 4


def test_other_rows_on_a_worker_are_named(cluster: Any, tmp_path: Path) -> None:
    """An assignment of the teacher's own, whose rows are made anew by every process."""
    folder = tmp_path / "own"
    folder.mkdir()
    text = XOR.folder.joinpath("assignment.py").read_text()
    other = (
        "from dataclasses import replace as _with\nimport os as _os\n\n"
        "class Rows:\n    @staticmethod\n    def load():\n"
        "        return _with(xor.load(), digest=f'sha256:{_os.getpid()}')\n"
    )
    text = text.replace("ASSIGNMENT =", f"{other}\nASSIGNMENT =", 1).replace(
        "dataset=xor", "dataset=Rows()", 1
    )
    folder.joinpath("assignment.py").write_text(text)
    own = open_assignment(str(folder))

    with Dask(scheduler=cluster.scheduler_address, memory=Nothing()) as executor:
        pids = workers(executor)
        with pytest.raises(WorkerFault) as caught:
            executor.examine(right(), own)

    assert str(caught.value) in [
        f"Worker {name}: {name} has other rows for 'own': sha256:{pid} there, and "
        f"sha256:{os.getpid()} here. Give it the same data (NNGRADER_DATA) and the same nngrader, "
        "or leave it out."
        for name, pid in pids.items()
    ]


def test_a_submission_that_costs_three_workers_is_given_up_and_the_class_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a cluster of its own; its assignment ends whichever other process opens it."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setenv("TEACHER", str(os.getpid()))
    ending = "import os\nos.environ['TEACHER'] == str(os.getpid()) or os._exit(9)\n"
    text = XOR.folder.joinpath("assignment.py").read_text()
    folder.joinpath("assignment.py").write_text(f"{text}\n{ending}")
    own = open_assignment(str(folder))
    with Dask(jobs=1, memory=Nothing()) as executor:
        assert executor.slots == 2
        given_up = executor.examine(replace(right(), name="s07.py"), own)
        following = executor.examine(right(), XOR)

    assert isinstance(given_up, Mishap)
    assert (given_up.name, given_up.message) == (
        "grader_fault",
        "The grader itself stopped while it looked at `s07.py`: 3 workers of the cluster were "
        "lost, one after another, while they examined it. Please show this to your teacher.",
    )
    assert given_up.captured.truth == XOR.dataset.load().truth
    assert isinstance(following, Evidence)


def test_no_scheduler_is_told_with_its_address() -> None:
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setattr(room, "SCHEDULER_S", 0.5)
    try:
        for address in ("tcp://127.0.0.1:9", "nowhere at all"):
            with pytest.raises(BadOptions, match=rf"^No Dask scheduler answers at '{address}': "):
                Dask(scheduler=address, memory=Nothing()).__enter__()
    finally:
        monkeypatch.undo()
