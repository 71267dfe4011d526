"""A process that has imported TensorFlow and does nothing else but fork.

Building a layer or running an operation here would make every child hang (TensorFlow starts
threads that do not survive a fork), so this process only imports. It holds no labels, no tests
and no submission: whatever it holds, every child can read.

Protocol on the control socket: one byte with three descriptors asks for a child: its
conversation, its output, its status. On the status socket the zygote writes the child's pid (8
bytes) and, when it ends, its wait status (8 bytes). Anything written there, or closing it, kills
the child. When the control socket closes, everything ends.
"""

import gc
import os
import selectors
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

READY = b"R"
THREADED = b"T"  #: the import left threads behind; forking would be unsafe


@dataclass(frozen=True)
class Offspring:
    """A running child as the zygote knows it."""

    pid: int
    watch: int  #: pidfd, readable when the child has ended
    status: socket.socket


def preload() -> None:
    """Import what children need, once, without the garbage collector in the way."""
    gc.disable()
    import keras  # noqa: F401, PLC0415
    import tensorflow  # noqa: F401, ICN001, PLC0415

    import nngrader.worker.child  # noqa: F401, PLC0415

    gc.freeze()
    gc.enable()


def main(control_fd: int) -> None:
    """Import, report, and fork on request until the supervisor goes away."""
    control = socket.socket(fileno=control_fd)
    preload()
    single = len(list(Path("/proc/self/task").iterdir())) == 1
    control.sendall(READY if single else THREADED)
    if single:
        _serve(control)


def _serve(control: socket.socket) -> None:
    watching = selectors.DefaultSelector()
    watching.register(control, selectors.EVENT_READ)
    while True:
        for key, _ in watching.select():
            if key.fileobj is control:
                _fork(control, watching)
            elif isinstance(key.data, Offspring) and key.fileobj == key.data.watch:
                _bury(key.data, watching)
            elif isinstance(key.data, Offspring):
                _kill(key.data, watching)


def _fork(control: socket.socket, watching: selectors.BaseSelector) -> None:
    message, fds, _, _ = socket.recv_fds(control, 1, 3)
    if not message:
        _end_all(watching)
    conversation, output, status = fds
    pid = os.fork()
    if pid == 0:
        _become_child(control, watching, conversation, output, status)
    os.close(conversation)
    os.close(output)
    child = Offspring(pid, os.pidfd_open(pid), socket.socket(fileno=status))
    child.status.sendall(pid.to_bytes(8, "big"))
    watching.register(child.watch, selectors.EVENT_READ, child)
    watching.register(child.status, selectors.EVENT_READ, child)


def _become_child(
    control: socket.socket,
    watching: selectors.BaseSelector,
    conversation: int,
    output: int,
    status: int,
) -> None:
    """Drop everything that belongs to the zygote or to siblings, then serve one request."""
    os.close(status)
    siblings = {key.data for key in watching.get_map().values() if isinstance(key.data, Offspring)}
    for sibling in siblings:
        sibling.status.close()
        os.close(sibling.watch)
    watching.close()
    control.close()
    from nngrader.worker.child import serve  # noqa: PLC0415

    serve(socket.socket(fileno=conversation), output)


def _bury(child: Offspring, watching: selectors.BaseSelector) -> None:
    _, status = os.waitpid(child.pid, 0)
    with suppress(KeyError):
        watching.unregister(child.status)
    watching.unregister(child.watch)
    os.close(child.watch)
    with suppress(OSError):
        child.status.sendall(status.to_bytes(8, "big"))
    child.status.close()


def _kill(child: Offspring, watching: selectors.BaseSelector) -> None:
    watching.unregister(child.status)
    _strike(child.pid)


def _strike(pid: int) -> None:
    """Kill the child and whatever stayed in its process group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _end_all(watching: selectors.BaseSelector) -> None:
    for key in list(watching.get_map().values()):
        if isinstance(key.data, Offspring):
            _strike(key.data.pid)
    sys.exit(0)
