"""One request to one child, until it is done, dead, lying, or out of time."""

import socket
import tempfile
import time
from dataclasses import dataclass
from typing import Literal

from nngrader.executors._process import Launcher
from nngrader.jobs import Limits
from nngrader.wire import Ended, Frame, WireError, receive, send

MOST_FRAMES = 5000
MOST_BYTES = 3 << 30  #: of arrays in one conversation; MNIST as a beginner prepares it is 0.4 GiB
Ending = Literal["done", "timed_out", "ended", "tampered"]


@dataclass(frozen=True, eq=False)
class Conversation:
    """What a child said, and how it came to its end."""

    frames: tuple[Frame, ...]
    ending: Ending
    status: int  #: exit code, or minus the signal; meaningful when `ending` is "ended"
    output: str
    seconds: float
    complaint: str = ""  #: what was wrong with its words when `ending` is "tampered"


def converse(launcher: Launcher, request: Frame, limits: Limits) -> Conversation:
    """Ask one child; raises WorkerFault only when no child can be had at all."""
    child = launcher.spawn()
    started = time.monotonic()
    deadline = started + limits.wall_s
    frames: list[Frame] = []
    with tempfile.TemporaryDirectory(prefix="nngrader-job-", ignore_cleanup_errors=True) as folder:
        ending, complaint = _talk(child.connection, request, limits, folder, frames, deadline)
        status = child.status() if ending == "ended" else 0
        child.kill()
        output = child.drain.text()
    return Conversation(
        tuple(frames), ending, status, output, time.monotonic() - started, complaint
    )


def _talk(
    connection: socket.socket,
    request: Frame,
    limits: Limits,
    folder: str,
    frames: list[Frame],
    deadline: float,
) -> tuple[Ending, str]:
    told = {"memory_mib": limits.memory_mib, "wall_s": limits.wall_s, "folder": folder}
    received = 0
    try:
        connection.settimeout(limits.wall_s)
        send(connection, Frame(request.kind, {**request.body, "limits": told}, request.arrays))
        while len(frames) < MOST_FRAMES:
            connection.settimeout(max(0.001, deadline - time.monotonic()))
            frame = receive(connection)
            if frame.kind == "done":
                return "done", ""
            frames.append(frame)
            received += sum(array.nbytes for array in frame.arrays.values())
            if received > MOST_BYTES:
                return "tampered", f"more than {MOST_BYTES >> 30} GiB of results"
    except TimeoutError:
        return "timed_out", ""
    except WireError as error:
        return "tampered", str(error)
    except (Ended, OSError):
        return "ended", ""
    return "tampered", f"more than {MOST_FRAMES} messages"
