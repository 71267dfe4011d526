"""What a forked child does: confine itself, answer one request, end."""

import os
import socket
import sys
from typing import Any

from nngrader.wire import Ended, Frame, WireError, receive, send
from nngrader.worker import sandbox
from nngrader.worker.dump import arm


def serve(connection: socket.socket, output: int) -> None:
    """Answer the one request that waits on `connection`, then end this process."""
    try:
        request = receive(connection)
        limits = request.body.pop("limits")
        sandbox.enter(output, limits["memory_mib"], limits["wall_s"], limits["folder"])
        arm(limits["wall_s"])
        _answer(request, lambda frame: send(connection, frame))
    except (Ended, OSError):
        os._exit(1)
    except WireError:
        os._exit(2)
    finally:
        _flush()
    os._exit(0)


def _answer(request: Frame, tell: Any) -> None:
    """Hand the request to its stage. Keras is configured here, after the fork and before use."""
    from nngrader.worker import runtime  # noqa: PLC0415 - must not run in the zygote

    runtime.configure()
    if request.kind == "student":
        from nngrader.worker.student import examine  # noqa: PLC0415

        examine(request, tell)
    elif request.kind == "call":
        from nngrader.worker.student import call  # noqa: PLC0415

        call(request, tell)
    else:
        from nngrader.worker.neutral import train  # noqa: PLC0415

        train(request, tell)
    tell(Frame("done"))


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
