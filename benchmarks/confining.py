"""Forks children from a process with TensorFlow, confined and not, in turn. Runs by itself."""

import os
import tempfile
import time
from dataclasses import dataclass, replace

from benchmarks.children import reply
from nngrader.isolation import Way
from nngrader.worker.nest import Nest, make_nest
from nngrader.worker.sandbox import Bounds, Cell, enter
from nngrader.worker.zygote import preload

BOUNDS = Bounds(folder="", cpu_s=60.0, memory_mib=4096, threads=64, disk_mib=256, files=4096)


@dataclass(frozen=True)
class Asked:
    """One way of confinement, and how many children of each kind."""

    way: Way
    children: int


@dataclass(frozen=True)
class Times:
    """Seconds per child, from the call that forks it."""

    plain_ready: list[float]
    confined_ready: list[float]
    plain_gone: list[float]
    confined_gone: list[float]


def measure(asked: Asked) -> Times:
    """Fork `children` of each kind, one of each in turn, after one of each that does not count."""
    nest = make_nest(asked.way)
    preload()
    plain, confined = [], []
    for _ in range(asked.children + 1):
        plain.append(_plain())
        confined.append(_confined(nest))
    ready_0, gone_0 = zip(*plain[1:], strict=True)
    ready_1, gone_1 = zip(*confined[1:], strict=True)
    return Times(list(ready_0), list(ready_1), list(gone_0), list(gone_1))


def _plain() -> tuple[float, float]:
    started = time.perf_counter()
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        _report(writing)
    return _seen(started, reading, writing, pid)


def _confined(nest: Nest) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        reading, writing = os.pipe()
        pid = nest.fork()
        if not pid:
            enter(os.dup(1), replace(BOUNDS, folder=folder), Cell(nest.way, nest.users))
            _report(writing)
        return _seen(started, reading, writing, pid)


def _report(writing: int) -> None:
    os.write(writing, b"1")
    os._exit(0)


def _seen(started: float, reading: int, writing: int, pid: int) -> tuple[float, float]:
    os.close(writing)
    os.read(reading, 1)
    ready = time.perf_counter() - started
    os.close(reading)
    os.waitpid(pid, 0)
    return ready, time.perf_counter() - started


def main() -> None:
    """Answer `ask`."""
    reply(measure, Asked)
