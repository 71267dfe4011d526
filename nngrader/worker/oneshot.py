"""A worker for one request, where forking is not to be had (macOS, Windows).

It calls back to the supervisor on the loopback address and proves itself with a token read from
standard input, which no other user of the machine can see.
"""

import socket
import sys

from nngrader.worker.zygote import preload


def main() -> None:
    """Import, call back, serve one request."""
    port, token = sys.stdin.readline().split()
    preload()
    connection = socket.create_connection(("127.0.0.1", int(port)))
    connection.sendall(token.encode())
    from nngrader.worker.child import serve  # noqa: PLC0415

    serve(connection, 1)
