"""The one place where a child gives up what it could do to the rest of the machine.

In the order of security.md's recipe: what needs rights first, what takes rights away after it, the
filter of calls last, for it refuses the calls of all the others.
"""

import faulthandler
import io
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nngrader import kernel, landlock, seccomp
from nngrader.isolation import LEVELS, Way
from nngrader.worker import private_root
from nngrader.worker.places import DEVICES, readable

TENSORFLOW_MIB = 1024  #: data that TensorFlow itself needs; 550 MiB were measured for a small CNN
ADDRESSES_MIB = 4096  #: addresses that it reserves; 2.2 GiB were measured, more with more cores
OPEN_FILES = 256
PLACES = ("HOME", "KERAS_HOME", "TMPDIR", "TEMP", "TMP", "USERPROFILE")
#: What libraries write to. Not all of /dev: root could write the disk itself, or to a terminal.
WRITTEN = ("/dev/null", "/dev/zero", "/dev/full")
INSIDE = 1000  #: user and group in a user namespace
KEPT_APART = (
    kernel.CLONE_NEWNS
    | kernel.CLONE_NEWNET
    | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUTS
    | kernel.CLONE_NEWCGROUP
)


@dataclass(frozen=True)
class Bounds:
    """What one child may use; see nngrader.jobs.Limits for the units."""

    folder: str  #: its own, empty, removed by the supervisor
    cpu_s: float
    memory_mib: int
    threads: int
    disk_mib: int
    files: int


@dataclass(frozen=True)
class Cell:
    """How this child is to be confined."""

    way: Way
    user: int  #: that it becomes, for nobody else; used where root makes the namespaces


def enter(output: int, bounds: Bounds, cell: Cell) -> None:
    """Confine this process for good; raises KernelRefused or OSError where that fails.

    `output` is the descriptor that takes everything printed. Must come before a second thread. At
    level 3 this process is the first of its process namespace.
    """
    if hasattr(os, "setsid"):
        with suppress(PermissionError):  # already a leader when started on its own
            os.setsid()
    _redirect(output)
    inside = LEVELS[cell.way] == max(LEVELS.values())
    if inside:
        _move(bounds, cell)
    _live_in(private_root.HOME if inside else bounds.folder)
    sys.dont_write_bytecode = True
    faulthandler.enable(file=sys.stderr, all_threads=False)
    _give_up(bounds, cell)


def _redirect(output: int) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    for spare in {nothing, output} - {0, 1, 2}:
        os.close(spare)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - lives on
    sys.stdout = sys.__stdout__ = _printer(1)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _printer(2)  # type: ignore[misc]


def _printer(descriptor: int) -> io.TextIOWrapper:
    raw = open(descriptor, "wb", closefd=False)  # noqa: SIM115 - lives as long as we do
    return io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", line_buffering=True)


def _move(bounds: Bounds, cell: Cell) -> None:
    """Leave the machine's files, network, names and users behind."""
    by_root = cell.way == "namespaces by root"
    if by_root:
        kernel.call("unshare", KEPT_APART)
    else:
        become_alone(KEPT_APART)
    owner = (cell.user, cell.user) if by_root else (INSIDE, INSIDE)
    private_root.move_in(bounds.folder, bounds.disk_mib, bounds.files, owner)
    if by_root:
        os.setgroups([])
        os.setresgid(*owner[:1] * 3)
        os.setresuid(*owner[1:] * 3)


def become_alone(apart: int) -> None:
    """Enter a user namespace with all rights in it, and the namespaces `apart` with it."""
    user, group = os.geteuid(), os.getegid()
    kernel.call("unshare", kernel.CLONE_NEWUSER | apart)
    for name, text in (
        ("setgroups", "deny"),
        ("gid_map", f"{INSIDE} {group} 1"),
        ("uid_map", f"{INSIDE} {user} 1"),
    ):
        Path("/proc/self", name).write_text(text)


def _live_in(folder: str) -> None:
    """Make a folder, which goes with this submission, the place of everything that is written."""
    os.chdir(folder)
    os.environ |= dict.fromkeys(PLACES, folder)
    tempfile.tempdir = folder


def _give_up(bounds: Bounds, cell: Cell) -> None:
    level = LEVELS[cell.way]
    if kernel.machine():
        kernel.drop_capabilities()
        kernel.set_process(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)  # a change of user clears it
    _limit(bounds, level)
    if level == 3:
        landlock.use_only(["/"], [*private_root.WRITABLE, *WRITTEN])
    elif level == 2:
        landlock.use_only(_in_sight(), [bounds.folder, *WRITTEN])
    elif landlock.available():
        landlock.write_only_in(bounds.folder, *WRITTEN)
    if level >= 2:
        _filter(level)
    elif kernel.machine() and not landlock.available():
        with suppress(kernel.KernelRefused):  # level 1 is what still holds
            _filter(level)


def _in_sight() -> Iterator[str]:
    """List what may be read where the whole file system can be seen."""
    yield from filter(os.path.exists, (*readable(), *DEVICES, *private_root.COPIED))


def _filter(level: int) -> None:
    kernel.set_process(kernel.PR_SET_NO_NEW_PRIVS, 1)
    seccomp.refuse(os.getpid(), pretend_rights=level < 3)


def _limit(bounds: Bounds, level: int) -> None:
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    data = (TENSORFLOW_MIB + bounds.memory_mib) << 20
    seconds = max(1, int(time.process_time() + bounds.cpu_s))  # importing may have used some
    limits = {
        "RLIMIT_CORE": (0, 0),
        "RLIMIT_CPU": (seconds, seconds + 1),
        "RLIMIT_DATA": (data, data),
        "RLIMIT_AS": (data + (ADDRESSES_MIB << 20),) * 2,
        "RLIMIT_FSIZE": (bounds.disk_mib << 20,) * 2,
        "RLIMIT_NOFILE": (OPEN_FILES, OPEN_FILES),
        "RLIMIT_MEMLOCK": (0, 0),
        "RLIMIT_MSGQUEUE": (0, 0),
    }
    if level == 3:  # elsewhere it would count all processes of this user
        limits["RLIMIT_NPROC"] = (bounds.threads, bounds.threads)
    for name, limit in limits.items():
        kind = getattr(resource, name, None)  # not every system has all
        with suppress(ValueError, OSError):  # a stricter limit is already in force
            if kind is not None:
                resource.setrlimit(kind, limit)
