"""How moments are said."""

from datetime import datetime


def moment(at: datetime) -> str:
    """Write a moment as everybody reads it, with its time zone."""
    return f"{at:%Y-%m-%d %H:%M} {at.tzname() or ''}".strip()
