"""Children with a fresh process each, for platforms without fork."""

import os
import secrets
import signal
import socket
import subprocess
import tempfile
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
class OneShots:
    """A fresh process per child."""

    _home: "tempfile.TemporaryDirectory[str]" = field(
        default_factory=lambda: tempfile.TemporaryDirectory(
            prefix="nngrader-", ignore_cleanup_errors=True
        )
    )

    def spawn(self) -> Single:
        """Start one and wait until it calls back; raises WorkerFault when it does not."""
        token = secrets.token_hex(16)
        printed, printing = os.pipe()
        drain = Drain(printed)
        with socket.create_server(("127.0.0.1", 0)) as server:
            try:
                process = self._started(printing)
            finally:
                os.close(printing)
            try:
                _introduce(process, server.getsockname()[1], token)
                return Single(process, _called_back(server, token, process), drain)
            except OSError as error:
                _end(process)
                why = drain.text()[-2000:] or "no reason was given"
                problem = f"The worker did not call back after importing TensorFlow: {why}"
                raise WorkerFault(problem) from error
            except BaseException:
                _end(process)
                raise

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
        """Remove what was left."""
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
