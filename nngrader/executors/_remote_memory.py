"""The memory of trainings of one machine, asked by workers on others over a socket.

The machine that grades alone reads and writes its memory; workers send and get whole entries, as
they lie on disk. A claim belongs to the connection that made it, so that the claims of a worker
that is gone are free in the same moment. There is no pickle here, and a secret comes first.

    4 bytes   length of what follows, big-endian
    message   Ask or Told, as MessagePack
"""

import hmac
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from nngrader.executors._process import read_exactly
from nngrader.training_memory import Damaged, Key, Memory, packed, unpacked
from nngrader.wire import Frame

MOST_BYTES = 600 << 20  #: of one message; a memory holds 512 MiB in all
LOOK_S = 0.05  #: between two looks at whether it was closed
PATIENCE_S = 60.0  #: for the other side to answer, unless it was asked to wait
#: Seconds without a word after which the system asks whether the other machine is still there, how
#: often it asks again, and how many times.
ALIVE = {"TCP_KEEPIDLE": 30, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3}


@dataclass(frozen=True)
class Ask:
    """One question."""

    what: Literal["recall", "keep", "claim", "release", "wait"]
    key: Key
    entry: bytes = b""
    vain: bool = False


@dataclass(frozen=True)
class Told:
    """Its answer."""

    granted: bool = True
    entry: bytes | None = None


@dataclass(frozen=True)
class Place:
    """Where a memory is served."""

    host: str
    port: int
    secret: str


# -- the side that remembers ----------------------------------------------------------------------


class MemoryServer:
    """Serves a memory to whoever knows the secret, until it is closed."""

    def __init__(
        self, memory: Memory, host: str, secret: str, context: ssl.SSLContext | None = None
    ) -> None:
        """Listen on a free port of this address of ours; `context` encrypts."""
        self._server = _Server((host, 0), _Connection)
        self._server.serving = _Serving(memory, secret, context)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(LOOK_S,), daemon=True
        )
        self._thread.start()

    @property
    def place(self) -> Place:
        """Where workers find it."""
        host, port = self._server.server_address[:2]
        return Place(str(host), port, self._server.serving.secret)

    def close(self) -> None:
        """Hang up on everybody."""
        self._server.shutdown()
        self._server.server_close()
        self._server.serving.hang_up()
        self._thread.join()


@dataclass
class _Serving:
    memory: Memory
    secret: str
    context: ssl.SSLContext | None
    lines: set[socket.socket] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def hang_up(self) -> None:
        with self.lock:
            for line in self.lines:
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)

    def answer(self, ask: Ask) -> Told:
        """Do what is asked; raises Damaged, or ValueError for what is no key."""
        memory = self.memory
        if ask.what == "recall":
            frames = memory.recall(ask.key)
            return Told(entry=None if frames is None else packed(ask.key, frames))
        if ask.what == "claim":
            return Told(granted=memory.claims.claim(ask.key))
        if ask.what == "keep":
            memory.keep(ask.key, unpacked(ask.key, ask.entry))
        elif ask.what == "release":
            memory.claims.release(ask.key, vain=ask.vain)
        else:
            memory.claims.wait(ask.key)
        return Told()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128  #: all workers of a cluster may call in the same moment
    serving: _Serving


class _Connection(socketserver.BaseRequestHandler):
    """One worker's thread."""

    server: _Server

    def handle(self) -> None:
        """Answer until the other side is gone; what it had claimed then is free."""
        serving, held = self.server.serving, set[Key]()
        with suppress(OSError, ValueError, Damaged, msgspec.MsgspecError):
            line = self._line()
            with serving.lock:
                serving.lines.add(line)
            try:
                self._converse(line, held)
            finally:
                with serving.lock:
                    serving.lines.discard(line)
                line.close()
                for key in held:
                    serving.memory.claims.release(key)

    def _line(self) -> socket.socket:
        """Encrypt the line where that was agreed; raises OSError for one without the secret."""
        line: socket.socket = self.request
        serving = self.server.serving
        line.settimeout(PATIENCE_S)
        if serving.context is not None:
            line = serving.context.wrap_socket(line, server_side=True)
        said = read_exactly(line, len(serving.secret))
        if not hmac.compare_digest(said, serving.secret.encode()):
            problem = "somebody called who does not know the secret"
            raise PermissionError(problem)
        line.settimeout(None)
        _keep_alive(line)
        return line

    def _converse(self, line: socket.socket, held: set[Key]) -> None:
        while True:
            ask = msgspec.msgpack.decode(_read(line), type=Ask)
            told = self.server.serving.answer(ask)
            if ask.what == "claim" and told.granted:
                held.add(ask.key)
            elif ask.what == "release":
                held.discard(ask.key)
            _write(line, told)


