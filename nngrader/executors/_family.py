"""How many threads a child and all that it started are, and how much memory they hold together.

The kernel counts threads per submission only where it has a namespace of its own; its limits on
memory overlook what is shared, and hold for one process, not for several together.
"""

from contextlib import suppress
from dataclasses import dataclass

import psutil  # asks Linux, macOS and Windows the same questions


@dataclass(frozen=True)
class Family:
    """A process and its descendants, as they were at one moment."""

    members: tuple[psutil.Process, ...] = ()
    threads: int = 0  #: of all of them, at least one each
    resident: int = 0  #: bytes in memory at most: a page of several members counts for each

    def held(self) -> int:
        """Count bytes in memory with a page of several once; takes milliseconds per member."""
        return sum(map(_held, self.members))


def family_of(pid: int, most_threads: int) -> Family:
    """Count; the count stops soon after a limit. A process that is gone counts nothing."""
    members, threads, resident = [], 0, 0
    with suppress(psutil.Error):
        first = psutil.Process(pid)
        for one in (first, *first.children(recursive=True)):
            with suppress(psutil.Error), one.oneshot():
                threads += one.num_threads()
                resident += one.memory_info().rss
                members.append(one)
            if threads > most_threads:
                break
    return Family(tuple(members), threads, resident)


def _held(one: psutil.Process) -> int:
    with suppress(psutil.Error):
        found = one.memory_full_info()
        return int(getattr(found, "pss", found.rss))  # only Linux tells a fair share
    return 0
