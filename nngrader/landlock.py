"""Landlock, the Linux kernel's way for a process to give up writing outside some folders.

Only standard library: the worker's zygote imports this. Handled are the rights to write, make,
remove, move, link and cut short. Not handled, so as before: reading, running programs, `ioctl`,
the network, signals. The kernel itself has no right for `chmod`, `chown`, extended attributes and
times. A restricted process can neither mount nor reach into a process that is not restricted
(`ptrace`, `/proc/<pid>/mem`), for that one could write on its behalf.
"""

import ctypes
import os
import platform
import stat
import struct
import sys

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  #: the same on both MACHINES
MACHINES = ("x86_64", "aarch64")
ASK_VERSION = 1  #: LANDLOCK_CREATE_RULESET_VERSION
PATH_BENEATH = 1  #: LANDLOCK_RULE_PATH_BENEATH
PR_SET_NO_NEW_PRIVS = 38  #: without it, a setuid program would be freed of the restriction

WRITE_FILE = 1 << 1
REMOVE = 1 << 4 | 1 << 5  #: folders, files
MAKE = 1 << 7 | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 12  #: folders, files, sockets, pipes, links
MAKE_DEVICES = 1 << 6 | 1 << 11  #: granted nowhere: root could reach the disk beneath all files
REFER = 1 << 13  #: moving and linking between folders; ABI 1 refuses that everywhere
TRUNCATE = 1 << 14  #: what ABI 1 and 2 cannot refuse


def available() -> bool:
    """Whether this kernel can restrict a process."""
    return _abi() >= 1


def write_only_in(*places: str) -> None:
    """Restrict this thread, and what it starts from now on, to write below `places` alone.

    A place is a folder or one file, and exists. It cannot be undone; other threads that already run
    stay as they are. Raises RuntimeError where the kernel refuses.
    """
    granted = _granted(_abi())
    attribute = struct.pack("=Q", granted | MAKE_DEVICES)
    ruleset = _call("ruleset", CREATE_RULESET, attribute, len(attribute), 0)
    try:
        for place in places:
            _grant(ruleset, place, granted)
        _give_up_privileges()
        _call("restriction", RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _abi() -> int:
    """Ask for the version of Landlock; less than 1 where there is none."""
    if sys.platform != "linux" or platform.machine() not in MACHINES:
        return 0
    return _syscall(CREATE_RULESET, None, 0, ASK_VERSION)


def _granted(abi: int) -> int:
    newer = (REFER if abi >= 2 else 0) | (TRUNCATE if abi >= 3 else 0)
    return WRITE_FILE | REMOVE | MAKE | newer


def _grant(ruleset: int, place: str, rights: int) -> None:
    beneath = os.open(place, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(beneath).st_mode):
            rights &= WRITE_FILE | TRUNCATE  # the kernel takes no others for a file
        attribute = struct.pack("=Qi", rights, beneath)
        _call(f"rule for {place}", ADD_RULE, ruleset, PATH_BENEATH, attribute, 0)
    finally:
        os.close(beneath)


def _give_up_privileges() -> None:
    numbers = map(ctypes.c_ulong, (1, 0, 0, 0))
    if ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, *numbers) != 0:
        problem = "the kernel does not let this process give up gaining privileges"
        raise RuntimeError(problem)


def _call(what: str, number: int, *arguments: bytes | int) -> int:
    """Call the kernel; raises RuntimeError, for an OSError here would look like a lost supervisor."""
    result = _syscall(number, *arguments)
    if result < 0:
        problem = f"Landlock took no {what}: {os.strerror(ctypes.get_errno())}"
        raise RuntimeError(problem)
    return result


def _syscall(number: int, *arguments: bytes | int | None) -> int:
    """Call without a check; numbers go as 64 bits, which `syscall` cannot know by itself."""
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    kernel.restype = ctypes.c_long
    given = [ctypes.c_ulong(one) if isinstance(one, int) else one for one in arguments]
    return int(kernel(ctypes.c_long(number), *given))
