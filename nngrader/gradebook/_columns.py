"""Kinds of columns that hold what hostile hand-ins bring, alike in SQLite and PostgreSQL."""

from datetime import datetime, timezone

from sqlalchemy import BigInteger, DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

from nngrader.untrusted import clean_lines

LARGEST = (1 << 63) - 1  #: no column holds more; a child may claim any number of parameters


class Moment(TypeDecorator[datetime]):
    """A point in time, exact to the microsecond and always in UTC; refuses one without zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Write it; SQLite keeps no zones."""
        if value is None:
            return None
        if value.tzinfo is None:
            problem = f"A gradebook wants times with a time zone, not {value.isoformat()}."
            raise ValueError(problem)
        moment = value.astimezone(timezone.utc)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read it; PostgreSQL gives it in the zone of the session."""
        if value is None:
            return None
        if dialect.name == "sqlite":
            return value.replace(tzinfo=timezone.utc)
        return value.astimezone(timezone.utc)


class Words(TypeDecorator[str]):
    """Text of anybody: PostgreSQL refuses a NUL, and neither takes half a surrogate pair."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - its interface
        """Make it harmless lines."""
        return None if value is None else clean_lines(value)


class Whole(TypeDecorator[int]):
    """A whole number, cut to what fits."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - its interface
        """Keep it inside 64 bits."""
        return None if value is None else max(-LARGEST, min(value, LARGEST))
