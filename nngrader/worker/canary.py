"""A child without a submission that tries what no submission may do, before any is run.

It goes the way of every other child (nest.py, sandbox.py) and then tells, a line of JSON for each
deed, what happened. Whether a level holds is thereby seen, not concluded from a version.
"""

import json
import os
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from nngrader.isolation import LEVELS, Way
from nngrader.kernel import CLONE_NEWUSER, call
from nngrader.worker.nest import make_nest
from nngrader.worker.private_root import OWN_FILES
from nngrader.worker.sandbox import Bounds, Cell, enter

#: Small, so that exceeding them is quick.
BOUNDS = Bounds(folder="", cpu_s=20.0, memory_mib=0, threads=8, disk_mib=8, files=600)
PATIENCE_S = 1.0  #: for somebody to answer on a socket


@dataclass(frozen=True)
class Aims:
    """What the supervisor laid out: each is something that only it should reach."""

    folder: str  #: the one folder that is the canary's own
    secret: str  #: a file outside
    word: str  #: what it says; the supervisor's environment says it as well
    package: str  #: a folder of Python's packages
    port: int  #: of a listener on the loopback address
    path_socket: str
    abstract_socket: str
    supervisor: int  #: its process


def main(way: Way) -> None:
    """Confine a child in this way, and let it try; its aims come on standard input as JSON."""
    aims = Aims(**json.loads(sys.stdin.read()))
    nest = make_nest(way)
    pid = nest.fork()
    if pid:
        _, status = os.waitpid(pid, 0)
        sys.exit(os.waitstatus_to_exitcode(status) & 1)
    enter(os.dup(1), replace(BOUNDS, folder=aims.folder), Cell(way, nest.users))
    for level, deed, attempt, wanted in DEEDS:
        if level <= LEVELS[way]:
            _tell(deed, aims, attempt, possible=wanted)
    os._exit(0)


def _tell(deed: str, aims: Aims, attempt: Callable[[Aims], object], *, possible: bool) -> None:
    try:
        attempt(aims)
        found = "possible"
    except (OSError, MemoryError, RuntimeError, ImportError) as refused:
        found = f"refused ({getattr(refused, 'strerror', None) or str(refused) or 'no memory'})"
    held = (found == "possible") == possible
    sys.stdout.write(json.dumps({"deed": deed, "held": held, "found": found}) + "\n")
    sys.stdout.flush()


def _write_here(_: Aims) -> None:
    Path("own.txt").write_text("x")


def _thread(_: Aims) -> None:
    thread = threading.Thread(target=str)
    thread.start()
    thread.join()


def _library(_: Aims) -> None:
    import sqlite3  # noqa: F401, PLC0415 - finds its files, and loads a library of C


def _read(aims: Aims) -> None:
    Path(aims.secret).read_text()


def _write(aims: Aims) -> None:
    with Path(aims.secret).open("a") as file:
        file.write("x")


def _poison(aims: Aims) -> None:
    Path(aims.package, "nngrader_canary.py").write_text("")


def _environment(aims: Aims) -> None:
    """Look for the word in the environment of every process that can be seen."""
    seen = [os.environ.get("NNGRADER_CANARY", "").encode()]
    with suppress(OSError):
        for process in (aims.supervisor, os.getppid(), 1, "self"):
            with suppress(OSError):
                seen.append(Path(f"/proc/{process}/environ").read_bytes())
    if not any(aims.word.encode() in text for text in seen):
        problem = "not found"
        raise RuntimeError(problem)


def _tcp(aims: Aims) -> None:
    socket.create_connection(("127.0.0.1", aims.port), PATIENCE_S).close()


def _path_socket(aims: Aims) -> None:
    _connect(aims.path_socket)


def _abstract_socket(aims: Aims) -> None:
    _connect("\0" + aims.abstract_socket)


def _connect(address: str) -> None:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(address)


def _fork(_: Aims) -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _program(_: Aims) -> None:
    os.waitpid(os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {}), 0)


def _signal(aims: Aims) -> None:
    os.kill(aims.supervisor, 0)


def _namespace(_: Aims) -> None:
    call("unshare", CLONE_NEWUSER)


def _hidden_memory(_: Aims) -> None:
    os.close(os.memfd_create("canary"))


def _much_memory(_: Aims) -> None:
    bytearray(3 << 30)


def _existence(aims: Aims) -> None:
    Path(aims.secret).stat()


def _processes(_: Aims) -> None:
    others = [path for path in Path("/proc").iterdir() if path.name.isdigit()]
    if not others:
        problem = "none to be seen"
        raise RuntimeError(problem)


def _disk(_: Aims) -> None:
    Path("large").write_bytes(bytes(BOUNDS.disk_mib << 20))


def _many_files(_: Aims) -> None:
    Path("large").unlink(missing_ok=True)
    for number in range(BOUNDS.files + OWN_FILES):
        Path(str(number)).touch()


def _many_threads(_: Aims) -> None:
    end = threading.Event()
    try:
        for _number in range(BOUNDS.threads):
            threading.Thread(target=end.wait, daemon=True).start()
    finally:
        end.set()


#: From which level on it is tried, what, how, and whether it must be possible.
DEEDS: tuple[tuple[int, str, Callable[[Aims], object], bool], ...] = (
    (1, "write in its own folder", _write_here, True),
    (1, "start a thread", _thread, True),
    (1, "load a library", _library, True),
    (1, "use more memory than allowed", _much_memory, False),
    (2, "read a file outside", _read, False),
    (2, "write a file outside", _write, False),
    (2, "change a library", _poison, False),
    (2, "read the grader's environment", _environment, False),
    (2, "connect over TCP", _tcp, False),
    (2, "connect to a socket in a folder", _path_socket, False),
    (2, "connect to an abstract socket", _abstract_socket, False),
    (2, "start another process", _fork, False),
    (2, "run a program", _program, False),
    (2, "signal the grader", _signal, False),
    (2, "make a namespace", _namespace, False),
    (2, "use memory that no limit counts", _hidden_memory, False),
    (3, "see whether a file outside exists", _existence, False),
    (3, "see other processes", _processes, False),
    (3, "fill the disk", _disk, False),
    (3, "make too many files", _many_files, False),
    (3, "start too many threads", _many_threads, False),
)
