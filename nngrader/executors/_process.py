"""What all children have in common, however they are started: words, environment, output."""

import os
import socket
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from nngrader.engine import NUMERICS

READY_S = 180.0  #: importing TensorFlow took 18 s on a loaded machine, more from a cold disk
HEAD, TAIL = 48 << 10, 16 << 10  #: bytes of output kept from its start and from its end
GRACE_S = 0.3  #: for the last output of a child that has ended
END_S = 5.0  #: for a process to be gone once it was killed, or once it closed its connection

#: Settings that make a training repeatable on any processor, and keep the zygote single-threaded.
ENVIRONMENT = {
    **NUMERICS,
    "CUDA_VISIBLE_DEVICES": "-1",
    "KERAS_BACKEND": "tensorflow",
    "LANG": "C.UTF-8",
    # Freed memory is kept for the next tensor: giving it back and asking for it again took up to a
    # tenth of MNIST's time. Only glibc reads these.
    "MALLOC_MMAP_THRESHOLD_": "2000000000",
    "MALLOC_TRIM_THRESHOLD_": "2000000000",
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}
PASSED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")


class Drain:
    """Reads a child's output to the end, keeping its beginning and its end."""

    def __init__(self, descriptor: int) -> None:
        """Start reading in the background."""
        self.printed = 0  #: bytes so far, whether kept or not
        self._head = bytearray()
        self._tail = bytearray()
        self._thread = threading.Thread(target=self._read, args=(descriptor,), daemon=True)
        self._thread.start()

    def _read(self, descriptor: int) -> None:
        with suppress(OSError), os.fdopen(descriptor, "rb", buffering=0) as stream:
            while chunk := stream.read(1 << 16):
                self.printed += len(chunk)
                self._keep(chunk)

    def _keep(self, chunk: bytes) -> None:
        room = HEAD - len(self._head)
        self._head += chunk[:room]
        self._tail = (self._tail + chunk[room:])[-TAIL:] if len(chunk) > room else self._tail

    def settle(self) -> None:
        """Wait shortly for the rest."""
        self._thread.join(GRACE_S)

    def text(self) -> str:
        """Return what was kept, waiting shortly for the rest."""
        self.settle()
        return (bytes(self._head) + bytes(self._tail)).decode("utf-8", "backslashreplace")


@dataclass(frozen=True)
class Gone:
    """How a child ended, and what the kernel counted until then."""

    code: int  #: exit code, or minus the signal
    cpu_s: float = 0.0  #: seconds of processor time; 0 where nobody counted
    peak_mib: int = 0  #: most memory at once, shared pages included; 0 where nobody counted


class Child(Protocol):
    """A running child."""

    connection: socket.socket
    drain: Drain

    @property
    def pid(self) -> int:
        """Its number among the processes in sight; 0 where it is not known."""
        ...

    def status(self) -> Gone:
        """Wait for its end; raises TimeoutError while it runs on."""
        ...

    def kill(self) -> None:
        """End it and what it started, and return when it is gone."""
        ...


class Launcher(Protocol):
    """Makes children."""

    def spawn(self) -> Child:
        """Start a child that waits for one request; raises WorkerFault."""
        ...

    def close(self) -> None:
        """End everything."""
        ...


def clean_environment(home: str) -> dict[str, str]:
    """Give children nothing of this process's environment but what they need."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {**kept, **ENVIRONMENT, "HOME": home, "KERAS_HOME": home, "USERPROFILE": home}


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


def read_exactly(connection: socket.socket, size: int) -> bytes:
    """Read so many bytes; raises OSError when the other side closes before."""
    data = b""
    while len(data) < size:
        chunk = connection.recv(size - len(data))
        if not chunk:
            problem = "the other side closed"
            raise ConnectionError(problem)
        data += chunk
    return data
