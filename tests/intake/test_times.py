"""Moments as they are written."""

from datetime import datetime, timezone

import pytest

from nngrader.intake._times import has_zone, moment

AT = datetime(2027, 1, 31, 23, 59, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-31 23:59:00 UTC",
        "2027-01-31 23:59:00.000000 UTC",
        "2027-01-31T23:59:00.000000000Z",
        "2027-01-31T23:59",
        "2027-02-01T00:59:00+01:00",
        "2027-01-31 15:59:00.0 -0800",
        "2027-01-31-23-59-00",
        " 2027-1-31 23:59\n",
    ],
)
def test_a_moment_is_read(text: str) -> None:
    assert moment(text) == AT


@pytest.mark.parametrize(
    "text",
    [
        *("", "now", "2027-02-30 10:00", "2027-01-31", "31.01.2027 23:59", "2027-01-31 24:00"),
        *("2027-01-31 23:59 EST", "0001-01-01 00:00+14:00", "2027-01-31 23:59+99:00"),
    ],
)
def test_what_is_no_moment_is_none(text: str) -> None:
    assert moment(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2027-01-31 23:59", False), ("2027-01-31 23:59Z", True), ("soon", False)],
)
def test_a_zone_is_seen(text: str, expected: bool) -> None:
    assert has_zone(text) is expected
