"""Landlock, the Linux kernel's way for a process to give up files, for itself and what it starts.

The kernel has no right for `stat`, `chmod`, `chown`, extended attributes and times, nor, before
ABI 3, for cutting a file short. A restricted process can neither mount nor reach into a process
that is not restricted (`ptrace`, `/proc/<pid>/mem`), for that one could write on its behalf.
"""

import os
import stat
import struct
from collections.abc import Iterable

from nngrader.kernel import PR_SET_NO_NEW_PRIVS, call, machine, set_process, try_call

ASK_VERSION = 1  #: LANDLOCK_CREATE_RULESET_VERSION
PATH_BENEATH = 1  #: LANDLOCK_RULE_PATH_BENEATH

EXECUTE = 1 << 0
WRITE_FILE = 1 << 1
READ_FILE, READ_FOLDER = 1 << 2, 1 << 3
REMOVE = 1 << 4 | 1 << 5  #: folders, files
MAKE = 1 << 7 | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 12  #: folders, files, sockets, pipes, links
MAKE_DEVICES = 1 << 6 | 1 << 11  #: granted nowhere: root could reach the disk beneath all files
REFER = 1 << 13  #: moving and linking between folders; ABI 1 refuses that everywhere
TRUNCATE = 1 << 14  #: from ABI 3 on
IOCTL_DEVICE = 1 << 15  #: from ABI 5 on
TCP = 1 << 0 | 1 << 1  #: to listen and to connect; from ABI 4 on
SCOPES = 1 << 0 | 1 << 1  #: abstract sockets and signals of processes outside; from ABI 6 on
READ = READ_FILE | READ_FOLDER
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEVICE  #: a file takes no others


def available() -> bool:
    """Whether this kernel can restrict a process."""
    return _abi() >= 1


def write_only_in(*places: str) -> None:
    """Restrict this thread, and what it starts from now on, to write below `places` alone.

    A place is a folder or one file, and exists. It cannot be undone; other threads that already run
    stay as they are. Raises KernelRefused.
    """
    abi = _abi()
    _restrict((_writing(abi) | MAKE_DEVICES, 0, 0), [(places, _writing(abi))])


def use_only(readable: Iterable[str], writable: Iterable[str]) -> None:
    """Restrict this thread to these files; to run none; and to no TCP, where the kernel knows how.

    Signals and abstract sockets reach only processes that it starts. Otherwise as `write_only_in`.
    """
    abi = _abi()
    handled = _writing(abi) | MAKE_DEVICES | READ | EXECUTE | (IOCTL_DEVICE if abi >= 5 else 0)
    beyond = (TCP if abi >= 4 else 0, SCOPES if abi >= 6 else 0)
    _restrict((handled, *beyond), [(readable, READ), (writable, READ | _writing(abi))])


def _abi() -> int:
    """Ask for the version of Landlock; less than 1 where there is none."""
    return try_call("landlock_create_ruleset", None, 0, ASK_VERSION) if machine() else 0


def _writing(abi: int) -> int:
    newer = (REFER if abi >= 2 else 0) | (TRUNCATE if abi >= 3 else 0)
    return WRITE_FILE | REMOVE | MAKE | newer


def _restrict(handled: tuple[int, int, int], granted: Iterable[tuple[Iterable[str], int]]) -> None:
    """Refuse what is handled, on files, on the network and towards processes, but what is granted."""
    attribute = struct.pack("=QQQ", *handled)
    known = 8 * max(place for place, rights in enumerate(handled, 1) if rights)
    ruleset = call("landlock_create_ruleset", attribute[:known], known, 0, what="a set of rules")
    try:
        for places, rights in granted:
            for place in places:
                _grant(ruleset, place, rights)
        set_process(PR_SET_NO_NEW_PRIVS, 1)  # else a setuid program would be free of it
        call("landlock_restrict_self", ruleset, 0, what="to be restricted")
    finally:
        os.close(ruleset)


def _grant(ruleset: int, place: str, rights: int) -> None:
    beneath = os.open(place, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(beneath).st_mode):
            rights &= OF_A_FILE
        rule = struct.pack("=Qi", rights, beneath)
        call("landlock_add_rule", ruleset, PATH_BENEATH, rule, 0, what=f"a rule for {place}")
    finally:
        os.close(beneath)
