"""Seccomp, the kernel's filter of calls: threads, files of one's own, and arithmetic remain.

The filter is a deny-list: it names what makes processes, programs, sockets, memory that no limit
counts, signals to others and what parts of the kernel no network needs. Calls newer than those
that were looked at do not exist for it. It costs nothing measurable and cannot be taken off.
"""

import ctypes
import errno
import struct
from collections.abc import Iterator, Sequence

from nngrader.kernel import (
    AARCH64,
    CALLS,
    CLONE_THREAD,
    MACHINES,
    NEWEST,
    PR_SET_PDEATHSIG,
    SECCOMP_FILTER_FLAG_SPEC_ALLOW,
    SECCOMP_SET_MODE_FILTER,
    call,
    machine,
)

#: Refused with EPERM, whatever the arguments.
REFUSED = frozenset(
    "execve execveat setsid setpgid "
    "unshare setns mount umount2 pivot_root chroot mount_setattr open_tree move_mount "
    "fsopen fsconfig fsmount fspick "
    "ptrace process_vm_readv process_vm_writev process_madvise process_mrelease kcmp "
    "pidfd_open pidfd_getfd pidfd_send_signal tkill migrate_pages move_pages "
    "sched_setaffinity sched_setattr sched_setscheduler sched_setparam "
    "socket connect bind listen accept accept4 sendmsg sendmmsg "
    "memfd_create memfd_secret shmget shmat msgget semget mq_open mknod mknodat "
    "add_key request_key keyctl bpf perf_event_open io_uring_setup io_uring_enter "
    "io_uring_register userfaultfd fanotify_init fanotify_mark name_to_handle_at "
    "open_by_handle_at quotactl quotactl_fd personality modify_ldt lookup_dcookie "
    "kexec_load kexec_file_load init_module finit_module delete_module swapon swapoff reboot "
    "sethostname setdomainname settimeofday clock_settime adjtimex clock_adjtime acct syslog "
    "iopl ioperm vhangup capset seccomp".split()
)
#: Done in words only where files of others of the same user are in sight: copying a file in one's
#: own folder copies its rights as well, and must not fail for that.
RIGHTS_OF_FILES = frozenset(
    "chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat "
    "setxattr lsetxattr fsetxattr setxattrat removexattr lremovexattr fremovexattr removexattrat "
    "file_setattr".split()
)
#: Refused with EAGAIN, as where there are too many processes: a program cannot tell one reason from
#: another, and gets the same sentence for both.
PROCESSES = frozenset(("fork", "vfork"))
TO_ITSELF = ("kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo")  #: first argument: whom
TERMINAL_INPUT = (0x5412, 0x541C)  #: TIOCSTI, TIOCLINUX: typing into a terminal
AGAIN = errno.EAGAIN
SOCK_STREAM = 1
SOCKET_KIND = 0xF  #: without the flags beside it

AUDIT_ARCH = {"x86_64": 0xC000_003E, AARCH64: 0xC000_00B7}
OTHER_TABLE = 0x4000_0000  #: from here on, x86_64 has a second table with other numbers (x32)

NUMBER, ARCH, FIRST, SECOND = 0, 4, 16, 24  #: where in what the kernel shows the filter
LOAD, JUMP_EQUAL, JUMP_AT_LEAST, AND, ANSWER = 0x20, 0x15, 0x35, 0x54, 0x06
ALLOW, FAIL, KILL = 0x7FFF_0000, 0x0005_0000, 0x8000_0000

Step = tuple[int, int, int, int]  #: operation, jump if true, jump if false, value


def refuse(pid: int, *, pretend_rights: bool) -> None:
    """Filter the calls of this process from now on; raises KernelRefused where there is no seccomp.

    Needs `no_new_privs`. `pid` is the process itself, the only one that it may signal.
    """
    steps = program(pid, machine(), pretend_rights=pretend_rights)
    packed = b"".join(struct.pack("=HBBI", *step) for step in steps)
    text = ctypes.create_string_buffer(packed, len(packed))
    words = struct.pack("=HxxxxxxQ", len(steps), ctypes.addressof(text))
    how = (SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW)
    call("seccomp", *how, words, what="a filter of calls")


