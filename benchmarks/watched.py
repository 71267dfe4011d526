"""Watches the private memory of the children that examine one hand-in. Runs by itself."""

import os
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.children import reply
from benchmarks.hand_ins import hand_in
from benchmarks.pipeline import Class
from nngrader.assignments import open_assignment
from nngrader.evidence import Mishap
from nngrader.executors.local import Local

PAUSE_S = 1 / 200


@dataclass
class Watch:
    """Samples what this process's workers fork, in a thread."""

    peaks: dict[int, int] = field(default_factory=dict)  #: bytes by process, in order of birth
    _warm: set[int] = field(default_factory=set)  #: processes that were there before
    _done: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Watch":
        """Begin to watch."""
        self._warm = _descendants()
        self._thread = threading.Thread(target=self._look_on)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop watching."""
        self._done.set()
        self._thread.join()

    def _look_on(self) -> None:
        while not self._done.wait(PAUSE_S):
            for child in sorted(_descendants() - self._warm):
                self._sample(child)

    def _sample(self, pid: int) -> None:
        with suppress(psutil.Error):  # it has ended meanwhile
            private = psutil.Process(pid).memory_full_info().uss
            self.peaks[pid] = max(private, self.peaks.get(pid, 0))


def _descendants() -> set[int]:
    """Name the processes that this one started, and what they forked."""
    found, waiting = set[int](), [os.getpid()]
    while waiting:
        with suppress(OSError):
            for tasks in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
                waiting += map(int, tasks.read_text().split())
        found.update(waiting)
    return found


def measure(wanted: Class) -> list[int]:
    """Return the peaks in bytes: of the first student's child, then of each training child.

    Another hand-in goes before: while TensorFlow is imported, libraries start helpers.
    """
    with Local() as local:
        local.examine(hand_in("xor", 1), open_assignment("xor"))
        with Watch() as watch:
            outcome = local.examine(hand_in(wanted.data, 0), open_assignment(wanted.data))
    assert not isinstance(outcome, Mishap), outcome.message
    assert len(watch.peaks) > 1, "a child was too quick to be seen"
    return list(watch.peaks.values())


def main() -> None:
    """Answer `ask`."""
    reply(measure, Class)
