"""Which attempt counts and what it counts: overrides, lateness, limits, and the days of a course."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nngrader.grades import GradedCriterion
from nngrader.late import Attempts, Late
from nngrader.results import Attempt, Extension, Override, Standing, Student
from nngrader.standing import Policy, days_left, may_be_given, result_of, standings

DUE = datetime(2027, 1, 31, 23, 59, tzinfo=timezone.utc)
INSTANT = timedelta(microseconds=1)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
IN_TIME = timedelta(0)
ZERO = Late(until=IN_TIME)
TENTH = Late(per_day=0.1)
ADA = Student(id="s01", name="Ada Lovelace")


def attempt(
    points: float = 12, late: timedelta | None = IN_TIME, number: int = 1, **changes: Any
) -> Attempt:
    """Fifteen points in two sentences; of "It learns", worth ten, `points` less four are earned."""
    made = Attempt(
        number=number,
        source=f"s01/{number}/xor.py",
        submission="sha256:5b",
        evidence="5b",
        page="s01",
        status="graded",
        criteria=(criterion("It has a layer", 4, 5), criterion("It learns", points - 4, 10)),
        findings=(),
        first_step="",
        graded_at=DUE + 9 * DAY,
        submitted_at=None if late is None else DUE + late,
    )
    return replace(made, **changes)


def criterion(title: str, points: float, most: float, **changes: Any) -> GradedCriterion:
    made = GradedCriterion(title=title, points=points, max_points=most, because="")
    return replace(made, **changes)


def override(
    points: float, criterion: str = "", reason: str = "oral exam", at: datetime = DUE
) -> Override:
    return Override(points=points, reason=reason, author="Grace", at=at, criterion=criterion)


def extension(longer: timedelta) -> Extension:
    return Extension(until=DUE + longer, reason="ill", author="Grace", at=DUE - DAY)


def policy(late: Late = Late(), **changes: Any) -> Policy:  # noqa: B008 - frozen
    return replace(Policy(max_score=15, due=DUE, late=late), **changes)


def standing(made: Attempt, asked: Policy, **more: Any) -> Standing:
    """What becomes of a single attempt."""
    found = standings([made], asked, **more).standing
    assert found is not None
    return found


def numbered(*made: Attempt) -> list[Attempt]:
    return [replace(one, number=number) for number, one in enumerate(made, 1)]


# Lateness by the policy


def test_in_time_nothing_changes_and_nothing_is_said() -> None:
    assert standing(attempt(12, -HOUR), policy(TENTH)) == Standing(
        raw=12.0, adjusted=12.0, penalty=0.0, final=12.0, max_score=15, late_s=0.0
    )


@pytest.mark.parametrize(
    ("declared", "late", "off", "because"),
    [
        # nothing costs anything
        (Late(), IN_TIME, 0, ""),
        (Late(), INSTANT, 0, "Handed in 1 microsecond late, which costs nothing."),
        (Late(), 400 * DAY, 0, "Handed in 400 days late, which costs nothing."),
        # late is worth nothing
        (ZERO, IN_TIME, 0, ""),
        (ZERO, INSTANT, 12, "Handed in 1 microsecond late; late is worth nothing: 12 points off."),
        # per day begun
        (TENTH, IN_TIME, 0, ""),
        (TENTH, INSTANT, 1.5, "Handed in 1 microsecond late: 1 day begun at 10 % of 15 points, 1.5 points off."),
        (TENTH, DAY, 1.5, "Handed in 1 day late: 1 day begun at 10 % of 15 points, 1.5 points off."),
        (TENTH, DAY + INSTANT, 3, "Handed in 1 day 1 microsecond late: 2 days begun at 10 % of 15 points each, 3 points off."),
        (TENTH, DAY + 3 * HOUR, 3, "Handed in 1 day 3 hours late: 2 days begun at 10 % of 15 points each, 3 points off."),
        (TENTH, 8 * DAY, 12, "Handed in 8 days late: 8 days begun at 10 % of 15 points each, 12 points off."),
        (TENTH, 8 * DAY + INSTANT, 12, "Handed in 8 days 1 microsecond late: 9 days begun at 10 % of 15 points each, 13.5 points off, more than its 12."),
        (TENTH, 99 * DAY, 12, "Handed in 99 days late: 99 days begun at 10 % of 15 points each but 100 % at most, 15 points off, more than its 12."),
        # a cap
        (Late(per_day=0.1, most=0.3), 2 * DAY + INSTANT, 4.5, "Handed in 2 days 1 microsecond late: 3 days begun at 10 % of 15 points each, 4.5 points off."),
        (Late(per_day=0.1, most=0.3), 3 * DAY + INSTANT, 4.5, "Handed in 3 days 1 microsecond late: 4 days begun at 10 % of 15 points each but 30 % at most, 4.5 points off."),
        (Late(per_day=0.5, most=0.2), INSTANT, 3, "Handed in 1 microsecond late: 1 day begun at 50 % of 15 points but 20 % at most, 3 points off."),
        # a grace: within it in time, beyond it the whole lateness counts
        (Late(per_day=0.1, grace=2 * HOUR), 2 * HOUR, 0, "Handed in 2 hours late, within the grace of 2 hours."),
        (Late(per_day=0.1, grace=2 * HOUR), 2 * HOUR + INSTANT, 1.5, "Handed in 2 hours 1 microsecond late: 1 day begun at 10 % of 15 points, 1.5 points off."),
        (Late(per_day=0.1, grace=2 * HOUR), DAY + HOUR, 3, "Handed in 1 day 1 hour late: 2 days begun at 10 % of 15 points each, 3 points off."),
        (Late(until=IN_TIME, grace=HOUR), HOUR, 0, "Handed in 1 hour late, within the grace of 1 hour."),
        (Late(until=IN_TIME, grace=HOUR), HOUR + INSTANT, 12, "Handed in 1 hour 1 microsecond late; more than 1 hour late is worth nothing: 12 points off."),
        # an end
        (Late(until=7 * DAY), 7 * DAY, 0, "Handed in 7 days late, which costs nothing."),
        (Late(until=7 * DAY), 7 * DAY + INSTANT, 12, "Handed in 7 days 1 microsecond late; more than 7 days late is worth nothing: 12 points off."),
        (Late(per_day=0.1, most=0.2, until=7 * DAY), 7 * DAY, 3, "Handed in 7 days late: 7 days begun at 10 % of 15 points each but 20 % at most, 3 points off."),
        (Late(per_day=0.1, most=0.2, until=7 * DAY), 7 * DAY + INSTANT, 12, "Handed in 7 days 1 microsecond late; more than 7 days late is worth nothing: 12 points off."),
    ],
)  # fmt: skip
def test_lateness_costs_what_was_declared(
    declared: Late, late: timedelta, off: float, because: str
) -> None:
    found = standing(attempt(12, late), policy(declared))

    assert (found.penalty, found.final) == (off, 12 - off)
    assert found.because == because


@pytest.mark.parametrize(
    ("declared", "late", "seconds"),
    [
        (Late(), -HOUR, 0.0),
        (Late(), SECOND, 1.0),
        (Late(grace=HOUR), HOUR, 0.0),
        (Late(grace=HOUR), HOUR + SECOND, 3601.0),
        (ZERO, HOUR, 3600.0),
        (TENTH, DAY, 86_400.0),
    ],
)
def test_lateness_is_measured_from_the_due_date_once_the_grace_is_over(
    declared: Late, late: timedelta, seconds: float
) -> None:
    assert standing(attempt(12, late), policy(declared)).late_s == seconds


def test_points_lost_are_hundredths() -> None:
    found = standing(attempt(12.35, DAY + SECOND), policy(Late(per_day=0.0333)))

    assert (found.adjusted, found.penalty, found.final) == (12.35, 1.0, 11.35)


def test_one_point_is_one_point() -> None:
    found = standing(attempt(5, SECOND), policy(Late(per_day=0.2), max_score=5))

    assert found.because.endswith("1 day begun at 20 % of 5 points, 1 point off.")


# Days of grace of a whole course


BUDGET = Late(per_day=0.1, budget=2)


@pytest.mark.parametrize(
    ("late", "left", "spent", "off", "price"),
    [
        (DAY, None, 1, 0, "1 day begun, 1 free (2 were left), 0 points off."),
        (2 * DAY, 2, 2, 0, "2 days begun, 2 free (2 were left), 0 points off."),
        (2 * DAY + INSTANT, 2, 2, 1.5, "3 days begun, 2 free (2 were left), 1 at 10 % of 15 points, 1.5 points off."),
        (3 * DAY, 1, 1, 3, "3 days begun, 1 free (1 was left), 2 at 10 % of 15 points each, 3 points off."),
        (DAY, 0, 0, 1.5, "1 day begun, 0 free (0 were left), 1 at 10 % of 15 points, 1.5 points off."),
        (DAY, -1, 0, 1.5, "1 day begun, 0 free (0 were left), 1 at 10 % of 15 points, 1.5 points off."),
        (3 * DAY, 99, 2, 1.5, "3 days begun, 2 free (2 were left), 1 at 10 % of 15 points, 1.5 points off."),
    ],
)  # fmt: skip
def test_a_budget_pays_the_first_days(
    late: timedelta, left: int | None, spent: int, off: float, price: str
) -> None:
    found = standing(attempt(12, late), policy(BUDGET), budget_left=left)

    assert (found.late_days, found.penalty) == (spent, off)
    assert found.because.partition(" late: ")[2] == price


@pytest.mark.parametrize(
    ("late", "spent"), [(IN_TIME, 0), (HOUR, 0), (HOUR + INSTANT, 1), (7 * DAY + INSTANT, 0)]
)
def test_no_day_is_spent_in_time_within_the_grace_or_after_the_end(
    late: timedelta, spent: int
) -> None:
    declared = Late(per_day=0.1, budget=5, grace=HOUR, until=7 * DAY)

    assert standing(attempt(12, late), policy(declared)).late_days == spent


def test_after_the_last_free_day_late_can_be_worth_nothing() -> None:
    declared = policy(Late(per_day=1, budget=2))

    assert standing(attempt(12, 2 * DAY), declared).final == 12
    assert standing(attempt(12, 2 * DAY + INSTANT), declared).final == 0


def over_a_course(
    *lateness: tuple[timedelta, ...],
    late: Late = BUDGET,
    attempts: Attempts = Attempts(),  # noqa: B008
) -> list[Standing | None]:
    """Assignments in order of due date, each with the lateness of its attempts."""
    counted: list[Standing | None] = []
    for hand_ins in lateness:
        made = numbered(*(attempt(12 + n, by) for n, by in enumerate(hand_ins)))
        left = days_left(late.budget, counted)
        asked = policy(late, attempts=attempts)
        counted.append(standings(made, asked, budget_left=left).standing)
    return counted


def test_a_budget_runs_over_the_whole_course() -> None:
    counted = over_a_course((DAY,), (), (IN_TIME,), (2 * DAY,), (DAY,))

    found = [each and (each.late_days, each.penalty) for each in counted]
    assert found == [(1, 0.0), None, (0, 0.0), (1, 1.5), (0, 1.5)]
    assert days_left(BUDGET.budget, counted) == 0


def test_only_the_attempt_that_counts_spends_days() -> None:
    best = over_a_course((IN_TIME, DAY), (IN_TIME, 5 * DAY), (DAY,))
    first = over_a_course((IN_TIME, DAY), (2 * DAY,), attempts=Attempts(most=1))

    assert [each and each.late_days for each in best] == [1, 0, 1]
    assert [each and each.late_days for each in first] == [0, 2]


def test_a_hand_in_of_today_changes_nothing_that_was_due_before() -> None:
    before = over_a_course((DAY,), (DAY,))

    assert over_a_course((DAY,), (DAY,), (9 * DAY,))[:2] == before


@pytest.mark.parametrize(("budget", "left"), [(5, 2), (3, 0), (2, 0)])
def test_days_left_are_never_below_zero(budget: int, left: int) -> None:
    spent = replace(standing(attempt(), policy()), late_days=3)

    assert days_left(budget, [spent, None]) == left


# Times that nobody knows, and marks of a platform


@pytest.mark.parametrize(
    ("asked", "seconds", "because"),
    [
        (policy(), None, ""),
        (policy(TENTH), None, "Nobody knows when it was handed in, so nothing is taken off."),
        (policy(ZERO), None, "Nobody knows when it was handed in, so nothing is taken off."),
        (policy(due=None), 0.0, ""),
    ],
)
def test_an_unknown_time_costs_nothing(asked: Policy, seconds: float | None, because: str) -> None:
    found = standing(attempt(12, None), asked)

    assert (found.final, found.late_s, found.because) == (12, seconds, because)


UNMEASURED = "The platform marks it late and does not say how late, so nothing is taken off."


@pytest.mark.parametrize(
    ("declared", "longer", "final", "because"),
    [
        (ZERO, None, 0, "The platform marks it late, and late is worth nothing: 12 points off."),
        (ZERO, -DAY, 0, "The platform marks it late, and late is worth nothing: 12 points off."),
        (ZERO, DAY, 12, UNMEASURED),
        (Late(until=IN_TIME, grace=INSTANT), None, 12, UNMEASURED),
        (Late(until=INSTANT), None, 12, UNMEASURED),
        (TENTH, None, 12, UNMEASURED),
        (Late(), None, 12, UNMEASURED),
    ],
)
def test_a_mark_without_a_time_costs_only_where_any_lateness_costs_all(
    declared: Late, longer: timedelta | None, final: float, because: str
) -> None:
    found = standing(
        attempt(12, None, marked_late=True),
        policy(declared),
        extension=None if longer is None else extension(longer),
    )

    assert (found.final, found.late_s, found.because) == (final, None, because)


def test_a_time_that_is_known_says_more_than_a_mark() -> None:
    in_time = standing(attempt(12, IN_TIME, marked_late=True), policy(ZERO))
    late = standing(attempt(12, INSTANT, marked_late=True), policy(ZERO))

    assert (in_time.final, late.final) == (12, 0)
    assert in_time.because == "The platform marks it late; by its time it is not."


def test_without_a_due_date_nobody_is_late() -> None:
    found = standing(attempt(12, 99 * DAY), policy(due=None))

    assert (found.final, found.late_s, found.because) == (12, 0.0, "")


# Extensions


@pytest.mark.parametrize(
    ("late", "final", "because"),
    [
        (IN_TIME, 12, ""),
        (INSTANT, 12, "In time thanks to an extension until 2 February 2027, 23:59 UTC."),
        (2 * DAY, 12, "In time thanks to an extension until 2 February 2027, 23:59 UTC."),
        (2 * DAY + INSTANT, 10.5, "Handed in 1 microsecond late: 1 day begun at 10 % of 15 points, 1.5 points off."),
        (9 * DAY, 1.5, "Handed in 7 days late: 7 days begun at 10 % of 15 points each, 10.5 points off."),
        (9 * DAY + INSTANT, 0, "Handed in 7 days 1 microsecond late; more than 7 days late is worth nothing: 12 points off."),
    ],
)  # fmt: skip
def test_an_extension_moves_the_due_date_and_all_that_follows_from_it(
    late: timedelta, final: float, because: str
) -> None:
    declared = policy(Late(per_day=0.1, until=7 * DAY))

    found = standing(attempt(12, late), declared, extension=extension(2 * DAY))

    assert (found.final, found.because) == (final, because)


def test_an_extension_has_the_same_grace() -> None:
    declared = policy(Late(per_day=0.1, grace=HOUR))

    found = standing(attempt(12, DAY + HOUR), declared, extension=extension(DAY))

    assert found.because == "Handed in 1 hour late, within the grace of 1 hour."


@pytest.mark.parametrize(
    ("longer", "final", "notes"),
    [
        (INSTANT, 12, ()),
        *(
            (
                longer,
                10.5,
                (
                    f"The extension until {until} changes nothing: everybody has time until "
                    "31 January 2027, 23:59 UTC.",
                ),
            )
            for longer, until in (
                (IN_TIME, "31 January 2027, 23:59 UTC"),
                (-DAY, "30 January 2027, 23:59 UTC"),
            )
        ),
    ],
)
def test_an_extension_that_ends_before_the_due_date_changes_nothing(
    longer: timedelta, final: float, notes: tuple[str, ...]
) -> None:
    found = standings([attempt(12, INSTANT)], policy(TENTH), extension=extension(longer))

    assert found.standing is not None
    assert (found.standing.final, found.notes) == (final, notes)


def test_an_extension_without_a_due_date_changes_nothing() -> None:
    found = standings([attempt(12, 9 * DAY)], policy(due=None), extension=extension(DAY))

    assert found.standing is not None
    assert found.standing.final == 12
    assert found.notes == (
        "The extension until 1 February 2027, 23:59 UTC changes nothing: there is no due date.",
    )


# Clocks that are put forward and back


BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("due", "same_clock", "hours"),
    [
        (datetime(2027, 3, 27, 12, tzinfo=BERLIN), datetime(2027, 3, 28, 12, tzinfo=BERLIN), 23),
        (datetime(2027, 10, 30, 12, tzinfo=BERLIN), datetime(2027, 10, 31, 12, tzinfo=BERLIN), 25),
    ],
    ids=["spring", "autumn"],
)
@pytest.mark.parametrize("zone", [BERLIN, timezone.utc])
def test_a_day_has_24_hours_when_the_clocks_change(
    due: datetime, same_clock: datetime, hours: int, zone: Any
) -> None:
    asked = policy(TENTH, due=due)

    def at(moment: datetime) -> Standing:
        return standing(attempt(12, submitted_at=moment.astimezone(zone)), asked)

    a_day_later = due.astimezone(timezone.utc) + DAY
    assert at(same_clock).late_s == hours * 3600
    assert at(same_clock).penalty == (1.5 if hours <= 24 else 3)
    assert (at(a_day_later).penalty, at(a_day_later + INSTANT).penalty) == (1.5, 3)


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    first = datetime(2027, 10, 31, 2, 30, tzinfo=BERLIN)
    second = first.replace(fold=1)

    assert standing(attempt(12, submitted_at=second), policy(ZERO, due=first)).final == 0
    assert standing(attempt(12, submitted_at=first), policy(ZERO, due=second)).final == 12


def test_an_extension_into_the_second_of_two_hours_extends() -> None:
    due = datetime(2027, 10, 31, 2, 30, tzinfo=BERLIN)
    longer = replace(extension(DAY), until=due.replace(fold=1))
    late = attempt(12, submitted_at=due.astimezone(timezone.utc) + HOUR)

    assert standing(late, policy(ZERO, due=due), extension=longer).final == 12


def test_the_last_moment_of_the_calendar_is_a_due_date() -> None:
    due = datetime.max.replace(tzinfo=timezone(-DAY + INSTANT))

    assert standing(attempt(12), policy(ZERO, due=due)).final == 12


# Attempts


def test_the_best_attempt_counts_by_what_lateness_leaves() -> None:
    made = numbered(attempt(11), attempt(12, DAY), attempt(13, DAY))

    found = standings(made, policy(TENTH))

    assert {number: each.final for number, each in found.each.items()} == {1: 11, 2: 10.5, 3: 11.5}
    assert (found.counted, found.standing, found.notes) == (3, found.each[3], ())


@pytest.mark.parametrize(("second", "counted"), [(12.49, 1), (12.5, 1), (12.51, 2)])
def test_of_equal_attempts_the_earlier_one_counts(second: float, counted: int) -> None:
    """At 12.5 both are worth 11: the first was in time."""
    made = numbered(attempt(11), attempt(second, HOUR))

    assert standings(made, policy(TENTH)).counted == counted


def test_of_equal_attempts_the_one_that_spends_no_day_counts() -> None:
    made = numbered(attempt(11), attempt(12, DAY))

    found = standings(made, policy(BUDGET), overrides=[override(9)])

    assert (found.counted, found.standing and found.standing.late_days) == (1, 0)


def test_the_earlier_of_equal_attempts_is_that_of_the_earlier_time() -> None:
    made = numbered(attempt(11, -HOUR), attempt(11, -2 * HOUR))

    assert standings(made, policy()).counted == 2


def test_the_last_attempt_counts_however_little_it_got() -> None:
    made = numbered(attempt(12), attempt(5))

    assert standings(made, policy(attempts=Attempts(counts="last"))).counted == 2


@pytest.mark.parametrize(
    ("second", "third", "counted"),
    [
        (-HOUR, -2 * HOUR, 2),
        (-2 * HOUR, -HOUR, 3),
        (-HOUR, -HOUR, 3),
        (-HOUR, None, 3),
        (None, -9 * HOUR, 3),
    ],
)
def test_the_last_attempt_is_that_of_the_last_time_or_number(
    second: timedelta | None, third: timedelta | None, counted: int
) -> None:
    """Where one time is unknown the numbers decide."""
    made = numbered(attempt(12, -3 * HOUR), attempt(5, second), attempt(6, third))

    found = standings(made[::-1], policy(attempts=Attempts(counts="last")))

    assert found.counted == counted


@pytest.mark.parametrize(
    ("most", "best", "last", "notes"),
    [
        (None, 4, 4, ()),
        (4, 4, 4, ()),
        (3, 2, 3, ("4 attempts; the assignment counts at most 3: attempt 4 does not count.",)),
        (2, 2, 2, ("4 attempts; the assignment counts at most 2: attempts 3 and 4 do not count.",)),
        (1, 1, 1, ("4 attempts; the assignment counts at most 1: attempts 2 to 4 do not count.",)),
    ],
)
def test_attempts_beyond_the_limit_are_kept_and_do_not_count(
    most: int | None, best: int, last: int, notes: tuple[str, ...]
) -> None:
    made = numbered(attempt(5), attempt(9), attempt(7), attempt(12))

    found = standings(made, policy(attempts=Attempts(most=most)))
    the_last = standings(made, policy(attempts=Attempts(most=most, counts="last")))

    assert (found.counted, the_last.counted) == (best, last)
    assert (found.notes, list(found.each)) == (notes, [1, 2, 3, 4])
    assert found.each[4].final == 12


def test_attempts_that_came_out_of_order_are_listed_by_number() -> None:
    lateness = (-HOUR, -4 * HOUR, -3 * HOUR, -2 * HOUR, IN_TIME)
    made = numbered(*(attempt(12, late) for late in lateness))

    found = standings(made, policy(attempts=Attempts(most=2)))

    assert found.notes == (
        "5 attempts; the assignment counts at most 2: attempts 1, 4 and 5 do not count.",
    )


FAULT: dict[str, Any] = {"status": "grader_fault", "criteria": ()}


@pytest.mark.parametrize(
    ("most", "counted", "beyond"),
    [
        (2, 3, ()),
        (1, 1, ("2 attempts; the assignment counts at most 1: attempt 3 does not count.",)),
    ],
)
def test_a_fault_of_the_grader_uses_up_no_attempt(
    most: int, counted: int, beyond: tuple[str, ...]
) -> None:
    made = numbered(attempt(5), attempt(**FAULT), attempt(12))

    found = standings(made, policy(attempts=Attempts(most=most)))

    assert (found.counted, list(found.each)) == (counted, [1, 2, 3])
    failed = "Attempt 2 does not count: the grader itself failed on it."
    assert found.notes == (*beyond, failed)


def test_an_attempt_that_failed_otherwise_uses_up_one() -> None:
    made = numbered(attempt(5), attempt(4, status="timeout"), attempt(12))

    assert standings(made, policy(attempts=Attempts(most=2))).counted == 1


def test_a_fault_of_the_grader_is_not_the_last_attempt() -> None:
    made = numbered(attempt(5), attempt(12), attempt(**FAULT), attempt(**FAULT))

    found = standings(made, policy(attempts=Attempts(counts="last")))

    failed = "Attempts 3 and 4 do not count: the grader itself failed on them."
    assert (found.counted, found.notes) == (2, (failed,))


@pytest.mark.parametrize("counts", ["best", "last"])
def test_where_there_are_only_faults_of_the_grader_one_counts(counts: Any) -> None:
    found = standings([attempt(**FAULT)], policy(attempts=Attempts(most=1, counts=counts)))

    assert (found.counted, found.standing and found.standing.final, found.notes) == (1, 0, ())


# Overrides


LEARNS = "It learns"


def test_an_override_replaces_the_points_of_a_criterion() -> None:
    found = standing(attempt(5), policy(), overrides=[override(8.5, LEARNS, "bad luck")])

    assert (found.raw, found.adjusted, found.final) == (5, 12.5, 12.5)
    assert found.because == (
        "“It learns” has 8.5 points instead of 1 by hand (Grace: bad luck)."
    )  # fmt: skip


def test_an_override_of_the_whole_score_replaces_the_sum() -> None:
    found = standing(attempt(5), policy(), overrides=[override(9)])

    assert (found.raw, found.adjusted, found.final) == (5, 9, 9)
    assert found.because == "The score as a whole is 9 points by hand (Grace: oral exam)."


def test_overrides_come_before_lateness() -> None:
    found = standing(attempt(5, HOUR), policy(TENTH), overrides=[override(9)])

    assert (found.adjusted, found.penalty, found.final) == (9, 1.5, 7.5)
    assert found.because == (
        "The score as a whole is 9 points by hand (Grace: oral exam). Handed in 1 hour late: 1 day "
        "begun at 10 % of 15 points, 1.5 points off."
    )


@pytest.mark.parametrize("criterion", ["", LEARNS])
def test_the_newest_override_wins_wherever_it_stands(criterion: str) -> None:
    given = [override(7, criterion, at=DUE + HOUR), override(3, criterion, at=DUE)]

    assert standing(attempt(4), policy(), overrides=given) == standing(
        attempt(4), policy(), overrides=given[:1]
    )


def test_of_two_overrides_at_one_moment_the_one_added_later_wins() -> None:
    given = [override(7), override(3)]

    assert standing(attempt(), policy(), overrides=given).final == 3


def test_the_newer_of_two_overrides_is_so_by_the_time_that_passed() -> None:
    first = datetime(2027, 10, 31, 2, 30, tzinfo=BERLIN)
    given = [override(7, at=first.replace(fold=1)), override(3, at=first)]

    assert standing(attempt(), policy(), overrides=given).final == 7


def test_an_override_holds_for_every_attempt() -> None:
    made = numbered(attempt(5), attempt(6))

    found = standings(made, policy(), overrides=[override(8, LEARNS)])

    assert [each.final for each in found.each.values()] == [12, 12]


def test_where_an_override_makes_attempts_equal_the_rubrics_best_is_shown() -> None:
    made = numbered(attempt(5), attempt(12), attempt(6))

    assert standings(made, policy(), overrides=[override(9)]).counted == 2


def test_an_override_may_be_a_bonus() -> None:
    assert standing(attempt(14), policy(), overrides=[override(20, LEARNS)]).final == 24
    assert standing(attempt(14), policy(), overrides=[override(20)]).final == 20


@pytest.mark.parametrize(
    ("points", "possible"),
    [(-0.01, False), (0, True), (1_000_000, True), (1_000_000.01, False), (float("nan"), False)],
)
def test_an_override_is_a_number_from_nothing_to_a_million(points: float, possible: bool) -> None:
    found = standings([attempt(12)], policy(), overrides=[override(points)])

    assert may_be_given(points) is possible
    assert found.standing is not None
    assert found.standing.final == (points if possible else 12)
    assert (found.notes == ()) is possible


def test_an_impossible_override_is_told_and_an_older_one_counts() -> None:
    given = [override(7, LEARNS), override(float("inf"), LEARNS, at=DUE + DAY), override(-1)]

    found = standings([attempt(12)], policy(), overrides=given)

    assert found.standing is not None
    assert found.standing.final == 11
    assert found.notes == (
        "inf points by hand for “It learns” do not count: a number from 0 to 1,000,000 is wanted.",
        "-1 points by hand for the whole score do not count: a number from 0 to 1,000,000 is "
        "wanted.",
    )


def test_an_override_of_a_criterion_that_is_gone_is_told_and_does_not_count() -> None:
    found = standings([attempt(12)], policy(), overrides=[override(1, "It learnt")])

    assert found.standing == standing(attempt(12), policy())
    assert found.notes == (
        "1 point by hand for “It learnt” (Grace: oral exam): not counted, for attempt 1 has no such "
        "criterion (any more).",
    )


def test_an_override_of_a_criterion_beside_one_of_the_whole_score_is_told() -> None:
    found = standings([attempt(5)], policy(), overrides=[override(9), override(8, LEARNS)])

    assert found.standing is not None
    assert found.standing.final == 9
    assert found.notes == (
        "8 points by hand for “It learns” (Grace: oral exam): not counted, for the score as a whole "
        "is given by hand too.",
    )


def test_criteria_of_one_title_share_its_override() -> None:
    twice = (criterion("a test", 1, 2), criterion("a test", 2, 2), criterion("another", 1, 1))

    found = standing(attempt(criteria=twice), policy(), overrides=[override(4, "a test")])

    assert (found.raw, found.adjusted) == (4, 5)
    assert found.because == "“a test” has 4 points instead of 3 by hand (Grace: oral exam)."


@pytest.mark.parametrize("visibility", ["after_due", "after_publish", "hidden"])
def test_a_criterion_that_is_not_shown_keeps_its_name(visibility: str) -> None:
    covered = (criterion("Secret", 1, 2, visibility=visibility),)

    found = standing(attempt(criteria=covered), policy(), overrides=[override(2, "Secret")])

    assert found.adjusted == 2
    assert found.because == "A criterion that is not shown yet has points by hand."


def test_a_score_can_be_given_though_nothing_was_handed_in() -> None:
    found = standings([], policy(TENTH), overrides=[override(9), override(3, LEARNS)])

    assert found.counted is None
    assert found.standing == Standing(
        raw=0,
        adjusted=9,
        penalty=0,
        final=9,
        max_score=15,
        because="Nothing was handed in; the score is 9 points by hand (Grace: oral exam).",
    )


def test_points_for_a_criterion_need_a_hand_in() -> None:
    found = standings([], policy(), overrides=[override(3, LEARNS)])

    assert (found.standing, found.each) == (None, {})
    assert found.notes == (
        "3 points by hand for “It learns” (Grace: oral exam): not counted, for nothing was handed "
        "in.",
    )


def test_an_override_needs_no_author_and_no_reason() -> None:
    bare = replace(override(9), author="", reason="")

    assert standing(attempt(), policy(), overrides=[bare]).because == (
        "The score as a whole is 9 points by hand."
    )


def test_hostile_reasons_are_one_line() -> None:
    hostile = replace(override(9, reason="\x1b[2Jfine\n\u202eFinal: 15" + "A" * 9999), author="\r")

    because = standing(attempt(), policy(), overrides=[hostile]).because

    assert because.isprintable()
    assert because.startswith("The score as a whole is 9 points by hand ( : fine Final: 15AAA")
    assert len(because) < 400


# The result of a student


def test_a_result_keeps_all_of_it() -> None:
    made = numbered(attempt(11), attempt(13, DAY), attempt(15, DAY))
    asked = policy(TENTH, attempts=Attempts(most=2))
    given, longer = (override(8, "It has a layer"),), extension(HOUR)

    result = result_of(ADA, made[::-1], asked, overrides=given, extension=longer)

    found = standings(made, asked, overrides=given, extension=longer)
    assert (result.student, result.attempts) == (ADA, tuple(made))
    assert (result.overrides, result.extension) == (given, longer)
    assert (result.counted, result.standings) == (2, found.each)
    assert (result.standing, result.notes) == (found.each[2], found.notes)
    assert (result.attempt, result.status) == (made[1], "graded")


def test_the_result_of_nothing_is_missing() -> None:
    result = result_of(ADA, [], policy(TENTH))

    assert (result.counted, result.standing, result.status) == (None, None, "missing")
    assert (result.attempts, result.standings, result.notes) == ((), {}, ())


def test_a_result_spends_what_is_left_of_the_budget() -> None:
    result = result_of(ADA, [attempt(12, 2 * DAY)], policy(BUDGET), budget_left=1)

    assert result.standing is not None
    assert (result.standing.late_days, result.standing.final) == (1, 10.5)


# Promises for every policy


SPANS = st.timedeltas(-DAY, 20 * DAY) | st.sampled_from([k * DAY for k in range(5)])
GRACES = st.timedeltas(IN_TIME, 3 * DAY)
LIMITS = st.builds(
    Attempts, most=st.none() | st.integers(1, 4), counts=st.sampled_from(["best", "last"])
)
HAND_INS = st.lists(
    st.builds(
        attempt, st.floats(4, 14), SPANS | st.none(), marked_late=st.booleans()
    ),
    min_size=1,
    max_size=5,
).map(lambda made: numbered(*made))  # fmt: skip
GIVEN = st.lists(
    st.builds(override, st.floats(-1, 30), st.sampled_from(["", LEARNS, "Gone"])), max_size=3
)


@st.composite
def lates(draw: st.DrawFn) -> Late:
    until = draw(st.none() | st.timedeltas(IN_TIME, 9 * DAY))
    grace = draw(st.just(IN_TIME) | GRACES)
    if draw(st.booleans()):
        return Late(until=until, grace=grace)
    most, budget = draw(st.floats(0, 1)), draw(st.integers(0, 5))
    per_day = draw(st.floats(0.001, 1))
    return Late(per_day=per_day, most=most, grace=grace, until=until, budget=budget)


@given(HAND_INS, lates(), LIMITS, GIVEN, st.integers(0, 5))
def test_a_final_score_lies_between_nothing_and_what_was_given(
    made: list[Attempt], late: Late, limit: Attempts, given: list[Override], left: int
) -> None:
    found = standings(made, policy(late, attempts=limit), overrides=given, budget_left=left)

    for each in found.each.values():
        assert 0 <= each.final <= each.adjusted
        assert each.final == round(each.adjusted - each.penalty, 2)
        assert (each.final, each.penalty) == (round(each.final, 2), round(each.penalty, 2))
        assert 0 <= each.late_days <= min(left, late.budget)
    assert found.counted in found.each


@given(HAND_INS, lates(), LIMITS, GIVEN, st.timedeltas(-DAY, 9 * DAY))
def test_an_extension_never_lowers_a_score(
    made: list[Attempt], late: Late, limit: Attempts, given: list[Override], longer: timedelta
) -> None:
    asked = policy(late, attempts=limit)

    before = standings(made, asked, overrides=given).standing
    after = standings(made, asked, overrides=given, extension=extension(longer)).standing

    assert before is not None
    assert after is not None
    assert before.final <= after.final


@given(st.floats(4, 14), lates(), SPANS, GRACES, st.integers(0, 5))
def test_a_later_hand_in_never_scores_more(
    points: float, late: Late, first: timedelta, wait: timedelta, left: int
) -> None:
    earlier = standing(attempt(points, first), policy(late), budget_left=left)
    later = standing(attempt(points, first + wait), policy(late), budget_left=left)

    assert later.final <= earlier.final


@given(HAND_INS, lates(), LIMITS, GRACES)
def test_a_grace_never_lowers_a_score(
    made: list[Attempt], late: Late, limit: Attempts, grace: timedelta
) -> None:
    kinder = replace(late, grace=late.grace + grace)

    before = standings(made, policy(late, attempts=limit)).standing
    after = standings(made, policy(kinder, attempts=limit)).standing

    assert before is not None
    assert after is not None
    assert before.final <= after.final


@given(HAND_INS, lates(), LIMITS, st.randoms())
def test_the_order_in_which_attempts_are_given_does_not_matter(
    made: list[Attempt], late: Late, limit: Attempts, random: Any
) -> None:
    asked = policy(late, attempts=limit)
    shuffled = random.sample(made, len(made))

    assert result_of(ADA, shuffled, asked) == result_of(ADA, made, asked)


@given(HAND_INS, lates(), st.floats(4, 14), SPANS)
def test_another_attempt_never_lowers_the_best(
    made: list[Attempt], late: Late, points: float, when: timedelta
) -> None:
    more = [*made, attempt(points, when, len(made) + 1)]

    before, after = (standings(some, policy(late)).standing for some in (made, more))

    assert before is not None
    assert after is not None
    assert before.final <= after.final
