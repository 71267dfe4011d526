"""What a forked child does: confine itself, answer one request, end."""

import os
import socket
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

from nngrader.wire import Ended, Frame, WireError, receive, send
from nngrader.worker import sandbox
from nngrader.worker.dump import arm
from nngrader.worker.text import told_error


def serve(connection: socket.socket, output: int) -> None:
    """Answer the one request that waits on `connection`, then end this process."""
    status = 1
    try:
        request = receive(connection)
        limits = request.body.pop("limits")
        sandbox.enter(output, limits["memory_mib"], limits["wall_s"], limits["folder"])
        arm(limits["wall_s"])
        _answer(request, lambda frame: send(connection, frame))
        _flush()  # before "done", for nobody waits for us after it
        send(connection, Frame("done"))
        status = 0
    except (Ended, OSError, WireError):  # the supervisor is gone, or speaks another language
        pass
    except BaseException as error:  # noqa: BLE001 - our own fault, or a patched NumPy
        _confess(connection, error)
    _flush()
    os._exit(status)


def _confess(connection: socket.socket, error: BaseException) -> None:
    """Tell of an exception in our own code, where it was raised."""
    kind, message = told_error(error)
    where = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(where.filename).name}, line {where.lineno}"
    with suppress(OSError, ValueError):
        send(connection, Frame("fault", {"kind": kind, "message": message, "where": place}))


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


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