def program(pid: int, processor: str, *, pretend_rights: bool) -> list[Step]:
    """Write the filter as the kernel reads it: each rule ends with an answer or falls through."""
    column = MACHINES.index(processor)
    known = {name: numbers[column] for name, numbers in CALLS.items() if numbers[column] >= 0}
    return [
        *_wrong_table(AUDIT_ARCH[processor]),
        *(step for name in sorted(REFUSED & known.keys()) for step in _never(known[name])),
        *(s for name in sorted(PROCESSES & known.keys()) for s in _answered(known[name], AGAIN)),
        *_unlike(known["clone"], FIRST, CLONE_THREAD, [CLONE_THREAD], error=AGAIN),
        *_answered(
            known["clone3"], errno.ENOSYS
        ),  # its flags cannot be seen; glibc then uses clone
        *(step for name in TO_ITSELF for step in _unlike(known[name], FIRST, None, [pid])),
        *_unlike(known["prlimit64"], FIRST, None, [0, pid]),
        *_unlike(known["socketpair"], SECOND, SOCKET_KIND, [SOCK_STREAM]),
        *_like(known["prctl"], FIRST, [PR_SET_PDEATHSIG]),
        *_like(known["ioctl"], SECOND, TERMINAL_INPUT),
        *(step for step in _rights(known) if pretend_rights),
        (ANSWER, 0, 0, ALLOW),
    ]


def _wrong_table(arch: int) -> Iterator[Step]:
    yield (LOAD, 0, 0, ARCH)
    yield (JUMP_EQUAL, 1, 0, arch)
    yield (ANSWER, 0, 0, KILL)
    yield (LOAD, 0, 0, NUMBER)
    yield (JUMP_AT_LEAST, 0, 1, OTHER_TABLE)
    yield (ANSWER, 0, 0, KILL)
    yield (JUMP_AT_LEAST, 0, 1, NEWEST + 1)
    yield _fails_with(errno.ENOSYS)


def _rights(known: dict[str, int]) -> Iterator[Step]:
    for name in sorted(RIGHTS_OF_FILES & known.keys()):
        yield from _answered(known[name], 0)


def _never(number: int) -> Iterator[Step]:
    yield from _answered(number, errno.EPERM)


def _answered(number: int, error: int) -> Iterator[Step]:
    yield (JUMP_EQUAL, 0, 1, number)
    yield _fails_with(error)


def _unlike(
    number: int,
    argument: int,
    mask: int | None,
    allowed: Sequence[int],
    *,
    error: int = errno.EPERM,
) -> Iterator[Step]:
    """Refuse a call unless an argument, as far as the mask shows it, is one of these."""
    look = [(LOAD, 0, 0, argument), *([] if mask is None else [(AND, 0, 0, mask)])]
    count = len(allowed)
    yield (JUMP_EQUAL, 0, len(look) + count + 2, number)
    yield from look
    for left, value in zip(reversed(range(count)), allowed, strict=True):
        yield (JUMP_EQUAL, left + 1, 0, value)
    yield _fails_with(error)
    yield (LOAD, 0, 0, NUMBER)


def _like(number: int, argument: int, refused: Sequence[int]) -> Iterator[Step]:
    """Refuse a call if an argument is one of these."""
    count = len(refused)
    yield (JUMP_EQUAL, 0, count + 3, number)
    yield (LOAD, 0, 0, argument)
    for left, value in zip(reversed(range(count)), refused, strict=True):
        yield (JUMP_EQUAL, left, 0 if left else 1, value)
    yield _fails_with(errno.EPERM)
    yield (LOAD, 0, 0, NUMBER)


def _fails_with(error: int) -> Step:
    return (ANSWER, 0, 0, FAIL | error)
