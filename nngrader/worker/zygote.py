"""A process that has imported TensorFlow and does nothing else but fork.

Building a layer or running an operation here would make every child hang (TensorFlow starts
threads that do not survive a fork), so this process only imports. It holds no labels, no tests
and no submission: whatever it holds, every child can read.

Protocol on the control socket: one byte with three descriptors asks for a child: its
conversation, its output, its status. On the status socket the zygote writes the child's pid (8
bytes) and, when it ends, its wait status, its processor time in microseconds and its peak of
memory in KiB (8 bytes each). Anything written there, or closing it, kills
the child and its process group. What a child leaves behind becomes a child of the zygote, which
ends it. When the control socket closes, everything ends.
"""

import gc
import os
import selectors
import signal
import socket
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nngrader.isolation import Way
from nngrader.kernel import KernelRefused
from nngrader.worker.nest import Nest, make_nest
from nngrader.worker.places import readable
from nngrader.worker.sandbox import Cell

READY = b"R"
THREADED = b"T"  #: the import left threads behind; forking would be unsafe


@dataclass(frozen=True)
class Offspring:
    """A running child as the zygote knows it."""

    pid: int
    watch: int  #: pidfd, readable when the child has ended
    status: socket.socket
    slot: int  #: its place among the children that run at the same time


def preload() -> None:
    """Import what children need, once, without the garbage collector in the way."""
    gc.disable()
    import keras  # noqa: F401, PLC0415
    import tensorflow  # noqa: F401, ICN001, PLC0415

    import nngrader.worker.child  # noqa: F401, PLC0415

    readable()  # a walk that every child would make again
    gc.freeze()
    gc.enable()


def main(control_fd: int, way: Way) -> None:
    """Import, report, and fork on request until the supervisor goes away."""
    nest = make_nest(way, control_fd)
    control = socket.socket(fileno=control_fd)
    preload()
    single = len(list(Path("/proc/self/task").iterdir())) == 1
    control.sendall(READY if single else THREADED)
    if single:
        _serve(control, nest)


def _serve(control: socket.socket, nest: Nest) -> None:
    watching = selectors.DefaultSelector()
    watching.register(control, selectors.EVENT_READ)
    while True:
        happened = [(key.fileobj, key.data) for key, _ in watching.select()]
        unwanted = [child for file, child in happened if child and file is child.status]
        ended = [child for file, child in happened if child and file == child.watch]
        for child in unwanted:  # first: one that has ended meanwhile can still be named by its pid
            _kill(child, watching)
        for child in ended:
            _bury(child, watching, nest)
        if any(file is control for file, _ in happened):
            _fork(control, watching, nest)


def _fork(control: socket.socket, watching: selectors.BaseSelector, nest: Nest) -> None:
    message, fds, _, _ = socket.recv_fds(control, 1, 3)
    if not message:
        _end_all(watching, nest)
    conversation, output, status = fds
    slot = _free_slot(watching)
    try:
        pid = nest.fork()
    except (OSError, KernelRefused):  # too many processes; the supervisor sees its sockets close
        pid = -1
    if pid == 0:
        _become_child(conversation, output, Cell(nest.way, nest.users + slot))
    os.close(conversation)
    os.close(output)
    if pid > 0:
        _watch(Offspring(pid, os.pidfd_open(pid), socket.socket(fileno=status), slot), watching)
    else:
        os.close(status)


def _free_slot(watching: selectors.BaseSelector) -> int:
    taken = {key.data.slot for key in watching.get_map().values() if key.data}
    return next(slot for slot in range(len(taken) + 1) if slot not in taken)


def _watch(child: Offspring, watching: selectors.BaseSelector) -> None:
    watching.register(child.watch, selectors.EVENT_READ, child)
    watching.register(child.status, selectors.EVENT_READ, child)
    with suppress(OSError):  # nobody waits for it any more; the status socket says so as well
        child.status.sendall(child.pid.to_bytes(8, "big"))


def _become_child(conversation: int, output: int, cell: Cell) -> None:
    """Drop everything that belongs to the zygote or to siblings, then serve one request."""
    for descriptor in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
        if descriptor not in {0, 1, 2, conversation, output}:
            with suppress(OSError):  # the one that listed them is closed already
                os.close(descriptor)
    os.set_inheritable(conversation, False)  # what the student starts has no say in it
    from nngrader.worker.child import serve  # noqa: PLC0415

    serve(socket.socket(fileno=conversation), output, cell)


def _bury(child: Offspring, watching: selectors.BaseSelector, nest: Nest) -> None:
    """Note how a child ended, and end what it left behind."""
    _strike(child.pid)  # it is gone, and still lends its name to its process group
    _, status, usage = os.wait4(child.pid, 0)
    with suppress(KeyError):
        watching.unregister(child.status)
    watching.unregister(child.watch)
    os.close(child.watch)
    if not nest.inner:  # else nothing survives the first process of a namespace
        _end_orphans({key.data.pid for key in watching.get_map().values() if key.data})
    with suppress(OSError):
        cpu_us = int((usage.ru_utime + usage.ru_stime) * 1e6)
        child.status.sendall(struct.pack("!QQQ", status, cpu_us, usage.ru_maxrss))
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


def _end_orphans(known: set[int]) -> None:
    """Kill what left its group and lost its parent: it was handed to us. So are its children."""
    while orphans := _children() - known:
        for pid in orphans:
            _strike(pid)
            os.waitpid(pid, 0)


def _children() -> set[int]:
    with suppress(OSError):  # a kernel without this file; then only groups are ended
        return set(map(int, Path("/proc/thread-self/children").read_text().split()))
    return set()


def _end_all(watching: selectors.BaseSelector, nest: Nest) -> None:
    for child in {key.data for key in watching.get_map().values() if key.data}:
        _strike(child.pid)
        os.waitpid(child.pid, 0)
    if not nest.inner:
        _end_orphans(set())
    sys.exit(0)
