"""What a batch may have left on this machine: processes, files, room on disk and in memory."""

import ctypes
import os
import shutil
import stat
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

import nngrader
from tests.hostile.batch import MARK

SUBREAPER = 36  #: PR_SET_CHILD_SUBREAPER
GONE_S = 1.0  #: within which every process of a batch must have ended
SHARED = ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/etc")  #: looked into one level deep
MIB = 1 << 20

Snapshot = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Room:
    """MiB that are free on disk, taken by memory that outlives processes, and available."""

    disk: float
    shared: float
    memory: float

    def lost(self, later: "Room") -> "Room":
        """How much less there is later; shared memory counts as lost where it grew."""
        return Room(self.disk - later.disk, later.shared - self.shared, self.memory - later.memory)


def room() -> Room:
    """Look at the disk of /tmp and at the memory."""
    memory = psutil.virtual_memory()
    return Room(shutil.disk_usage("/tmp").free / MIB, memory.shared / MIB, memory.available / MIB)


@contextmanager
def adopting() -> "Iterator[Orphans]":
    """Become the parent of whatever loses its own: nothing that a batch left can hide from us."""
    prctl = ctypes.CDLL(None).prctl
    prctl(SUBREAPER, 1, 0, 0, 0)
    try:
        yield Orphans(set(psutil.Process().children(recursive=True)))
    finally:
        prctl(SUBREAPER, 0, 0, 0, 0)


@dataclass(frozen=True)
class Orphans:
    """The processes below this one that were not there before."""

    known: set[psutil.Process]

    def __call__(self) -> list[str]:
        """Name the processes that are new and have not ended a second later."""
        new = set(psutil.Process().children(recursive=True)) - self.known
        _, alive = psutil.wait_procs(new, timeout=GONE_S)
        return [f"{process.pid} {process.name()}" for process in alive]


def snapshot(paths: Iterable[Path]) -> Snapshot:
    """Note size, time, rights and owner of each."""
    found: dict[str, tuple[int, ...]] = {}
    for path in paths:
        with suppress(FileNotFoundError):  # somebody else's, gone meanwhile
            found[str(path)] = _state(path.lstat())
    return found


def _state(found: os.stat_result) -> tuple[int, ...]:
    """A folder's own time is left out: job folders come and go in it."""
    times = () if stat.S_ISDIR(found.st_mode) else (found.st_size, found.st_mtime_ns)
    return found.st_mode, found.st_uid, *times


def packages() -> Snapshot:
    """All installed packages, what is compiled of them included."""
    return snapshot(Path(sysconfig.get_path("purelib")).rglob("*"))


def grader() -> Snapshot:
    """The grader's own files, and those of the assignments."""
    folders = (Path(nngrader.__file__).parent, Path(nngrader.__file__).parents[1] / "assignments")
    return snapshot(path for folder in folders for path in folder.rglob("*.py"))


def shared() -> Snapshot:
    """What bears our mark where others write as well."""
    folders = (*map(Path, SHARED), Path.home())
    return snapshot(path for folder in folders for path in folder.glob(f"*{MARK}*"))


def changes(before: Snapshot, after: Snapshot) -> list[str]:
    """Name what came, went or is different."""
    names = sorted(before.keys() | after.keys())
    return [name for name in names if before.get(name) != after.get(name)]
