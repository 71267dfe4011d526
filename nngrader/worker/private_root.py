"""A file system of its own for one child: what Python needs, read-only, and a small empty home.

Needs a mount namespace of its own and the right to mount in it. There is no `/proc` of the kernel's
in it, only the few files that TensorFlow looks at, so a child sees nothing of other processes.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

from nngrader.kernel import (
    MNT_DETACH,
    MS_BIND,
    MS_NODEV,
    MS_NOSUID,
    MS_PRIVATE,
    MS_REC,
    call,
    make_read_only,
    mount,
)
from nngrader.worker.places import DEVICES, readable

HOME = "/home/student"
WRITABLE = (HOME, "/tmp", "/dev/shm")  # noqa: S108 - of the child's own file system
PROCESS = "/proc/self"
COPIED = ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/self/cmdline")
USERS = "student:x:{uid}:{gid}:student:" + HOME + ":/bin/false\n"
OWN_FILES = 128  #: folders and files of the root itself; 43 were counted
OLD = ".outside"  #: where the former root hangs until it is let go


def move_in(scaffold: str, disk_mib: int, files: int, owner: tuple[int, int]) -> None:
    """Build the root on an empty folder, which nobody else sees change, and make it `/`.

    `owner` is the user and group that the child will be. Raises KernelRefused or OSError.
    """
    mount("", "/", "", MS_REC | MS_PRIVATE)
    size = f"size={disk_mib}m,nr_inodes={files + OWN_FILES},mode=0755"
    mount("tmpfs", scaffold, "tmpfs", MS_NOSUID | MS_NODEV, size)
    for place in readable():
        _show(scaffold, place)
    for device in DEVICES:
        _bind(scaffold, device)
    _describe_machine(scaffold, owner)
    for place in WRITABLE:
        Path(scaffold + place).mkdir(parents=True, exist_ok=True)
        os.chown(scaffold + place, *owner)
    _enter(scaffold)


def _show(scaffold: str, place: str) -> None:
    if Path(place).is_symlink():
        Path(scaffold + place).parent.mkdir(parents=True, exist_ok=True)
        Path(scaffold + place).symlink_to(Path(place).readlink())
    else:
        _bind(scaffold, place)
        make_read_only(scaffold + place)


def _bind(scaffold: str, place: str) -> None:
    target = Path(scaffold + place)
    if Path(place).is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    mount(place, str(target), "", MS_BIND | MS_REC)


def _describe_machine(scaffold: str, owner: tuple[int, int]) -> None:
    Path(scaffold + PROCESS).mkdir(parents=True)
    Path(scaffold + PROCESS, "exe").symlink_to(Path(sys.executable).resolve())
    for path in COPIED:
        with suppress(OSError):  # not on every machine; TensorFlow does without all but two
            Path(scaffold + path).write_bytes(Path(path).read_bytes())
    Path(scaffold + "/etc").mkdir(exist_ok=True)
    uid, gid = owner
    Path(scaffold + "/etc/passwd").write_text(USERS.format(uid=uid, gid=gid))


def _enter(scaffold: str) -> None:
    old = f"{scaffold}/{OLD}"
    Path(old).mkdir()
    call("pivot_root", os.fsencode(scaffold), os.fsencode(old), what="to leave the old root")
    os.chdir("/")
    call("umount2", f"/{OLD}".encode(), MNT_DETACH, what="to let go of the old root")
    Path(f"/{OLD}").rmdir()
