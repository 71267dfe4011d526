"""Training runs that were computed before, remembered by a digest of everything that shaped them.

A run is the frames a child answered with. On disk it is one file, `<folder>/<ab>/<ab...>.run`:

    nngrader run 1      a line that names this format
    32 bytes            blake2b of everything that follows
    frames              as wire.send writes them; the first holds the digest the run is filed under

The checksum finds damage, not forgery: whoever can write into the folder can write a run of their
own. So this folder is believed only because a submission cannot write there (nngrader/landlock.py).
The checksum also makes fsync needless: a file that a power cut left half on disk is not believed.

The library diskcache is not used: it pickles what it keeps, so reading a forged file would run it,
and CVE-2025-69872, which is about that, is open.
"""

import io
import json
import math
import os
import re
import secrets
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

import platformdirs

from nngrader import landlock
from nngrader.wire import Ended, Frame, WireError, receive, send

MOST_BYTES = 512 << 20  #: of all entries together
FILLED = 0.9  #: share of the bound that is used once room was made
LOOK_EVERY = 1 / 16  #: share of the bound we write before looking what other processes wrote
STALE_S = 3600.0  #: seconds after which a file that is still being written is an orphan
MAGIC = b"nngrader run 1\n"
CHECKSUM = 32  #: bytes
IN_PROGRAM = "the working memory of this program"
PLACE = "NNGRADER_MEMORY"  #: environment variable: a folder, or "off"
KEY = re.compile(r"[0-9a-f]{32,128}")
SHELF = re.compile(r"[0-9a-f]{2}")  #: folder for all digests that begin so
ENTRY = re.compile(rf"{KEY.pattern}\.run|[0-9]+-[0-9a-f]{{16}}\.part")  #: whole, or being written
#: A link is not followed, and a pipe, which nobody writes to, is not waited for. Windows has none.
WARY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

Key = str  #: lowercase hex digest


class Claiming(Protocol):
    """Who trains what right now, so that nobody begins the same beside."""

    def claim(self, key: Key) -> bool:
        """Take the right to train; False when somebody else has it. Never waits."""
        ...

    def release(self, key: Key, *, vain: bool = False) -> None:
        """Give it back; `vain` when there is nothing to recall, nor would be the next time."""
        ...

    def wait(self, key: Key) -> None:
        """Wait until nobody has it."""
        ...


@dataclass
class Claims:
    """The claims of the threads of one process.

    What once was trained in vain, such as what time has cut, is granted to everybody from then on:
    thirty who hand it in would otherwise wait for one another, each for the whole of that time.
    """

    _held: set[Key] = field(default_factory=set)
    _vain: set[Key] = field(default_factory=set)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def claim(self, key: Key) -> bool:
        """Take the right to train; False when somebody else has it."""
        with self._changed:
            if key in self._held:
                return False
            if key not in self._vain:
                self._held.add(key)
            return True

    def release(self, key: Key, *, vain: bool = False) -> None:
        """Give it back, and wake who waits for it."""
        with self._changed:
            self._held.discard(key)
            if vain:
                self._vain.add(key)
            self._changed.notify_all()

    def wait(self, key: Key) -> None:
        """Wait until nobody has it."""
        with self._changed:
            self._changed.wait_for(lambda: key not in self._held)


class Unclaimed:
    """Claims where nothing is remembered: there is nothing to wait for."""

    def claim(self, _: Key) -> bool:
        """Grant it."""
        return True

    def release(self, _: Key, *, vain: bool = False) -> None:
        """Do nothing."""

    def wait(self, _: Key) -> None:
        """Wait for nobody."""


class Memory(Protocol):
    """What remembers training runs. Any number of threads may use it at once."""

    @property
    def claims(self) -> Claiming:
        """Who trains what right now."""
        ...

    def recall(self, key: Key) -> tuple[Frame, ...] | None:
        """Give back what was kept, as arrays of the caller's own; None when it is not known."""
        ...

    def keep(self, key: Key, frames: tuple[Frame, ...]) -> None:
        """Remember, if that is possible; raises ValueError only for what no wire could carry."""
        ...


@dataclass(frozen=True)
class Contents:
    """How much is remembered, and where."""

    place: str
    entries: int
    size: int  #: bytes
    limit: int  #: bytes; 0 where nothing is remembered at all


class Damaged(Exception):
    """An entry that is not as it was written."""


