"""Where children hatch: a process namespace that dies as a whole, with one inside for each child.

A child is the first process of its own namespace. When it ends, or is killed, the kernel kills
whatever it started. All of them lie in the zygote's own namespace, of which the zygote is the first
process: when it ends in any way, not one of them is left.
"""

import os
import signal
import sys
from dataclasses import dataclass

from nngrader import kernel
from nngrader.isolation import LEVELS, Way
from nngrader.worker.sandbox import become_alone

#: Users for children that root confines, far from those of people, services and containers: 64 for
#: each zygote, numbered after its process.
USERS, SLOTS = 2_100_000_000, 64


@dataclass(frozen=True)
class Nest:
    """How this process forks its children."""

    way: Way
    users: int  #: the user of the child in slot 0
    inner: int = 0  #: descriptor of the zygote's own process namespace; 0 where it has none

    def fork(self) -> int:
        """Fork as `os.fork` does; the child is the first process of a namespace of its own."""
        if not self.inner:
            return os.fork()
        kernel.call("unshare", kernel.CLONE_NEWPID)
        pid = -1
        try:
            pid = os.fork()
        finally:
            if pid != 0:
                kernel.call("setns", self.inner, kernel.CLONE_NEWPID)
        return pid


def make_nest(way: Way, *passed_on: int) -> Nest:
    """Move into namespaces of its own as the way of confinement needs; raises KernelRefused.

    At level 3 this forks: the caller goes on in the child, and the process that was asked only
    waits for its end, having closed the descriptors `passed_on`.
    """
    users = USERS + os.getpid() * SLOTS
    if LEVELS[way] < max(LEVELS.values()):
        if kernel.machine():
            kernel.set_process(kernel.PR_SET_CHILD_SUBREAPER, 1)
        return Nest(way, users)
    if way == "namespaces by root":
        kernel.call("unshare", kernel.CLONE_NEWPID)
    else:
        become_alone(kernel.CLONE_NEWPID)
    pid = os.fork()
    if pid:
        _wait(pid, passed_on)
    kernel.set_process(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    return Nest(way, users, os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC))


def _wait(pid: int, passed_on: tuple[int, ...]) -> None:
    for descriptor in passed_on:
        os.close(descriptor)
    _, status = os.waitpid(pid, 0)
    sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 1)
