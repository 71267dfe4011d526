"""How moments and durations are said."""

from datetime import datetime

MINUTE, HOUR = 60, 3600  #: seconds
BRIEF = 10  #: seconds; below it a tenth is told


def moment(at: datetime) -> str:
    """Write a moment as everybody reads it, with its time zone."""
    return f"{at:%Y-%m-%d %H:%M} {at.tzname() or ''}".strip()


def duration(seconds: float) -> str:
    """Write a duration with the two units that matter."""
    if seconds < BRIEF:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < MINUTE:
        return f"{whole} s"
    if whole < HOUR:
        return _two(whole, MINUTE, "min", 1, "s")
    return _two(whole, HOUR, "h", MINUTE, "min")


def _two(seconds: int, large: int, its: str, small: int, ending: str) -> str:
    rest = seconds % large // small
    return f"{seconds // large} {its} {rest} {ending}" if rest else f"{seconds // large} {its}"
