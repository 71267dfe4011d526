"""The limits of a submission by their names, and what one looks like that was exceeded."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from nngrader.language import Text, say

LEAST, MOST = 1, 1_000_000  #: 12 days, or one TiB; far beyond it the kernel's numbers overflow


@dataclass(frozen=True)
class Named:
    """A limit as it is spelled on a command line and in `Training`."""

    name: str
    field: str
    unit: str = ""
    whole: bool = True

    def holds(self, value: object) -> bool:
        """Whether a value can be a limit."""
        kinds = (int,) if self.whole else (int, float)
        return type(value) in kinds and LEAST <= value <= MOST  # type: ignore[operator]

    @property
    def wanted(self) -> str:
        """Say which values are possible."""
        kind = "a whole number" if self.whole else "a number"
        return f"{kind}{f' of {self.unit}' if self.unit else ''} from {LEAST} to {MOST:,}"

    def __str__(self) -> str:
        """Name it with its unit."""
        return f"{self.name} ({self.unit})" if self.unit else self.name


NAMED = (
    Named("wall", "limit_s", "seconds", whole=False),
    Named("code", "code_s", "seconds", whole=False),
    Named("cpu", "cpu_s", "seconds", whole=False),
    Named("memory", "memory_mib", "MiB"),
    Named("threads", "threads"),
    Named("disk", "disk_mib", "MiB"),
    Named("files", "files"),
    Named("output", "output_mib", "MiB"),
    Named("messages", "messages"),
)
LISTED = f"{', '.join(map(str, NAMED[:-1]))} and {NAMED[-1]}"


def overrides(given: Iterable[str]) -> dict[str, Any]:
    """Read "NAME=VALUE" into fields of `Training`, a later one first; raises ValueError."""
    return dict(map(_override, given))


def _override(text: str) -> tuple[str, float]:
    name, _, value = (part.strip() for part in text.partition("="))
    known = next((limit for limit in NAMED if limit.name == name), None)
    number = _number(value)
    if known is not None and known.holds(number):
        return known.field, number
    wanted = f"{name} wants {known.wanted}" if known else "NAME=VALUE was wanted, such as wall=90"
    problem = f"--limit is {text!r}; {wanted}. There are {LISTED}."
    raise ValueError(problem)


def _number(text: str) -> float:
    """Read a number; what is none becomes 0, which no limit can be."""
    try:
        return int(text) if text.isdecimal() else float(text)
    except ValueError:
        return 0


#: What is told of each, with the number that was measured and the one that is allowed.
TOLD = {
    "cpu": say("used {measured} seconds of processor time, and {limit} are allowed"),
    "output": say("printed {measured} MiB of text, and {limit} are allowed"),
    "disk": say("wrote {measured} MiB to disk, and {limit} are allowed"),
    "files": say("made {measured} files and folders, and {limit} are allowed"),
    "depth": say("made folders inside one another, {measured} deep, and {limit} are allowed"),
    "threads": say("ran {measured} threads and programs at once, and {limit} are allowed"),
    "memory": say("used {measured} MiB of memory, and {limit} are allowed"),
    "messages": say(
        "gave the grader {measured} networks, trainings and warnings to note, and {limit} are "
        "allowed"
    ),
}


@dataclass(frozen=True)
class Excess:
    """A limit that a child went beyond, measured from outside."""

    of: Literal["cpu", "output", "disk", "files", "depth", "messages", "threads", "memory"]
    measured: float  #: in the unit of the limit
    limit: float

    @property
    def told(self) -> Text:
        """Say what the code did, without naming it."""
        return say(
            TOLD[self.of].english,
            measured=f"{self.measured:,.10g}",
            limit=f"{self.limit:,.10g}",
        )

    def __str__(self) -> str:
        """Say it in English."""
        return str(self.told)
