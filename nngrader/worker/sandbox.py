"""The one place where a child gives up what it could do to the rest of the machine.

Today that is isolation level 1 (nngrader/isolation.py): a process of its own, with limits. On Linux
with Landlock, writing outside its own folder is refused as well; reading and the network are not.
Whatever confines a child further belongs into `enter` and nowhere else.
"""

import ctypes
import faulthandler
import io
import os
import signal
import sys
import tempfile
from contextlib import suppress

from nngrader import landlock

TENSORFLOW_MIB = 1024  #: data that TensorFlow itself needs; 550 MiB were measured for a small CNN
PR_SET_PDEATHSIG = 1
PLACES = ("HOME", "KERAS_HOME", "TMPDIR", "TEMP", "TMP", "USERPROFILE")
#: What libraries write to. Not all of /dev: root could write the disk itself, or to a terminal.
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/shm")  # noqa: S108 - locks, shared memory


def enter(output: int, memory_mib: int, wall_s: float, folder: str) -> None:
    """Confine this process: own session, own folder, no input, limits on memory and time.

    `output` is the descriptor that takes everything printed. Must come before a second thread.
    """
    if hasattr(os, "setsid"):
        with suppress(PermissionError):  # already a leader when started on its own
            os.setsid()
    _redirect(output)
    _limit(memory_mib, wall_s)
    _die_with_parent()
    _live_in(folder)
    sys.dont_write_bytecode = True
    faulthandler.enable(file=sys.stderr, all_threads=False)
    _write_only_in(folder)


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


def _live_in(folder: str) -> None:
    """Make a folder, which goes with this submission, the place of everything that is written."""
    os.chdir(folder)
    os.environ |= dict.fromkeys(PLACES, folder)
    tempfile.tempdir = folder


def _write_only_in(folder: str) -> None:
    """Refuse writing elsewhere, where the kernel can; a grader's memory on disk stays as it is."""
    if landlock.available():
        landlock.write_only_in(folder, *filter(os.path.exists, DEVICES))


def _printer(descriptor: int) -> io.TextIOWrapper:
    raw = open(descriptor, "wb", closefd=False)  # noqa: SIM115 - lives as long as we do
    return io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", line_buffering=True)


def _limit(memory_mib: int, wall_s: float) -> None:
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    data = (TENSORFLOW_MIB + memory_mib) << 20
    seconds = int(wall_s) + 5
    for kind, limit in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_DATA, data),
        (resource.RLIMIT_CPU, seconds * 4),
    ):
        with suppress(ValueError, OSError):  # a stricter limit is already in force
            resource.setrlimit(kind, (limit, limit))


def _die_with_parent() -> None:
    """Ask Linux to end this process when the zygote ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
