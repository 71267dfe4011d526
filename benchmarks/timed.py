"""One command as others would run it: how long it takes, what it leaves, and its memory."""

import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

MIB = 1 << 20
PAUSE_S = 0.25
#: Of address space, for what has no limit of its own: this machine is not only ours.
MOST_BYTES = 8 << 30


@dataclass(frozen=True)
class Timed:
    """What one command took."""

    code: int
    wall_s: float
    cpu_s: float  #: of all its processes that have ended
    peak_mib: float  #: of all its processes at once; what they share is counted once
    output: str
    stopped: bool = False  #: by us, when its time was over


def run(
    words: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    *,
    timeout_s: float | None = None,
    limited: bool = False,
) -> Timed:
    """Run a command to its end, or to that of its time; `limited` in memory as well."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with (
        subprocess.Popen(
            words,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_limit if limited else None,
        ) as process,
        Watch(process.pid) as watch,
    ):
        output, stopped = _outcome(process, timeout_s)
    wall_s, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told = output.decode(errors="backslashreplace")
    return Timed(process.returncode, wall_s, cpu_s, watch.peak / MIB, told, stopped)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


def _outcome(process: subprocess.Popen[bytes], timeout_s: float | None) -> tuple[bytes, bool]:
    try:
        return process.communicate(timeout=timeout_s)[0], False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # its session is its own
        return process.communicate()[0], True


@dataclass
class Watch:
    """Adds up, in a thread, what a process and those below it hold."""

    pid: int
    peak: int = 0  #: bytes

    def __enter__(self) -> "Watch":
        """Begin to watch."""
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look_on)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop watching."""
        self._done.set()
        self._thread.join()

    def _look_on(self) -> None:
        while not self._done.wait(PAUSE_S):
            self.peak = max(self.peak, held(self.pid))


def held(pid: int) -> int:
    """Bytes that a process and those below it hold together."""
    with suppress(psutil.Error):
        root = psutil.Process(pid)
        return sum(map(_share, [root, *root.children(recursive=True)]))
    return 0


def _share(process: psutil.Process) -> int:
    """The bytes of one process; of what it shares with others, its part."""
    return _asked(lambda: _rolled_up(process.pid)) or _asked(lambda: process.memory_info().rss)


def _rolled_up(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))


def _asked(look: Callable[[], int]) -> int:
    with suppress(OSError, psutil.Error, StopIteration):  # it has ended, or is not ours
        return look()
    return 0
