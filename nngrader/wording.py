"""How numbers, counts and durations are said, the same wherever people read them."""

MINUTE, HOUR = 60, 3600  #: seconds
BRIEF = 10  #: seconds; below it a tenth is told


def number(value: float) -> str:
    """Write points, a loss or an accuracy with the digits that matter."""
    return f"{round(value, 4):.4g}" if abs(value) >= 0.001 else f"{value:.2g}"


def points(value: float) -> str:
    """Write points to the hundredth, without needless zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(share: float) -> str:
    """Write a share 0..1; only what is all or nothing is called 100 % or 0 %."""
    rounded = round(100 * share)
    if rounded == 100 and share < 1:
        return "over 99 %"
    return "under 1 %" if rounded == 0 and share > 0 else f"{rounded} %"


def counted(count: int, one: str, many: str) -> str:
    """Write a count with its word."""
    return f"{count} {one if count == 1 else many}"


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
