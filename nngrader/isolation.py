"""How well children are confined: the levels that every result carries, and what was tried."""

from dataclasses import dataclass, field
from typing import Literal

from nngrader.errors import NngraderError

#: How a child is confined, best first. The first two differ in who may make namespaces: root, or
#: anybody; Linux distributions and container runtimes allow one, both or none.
Way = Literal["namespaces by root", "namespaces by user", "filters", "process"]
LEVELS: dict[Way, int] = {
    "namespaces by root": 3,
    "namespaces by user": 3,
    "filters": 2,
    "process": 1,
}
WORDS = {
    3: "isolated: own file system, processes and network",
    2: "confined: files, network and programs refused, names of files visible",
    1: "separate process: limits on time and memory, files and network open",
}


class IsolationMissing(NngraderError):
    """The machine cannot confine submissions as well as was required."""


@dataclass(frozen=True)
class Trial:
    """One thing that the canary, a child without a submission, tried."""

    deed: str  #: what it tried, such as "read a file outside"
    held: bool  #: whether that went as the level promises
    found: str  #: what happened, in words of the system


@dataclass(frozen=True)
class Isolation:
    """How children are confined here, by the best way of which every trial held."""

    way: Way
    trials: tuple[Trial, ...] = ()
    failed: dict[Way, str] = field(default_factory=dict)  #: better ways, and why not

    @property
    def level(self) -> int:
        """The level, 1 to 3."""
        return LEVELS[self.way]

    def __str__(self) -> str:
        """Say the level, and why it is no higher, in one line."""
        why = "; ".join(dict.fromkeys(self.failed.values()))
        told = f"isolation level {self.level} ({WORDS[self.level]})"
        return f"{told}; no higher: {why}" if why and self.level < max(LEVELS.values()) else told

    def require(self, level: int) -> None:
        """Raise IsolationMissing below a level."""
        if self.level >= level:
            return
        reasons = "".join(f"\n  {way}: {why}" for way, why in self.failed.items())
        problem = (
            f"Isolation level {level} was required; this machine reaches {self.level} "
            f"({WORDS[self.level]}). Nothing was run.{reasons}\n"
            "docs/security.md says what each level needs, on GitHub's runners, in Docker, on "
            "Kubernetes and on a Mac."
        )
        raise IsolationMissing(problem)
