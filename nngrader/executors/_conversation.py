"""One request to one child, until it is done, dead, lying, or out of time."""

import socket
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from nngrader.executors._process import Gone, Launcher
from nngrader.executors._watch import LOOK_S, TooMuch, Watch
from nngrader.jobs import Limits
from nngrader.limits import Excess
from nngrader.wire import Ended, Frame, WireError, receive, send

MOST_BYTES = 3 << 30  #: of arrays in one conversation; MNIST as a beginner prepares it is 0.4 GiB
MOST_WORDS = 32 << 20  #: bytes of everything but arrays
#: "exceeded" when it went beyond a limit, "orphaned" when the process that had forked it died first.
Ending = Literal["done", "timed_out", "exceeded", "ended", "tampered", "orphaned"]
XCPU, KILL = 24, 9  #: numbers of signals, for not every platform names them
#: The kernel's two clocks differ: a process that it ended at 4 s had used 3.7 s by its own account.
NEARLY = 0.8


@dataclass(frozen=True, eq=False)
class Conversation:
    """What a child said, and how it came to its end."""

    frames: tuple[Frame, ...]
    ending: Ending
    status: int  #: exit code, or minus the signal; meaningful when `ending` is "ended"
    output: str
    seconds: float
    complaint: str = ""  #: what was wrong when `ending` is "tampered" or "exceeded"
    remembered: bool = False  #: no child was asked
    peak_mib: int = 0  #: most memory at once when `ending` is "ended"; 0 where nobody counted
    excess: Excess | None = None  #: what was too much when `ending` is "exceeded"


@dataclass(frozen=True)
class Closing:
    """Why nothing more was listened to."""

    ending: Ending
    complaint: str = ""
    excess: Excess | None = None
    gone: Gone = field(default_factory=lambda: Gone(0))


@dataclass
class Timed:
    """A connection on which everything together must be done by a deadline, and not be too much.

    A timeout of the socket alone holds for one call: a byte per second would keep us for ever.
    """

    connection: socket.socket
    deadline: float  #: as `time.monotonic` counts
    watch: Watch
    received: int = 0  #: bytes

    def sendall(self, data: bytes | memoryview, /) -> None:
        """Write everything; raises TimeoutError at the deadline."""
        self.connection.settimeout(self._left())
        self.connection.sendall(data)

    def recv_into(self, buffer: memoryview, size: int, /) -> int:
        """Read what there is; raises TimeoutError at the deadline, WireError or TooMuch."""
        count = self._read(buffer, size)
        self.received += count
        if self.received > MOST_BYTES:
            problem = f"more than {MOST_BYTES >> 30} GiB of results"
            raise WireError(problem)
        return count

    def _read(self, buffer: memoryview, size: int) -> int:
        while True:
            self.watch.glance()
            self.connection.settimeout(min(LOOK_S, self._left()))
            with suppress(TimeoutError):
                return self.connection.recv_into(buffer, size)

    def _left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Dialogue:
    """One child, which is asked once, or, if it trains, for one seed after another."""

    def __init__(self, launcher: Launcher, limits: Limits) -> None:
        """Start the child; raises WorkerFault when none can be had."""
        self._limits = limits
        self._folder = tempfile.TemporaryDirectory(
            prefix="nngrader-job-", ignore_cleanup_errors=True
        )
        try:
            self._child = launcher.spawn()
        except BaseException:
            self._folder.cleanup()
            raise
        self._watch = Watch(self._child.drain, self._folder.name, limits, self._child.pid)
        self._cpu_s = limits.cpu_s

    def __enter__(self) -> "Dialogue":
        """Nothing more to do."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the child, remove what it wrote, and let go of its output."""
        self._child.kill()
        self._folder.cleanup()
        self._child.drain.text()

    def ask(self, request: Frame) -> Conversation:
        """Put one request, and listen until it is done or the time for it is over."""
        started = time.monotonic()
        line = Timed(self._child.connection, started + self._limits.wall_s, self._watch)
        frames: list[Frame] = []
        closing = self._judged(self._talk(line, self._with_limits(request), frames))
        return Conversation(
            tuple(frames),
            closing.ending,
            closing.gone.code,
            "",
            time.monotonic() - started,
            closing.complaint,
            peak_mib=closing.gone.peak_mib,
            excess=closing.excess,
        )

    def output(self) -> str:
        """Give back what the child printed; it is whole once the child was ended."""
        return self._child.drain.text()

    def _with_limits(self, request: Frame) -> Frame:
        limits = self._limits
        seeds = request.body.get("seeds", 1)
        self._cpu_s = max(self._cpu_s, limits.cpu_s * seeds)
        told = {
            "wall_s": limits.wall_s * seeds,
            "cpu_s": self._cpu_s,
            "memory_mib": limits.memory_mib,
            "threads": limits.threads,
            "disk_mib": limits.disk_mib,
            "files": limits.files,
        }
        body = {**request.body, "limits": {**told, "folder": self._folder.name}}
        return Frame(request.kind, body, request.arrays)

    def _talk(self, line: Timed, request: Frame, frames: list[Frame]) -> Closing:
        """Send the request and note every frame of the answer in `frames`."""
        arrays, most = 0, self._limits.messages
        try:
            send(line, request)
            while line.received - arrays < MOST_WORDS:
                frame = receive(line)
                if frame.kind == "done":
                    return Closing("done")
                if len(frames) == most:
                    return _exceeded(Excess("messages", most + 1, most))
                frames.append(frame)
                arrays += sum(array.nbytes for array in frame.arrays.values())
        except TooMuch as found:
            return _exceeded(found.excess)
        except TimeoutError:
            return Closing("timed_out")
        except WireError as error:
            return Closing("tampered", str(error))
        except (Ended, OSError):
            return Closing("ended")
        return Closing("tampered", f"more than {MOST_WORDS >> 20} MiB of words")

    def _judged(self, closing: Closing) -> Closing:
        """Find out how a child ended that closed its connection, and whether it used too much."""
        closing = self._end() if closing.ending == "ended" else closing
        if closing.ending in ("tampered", "orphaned"):
            return closing
        try:
            self._watch.last_look()
        except TooMuch as found:
            return _exceeded(found.excess)
        return closing

    def _end(self) -> Closing:
        try:
            gone = self._child.status()
        except TimeoutError:
            return Closing("tampered", "it was closed, and the program ran on")
        except OSError:  # the zygote is gone, and its children with it
            return Closing("orphaned")
        if _wanted_time(gone, self._cpu_s):
            used = round(max(gone.cpu_s, self._cpu_s), 1)  # where nobody counted, it was enough
            return _exceeded(Excess("cpu", used, self._cpu_s))
        return Closing("ended", gone=gone)


def _exceeded(excess: Excess) -> Closing:
    return Closing("exceeded", f"it {excess}", excess)


def _wanted_time(gone: Gone, cpu_s: float) -> bool:
    """Whether the kernel ended a process for its processor time; a signal can come from anyone."""
    spent = gone.cpu_s >= NEARLY * int(cpu_s)  # a limit is in whole seconds
    return (gone.code == -XCPU and (spent or not gone.cpu_s)) or (gone.code == -KILL and spent)
