"""One request to one child, until it is done, dead, lying, or out of time."""

import socket
import tempfile
import time
from dataclasses import dataclass
from typing import Literal

from nngrader.executors._process import Child, Launcher
from nngrader.jobs import Limits
from nngrader.wire import Ended, Frame, WireError, receive, send

MOST_FRAMES = 5000
MOST_BYTES = 3 << 30  #: of arrays in one conversation; MNIST as a beginner prepares it is 0.4 GiB
MOST_WORDS = 32 << 20  #: bytes of everything but arrays
#: "orphaned" when the process that had forked it died first.
Ending = Literal["done", "timed_out", "ended", "tampered", "orphaned"]


@dataclass(frozen=True, eq=False)
class Conversation:
    """What a child said, and how it came to its end."""

    frames: tuple[Frame, ...]
    ending: Ending
    status: int  #: exit code, or minus the signal; meaningful when `ending` is "ended"
    output: str
    seconds: float
    complaint: str = ""  #: what was wrong with its words when `ending` is "tampered"
    remembered: bool = False  #: no child was asked


@dataclass
class Timed:
    """A connection on which everything together must be done by a deadline, and not be too much.

    A timeout of the socket alone holds for one call: a byte per second would keep us for ever.
    """

    connection: socket.socket
    deadline: float  #: as `time.monotonic` counts
    received: int = 0  #: bytes

    def sendall(self, data: bytes | memoryview, /) -> None:
        """Write everything; raises TimeoutError at the deadline."""
        self._allow()
        self.connection.sendall(data)

    def recv_into(self, buffer: memoryview, size: int, /) -> int:
        """Read what there is; raises TimeoutError at the deadline, WireError for too much."""
        self._allow()
        count = self.connection.recv_into(buffer, size)
        self.received += count
        if self.received > MOST_BYTES:
            problem = f"more than {MOST_BYTES >> 30} GiB of results"
            raise WireError(problem)
        return count

    def _allow(self) -> None:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.connection.settimeout(left)


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
        line = Timed(self._child.connection, started + self._limits.wall_s)
        frames: list[Frame] = []
        ending, complaint = _talk(line, self._with_limits(request), frames)
        status, ending, complaint = _end_of(self._child, ending, complaint)
        seconds = time.monotonic() - started
        return Conversation(tuple(frames), ending, status, "", seconds, complaint)

    def output(self) -> str:
        """Give back what the child printed; it is whole once the child was ended."""
        return self._child.drain.text()

    def _with_limits(self, request: Frame) -> Frame:
        limits = self._limits
        told = {"memory_mib": limits.memory_mib, "wall_s": limits.wall_s}
        told["wall_s"] *= request.body.get("seeds", 1)  # it limits the processor's time as well
        body = {**request.body, "limits": {**told, "folder": self._folder.name}}
        return Frame(request.kind, body, request.arrays)


def _talk(line: Timed, request: Frame, frames: list[Frame]) -> tuple[Ending, str]:
    """Send the request and note every frame of the answer in `frames`."""
    arrays = 0
    try:
        send(line, request)
        while len(frames) < MOST_FRAMES and line.received - arrays < MOST_WORDS:
            frame = receive(line)
            if frame.kind == "done":
                return "done", ""
            frames.append(frame)
            arrays += sum(array.nbytes for array in frame.arrays.values())
    except TimeoutError:
        return "timed_out", ""
    except WireError as error:
        return "tampered", str(error)
    except (Ended, OSError):
        return "ended", ""
    return "tampered", f"more than {MOST_FRAMES} messages or {MOST_WORDS >> 20} MiB of words"


def _end_of(child: Child, ending: Ending, complaint: str) -> tuple[int, Ending, str]:
    """Ask how a child ended that closed its connection; it may well run on."""
    if ending != "ended":
        return 0, ending, complaint
    try:
        return child.status().code, "ended", ""
    except TimeoutError:
        return 0, "tampered", "it was closed, and the program ran on"
    except OSError:  # the zygote is gone, and its children with it
        return 0, "orphaned", ""
