"""Children forked from a warm process that has imported TensorFlow: 15 ms each. Linux only."""

import os
import socket
import struct
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from nngrader.errors import WorkerFault
from nngrader.executors._process import (
    END_S,
    READY_S,
    Drain,
    Gone,
    clean_environment,
    command,
    read_exactly,
)
from nngrader.isolation import LEVELS, Way

GLANCE_S = 0.5  #: between two looks at whether nobody waits any more for a zygote that imports
FORK_S = 30.0  #: forking takes 15 ms; this much only when the machine swaps
WORD = 8  #: bytes in which the zygote writes a pid
ENDED = "!QQQ"  #: how it writes an end: wait status, microseconds of processor time, peak in KiB
ENDED_SIZE = struct.calcsize(ENDED)


@dataclass
class Forked:
    """A child of the zygote."""

    connection: socket.socket
    drain: Drain
    told: socket.socket  #: the zygote writes its pid and its end here
    pid: int = 0

    def status(self) -> Gone:
        """Wait for the zygote to say how it ended."""
        self.told.settimeout(END_S)
        status, cpu_us, peak_kib = struct.unpack(ENDED, read_exactly(self.told, ENDED_SIZE))
        return Gone(os.waitstatus_to_exitcode(status), cpu_us / 1e6, peak_kib >> 10)

    def kill(self) -> None:
        """Ask the zygote to end it, which closing our half of the status socket does; wait."""
        self.connection.close()
        with self.told, suppress(OSError):
            self.told.shutdown(socket.SHUT_WR)
            self.told.settimeout(END_S)
            while self.told.recv(WORD):
                pass


@dataclass
class Zygote:
    """A process with TensorFlow imported, which forks children on request, for any thread."""

    way: Way
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closed: bool = False

    def __post_init__(self) -> None:
        """Start importing; nobody waits for it yet."""
        self._start()

    def _start(self) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="nngrader-", ignore_cleanup_errors=True)
        self._ready = False
        self._control, theirs = socket.socketpair()
        complaints, complain = os.pipe()
        self._complaints = Drain(complaints)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own words
                command(f"nngrader.worker.zygote.main({theirs.fileno()}, {self.way!r})"),
                pass_fds=[theirs.fileno()],
                env=clean_environment(self._home.name),
                cwd=self._home.name,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complain,
                start_new_session=True,
            )
        finally:
            theirs.close()
            os.close(complain)

    def spawn(self) -> Forked:
        """Fork; a zygote that died is started again. Raises WorkerFault when it dies again."""
        with self._lock:
            self._wait_until_ready()
            try:
                return self._fork()
            except OSError:  # it died, perhaps for want of memory, or a submission killed it
                self._start_again()
            self._wait_until_ready()
            try:
                return self._fork()
            except OSError as error:
                problem = f"The worker cannot fork: {error}. Is there memory left?"
                raise WorkerFault(problem) from error

    def _start_again(self) -> None:
        if not self._closed:
            self._end()
            self._start()

    def _wait_until_ready(self) -> None:
        """Wait for the import; raises WorkerFault when it fails, or when this was closed."""
        if self._closed:
            problem = "The worker was closed."
            raise WorkerFault(problem)
        if self._ready:
            return
        said = self._first_word()
        if said != b"R":
            why = "it has more than one thread" if said else self._complaints.text()[-2000:]
            problem = f"The worker could not start TensorFlow: {why or 'no reason was given'}"
            raise WorkerFault(problem)
        self._ready = True

    def _first_word(self) -> bytes:
        deadline = time.monotonic() + READY_S
        self._control.settimeout(GLANCE_S)
        while not self._closed and time.monotonic() < deadline:
            try:
                return self._control.recv(1)
            except TimeoutError:
                continue
            except OSError:
                break
        return b""

    def _fork(self) -> Forked:
        conversation, output, told = socket.socketpair(), os.pipe(), socket.socketpair()
        child = Forked(conversation[0], Drain(output[0]), told[0])
        try:
            self._send(conversation[1], output[1], told[1])
            child.told.settimeout(FORK_S)
            child.pid = self._in_sight(int.from_bytes(read_exactly(child.told, WORD), "big"))
        except OSError:
            child.kill()
            raise
        return child

    def _in_sight(self, pid: int) -> int:
        """Translate a number of the zygote's into ours; 0 where the kernel does not tell."""
        if LEVELS[self.way] < max(LEVELS.values()):
            return pid
        with suppress(OSError):
            for zygote in _children(self._process.pid):
                for child in _children(zygote):
                    if _numbers(child)[1:2] == [pid]:
                        return child
        return 0

    def _send(self, conversation: socket.socket, output: int, told: socket.socket) -> None:
        self._control.settimeout(FORK_S)
        try:
            with conversation, told:
                theirs = [conversation.fileno(), output, told.fileno()]
                socket.send_fds(self._control, [b"F"], theirs)
        finally:
            os.close(output)

    def close(self) -> None:
        """End the zygote, which ends its children, whatever other threads do with it."""
        self._closed = True
        with suppress(OSError):  # wakes who waits for it; its number must not be another's yet
            self._control.shutdown(socket.SHUT_RDWR)
        with self._lock:
            self._end()

    def _end(self) -> None:
        self._control.close()
        if self._ready:  # else it would not hear of it before it has imported TensorFlow
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(2.0)
        self._process.kill()
        self._process.wait()
        self._home.cleanup()


def _children(pid: int) -> list[int]:
    return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def _numbers(pid: int) -> list[int]:
    """List a process's number in our namespace, in the one inside it, and so on."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    told = next((line for line in lines if line.startswith("NSpid:")), "")
    return list(map(int, told.split()[1:]))
