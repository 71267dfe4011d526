"""Threads and memory of a process and of what it started, and the watch that goes by them."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from nngrader.executors import _watch
from nngrader.executors._family import Family, family_of
from nngrader.executors._process import Drain
from nngrader.executors._watch import TooMuch, Watch
from nngrader.jobs import Limits
from nngrader.limits import Excess
from nngrader.worker.sandbox import TENSORFLOW_MIB

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
MIB = 1 << 20
READY = "print(1, flush=True); import time; time.sleep(60)"
THREADS = "import threading, time\nfor _ in range(9): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
FORKS = "import os, time\nfor _ in range(9):\n    if not os.fork(): time.sleep(60)\n"
SHARED = "import mmap; kept = mmap.mmap(-1, 64 << 20); kept.write(b'A' * (64 << 20))\n"


@dataclass
class Holding:
    """A family of one thread."""

    resident: int
    exactly: int
    threads: int = 1

    def held(self) -> int:
        return self.exactly


@contextmanager
def process(code: str) -> Iterator[int]:
    """A process that has done something and waits."""
    words = [sys.executable, "-c", code + READY]
    with subprocess.Popen(words, stdout=subprocess.PIPE, start_new_session=True) as found:
        try:
            assert found.stdout is not None
            found.stdout.readline()
            yield found.pid
        finally:
            os.killpg(found.pid, 9)


def watch(pid: int, **limits: int) -> Watch:
    reading, writing = os.pipe()
    os.close(writing)
    return Watch(Drain(reading), tempfile.gettempdir() + "/gone", Limits(**limits), pid)  # type: ignore[arg-type]


def excess(found: Watch) -> Excess | None:
    try:
        found.glance()
    except TooMuch as problem:
        return problem.excess
    return None


@pytest.mark.parametrize(("code", "threads"), [("", 1), (THREADS, 10), (FORKS, 10)])
def test_threads_and_processes_are_counted_together(code: str, threads: int) -> None:
    with process(code) as pid:
        assert family_of(pid, 64).threads == threads


def test_counting_stops_behind_the_limit() -> None:
    with process(FORKS) as pid:
        assert family_of(pid, 4).threads == 5


def test_memory_that_is_shared_counts() -> None:
    with process("") as without, process(SHARED) as with_it:
        found, usual = family_of(with_it, 64), family_of(without, 64)
        more = found.resident - usual.resident, found.held() - usual.held()

    assert more == pytest.approx((64 * MIB, 64 * MIB), rel=0.1)


def test_memory_that_several_share_is_held_once() -> None:
    with process(SHARED + FORKS) as pid:
        found = family_of(pid, 64)

        assert found.resident > 64 * MIB
        assert 64 * MIB < found.held() < 2 * 64 * MIB


def test_what_is_gone_counts_nothing() -> None:
    with process("") as pid:
        pass

    assert family_of(pid, 64) == Family()


@pytest.mark.parametrize("code", [THREADS, FORKS], ids=["threads", "processes"])
def test_as_many_as_the_limit_are_fine_and_one_more_is_told(code: str) -> None:
    with process(code) as pid:
        assert excess(watch(pid, threads=10)) is None
        assert excess(watch(pid, threads=9)) == Excess("threads", 10, 9)


@pytest.mark.parametrize(
    ("over", "found"), [(0, None), (1, Excess("memory", 8.1, 8))], ids=["at", "above"]
)
def test_memory_is_told_beyond_what_tensorflow_needs(
    over: int, found: Excess | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident = (TENSORFLOW_MIB + 8) * MIB + over
    monkeypatch.setattr(_watch, "family_of", lambda *_: Holding(resident, resident))

    assert excess(watch(1, memory_mib=8)) == found


def test_pages_of_several_processes_are_counted_once_before_it_is_too_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_watch, "family_of", lambda *_: Holding(9 << 30, 1 << 30))

    assert excess(watch(1, memory_mib=8)) is None


def test_where_the_kernel_counts_nobody_looks() -> None:
    with process(THREADS) as pid:
        assert excess(watch(pid, threads=1)) is not None
        assert excess(watch(0, threads=1)) is None


@pytest.mark.parametrize(
    ("of", "text"),
    [
        ("threads", "ran 300 threads and programs at once, and 64 are allowed"),
        ("memory", "used 300 MiB of memory, and 64 are allowed"),
    ],
)
def test_the_number_and_the_limit_are_told(of: str, text: str) -> None:
    assert str(Excess(of, 300, 64)) == text  # type: ignore[arg-type]
