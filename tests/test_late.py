"""What a teacher may declare about lateness and attempts, and how students read it."""

from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import nngrader
from nngrader.late import Attempts, Late, dated, lasting, percent, told

DUE = datetime(2027, 1, 31, 23, 59, tzinfo=timezone.utc)
ANY = Attempts()
HOUR = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)


def test_teachers_import_both_from_the_package() -> None:
    assert (nngrader.Late, nngrader.Attempts) == (Late, Attempts)


@pytest.mark.parametrize(
    "declared",
    [
        {},
        {"until": timedelta(0)},
        {"per_day": 0.1},
        {"per_day": 0},
        {"per_day": 1},
        {"per_day": 0.1, "most": 0.0},
        {"per_day": 0.1, "most": 1},
        {"per_day": 0.1, "grace": 2 * HOUR, "until": 7 * 24 * HOUR, "budget": 5},
        {"per_day": 1.0, "budget": 1},
        {"grace": INSTANT},
    ],
)
def test_a_policy_that_makes_sense_is_taken(declared: dict[str, Any]) -> None:
    late = Late(**declared)

    assert {name: getattr(late, name) for name in declared} == declared


SHARE = "a share from 0 to 1"
TIME = "a timedelta of 0 or more, such as timedelta(hours=2),"
DAYS = "a whole number of days, 0 or more,"
PRICE = "a price per day as well, such as per_day=0.1,"


@pytest.mark.parametrize(
    ("declared", "given", "wanted"),
    [
        ({"per_day": -0.01}, "per_day=-0.01", SHARE),
        ({"per_day": 1.01}, "per_day=1.01", SHARE),
        ({"per_day": 10}, "per_day=10", SHARE),
        ({"per_day": float("nan")}, "per_day=nan", SHARE),
        ({"per_day": "10 %"}, "per_day='10 %'", SHARE),
        ({"per_day": True}, "per_day=True", SHARE),
        ({"per_day": 0.1, "most": 1.01}, "most=1.01", SHARE),
        ({"per_day": 0.1, "most": -0.01}, "most=-0.01", SHARE),
        ({"grace": -INSTANT}, "grace=datetime.timedelta(days=-1, seconds=86399, microseconds=999999)", TIME),
        ({"grace": 2}, "grace=2", TIME),
        ({"grace": None}, "grace=None", TIME),
        ({"until": -HOUR}, "until=datetime.timedelta(days=-1, seconds=82800)", TIME),
        ({"until": 7}, "until=7", TIME),
        ({"per_day": 0.1, "budget": -1}, "budget=-1", DAYS),
        ({"per_day": 0.1, "budget": 1.5}, "budget=1.5", DAYS),
        ({"per_day": 0.1, "budget": True}, "budget=True", DAYS),
        ({"budget": 1}, "budget=1", PRICE),
        ({"until": timedelta(0), "budget": 5}, "budget=5", PRICE),
        ({"most": 0.5}, "most=0.5", PRICE),
    ],
)  # fmt: skip
def test_a_policy_that_makes_no_sense_is_refused(
    declared: dict[str, Any], given: str, wanted: str
) -> None:
    with pytest.raises(ValueError, match="is wanted") as caught:
        Late(**declared)

    assert str(caught.value) == f"Late({given}): {wanted} is wanted."


@pytest.mark.parametrize("declared", [{}, {"most": 1}, {"counts": "last"}, {"counts": "best"}])
def test_a_limit_that_makes_sense_is_taken(declared: dict[str, Any]) -> None:
    limit = Attempts(**declared)

    assert {name: getattr(limit, name) for name in declared} == declared


WHOLE = "a whole number, 1 or more, or None for no limit"


