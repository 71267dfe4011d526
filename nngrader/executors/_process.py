"""Starting children: forked from a warm zygote on Linux, one process each elsewhere."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from nngrader.errors import WorkerFault

READY_S = 180.0  #: importing TensorFlow took 18 s on a loaded machine, more from a cold disk
HEAD, TAIL = 48 << 10, 16 << 10  #: bytes of output kept from its start and from its end
FORK_S = 30.0  #: forking takes 15 ms; this much only when the machine swaps
PID_BYTES = 8
GRACE_S = 0.3  #: for the last output of a child that has ended

#: Settings that make a training repeatable on any processor, and keep the zygote single-threaded.
ENVIRONMENT = {
    "CUDA_VISIBLE_DEVICES": "-1",
    "KERAS_BACKEND": "tensorflow",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL": "0",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
}
PASSED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")


class Drain:
    """Reads a child's output to the end, keeping its beginning and its end."""

    def __init__(self, descriptor: int) -> None:
        """Start reading in the background."""
        self._head = bytearray()
        self._tail = bytearray()
        self._thread = threading.Thread(target=self._read, args=(descriptor,), daemon=True)
        self._thread.start()

    def _read(self, descriptor: int) -> None:
        with suppress(OSError), os.fdopen(descriptor, "rb", buffering=0) as stream:
            while chunk := stream.read(1 << 16):
                self._keep(chunk)

    def _keep(self, chunk: bytes) -> None:
        room = HEAD - len(self._head)
        self._head += chunk[:room]
        self._tail = (self._tail + chunk[room:])[-TAIL:] if len(chunk) > room else self._tail

    def text(self) -> str:
        """Return what was kept, waiting shortly for the rest."""
        self._thread.join(GRACE_S)
        return (bytes(self._head) + bytes(self._tail)).decode("utf-8", "backslashreplace")


class Child(Protocol):
    """A running child."""

    connection: socket.socket
    drain: Drain

    def kill(self) -> None:
        """End it and what it started."""
        ...

    def status(self) -> int:
        """Return its exit code, or minus the signal that ended it."""
        ...


class Launcher(Protocol):
    """Makes children."""

    def spawn(self) -> Child:
        """Start a child that waits for one request; raises WorkerFault."""
        ...

    def close(self) -> None:
        """End everything."""
        ...


def launcher(*, fork: bool = sys.platform == "linux") -> Launcher:
    """Choose the way this platform offers."""
    return Zygote() if fork else OneShots()