@dataclass
class _Tally:
    """What this process believes the folder to hold, so that not every `keep` must look."""

    total: float = math.inf  #: bytes; unknown before the first look
    written: int = 0  #: bytes since the last look
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True)
class Folder:
    """Remembers on disk, one file per run; any number of processes may share it, but not its claims.

    An entry that is read counts as used. When a new one does not fit, those go first that were not
    used for longest. A folder or file that is a link or belongs to somebody else is not believed.
    """

    path: Path
    most_bytes: int = MOST_BYTES
    claims: Claims = field(default_factory=Claims, init=False, repr=False, compare=False)
    _tally: _Tally = field(default_factory=_Tally, init=False, repr=False, compare=False)

    def recall(self, key: Key) -> tuple[Frame, ...] | None:
        """Read an entry; one that is damaged is removed."""
        path = self._file(key)
        frames = None
        with suppress(OSError):  # not there, not to be read, or not to be touched or removed
            try:
                frames = unpacked(key, self._read(path))
                os.utime(path)
            except Damaged:
                path.unlink()
        return frames

    def keep(self, key: Key, frames: tuple[Frame, ...]) -> None:
        """Write an entry, or leave it: a full disk or a lost folder is no reason to stop."""
        path = self._file(key)
        entry = packed(key, frames)
        if len(entry) > self.most_bytes * FILLED:
            return
        with suppress(OSError):
            if all(map(_made, (self.path, path.parent))):
                with self._tally.lock:
                    self._make_room(len(entry))
                _write(path, entry)

    def is_ours(self) -> bool:
        """Whether this is a folder of the user's own, or could become one."""
        return not os.path.lexists(self.path) or _is_own_folder(self.path)

    def contents(self) -> Contents:
        """Count what is there."""
        sizes = [file.size for file in self._files() if file.whole]
        return Contents(str(self.path), len(sizes), sum(sizes), self.most_bytes)

    def forget(self) -> Contents:
        """Remove everything; returns what was there."""
        before = self.contents()
        for file in self._files():
            with suppress(OSError):
                file.path.unlink()
        return before

    def _file(self, key: Key) -> Path:
        _check(key)
        return self.path / key[:2] / f"{key}.run"

    def _read(self, path: Path) -> bytes:
        """Read a file of our own; raises Damaged for any other, OSError for none."""
        if not all(map(_is_own_folder, (self.path, path.parent))):
            raise FileNotFoundError
        with open(path, "rb", opener=_warily) as file:
            found = os.fstat(file.fileno())
            if not _is_own_file(found) or found.st_size > self.most_bytes:
                raise Damaged
            return file.read()

    def _make_room(self, needed: int) -> None:
        """See to it that `needed` bytes more are not too many, as far as this process knows."""
        tally = self._tally
        unseen = tally.written > self.most_bytes * LOOK_EVERY
        if unseen or tally.total + needed > self.most_bytes:
            tally.total, tally.written = self._trimmed(needed), 0
        tally.total += needed
        tally.written += needed

    def _trimmed(self, needed: int) -> int:
        """Look at everything, and remove if it is too much; returns the bytes that are left."""
        stale = time.time() - STALE_S
        files = sorted(self._files(), key=lambda file: file.used)
        total = sum(file.size for file in files)
        wanted = self.most_bytes * (FILLED if total + needed > self.most_bytes else 1)
        for file in files:
            goes = total + needed > wanted if file.whole else file.used < stale
            if goes:
                with suppress(OSError):
                    file.path.unlink()
                    total -= file.size
        return total

    def _files(self) -> Iterator["_File"]:
        """Walk over entries, whole or half-written; whatever else lies here is not ours."""
        for shelf in _names(self.path, SHELF):
            for name in _names(shelf, ENTRY):
                with suppress(OSError):
                    found = name.lstat()
                    yield _File(name, found.st_size, found.st_mtime, name.suffix == ".run")


@dataclass(frozen=True)
class _File:
    """A file in the folder, as the last look found it."""

    path: Path
    size: int  #: bytes
    used: float  #: seconds, as `time.time` counts
    whole: bool  #: or still being written


@dataclass(frozen=True)
class Session:
    """Remembers only while the program runs: where a submission could write to the disk.

    There it could put a forged run into a folder, and the next grading would believe it.
    """

    most_bytes: int = MOST_BYTES
    claims: Claims = field(default_factory=Claims, init=False, repr=False, compare=False)
    _kept: dict[Key, bytes] = field(default_factory=dict, init=False, repr=False)
    _lock: threading.Lock = field(
        default_factory=threading.Lock, init=False, repr=False, compare=False
    )

    def recall(self, key: Key) -> tuple[Frame, ...] | None:
        """Give back what was kept in this session."""
        with self._lock:
            entry = self._kept.pop(key, None)
            if entry is None:
                return None
            self._kept[key] = entry  # now the last to be dropped
        return unpacked(key, entry)

    def keep(self, key: Key, frames: tuple[Frame, ...]) -> None:
        """Remember; what was not used for longest is dropped when it is too much."""
        _check(key)
        entry = packed(key, frames)
        if len(entry) > self.most_bytes:
            return
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = entry
            while self._size() > self.most_bytes:
                del self._kept[next(iter(self._kept))]

    def contents(self) -> Contents:
        """Count what is there."""
        with self._lock:
            return Contents(IN_PROGRAM, len(self._kept), self._size(), self.most_bytes)

    def _size(self) -> int:
        return sum(map(len, self._kept.values()))


@dataclass(frozen=True)
class Nothing:
    """Forgets everything."""

    claims: Unclaimed = field(default_factory=Unclaimed, init=False, repr=False, compare=False)

    def recall(self, key: Key) -> None:
        """Know nothing."""

    def keep(self, key: Key, frames: tuple[Frame, ...]) -> None:
        """Do nothing."""


