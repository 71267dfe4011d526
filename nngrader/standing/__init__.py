"""Which attempt of a student counts, and what it counts: overrides first, then lateness.

Everything follows from what is kept, at any time and without a clock:

- The student's due date is the assignment's, or that of their extension where it is later. A hand-in
  at that very moment is in time; so is one at the very end of the grace.
- Beyond the grace the whole lateness counts, from the due date on. A day is 24 hours of time that
  passes, so a change to summer time gives nobody an hour; a microsecond into a day begins it.
- Days begun are first taken from what is left of the student's budget; each other one costs its
  share of all points. Later than `until` nothing is left, and no budget is spent on it.
- Nobody loses points for a time that nobody knows, unless the platform marks the hand-in late and
  late is worth nothing, with no grace and no extension that could excuse it.
- An override belongs to the student, so it holds for every attempt: the newest one of a criterion
  replaces its points, the newest one of the whole score replaces the sum. Points may exceed those of
  the criterion, for teachers give bonus points.
- Attempts beyond the limit never count, however good they are.
- An attempt that the grader itself failed on uses up no limit and counts only where there is no
  other: nobody loses by a fault of ours.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nngrader.late import Attempts, counted, dated
from nngrader.results import Attempt, Extension, Override, Result, Standing, Student
from nngrader.standing._by_hand import (
    MOST_POINTS,
    adjusted_score,
    in_words,
    may_be_given,
    newest,
    unused,
    without_attempt,
)
from nngrader.standing._case import Case, Policy, case_of, instant
from nngrader.standing._lateness import loss_of

__all__ = [
    "MOST_POINTS",
    "Policy",
    "Standings",
    "days_left",
    "may_be_given",
    "result_of",
    "standings",
]


@dataclass(frozen=True, kw_only=True)
class Standings:
    """What becomes of a student's attempts."""

    each: dict[int, Standing] = field(default_factory=dict)  #: by number of the attempt
    counted: int | None = None  #: number of the one that counts; None without any
    standing: Standing | None = None  #: that counts; without an attempt a score given by hand
    notes: tuple[str, ...] = ()  #: for the teacher: they name criteria that students may not see


def result_of(
    student: Student,
    attempts: Iterable[Attempt],
    policy: Policy,
    *,
    overrides: Sequence[Override] = (),
    extension: Extension | None = None,
    budget_left: int | None = None,
) -> Result:
    """Build the result of a student; see `standings`. Every attempt and override is kept in it."""
    kept = tuple(sorted(attempts, key=lambda attempt: attempt.number))
    found = standings(
        kept, policy, overrides=overrides, extension=extension, budget_left=budget_left
    )
    return Result(
        student=student,
        attempts=kept,
        counted=found.counted,
        standing=found.standing,
        standings=found.each,
        overrides=tuple(overrides),
        extension=extension,
        notes=found.notes,
    )


def standings(
    attempts: Sequence[Attempt],
    policy: Policy,
    *,
    overrides: Sequence[Override] = (),
    extension: Extension | None = None,
    budget_left: int | None = None,
) -> Standings:
    """Say what every attempt is worth and which one counts.

    `budget_left` are the late days that the student has left for this assignment, as `days_left`
    finds them; all of the budget unless it is given.
    """
    case = case_of(policy, newest(overrides), extension, budget_left)
    in_order = _in_order(attempts)
    each = {attempt.number: _standing(attempt, case) for attempt in in_order}
    graded = [a for a in in_order if a.status != "grader_fault"] or in_order
    chosen = _chosen(graded[: policy.attempts.most], each, policy.attempts)
    notes = (
        *_beyond(graded, policy.attempts),
        *_at_fault([attempt for attempt in in_order if attempt not in graded]),
        *unused(chosen, overrides, case.given),
        *_in_vain(extension, case),
    )
    if chosen is None:
        return Standings(standing=without_attempt(case), notes=notes)
    return Standings(each=each, counted=chosen.number, standing=each[chosen.number], notes=notes)


def days_left(budget: int, earlier: Iterable[Standing | None]) -> int:
    """Count the late days left for an assignment of a course.

    `earlier` are the standings that counted for this student in every assignment of the course that
    was due before, each of them found with what was left for it. They go in order of due date, so
    that a hand-in of today never changes what was due last month:

    counted = []
    for policy, attempts in course:
        left = days_left(policy.late.budget, counted)
        counted.append(standings(attempts, policy, budget_left=left).standing)
    """
    return max(0, budget - sum(standing.late_days for standing in earlier if standing))


def _standing(attempt: Attempt, case: Case) -> Standing:
    adjusted = adjusted_score(attempt, case.given)
    loss = loss_of(attempt, adjusted, case)
    final = round(max(0.0, adjusted - loss.points), 2)
    return Standing(
        raw=attempt.score,
        adjusted=adjusted,
        penalty=round(adjusted - final, 2),
        final=final,
        max_score=case.policy.max_score,
        late_s=loss.late_s,
        late_days=loss.days,
        because=" ".join(filter(None, [*in_words(attempt, case.given), loss.because])),
    )


def _in_order(attempts: Sequence[Attempt]) -> list[Attempt]:
    """Order by time of handing in where all are known, else by number."""
    by_number = sorted(attempts, key=lambda attempt: attempt.number)
    times = {a.number: instant(a.submitted_at) for a in by_number if a.submitted_at is not None}
    if len(times) < len(by_number):
        return by_number
    return sorted(by_number, key=lambda attempt: times[attempt.number])


def _chosen(
    in_order: Sequence[Attempt], each: dict[int, Standing], limit: Attempts
) -> Attempt | None:
    """Choose the last or the best.

    Of equal ones the earlier counts: it lost least by lateness and spent no more late days. Only an
    override makes attempts equal that were not; then the one that the rubric gave most counts, for
    its report is the one to show beside it.
    """
    if not in_order:
        return None

    def rank(attempt: Attempt) -> tuple[float, ...]:
        its = each[attempt.number]
        return its.final, -its.penalty, -its.late_days, its.raw

    return in_order[-1] if limit.counts == "last" else max(in_order, key=rank)


def _beyond(in_order: Sequence[Attempt], limit: Attempts) -> Iterator[str]:
    beyond = [attempt.number for attempt in in_order[limit.most :]] if limit.most else []
    if beyond:
        do = "does" if len(beyond) == 1 else "do"
        yield (
            f"{counted(len(in_order), 'attempt')}; the assignment counts at most {limit.most}: "
            f"{_listed(sorted(beyond))} {do} not count."
        )


def _at_fault(failed: Sequence[Attempt]) -> Iterator[str]:
    if failed:
        do, them = ("does", "it") if len(failed) == 1 else ("do", "them")
        attempts = _listed(sorted(attempt.number for attempt in failed)).capitalize()
        yield f"{attempts} {do} not count: the grader itself failed on {them}."


def _listed(numbers: list[int]) -> str:
    first, last = numbers[0], numbers[-1]
    if first == last:
        return f"attempt {first}"
    if len(numbers) > 2 and numbers == list(range(first, last + 1)):
        return f"attempts {first} to {last}"
    return f"attempts {', '.join(map(str, numbers[:-1]))} and {last}"


def _in_vain(extension: Extension | None, case: Case) -> Iterator[str]:
    if extension is None or case.extension is not None:
        return
    due = case.policy.due
    why = "there is no due date" if due is None else f"everybody has time until {dated(due)}"
    yield f"The extension until {dated(extension.until)} changes nothing: {why}."