def clean_environment(home: str) -> dict[str, str]:
    """Give children nothing of this process's environment but what they need."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {**kept, **ENVIRONMENT, "HOME": home, "KERAS_HOME": home}


def command(call: str) -> list[str]:
    """Run one function of the worker in a fresh interpreter that finds us and our packages.

    `-s` and the explicit path keep the current folder, and what lies in it, off `sys.path`.
    """
    ours = str(Path(__file__).parents[2])
    others = [entry for entry in sys.path if entry.endswith(("site-packages", "dist-packages"))]
    module, function = call.split("(")[0].rsplit(".", 1)
    boot = (
        f"import sys; sys.path[:] = [p for p in sys.path if p] + {[*others, ours]!r}; "
        f"from {module} import {function}; {call.removeprefix(module + '.')}"
    )
    return [sys.executable, "-s", "-c", boot]


@dataclass
class Forked:
    """A child of the zygote."""

    connection: socket.socket
    drain: Drain
    told: socket.socket  #: the zygote writes its pid and its end here

    def kill(self) -> None:
        """Let the zygote end it: closing the status socket asks for that."""
        self.told.close()
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self.connection.close()

    def status(self) -> int:
        """Wait for the zygote to say how it ended."""
        with suppress(OSError):
            self.told.settimeout(5.0)
            return os.waitstatus_to_exitcode(int.from_bytes(_read(self.told, 8), "big"))
        return -int(signal.SIGKILL)


@dataclass
class Zygote:
    """A process with TensorFlow imported, which forks children on request."""

    _home: "tempfile.TemporaryDirectory[str]" = field(
        default_factory=lambda: tempfile.TemporaryDirectory(prefix="nngrader-")
    )
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Start importing; nobody waits for it yet."""
        self._start()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        complaints, complain = os.pipe()
        self._control = ours
        self._ready = False
        self._process = subprocess.Popen(  # noqa: S603 - our own words
            command(f"nngrader.worker.zygote.main({theirs.fileno()})"),
            pass_fds=[theirs.fileno()],
            env=clean_environment(self._home.name),
            cwd=self._home.name,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complain,
            start_new_session=True,
        )
        theirs.close()
        os.close(complain)
        self._complaints = Drain(complaints)

    def spawn(self) -> Child:
        """Fork; a zygote that died is started again."""
        with self._lock:
            self._wait_until_ready()
            try:
                return self._fork()
            except OSError:  # it died, perhaps for want of memory; a second death is a fault
                self._restart()
                return self._fork()

    def _restart(self) -> None:
        self._control.close()
        self._process.kill()
        self._process.wait()
        self._start()
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        if self._ready:
            return
        self._control.settimeout(READY_S)
        try:
            said = self._control.recv(1)
        except TimeoutError:
            said = b""
        if said != b"R":
            why = "it has more than one thread" if said else self._complaints.text()[-2000:]
            problem = f"The worker could not start TensorFlow: {why or 'no reason was given'}"
            raise WorkerFault(problem)
        self._ready = True

    def _fork(self) -> Forked:
        conversation, output, told = socket.socketpair(), os.pipe(), socket.socketpair()
        theirs = (conversation[1].fileno(), output[1], told[1].fileno())
        with suppress(BrokenPipeError):  # the read below will find out
            socket.send_fds(self._control, [b"F"], list(theirs))
        for end in (conversation[1], told[1]):
            end.close()
        os.close(output[1])
        child = Forked(conversation[0], Drain(output[0]), told[0])
        child.told.settimeout(FORK_S)
        try:
            _read(child.told, PID_BYTES)
        except OSError:
            child.kill()
            raise
        return child

    def close(self) -> None:
        """End the zygote; it ends its children."""
        self._control.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(2.0)
        self._process.kill()
        self._process.wait()
        self._home.cleanup()


def _read(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        chunk = connection.recv(size - len(data))
        if not chunk:
            break
        data += chunk
    if len(data) < size:
        raise OSError
    return data


@dataclass
class Single:
    """A child with a process of its own."""

    process: "subprocess.Popen[bytes]"
    connection: socket.socket
    drain: Drain

    def kill(self) -> None:
        """End it, and its process group where there is one."""
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        self.connection.close()

    def status(self) -> int:
        """Wait for its end."""
        with suppress(subprocess.TimeoutExpired):
            return self.process.wait(5.0)
        return -9


@dataclass
class OneShots:
    """A fresh process per child, for platforms without fork."""

    _home: "tempfile.TemporaryDirectory[str]" = field(
        default_factory=lambda: tempfile.TemporaryDirectory(prefix="nngrader-")
    )

    def spawn(self) -> Child:
        """Start one and wait until it calls back."""
        token = secrets.token_hex(16)
        printed, printing = os.pipe()
        with socket.create_server(("127.0.0.1", 0)) as server:
            process = self._started(server.getsockname()[1], token, printing)
            os.close(printing)
            drain = Drain(printed)
            server.settimeout(READY_S)
            connection = self._called_back(server, token, process)
        return Single(process, connection, drain)

    def _started(self, port: int, token: str, printing: int) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(  # noqa: S603 - our own words
            command("nngrader.worker.oneshot.main()"),
            env=clean_environment(self._home.name),
            cwd=self._home.name,
            stdin=subprocess.PIPE,
            stdout=printing,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert process.stdin is not None  # asked for above
        with process.stdin as stdin:
            stdin.write(f"{port} {token}\n".encode())
        return process

    def _called_back(
        self, server: socket.socket, token: str, process: "subprocess.Popen[bytes]"
    ) -> socket.socket:
        try:
            connection, _ = server.accept()
            connection.settimeout(READY_S)
            if secrets.compare_digest(_read(connection, len(token)), token.encode()):
                return connection
        except OSError:
            process.kill()
        problem = "The worker did not call back after importing TensorFlow."
        raise WorkerFault(problem)

    def close(self) -> None:
        """Remove what was left."""
        self._home.cleanup()
