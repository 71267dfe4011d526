"""The Linux kernel's own names and numbers, and a way to call it. Only the standard library.

Python 3.10 has no `unshare`, `mount`, `prctl`, `seccomp` or Landlock; the libraries that do are
young, setuid, or programs of their own that must be executed, which would import TensorFlow anew.
Everything here is a number of the kernel's interface, which never changes, or a call without policy:
what is given up and when is decided in landlock.py, seccomp.py and worker/sandbox.py.

Numbers: include/uapi of Linux 6.18. A number of -1 does not exist on that processor.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from functools import cache
from typing import Any

X86_64, AARCH64 = "x86_64", "aarch64"
MACHINES = (X86_64, AARCH64)  #: processors whose numbers are known

#: Name: number on x86_64, on aarch64.
CALLS: dict[str, tuple[int, int]] = {
    # making processes, and running programs
    "fork": (57, -1),
    "vfork": (58, -1),
    "clone": (56, 220),
    "clone3": (435, 435),
    "execve": (59, 221),
    "execveat": (322, 281),
    "setsid": (112, 157),
    "setpgid": (109, 154),
    # namespaces and mounts
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "mount_setattr": (442, 442),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    # reaching other processes
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "kcmp": (312, 272),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "prlimit64": (302, 261),
    "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274),
    "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    # sockets
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    "sendmsg": (46, 211),
    "sendmmsg": (307, 269),
    # memory that no limit counts, or that outlives the process
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    # rights of files; Landlock has no word for these
    "chmod": (90, -1),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, -1),
    "fchown": (93, 55),
    "lchown": (94, -1),
    "fchownat": (260, 54),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "setxattrat": (463, 463),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
    "mknod": (133, -1),
    "mknodat": (259, 33),
    # parts of the kernel with a history of holes, none of which a network needs
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "userfaultfd": (323, 282),
    "fanotify_init": (300, 262),
    "fanotify_mark": (301, 263),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "personality": (135, 92),
    "modify_ldt": (154, -1),
    "lookup_dcookie": (212, 18),
    # the machine itself; these need rights that were given up before
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "reboot": (169, 142),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "acct": (163, 89),
    "syslog": (103, 116),
    "iopl": (172, -1),
    "ioperm": (173, -1),
    "vhangup": (153, 58),
    # with a look at their arguments
    "ioctl": (16, 29),
    "prctl": (157, 167),
    # what confines
    "capset": (126, 91),
    "seccomp": (317, 277),
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
}
NEWEST = 469  #: the highest number of Linux 6.18; what a later one adds was not looked at

CLONE_THREAD = 0x0001_0000
CLONE_NEWNS = 0x0002_0000
CLONE_NEWCGROUP = 0x0200_0000
CLONE_NEWUTS = 0x0400_0000
CLONE_NEWIPC = 0x0800_0000
CLONE_NEWUSER = 0x1000_0000
CLONE_NEWPID = 0x2000_0000
CLONE_NEWNET = 0x4000_0000

MS_NOSUID, MS_NODEV, MS_NOEXEC = 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE = 1 << 12, 1 << 14, 1 << 18
MNT_DETACH = 2
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID, MOUNT_ATTR_NODEV = 1, 2, 4

PR_SET_PDEATHSIG = 1
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
LINUX_CAPABILITY_VERSION_3 = 0x2008_0522

SECCOMP_SET_MODE_FILTER = 1
SECCOMP_FILTER_FLAG_SPEC_ALLOW = 4  #: no slower processor for our sake; results are not secret


class KernelRefused(RuntimeError):
    """A call that the kernel did not do. No OSError: that would look like a lost supervisor."""

    def __init__(self, what: str, number: int) -> None:
        """Keep the error number; `what` names the call."""
        super().__init__(f"the kernel refused {what}: {os.strerror(number)}")
        self.errno = number


@cache
def machine() -> str:
    """Name the processor's table of numbers; empty where there is none, or no Linux."""
    known = sys.platform == "linux" and platform.machine() in MACHINES
    return platform.machine() if known and sys.maxsize > 2**32 else ""


def number(name: str) -> int:
    """Look up a call for this processor; -1 where it has none."""
    return CALLS[name][MACHINES.index(machine())] if machine() else -1


def try_call(name: str, *arguments: bytes | int | None) -> int:
    """Call without a check; -1 and `ctypes.get_errno()` where it failed."""
    if number(name) < 0:
        ctypes.set_errno(errno.ENOSYS)
        return -1
    # Numbers go as 64 bits, which `syscall` cannot know by itself.
    given = [ctypes.c_ulong(one) if isinstance(one, int) else one for one in arguments]
    return int(_syscall()(ctypes.c_long(number(name)), *given))


@cache
def _syscall() -> Any:
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    kernel.restype = ctypes.c_long
    return kernel


def call(name: str, *arguments: bytes | int | None, what: str = "") -> int:
    """Call; raises KernelRefused."""
    result = try_call(name, *arguments)
    if result < 0:
        raise KernelRefused(what or f"`{name}`", ctypes.get_errno())
    return result


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """Mount or bind; raises KernelRefused."""
    texts = (os.fsencode(text) for text in (source, target, kind))
    call("mount", *texts, flags, options.encode() or None, what=f"to mount {target}")


def make_read_only(target: str) -> None:
    """Let nothing be written, no setuid program gain rights, and no device be used below a mount."""
    attributes = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV
    settings = struct.pack("=QQQQ", attributes, 0, 0, 0)
    place = os.fsencode(target)
    words = (AT_FDCWD, place, AT_RECURSIVE, settings, len(settings))
    call("mount_setattr", *words, what=f"to make {target} read-only")


def set_process(option: int, *values: int) -> None:
    """Call `prctl`; raises KernelRefused."""
    given = [*values, 0, 0, 0, 0][:4]
    call("prctl", option, *given, what=f"process setting {option}")


def drop_capabilities() -> None:
    """Give up what root may do beyond its files, for this process and all that it could start."""
    for one in range(64):
        if try_call("prctl", PR_CAPBSET_DROP, one, 0, 0, 0) < 0:
            break  # beyond the last capability, or not allowed to: then there is none to drop
    try_call("prctl", PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    header = struct.pack("=Ii", LINUX_CAPABILITY_VERSION_3, 0)
    call("capset", header, bytes(24), what="to drop capabilities")
