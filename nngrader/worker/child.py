"""What a forked child does: confine itself, answer a request, end.

A child that trains stays for further seeds of the same network, until the supervisor closes.
"""

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


def serve(connection: socket.socket, output: int, cell: sandbox.Cell) -> None:
    """Answer the request that waits on `connection`, then end this process."""
    status = 1
    try:
        request = receive(connection)
        limits = request.body.pop("limits")
        wall_s = limits.pop("wall_s")
        sandbox.enter(output, sandbox.Bounds(**limits), cell)
        arm(wall_s)
        _answer_all(request, connection)
        status = 0
    except (Ended, OSError, WireError):  # the supervisor is gone, or speaks another language
        pass
    except BaseException as error:  # noqa: BLE001 - our own fault, or a patched NumPy
        _confess(connection, error)
    _flush()
    os._exit(status)


def _answer_all(request: Frame, connection: socket.socket) -> None:
    def tell(frame: Frame) -> None:
        send(connection, frame)

    again = _answer(request, tell)
    _flush()  # before "done", for nobody waits for us after it
    tell(Frame("done"))
    while again is not None:
        again(receive(connection), tell)
        tell(Frame("done"))


def _confess(connection: socket.socket, error: BaseException) -> None:
    """Tell of an exception in our own code, where it was raised."""
    kind, message = told_error(error)
    where = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(where.filename).name}, line {where.lineno}"
    with suppress(OSError, ValueError):
        send(connection, Frame("fault", {"kind": kind, "message": message, "where": place}))


def _answer(request: Frame, tell: Any) -> Any:
    """Hand the request to its stage; give back what answers further requests, or None.

    Keras is configured here, after the fork and before use.
    """
    from nngrader.worker import runtime  # noqa: PLC0415 - must not run in the zygote

    runtime.configure()
    if request.kind == "student":
        from nngrader.worker.student import examine  # noqa: PLC0415

        return examine(request, tell)
    if request.kind == "script":
        from nngrader.worker.script import examine as examine_script  # noqa: PLC0415

        return examine_script(request, tell)
    if request.kind == "call":
        from nngrader.worker.student import call  # noqa: PLC0415

        return call(request, tell)
    from nngrader.worker.neutral import train  # noqa: PLC0415

    return train(request, tell)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
