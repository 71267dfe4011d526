"""What lateness costs, and which of several attempts counts, as an assignment declares it.

How the words below are meant to the microsecond is said in `nngrader.standing`, which counts by them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Literal

DAY = timedelta(days=1)  #: 24 hours of time that passes, whatever the clocks on the wall do
NONE = timedelta()

MONTHS = (  # strftime writes them in the language of the machine
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
FRACTIONS = {0.1: "a tenth", 0.2: "a fifth", 0.25: "a quarter", 0.5: "half"}
UNITS = (
    (DAY, "day"),
    (timedelta(hours=1), "hour"),
    (timedelta(minutes=1), "minute"),
    (timedelta(seconds=1), "second"),
    (timedelta(milliseconds=1), "millisecond"),
    (timedelta(microseconds=1), "microsecond"),
)
MOST_UNITS = 2  #: "1 day 3 hours" says enough


@dataclass(frozen=True, kw_only=True)
class Late:
    """What is taken off a hand-in after the due date; by default nothing.

    Late()                                        never costs anything
    Late(until=timedelta(0))                      late is worth nothing
    Late(per_day=0.1)                             a tenth of all points for every day begun
    Late(per_day=0.1, most=0.5)                   ... but never more than half of them
    Late(per_day=0.1, until=timedelta(days=7))    ... and nothing is left after a week
    Late(per_day=0.1, grace=timedelta(hours=2))   ... and two hours late is in time
    Late(per_day=0.1, budget=5)                   ... after five free days in the whole course
    Late(per_day=1, budget=5)                     five free days, and later is worth nothing
    """

    per_day: float = 0.0  #: share of all points for each day begun, 0..1
    most: float = 1.0  #: share of all points at most, 0..1
    grace: timedelta = NONE  #: after the due date; within it nothing is late
    until: timedelta | None = None  #: after the due date; later than this is worth nothing
    budget: int = 0  #: days that a student may be late in the course for nothing

    def __post_init__(self) -> None:
        """Refuse what is no share, no time or no count, and what softens a price that is missing."""
        for field in ("per_day", "most"):
            possible = _is_share(getattr(self, field))
            _want(self, field, "a share from 0 to 1", possible=possible)
        for field in ("grace", "until"):
            value = getattr(self, field)
            possible = _is_time(value) or (field == "until" and value is None)
            _want(
                self,
                field,
                "a timedelta of 0 or more, such as timedelta(hours=2),",
                possible=possible,
            )
        possible = _is_count(self.budget, 0)
        _want(self, "budget", "a whole number of days, 0 or more,", possible=possible)
        for field, default in (("most", 1), ("budget", 0)):
            possible = self.per_day > 0 or getattr(self, field) == default
            _want(self, field, "a price per day as well, such as per_day=0.1,", possible=possible)

    @property
    def costs(self) -> bool:
        """Whether lateness can cost anything."""
        return self.per_day > 0 or self.until is not None


@dataclass(frozen=True, kw_only=True)
class Attempts:
    """How many attempts are graded for points, and which of them counts."""

    most: int | None = None  #: later ones are kept and do not count; None for no limit
    counts: Literal["best", "last"] = "best"  #: best by the final score

    def __post_init__(self) -> None:
        """Refuse a limit below 1 and a choice that there is not."""
        possible = self.most is None or _is_count(self.most, 1)
        _want(self, "most", "a whole number, 1 or more, or None for no limit", possible=possible)
        _want(self, "counts", '"best" or "last"', possible=self.counts in ("best", "last"))


def told(late: Late, attempts: Attempts, due: datetime | None) -> str:
    """Say the policy in plain sentences, for teacher and students alike."""
    if due is None:
        return f"There is no due date. {_which(attempts)}"
    return " ".join([f"Due {dated(due)}.", *_price(late), _which(attempts)])


def dated(moment: datetime) -> str:
    """Write an aware time for people, such as "31 January 2027, 23:59 UTC"."""
    clock = f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}, {clock} {_zone(moment)}"


def lasting(time: timedelta) -> str:
    """Write a span of time in its two largest units, such as "1 day 3 hours", cut off below."""
    parts = []
    for unit, name in UNITS:
        count, time = divmod(time, unit)
        if count:
            parts.append(counted(count, name))
    return " ".join(parts[:MOST_UNITS]) or counted(0, "second")


def counted(number: int, thing: str) -> str:
    """Write a count with its noun in the right number."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def percent(share: float) -> str:
    """Write a share 0..1 as a teacher declared it."""
    return f"{100 * share:.4g} %"


def _price(late: Late) -> Iterator[str]:
    if not late.costs:
        yield "Handing in late costs nothing."
        return
    if late.grace:
        yield f"Up to {lasting(late.grace)} late is still in time."
    if late.until is None or late.until > late.grace:
        yield from _daily(late)
    if late.until is not None:
        yield f"{_closed(late.until, late.grace)} is worth nothing."


def _daily(late: Late) -> Iterator[str]:
    if late.per_day > 0:
        least = f", but never more than {_fraction(late.most)} of them" if late.most < 1 else ""
        yield f"Every day begun after the due date costs {_points(late.per_day)}{least}."
    if late.budget:
        first = "day" if late.budget == 1 else f"{late.budget} days"
        be = "is" if late.budget == 1 else "are"
        yield f"The first {first} late in the whole course {be} free."


def _closed(until: timedelta, grace: timedelta) -> str:
    if until > grace:
        return f"More than {lasting(until)} late"
    return "More than that" if grace else "Late"


def _which(attempts: Attempts) -> str:
    if attempts.most == 1:
        return "Only the first attempt counts."
    if attempts.most is None:
        return f"The {attempts.counts} attempt counts."
    return f"The {attempts.counts} of the first {attempts.most} attempts counts."


def _points(share: float) -> str:
    return "all points" if share == 1 else f"{_fraction(share)} of all points"


def _fraction(share: float) -> str:
    return FRACTIONS.get(share, percent(share))


def _zone(moment: datetime) -> str:
    """Name the zone; those without letters are called "+03" by the data base of zones."""
    name = moment.tzname() or ""
    return name if name.isalpha() else str(timezone(moment.utcoffset() or NONE))


def _want(given: object, field: str, wanted: str, *, possible: bool) -> None:
    if not possible:
        value = getattr(given, field)
        problem = f"{type(given).__name__}({field}={value!r}): {wanted} is wanted."
        raise ValueError(problem)


def _is_share(value: object) -> bool:
    return type(value) in (int, float) and 0 <= value <= 1  # type: ignore[operator]


def _is_time(value: object) -> bool:
    return isinstance(value, timedelta) and value >= NONE


def _is_count(value: object, least: int) -> bool:
    return type(value) is int and value >= least