# -- the side that asks ---------------------------------------------------------------------------


@dataclass
class Line:
    """A connection of one thread, made at the first question. Once it broke, nothing is answered."""

    place: Place
    context: ssl.SSLContext | None = None
    _socket: socket.socket | None = None
    _broken: bool = False

    def ask(self, ask: Ask) -> Told | None:
        """Put one question; None where nobody answers."""
        if self._broken:
            return None
        try:
            line = self._socket = self._socket or self._connected()
            line.settimeout(None if ask.what == "wait" else PATIENCE_S)
            _write(line, ask)
            return msgspec.msgpack.decode(_read(line), type=Told)
        except (OSError, ValueError, msgspec.MsgspecError):
            self._broken = True
            return None

    def _connected(self) -> socket.socket:
        line = socket.create_connection((self.place.host, self.place.port), PATIENCE_S)
        if self.context is not None:
            line = self.context.wrap_socket(line, server_hostname=self.place.host)
        _keep_alive(line)
        line.sendall(self.place.secret.encode())
        return line

    def close(self) -> None:
        """Hang up, which gives back every claim."""
        if self._socket is not None:
            self._socket.close()


@dataclass(frozen=True)
class RemoteClaims:
    """Claims at another machine. Where that is gone, everybody may train."""

    line: Line
    before_waiting: Callable[[], None]

    def claim(self, key: Key) -> bool:
        """Take the right to train; False when somebody else has it."""
        told = self.line.ask(Ask("claim", key))
        return told is None or told.granted

    def release(self, key: Key, *, vain: bool = False) -> None:
        """Give it back."""
        self.line.ask(Ask("release", key, vain=vain))

    def wait(self, key: Key) -> None:
        """Wait until nobody has it."""
        self.before_waiting()
        self.line.ask(Ask("wait", key))


@dataclass(frozen=True)
class RemoteMemory:
    """A memory at another machine, for one thread. Where that is gone, nothing is remembered."""

    line: Line
    before_waiting: Callable[[], None]

    @property
    def claims(self) -> RemoteClaims:
        """Who trains what right now, on any machine."""
        return RemoteClaims(self.line, self.before_waiting)

    def recall(self, key: Key) -> tuple[Frame, ...] | None:
        """Ask for what was kept."""
        told = self.line.ask(Ask("recall", key))
        if told is None or told.entry is None:
            return None
        with suppress(Damaged):
            return unpacked(key, told.entry)
        return None

    def keep(self, key: Key, frames: tuple[Frame, ...]) -> None:
        """Send it."""
        self.line.ask(Ask("keep", key, packed(key, frames)))


def answers(place: Place, context: ssl.SSLContext | None) -> bool:
    """Whether a memory can be asked from here."""
    line = Line(place, context)
    try:
        return line.ask(Ask("recall", "0" * 32)) is not None
    finally:
        line.close()


def _read(line: socket.socket) -> bytes:
    size = int.from_bytes(read_exactly(line, 4), "big")
    if size > MOST_BYTES:
        problem = f"a message of {size} bytes"
        raise ValueError(problem)
    return read_exactly(line, size)


def _write(line: socket.socket, message: Ask | Told) -> None:
    data = msgspec.msgpack.encode(message)
    line.sendall(len(data).to_bytes(4, "big") + data)


def _keep_alive(line: socket.socket) -> None:
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for name, value in ALIVE.items():
        if hasattr(socket, name):  # not every system has all three
            line.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
