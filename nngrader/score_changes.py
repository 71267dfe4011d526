"""What a rescoring would change, for each criterion and each student, before it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from nngrader.grades import GradedCriterion
from nngrader.results import Attempt, Result, Results, Student
from nngrader.untrusted import clean

MOST_SHOWN = 40  #: students; the gradebook keeps all
LONGEST_NAME = 32
LONGEST_TITLE = 56


@dataclass(frozen=True)
class CriterionChange:
    """One sentence of the rubric over all hand-ins that count, before and after."""

    title: str
    before: tuple[float, ...]  #: points of each hand-in that had it
    after: tuple[float, ...]
    max_before: float  #: 0 for a new one
    max_after: float  #: 0 for one that is gone

    @property
    def full_before(self) -> int:
        """How many had all its points."""
        return sum(points >= self.max_before for points in self.before)

    @property
    def full_after(self) -> int:
        """How many have them now."""
        return sum(points >= self.max_after for points in self.after)


@dataclass(frozen=True)
class StudentChange:
    """The score of one student that counts, before and after."""

    student: Student
    before: float | None  #: None where nothing counted
    after: float | None
    because: tuple[str, ...]  #: what made the difference, such as "The loss fits: 0 -> 2"


@dataclass(frozen=True)
class Changes:
    """Everything that a rescoring would change."""

    criteria: tuple[CriterionChange, ...]
    students: tuple[StudentChange, ...]  #: only those whose score that counts differs
    unchanged: int  #: students
    max_before: float
    max_after: float


def changes(before: Results, after: Results) -> Changes:
    """Set two gradings of the same hand-ins side by side."""
    new = {result.student.id: result for result in after.results}
    pairs = [(old, new[old.student.id]) for old in before.results if old.student.id in new]
    moved = tuple(_student(old, now) for old, now in pairs if _final(old) != _final(now))
    return Changes(
        criteria=tuple(_criteria(pairs)),
        students=moved,
        unchanged=len(pairs) - len(moved),
        max_before=before.max_score,
        max_after=after.max_score,
    )


def _final(result: Result) -> float | None:
    return result.standing.final if result.standing else None


def _student(old: Result, new: Result) -> StudentChange:
    return StudentChange(old.student, _final(old), _final(new), tuple(_reasons(old, new)))


def _reasons(old: Result, new: Result) -> Iterator[str]:
    before, after = _by_title(old.attempt), _by_title(new.attempt)
    for title in dict.fromkeys([*before, *after]):
        was, now = before.get(title), after.get(title)
        if (was and was.points) != (now and now.points):
            yield f"{title}: {_points(was)} -> {_points(now)}"
    penalties = [result.standing.penalty if result.standing else 0.0 for result in (old, new)]
    if penalties[0] != penalties[1]:
        yield f"lateness: -{penalties[0]:g} -> -{penalties[1]:g}"
    if old.counted != new.counted:
        yield f"attempt {old.counted} counted, now {new.counted}"


def _points(criterion: GradedCriterion | None) -> str:
    return "none" if criterion is None else f"{criterion.points:g}"


def _by_title(attempt: Attempt | None) -> dict[str, GradedCriterion]:
    return {c.title: c for c in attempt.criteria} if attempt else {}


def _criteria(pairs: list[tuple[Result, Result]]) -> Iterator[CriterionChange]:
    """Compare over the attempts that counted before; those that count now may be others."""
    before = [_by_title(old.attempt) for old, _ in pairs if old.attempt]
    after = [_by_title(_same_attempt(old, new)) for old, new in pairs if old.attempt]
    titles = dict.fromkeys(title for graded in (*before, *after) for title in graded)
    for title in titles:
        was = [graded[title] for graded in before if title in graded]
        now = [graded[title] for graded in after if title in graded]
        yield CriterionChange(
            title,
            tuple(c.points for c in was),
            tuple(c.points for c in now),
            max((c.max_points for c in was), default=0.0),
            max((c.max_points for c in now), default=0.0),
        )


def _same_attempt(old: Result, new: Result) -> Attempt | None:
    return next((a for a in new.attempts if a.number == old.counted), None)


def lines(found: Changes) -> Iterator[str]:
    """Tell it to people."""
    yield from _criteria_lines(found)
    if found.max_before != found.max_after:
        yield f"Points to be earned: {found.max_before:g} -> {found.max_after:g}"
    up = sum((s.after or 0) > (s.before or 0) for s in found.students)
    down = len(found.students) - up
    yield f"Students: {up} gain, {down} lose, {found.unchanged} keep their score."
    yield from map(_line, found.students[:MOST_SHOWN])
    if len(found.students) > MOST_SHOWN:
        yield f"  and {len(found.students) - MOST_SHOWN} more"


def _criteria_lines(found: Changes) -> Iterator[str]:
    for criterion in found.criteria:
        title = clean(criterion.title, LONGEST_TITLE)
        if not criterion.max_after:
            yield f"{title}: gone (it was worth {criterion.max_before:g})"
        elif not criterion.max_before:
            yield f"{title}: new, {criterion.full_after} of {len(criterion.after)} have it in full"
        elif (criterion.before, criterion.max_before) != (criterion.after, criterion.max_after):
            yield f"{title}: {_compared(criterion)}"


def _compared(criterion: CriterionChange) -> str:
    full = f"in full {criterion.full_before} -> {criterion.full_after} of {len(criterion.after)}"
    mean = f"mean {fmean(criterion.before):.2f} -> {fmean(criterion.after):.2f} points"
    worth = f"worth {criterion.max_before:g} -> {criterion.max_after:g}, "
    return f"{worth if criterion.max_before != criterion.max_after else ''}{full}, {mean}"


def _line(change: StudentChange) -> str:
    name = clean(change.student.shown, LONGEST_NAME)
    before, after = (
        "nothing" if score is None else f"{score:g}" for score in (change.before, change.after)
    )
    why = "; ".join(clean(reason) for reason in change.because)
    return f"  {name}: {before} -> {after}" + (f"  ({why})" if why else "")
