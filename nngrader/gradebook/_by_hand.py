"""What people gave by hand: kept for ever, and withdrawn rather than removed."""

from collections import defaultdict
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, insert, select, update

from nngrader.errors import UnknownName
from nngrader.gradebook import _people
from nngrader.gradebook._faults import GradebookFault
from nngrader.gradebook._reading import Known
from nngrader.gradebook._tables import attempts, criteria, extensions, overrides, scores
from nngrader.results import Extension, Override
from nngrader.standing import MOST_POINTS, may_be_given
from nngrader.untrusted import clean_lines


def override(db: Connection, known: Known, student_id: str, given: Override) -> None:
    """Keep points given by hand.

    Raises UnknownName for a criterion that neither the rubric nor any score has, and GradebookFault
    for points that cannot be.
    """
    if not may_be_given(given.points):
        problem = (
            f"{given.points} points cannot be given: a number from 0 to {MOST_POINTS:,} is wanted."
        )
        raise GradebookFault(problem)
    titles = _titles(db, known)
    if clean_lines(given.criterion) not in {"", *titles}:
        room = f"The rubric of {known.entry.name}"
        raise UnknownName(room, clean_lines(given.criterion), titles)
    _add(db, overrides, _whose(db, known, student_id), given)


def extend(db: Connection, known: Known, student_id: str, given: Extension) -> None:
    """Keep a later due date."""
    _add(db, extensions, _whose(db, known, student_id), given)


def withdraw_override(
    db: Connection, known: Known, student_id: str, criterion: str, by: str, at: datetime
) -> int:
    """Withdraw what was given for a criterion; returns how many there were."""
    same = overrides.c.criterion == clean_lines(criterion)
    return _withdraw(db, overrides, and_(same, _mine(db, overrides, known, student_id)), by, at)


def withdraw_extension(db: Connection, known: Known, student_id: str, by: str, at: datetime) -> int:
    """Withdraw a student's later due dates; returns how many there were."""
    return _withdraw(db, extensions, _mine(db, extensions, known, student_id), by, at)


def overrides_of(db: Connection, assignment: int) -> dict[int, tuple[Override, ...]]:
    """Read those in force, the oldest first, by row of the student."""
    found: dict[int, tuple[Override, ...]] = defaultdict(tuple)
    for row in _in_force(db, overrides, assignment):
        found[row.student_id] += (
            Override(
                points=row.points,
                reason=row.reason,
                author=row.author,
                at=row.at,
                criterion=row.criterion,
            ),
        )
    return found


def extensions_of(db: Connection, assignment: int) -> dict[int, Extension]:
    """Read the newest one in force, by row of the student."""
    return {
        row.student_id: Extension(until=row.until, reason=row.reason, author=row.author, at=row.at)
        for row in _in_force(db, extensions, assignment)
    }


def _titles(db: Connection, known: Known) -> set[str]:
    """List the criteria of the rubric, and those of scores given by an older one."""
    graded = criteria.join(scores).join(attempts, attempts.c.id == scores.c.attempt_id)
    mine = and_(attempts.c.assignment_id == known.row, scores.c.current)
    found = db.execute(select(criteria.c.title).select_from(graded).where(mine).distinct())
    return {column.title for column in known.entry.columns} | set(found.scalars())


def _whose(db: Connection, known: Known, student_id: str) -> dict[str, int]:
    return {"assignment_id": known.row, "student_id": _people.row_of(db, student_id)}


def _add(db: Connection, table: Table, whose: dict[str, int], given: Override | Extension) -> None:
    db.execute(insert(table), {**whose, **asdict(given)})


def _mine(db: Connection, table: Table, known: Known, student_id: str) -> Any:
    whose = _whose(db, known, student_id)
    return and_(*(table.c[name] == row for name, row in whose.items()))


def _withdraw(db: Connection, table: Table, which: Any, by: str, at: datetime) -> int:
    standing = and_(which, table.c.withdrawn_at.is_(None))
    withdrawn = db.execute(update(table).where(standing), {"withdrawn_at": at, "withdrawn_by": by})
    return withdrawn.rowcount


def _in_force(db: Connection, table: Table, assignment: int) -> list[Row[Any]]:
    mine = and_(table.c.assignment_id == assignment, table.c.withdrawn_at.is_(None))
    return list(db.execute(select(table).where(mine).order_by(table.c.at, table.c.id)))
