"""From what is kept to what counts: results are made anew each time they are asked for."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timezone

from sqlalchemy import Connection

from nngrader.file_names import page_name
from nngrader.gradebook import _by_hand, _people, _reading
from nngrader.gradebook._entry import Entry
from nngrader.gradebook._people import Member
from nngrader.gradebook._reading import Known
from nngrader.late import told
from nngrader.results import Attempt, Extension, Override, Result, Results, Standing
from nngrader.standing import days_left, result_of, standings

NEVER = datetime.max.replace(tzinfo=timezone.utc)


@dataclass(frozen=True)
class _Kept:
    """All that is kept of an assignment, by row of the student."""

    entry: Entry
    attempts: dict[int, list[Attempt]]
    overrides: dict[int, tuple[Override, ...]]
    extensions: dict[int, Extension]


def results(db: Connection, name: str, known: dict[str, Known]) -> Results:
    """Build the results of a class; whoever is enrolled and handed in nothing is missing."""
    this = known[name]
    entry, kept = this.entry, _kept(db, this)
    left = _days_left(db, entry, known)
    return Results(
        assignment=name,
        title=entry.title,
        max_score=entry.max_score,
        criteria=entry.columns,
        results=tuple(
            _result(kept, one, left.get(one.row))
            for one in _people.everybody(db)
            if one.student.enrolled or one.row in kept.attempts or one.row in kept.overrides
        ),
        due=entry.due,
        policy=told(entry.late, entry.attempts, entry.due),
        notes=_reading.notes_of(db, this.row),
        graded_at=this.at,
        grader=this.grader,
    )


def _kept(db: Connection, known: Known, *, only_points: bool = False) -> _Kept:
    return _Kept(
        entry=known.entry,
        attempts=_reading.attempts_of(db, known.row, only_points=only_points),
        overrides=_by_hand.overrides_of(db, known.row),
        extensions=_by_hand.extensions_of(db, known.row),
    )


def _result(kept: _Kept, one: Member, budget_left: int | None) -> Result:
    found = result_of(
        one.student,
        kept.attempts.get(one.row, ()),
        kept.entry.policy,
        overrides=kept.overrides.get(one.row, ()),
        extension=kept.extensions.get(one.row),
        budget_left=budget_left,
    )
    return replace(found, attempts=tuple(_paged(found)))


def _paged(found: Result) -> Iterator[Attempt]:
    for attempt in found.attempts:
        page = page_name(found.student.id, attempt.number, found.counted)
        yield replace(attempt, page=page)


def _days_left(db: Connection, entry: Entry, known: dict[str, Known]) -> dict[int, int]:
    """Count what is left of each student's late days, after all assignments that were due before.

    Who handed in nothing before is left out, and has them all.
    """
    counted: dict[int, list[Standing | None]] = defaultdict(list)
    for earlier in _due_before(entry, known):
        kept = _kept(db, earlier, only_points=True)
        for row in kept.attempts:
            counted[row].append(_standing(kept, row, counted[row]))
    return {row: days_left(entry.late.budget, spent) for row, spent in counted.items()}


def _due_before(entry: Entry, known: dict[str, Known]) -> list[Known]:
    """List those that can have spent late days, in order of due date; of two at once, by name."""

    def place(one: Entry) -> tuple[datetime, str]:
        return (one.due or NEVER).astimezone(timezone.utc), one.name

    spending = [one for one in known.values() if one.entry.late.budget and one.entry.due]
    earlier = [one for one in spending if place(one.entry) < place(entry)]
    return (
        sorted(earlier, key=lambda one: place(one.entry)) if entry.late.budget and entry.due else []
    )


def _standing(kept: _Kept, row: int, spent: list[Standing | None]) -> Standing | None:
    return standings(
        kept.attempts[row],
        kept.entry.policy,
        overrides=kept.overrides.get(row, ()),
        extension=kept.extensions.get(row),
        budget_left=days_left(kept.entry.late.budget, spent),
    ).standing
