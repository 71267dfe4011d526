"""How names and counts are said in what the intake notes."""

from collections.abc import Sequence

from nngrader.untrusted import CUT, spelled_out

MOST_NAMED = 5  #: names in one sentence; the rest is counted
LONGEST_NAME = 120  #: characters; the names of files reach 255


def name_of(text: str) -> str:
    """Make a name harmless, one line and not too long; different names mostly stay different."""
    spelled = spelled_out(text.encode("utf-8", "backslashreplace").decode("utf-8"))
    return spelled if len(spelled) <= LONGEST_NAME else spelled[: LONGEST_NAME - 1] + CUT


def joined(names: Sequence[str]) -> str:
    """Write `a, b and c`; after the first few they are counted."""
    shown = [name_of(name) for name in names[:MOST_NAMED]]
    more = [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    *first, last = [*shown, *more]
    return f"{', '.join(first)} and {last}" if first else last


def counted(count: int, one: str, many: str) -> str:
    """Write a count with its word."""
    return f"{count:,} {one if count == 1 else many}"
