"""Moments of handing in, as platforms and teachers write them."""

import re
from datetime import datetime, timedelta, timezone

UTC = timezone.utc
#: 2027-01-31 23:59, 2027-01-31T23:59:59.123456+01:00, 2027-01-31 23:59:59 UTC; and with hyphens
#: between all numbers, as nbgrader's zip_collect takes them out of names of files.
MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})[T\s-]+([0-9]{1,2})[:-]([0-9]{2})"
    r"(?:[:-]([0-9]{2})(?:[.,]([0-9]{1,9}))?)?\s*(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?"
)


def moment(text: str) -> datetime | None:
    """Read a moment; without a zone it is UTC, and None for what is no moment."""
    found = MOMENT.fullmatch(text.strip())
    if found is None:
        return None
    *numbers, fraction, zone = found.groups()
    micro = int(f"{fraction or 0:0<6}"[:6])
    try:
        told = datetime(*(int(n or 0) for n in numbers), micro, tzinfo=_zone(zone))  # type: ignore[arg-type, misc]
        return told.astimezone(UTC)
    except (ValueError, OverflowError):  # there is no 31st of February
        return None


def has_zone(text: str) -> bool:
    """Whether a moment says of which zone it is."""
    found = MOMENT.fullmatch(text.strip())
    return found is not None and found[8] is not None


def _zone(text: str | None) -> timezone:
    if not text or text[0] not in "+-":
        return UTC
    minutes = 60 * int(text[1:3]) + int(text[-2:])
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))