@pytest.mark.parametrize(
    ("declared", "given", "wanted"),
    [
        ({"most": 0}, "most=0", WHOLE),
        ({"most": 1.5}, "most=1.5", WHOLE),
        ({"most": True}, "most=True", WHOLE),
        ({"counts": "first"}, "counts='first'", '"best" or "last"'),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused(
    declared: dict[str, Any], given: str, wanted: str
) -> None:
    with pytest.raises(ValueError, match="is wanted") as caught:
        Attempts(**declared)

    assert str(caught.value) == f"Attempts({given}): {wanted} is wanted."


@pytest.mark.parametrize(
    ("late", "costs"),
    [
        (Late(), False),
        (Late(grace=HOUR), False),
        (Late(per_day=0.01), True),
        (Late(until=timedelta(0)), True),
    ],
)
def test_lateness_costs_by_the_day_or_at_the_end(late: Late, costs: bool) -> None:
    assert late.costs is costs


@pytest.mark.parametrize(
    ("late", "sentences"),
    [
        (Late(), "Handing in late costs nothing."),
        (Late(grace=HOUR), "Handing in late costs nothing."),
        (Late(until=timedelta(0)), "Late is worth nothing."),
        (
            Late(until=timedelta(0), grace=HOUR),
            "Up to 1 hour late is still in time. More than that is worth nothing.",
        ),
        (
            Late(until=HOUR, grace=HOUR, per_day=0.1),
            "Up to 1 hour late is still in time. More than that is worth nothing.",
        ),
        (Late(until=7 * 24 * HOUR), "More than 7 days late is worth nothing."),
        (
            Late(per_day=0.1),
            "Every day begun after the due date costs a tenth of all points.",
        ),
        (
            Late(per_day=0.15, most=0.4),
            "Every day begun after the due date costs 15 % of all points, but never more than 40 % "
            "of them.",
        ),
        (
            Late(per_day=1, budget=1),
            "Every day begun after the due date costs all points. The first day late in the whole "
            "course is free.",
        ),
        (
            Late(
                per_day=0.2, most=0.5, grace=2 * HOUR, until=2 * HOUR + INSTANT, budget=5
            ),
            "Up to 2 hours late is still in time. Every day begun after the due date costs a fifth "
            "of all points, but never more than half of them. The first 5 days late in the whole "
            "course are free. More than 2 hours 1 microsecond late is worth nothing.",
        ),
    ],
)  # fmt: skip
def test_the_price_of_lateness_is_told(late: Late, sentences: str) -> None:
    assert told(late, ANY, DUE) == (
        f"Due 31 January 2027, 23:59 UTC. {sentences} The best attempt counts."
    )


def test_without_a_due_date_nothing_is_late() -> None:
    assert told(Late(), ANY, None) == "There is no due date. The best attempt counts."


@pytest.mark.parametrize(
    ("attempts", "sentence"),
    [
        (Attempts(), "The best attempt counts."),
        (Attempts(counts="last"), "The last attempt counts."),
        (Attempts(most=1), "Only the first attempt counts."),
        (Attempts(most=1, counts="last"), "Only the first attempt counts."),
        (Attempts(most=2), "The best of the first 2 attempts counts."),
        (Attempts(most=3, counts="last"), "The last of the first 3 attempts counts."),
    ],
)
def test_the_attempt_that_counts_is_told(attempts: Attempts, sentence: str) -> None:
    assert told(Late(), attempts, None) == f"There is no due date. {sentence}"


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        (timezone.utc, "31 January 2027, 23:59 UTC"),
        (ZoneInfo("Europe/Berlin"), "31 January 2027, 23:59 CET"),
        (ZoneInfo("America/Sao_Paulo"), "31 January 2027, 23:59 UTC-03:00"),
        (timezone(timedelta(hours=5, minutes=30)), "31 January 2027, 23:59 UTC+05:30"),
    ],
)
def test_a_date_is_written_with_its_zone(zone: tzinfo, written: str) -> None:
    assert dated(DUE.replace(tzinfo=zone)) == written


def test_seconds_are_written_where_there_are_any() -> None:
    assert dated(datetime(2027, 12, 1, 8, 5, 59, tzinfo=timezone.utc)) == (
        "1 December 2027, 08:05:59 UTC"
    )


@pytest.mark.parametrize(
    ("time", "written"),
    [
        (timedelta(0), "0 seconds"),
        (INSTANT, "1 microsecond"),
        (timedelta(seconds=1, microseconds=500_000), "1 second 500 milliseconds"),
        (timedelta(seconds=59), "59 seconds"),
        (timedelta(seconds=60), "1 minute"),
        (timedelta(hours=3, seconds=1), "3 hours 1 second"),
        (24 * HOUR - INSTANT, "23 hours 59 minutes"),
        (24 * HOUR, "1 day"),
        (24 * HOUR + INSTANT, "1 day 1 microsecond"),
        (timedelta(days=400, hours=3, minutes=59), "400 days 3 hours"),
    ],
)
def test_a_span_of_time_is_written_in_two_units(time: timedelta, written: str) -> None:
    assert lasting(time) == written


@pytest.mark.parametrize(
    ("share", "written"), [(0.07, "7 %"), (0.125, "12.5 %"), (1, "100 %"), (1 / 3, "33.33 %")]
)
def test_a_share_is_written_as_it_was_declared(share: float, written: str) -> None:
    assert percent(share) == written
