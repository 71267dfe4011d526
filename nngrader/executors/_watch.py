"""What a child prints, writes and has become, looked at from outside while it works.

A second net beside the kernel's limits, and the only one for a folder that has no size of its own
and for threads that the kernel does not count apart.
"""

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from math import ceil

from nngrader.executors._family import family_of
from nngrader.executors._process import Drain
from nngrader.jobs import Limits
from nngrader.limits import Excess
from nngrader.worker.sandbox import TENSORFLOW_MIB

LOOK_S = 0.25  #: between two looks
REST = 4  #: a look that takes long is followed by a rest so many times as long
BRIEFLY_S = 0.2  #: for one look; what was counted until then counts
DEEPEST = 12  #: folders inside one another: no path can be too long to be looked at then
BLOCK = 512  #: bytes, whatever the file system's own blocks are
PIPE = 1 << 20  #: bytes that may be on their way to us


class TooMuch(Exception):
    """A child went beyond a limit."""

    def __init__(self, excess: Excess) -> None:
        """Carry what was measured."""
        super().__init__(excess)
        self.excess = excess


@dataclass
class Kept:
    """What was counted in a folder; the count stops soon after a limit."""

    size: int = 0  #: bytes on disk, a file with several names once
    files: int = 0  #: whatever has a name: files, folders, links
    depth: int = 0  #: of the innermost folder


def kept_in(folder: str, most_files: int) -> Kept:
    """Count what lies in a folder; never raises, however odd its contents or quick their changes."""
    kept, known = Kept(), set[int]()
    until = time.monotonic() + BRIEFLY_S
    waiting = [(folder, 1)]
    while waiting and kept.files <= most_files and kept.depth <= DEEPEST:
        path, depth = waiting.pop()
        with suppress(OSError), os.scandir(path) as entries:
            for entry in entries:
                kept.files += 1
                if kept.files > most_files or time.monotonic() > until:
                    return kept
                if entry.is_dir(follow_symlinks=False):
                    kept.depth = max(kept.depth, depth)
                    waiting.append((entry.path, depth + 1))
                elif entry.inode() not in known:
                    known.add(entry.inode())
                    kept.size += _size(entry)
    return kept


def _size(entry: "os.DirEntry[str]") -> int:
    """Bytes that a file takes on disk, holes left out; 0 for what is gone or no regular file."""
    with suppress(OSError):
        if entry.is_file(follow_symlinks=False):
            found = entry.stat(follow_symlinks=False)
            return int(getattr(found, "st_blocks", ceil(found.st_size / BLOCK))) * BLOCK
    return 0


@dataclass
class Watch:
    """Looks at one child's output, folder, threads and memory, a few times per second."""

    drain: Drain
    folder: str
    limits: Limits
    pid: int = 0  #: 0 where it is not known
    _next: float = 0.0

    def glance(self) -> None:
        """Look if it is time to; raises TooMuch."""
        started = time.monotonic()
        if started < self._next:
            return
        self._look()
        self._look_at_family()
        ended = time.monotonic()
        self._next = ended + max(LOOK_S, REST * (ended - started))

    def last_look(self) -> None:
        """Look once more at what has come to its end; raises TooMuch."""
        if self.drain.printed <= self.limits.output_mib << 20 < self.drain.printed + PIPE:
            self.drain.settle()
        self._look()

    def _look(self) -> None:
        limits, printed = self.limits, self.drain.printed
        if printed > limits.output_mib << 20:
            raise TooMuch(Excess("output", _mib(printed), limits.output_mib))
        kept = kept_in(self.folder, limits.files)
        if kept.size > limits.disk_mib << 20:
            raise TooMuch(Excess("disk", _mib(kept.size), limits.disk_mib))
        if kept.files > limits.files:
            raise TooMuch(Excess("files", kept.files, limits.files))
        if kept.depth > DEEPEST:
            raise TooMuch(Excess("depth", kept.depth, DEEPEST))

    def _look_at_family(self) -> None:
        if not self.pid:
            return
        limits, found = self.limits, family_of(self.pid, self.limits.threads)
        if found.threads > limits.threads:
            raise TooMuch(Excess("threads", found.threads, limits.threads))
        most = limits.memory_mib + TENSORFLOW_MIB << 20
        if found.resident > most and (held := found.held()) > most:
            raise TooMuch(Excess("memory", _mib(held - (TENSORFLOW_MIB << 20)), limits.memory_mib))


def _mib(size: int) -> float:
    """MiB to the tenth above, so that what is beyond a limit reads so."""
    return ceil(size / (1 << 20) * 10) / 10