def open_memory(*, confined: bool = True) -> Memory:
    """Choose by NNGRADER_MEMORY; without it, by whether submissions can be kept from the disk.

    `confined` says whether children are started in a way that Landlock can hold.
    """
    named = os.environ.get(PLACE, "")
    if named.lower() == "off":
        return Nothing()
    if named:
        return Folder(Path(named).expanduser().absolute())
    if not (confined and landlock.available()):
        return Session()
    return Folder(platformdirs.user_cache_path("nngrader", appauthor=False) / "trainings")


def digest_of(parts: Any) -> Key:
    """Name plain JSON by its content; keys of a dict may stand in any order.

    Raises ValueError for NaN and endless numbers, TypeError for what JSON does not have. JSON knows
    no tuples and no keys but text: `(1,)` is `[1]`, and `{1: 2}` is `{"1": 2}`.
    """
    text = json.dumps(parts, sort_keys=True, allow_nan=False, separators=(",", ":"))
    return blake2b(text.encode(), digest_size=CHECKSUM).hexdigest()


def contents(memory: Memory) -> Contents:
    """Count what a memory holds."""
    return memory.contents() if isinstance(memory, Folder | Session) else Contents("", 0, 0, 0)


def forget() -> Contents:
    """Remove every entry of the memory that is open by default; returns what was there."""
    memory = open_memory()
    return memory.forget() if isinstance(memory, Folder) else contents(memory)


def told(memory: Memory) -> str:
    """Say in one line where trainings are remembered, and how many."""
    if isinstance(memory, Folder) and not memory.is_ours():
        return f"nothing: {memory.path} is a link, no folder, or belongs to somebody else"
    if isinstance(memory, Session):
        return (
            "only while the program runs: on this system a submission could forge what is on disk"
        )
    held = contents(memory)
    if not held.limit:
        return f"nothing: {PLACE} is off"
    size, limit = held.size / 1e6, held.limit / 1e6
    return f"{_entries(held.entries)}, {size:.1f} of at most {limit:.0f} MB, in {held.place}"


def told_forgotten(held: Contents) -> str:
    """Say in one line what was forgotten."""
    if not held.limit:
        return f"Nothing is remembered: {PLACE} is off."
    if not held.entries:
        return f"Nothing is remembered in {held.place}."
    return f"Forgot {_entries(held.entries)} ({held.size / 1e6:.1f} MB) in {held.place}."


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


class _Tape(io.BytesIO):
    """A wire.Stream in memory."""

    def sendall(self, data: bytes | memoryview, /) -> None:
        self.write(data)

    def recv_into(self, buffer: memoryview, size: int, /) -> int:
        return self.readinto(buffer[:size])


def _check(key: Key) -> None:
    if not KEY.fullmatch(key):
        problem = f"{key[:40]!r} is no digest"
        raise ValueError(problem)


def packed(key: Key, frames: tuple[Frame, ...]) -> bytes:
    """Write frames as an entry; raises ValueError for what no wire could carry."""
    tape = _Tape()
    for frame in (Frame("run", {"key": key}), *frames):
        send(tape, frame)
    return _head(tape.getbuffer()) + tape.getbuffer()


def _head(payload: memoryview) -> bytes:
    return MAGIC + blake2b(payload, digest_size=CHECKSUM).digest()


def unpacked(key: Key, entry: bytes) -> tuple[Frame, ...]:
    """Read the frames of an entry; raises Damaged for one that is not ours in every bit."""
    begin = len(MAGIC) + CHECKSUM
    if entry[:begin] != _head(memoryview(entry)[begin:]):
        raise Damaged
    tape = _Tape(entry)
    tape.seek(begin)
    frames = []
    try:
        while tape.tell() < len(entry):
            frames.append(receive(tape))
    except (Ended, WireError) as error:
        raise Damaged from error
    if not frames or frames[0].body != {"key": key}:
        raise Damaged
    return tuple(frames[1:])


def _write(path: Path, entry: bytes) -> None:
    """Write beside, then rename: a reader sees all of an entry or nothing of it."""
    part = path.with_name(f"{os.getpid()}-{secrets.token_hex(8)}.part")
    try:
        with open(part, "xb", opener=_warily) as file:
            file.write(entry)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _warily(path: str, flags: int) -> int:
    """Open for this user alone, no link, and no pipe for whose other end one would wait."""
    return os.open(path, flags | WARY, 0o600)


def _names(folder: Path, pattern: re.Pattern[str]) -> list[Path]:
    """List what is called so in a folder of our own."""
    if not _is_own_folder(folder):
        return []
    with suppress(OSError), os.scandir(folder) as found:
        return [folder / entry.name for entry in found if pattern.fullmatch(entry.name)]
    return []


def _made(folder: Path) -> bool:
    """Make a folder that is not there; returns whether it is our own."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return _is_own_folder(folder)


def _is_own_folder(path: Path) -> bool:
    with suppress(OSError):
        found = path.lstat()
        return stat.S_ISDIR(found.st_mode) and _is_own(found)
    return False


def _is_own_file(found: os.stat_result) -> bool:
    return stat.S_ISREG(found.st_mode) and _is_own(found)


def _is_own(found: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
