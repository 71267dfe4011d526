"""Children with a fresh process each, for platforms without fork."""

import os
import secrets
import signal
import socket
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

from nngrader.errors import WorkerFault
from nngrader.executors._process import (
    END_S,
    READY_S,
    Drain,
    Gone,
    clean_environment,
    command,
    read_exactly,
)

GLANCE_S = 0.5  #: between two looks at whether a process that is starting still lives


@dataclass
class Single:
    """A child with a process of its own."""

    process: "subprocess.Popen[bytes]"
    connection: socket.socket
    drain: Drain

    @property
    def pid(self) -> int:
        """Its number."""
        return self.process.pid

    def status(self) -> Gone:
        """Wait for its end."""
        try:
            return Gone(self.process.wait(END_S))
        except subprocess.TimeoutExpired as error:
            raise TimeoutError from error

    def kill(self) -> None:
        """End it, and its process group where there is one."""
        self.connection.close()
        _end(self.process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()


@dataclass
class Warming:
    """A process that is importing TensorFlow, and where it will call back."""

    process: "subprocess.Popen[bytes]"
    server: socket.socket
    token: str
    drain: Drain

    def ready(self) -> Single:
        """Wait until it calls back; raises WorkerFault when it does not."""
        try:
            connection = _called_back(self.server, self.token, self.process)
        except OSError as error:
            self.end()
            why = self.drain.text()[-2000:] or "no reason was given"
            problem = f"The worker did not call back after importing TensorFlow: {why}"
            raise WorkerFault(problem) from error
        except BaseException:
            self.end()
            raise
        self.server.close()
        return Single(self.process, connection, self.drain)

    def end(self) -> None:
        """End it before it was asked anything."""
        self.server.close()
        _end(self.process)


@dataclass
class OneShots:
    """A fresh process per child; while one works, the next imports TensorFlow."""

    _home: "tempfile.TemporaryDirectory[str]" = field(
        default_factory=lambda: tempfile.TemporaryDirectory(
            prefix="nngrader-", ignore_cleanup_errors=True
        )
    )
    _next: Warming | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _running: "list[subprocess.Popen[bytes]]" = field(default_factory=list)
    _closed: bool = False

    def __post_init__(self) -> None:
        """Start the first; nobody waits for it yet."""
        self._next = self._begin()

    def spawn(self) -> Single:
        """Take the one that is warm, and begin the next; raises WorkerFault when it does not call."""
        child = self._taken().ready()
        with self._lock:
            if self._next is None and not self._closed:
                self._next = self._begin()
        return child

    def _taken(self) -> Warming:
        """Take the one that is warm, which no other thread gets then, else begin one."""
        with self._lock:
            if self._closed:
                problem = "The worker was closed."
                raise WorkerFault(problem)
            warming, self._next = self._next or self._begin(), None
        return warming

    def _begin(self) -> Warming:
        token = secrets.token_hex(16)
        printed, printing = os.pipe()
        drain = Drain(printed)
        server = socket.create_server(("127.0.0.1", 0))
        try:
            process = self._started(printing)
            _introduce(process, server.getsockname()[1], token)
        except BaseException:
            server.close()
            raise
        finally:
            os.close(printing)
        self._running = [one for one in self._running if one.poll() is None] + [process]
        return Warming(process, server, token, drain)

    def _started(self, printing: int) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 - our own words
            command("nngrader.worker.oneshot.main()"),
            env=clean_environment(self._home.name),
            cwd=self._home.name,
            stdin=subprocess.PIPE,
            stdout=printing,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def close(self) -> None:
        """End them all, also those that other threads talk with, and remove what was left."""
        with self._lock:
            self._closed = True
            warming, self._next = self._next, None
            running = [one for one in self._running if one.poll() is None]
        if warming is not None:
            warming.end()
        for process in running:
            _end(process)
        self._home.cleanup()


def _introduce(process: "subprocess.Popen[bytes]", port: int, token: str) -> None:
    """Say where to call back; the pipe stays open, for its end tells the child that we are gone."""
    assert process.stdin is not None  # asked for above
    process.stdin.write(f"{port} {token}\n".encode())
    process.stdin.flush()


def _called_back(
    server: socket.socket, token: str, process: "subprocess.Popen[bytes]"
) -> socket.socket:
    """Wait for the call; raises OSError when the process ends first, or time does."""
    deadline = time.monotonic() + READY_S
    server.settimeout(GLANCE_S)
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(TimeoutError):
            connection, _ = server.accept()
            if _proves(connection, token):
                return connection
            connection.close()
    problem = "nobody called"
    raise TimeoutError(problem)


def _proves(connection: socket.socket, token: str) -> bool:
    """Whether the caller is our process; anybody on this machine can call."""
    connection.settimeout(GLANCE_S)
    with suppress(OSError):
        return secrets.compare_digest(read_exactly(connection, len(token)), token.encode())
    return False
