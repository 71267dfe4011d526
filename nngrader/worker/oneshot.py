"""A worker for one request, where forking is not to be had (macOS, Windows).

It calls back to the supervisor on the loopback address and proves itself with a token read from
standard input, which no other user of the machine can see. When standard input ends, the supervisor
is gone, and so is this process.
"""

import os
import socket
import sys
import threading

from nngrader.worker.sandbox import Cell
from nngrader.worker.zygote import preload


def main() -> None:
    """Import, call back, serve one request."""
    port, token = sys.stdin.readline().split()
    threading.Thread(target=_end_with, args=(os.dup(0),), daemon=True).start()
    preload()
    connection = socket.create_connection(("127.0.0.1", int(port)))
    connection.sendall(token.encode())
    from nngrader.worker.child import serve  # noqa: PLC0415

    serve(connection, 1, Cell("process", 0))


def _end_with(supervisor: int) -> None:
    """Wait for the end of standard input: the supervisor writes nothing more."""
    os.read(supervisor, 1)
    os._exit(1)
