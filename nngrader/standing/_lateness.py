"""What lateness takes off an attempt, and how that is said."""

from dataclasses import dataclass
from datetime import timedelta

from nngrader.late import DAY, NONE, Late, counted, dated, lasting, percent
from nngrader.results import Attempt
from nngrader.standing._case import Case, instant
from nngrader.standing._words import number, points


@dataclass(frozen=True)
class Loss:
    """What lateness takes."""

    points: float = 0.0
    late_s: float | None = 0.0  #: as in `Standing`
    days: int = 0  #: of the student's budget
    because: str = ""


def loss_of(attempt: Attempt, adjusted: float, case: Case) -> Loss:
    """Measure an attempt of `adjusted` points against the student's own due date."""
    if attempt.submitted_at is None:
        return _unmeasured(attempt, adjusted, case)
    if case.due is None:
        return Loss()
    late, policy = instant(attempt.submitted_at) - instant(case.due), case.policy.late
    if late <= policy.grace:
        return Loss(because=_in_time(attempt, late, case))
    if policy.until is not None and late > policy.until:
        told = _closed(late, policy, policy.until)
        return Loss(adjusted, late.total_seconds(), because=f"{told}: {points(adjusted)} off.")
    if not policy.per_day:
        told = f"Handed in {lasting(late)} late, which costs nothing."
        return Loss(late_s=late.total_seconds(), because=told)
    return _by_days(late, adjusted, case)


def _unmeasured(attempt: Attempt, adjusted: float, case: Case) -> Loss:
    policy = case.policy.late
    if not attempt.marked_late:
        return _unknown(case)
    if policy.until == NONE and not policy.grace and not case.extension:
        told = f"The platform marks it late, and late is worth nothing: {points(adjusted)} off."
        return Loss(adjusted, None, because=told)
    told = "The platform marks it late and does not say how late, so nothing is taken off."
    return Loss(late_s=None, because=told)


def _unknown(case: Case) -> Loss:
    if case.due is None:
        return Loss()
    told = "Nobody knows when it was handed in, so nothing is taken off."
    return Loss(late_s=None, because=told if case.policy.late.costs else "")


def _in_time(attempt: Attempt, late: timedelta, case: Case) -> str:
    if late > NONE:
        grace = lasting(case.policy.late.grace)
        return f"Handed in {lasting(late)} late, within the grace of {grace}."
    if case.extension and _after_due(attempt, case):
        return f"In time thanks to an extension until {dated(case.extension.until)}."
    return "The platform marks it late; by its time it is not." if attempt.marked_late else ""


def _after_due(attempt: Attempt, case: Case) -> bool:
    handed_in, due = attempt.submitted_at, case.policy.due
    return handed_in is not None and due is not None and instant(handed_in) > instant(due)


def _closed(late: timedelta, policy: Late, until: timedelta) -> str:
    closes = max(policy.grace, until)
    when = f"more than {lasting(closes)} late" if closes else "late"
    return f"Handed in {lasting(late)} late; {when} is worth nothing"


def _by_days(late: timedelta, adjusted: float, case: Case) -> Loss:
    policy = case.policy.late
    begun = -(-late // DAY)  # rounded up
    free = min(begun, case.budget_left)
    share = min(policy.most, policy.per_day * (begun - free))
    off = round(share * case.policy.max_score, 2)
    price = f"{_free(free, case)}{_price(begun - free, off, case)}"
    more = f", more than its {number(adjusted)}" if off > adjusted else ""
    told = f"Handed in {lasting(late)} late: {counted(begun, 'day')} begun{price}"
    return Loss(off, late.total_seconds(), free, f"{told}, {points(off)} off{more}.")


def _free(days: int, case: Case) -> str:
    if not case.policy.late.budget:
        return ""
    be = "was" if case.budget_left == 1 else "were"
    return f", {days} free ({case.budget_left} {be} left)"


def _price(days: int, off: float, case: Case) -> str:
    if not days:
        return ""
    policy, all_points = case.policy.late, case.policy.max_score
    start = f", {days} at" if policy.budget else " at"
    each = " each" if days > 1 else ""
    capped = round(days * policy.per_day * all_points, 2) > off
    most = f" but {percent(policy.most)} at most" if capped else ""
    return f"{start} {percent(policy.per_day)} of {points(all_points)}{each}{most}"
