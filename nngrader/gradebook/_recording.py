"""Writing down what was graded: which attempt it is, and whether its score is a new one."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Table, and_, func, insert, select, update

from nngrader.findings import Finding
from nngrader.gradebook import _people
from nngrader.gradebook._entry import Entry, Kind, course_of, written
from nngrader.gradebook._faults import GradebookFault
from nngrader.gradebook._tables import (
    assignments,
    attempts,
    criteria,
    findings,
    flags,
    grading_notes,
    gradings,
    scores,
)
from nngrader.results import Attempt
from nngrader.untrusted import clean, clean_lines, cleaned

BEGINNING = datetime(1970, 1, 1, tzinfo=timezone.utc)  #: instead of a time that makes no difference


@dataclass(frozen=True)
class _Whose:
    """A student in an assignment, in a grading."""

    grading: int
    assignment: int
    student: int


def begin(db: Connection, entry: Entry, kind: Kind, at: datetime, grader: str, where: str) -> int:
    """Open a grading; returns its id. Raises GradebookFault for another course's assignment."""
    name = clean_lines(entry.name)
    db.execute(_people.insert_for(db, assignments).on_conflict_do_nothing(), {"name": name})
    its = select(assignments.c.id).where(assignments.c.name == name)
    row = db.execute(its.with_for_update(key_share=True)).scalar_one()
    entry = replace(entry, course=_course(db, row, entry, where))
    new = {"kind": kind, "at": at, "grader": grader, "digest": entry.digest}
    return _added(db, gradings, {**new, "assignment_id": row, "entry": written(entry)})


def _course(db: Connection, assignment: int, entry: Entry, where: str) -> str:
    """Say whose this assignment is: what nobody names stays with whom it was."""
    mine = gradings.c.assignment_id == assignment
    newest = select(gradings.c.entry).where(mine).order_by(gradings.c.id.desc()).limit(1)
    former = course_of(db.execute(newest).scalar() or "{}")
    given = clean_lines(entry.course)
    if given and former and given != former:
        problem = (
            f"{where} already holds {clean(entry.name)!r} of another folder (--out). Give this "
            "course a database of its own, or go on in that folder."
        )
        raise GradebookFault(problem)
    return given or former


def note(db: Connection, grading: int, notes: Sequence[str]) -> None:
    """Keep what was found odd, behind what was noted before."""
    mine = grading_notes.c.grading_id == grading
    count = db.execute(select(func.count()).select_from(grading_notes).where(mine)).scalar_one()
    _add_list(db, grading_notes, {"grading_id": grading}, [{"text": n} for n in notes], count)


def record(db: Connection, grading: int, student_id: str, graded: Attempt, asked: str) -> Attempt:
    """Keep an attempt with its score; returns it as it is kept, with its number."""
    attempt, asked = cleaned((graded, asked), clean_lines)
    whose = _whose(db, grading, student_id)
    known = _known(db, whose)
    same = _same(known, attempt, grading)
    if same is None:
        number = _free_number(attempt.number, [row.number for row in known])
        row = _add_attempt(db, whose, replace(attempt, number=number))
        _add_score(db, grading, row, attempt, asked)
        return replace(attempt, number=number)
    _see_again(db, same.id, attempt, grading)
    if same.digest == _digest(attempt, asked):
        return _as_it_was(attempt, same)
    _add_score(db, grading, same.id, attempt, asked)
    return replace(attempt, number=same.number)


def _whose(db: Connection, grading: int, student_id: str) -> _Whose:
    which = select(gradings.c.assignment_id).where(gradings.c.id == grading)
    assignment = db.execute(which).scalar_one()
    return _Whose(grading, assignment, _people.row_of(db, student_id, lock=True))


def _known(db: Connection, whose: _Whose) -> Sequence[Row[Any]]:
    """Read the student's attempts, each with what is needed of its score."""
    score = scores.c
    current = and_(score.attempt_id == attempts.c.id, score.current)
    columns = (*attempts.c, score.digest, score.graded_at, score.seconds, score.remembered)
    mine = (
        attempts.c.assignment_id == whose.assignment,
        attempts.c.student_id == whose.student,
    )
    joined = attempts.outerjoin(scores, current)
    return db.execute(select(*columns).select_from(joined).where(*mine)).all()


def _same(known: Sequence[Row[Any]], attempt: Attempt, grading: int) -> Row[Any] | None:
    """Find the attempt that this is: the same code, handed in at the same time.

    A grading that finds it in two places found two attempts; the next one finds the same two, even
    where both places have other names by then.
    """
    told = (attempt.submission, attempt.submitted_at)
    alike = [row for row in known if (row.submission, row.submitted_at) == told]
    possible = [row for row in alike if row.source == attempt.source or row.seen_in != grading]
    return min(possible, key=lambda row: (row.source != attempt.source, row.number), default=None)


def _free_number(wanted: int, taken: list[int]) -> int:
    return wanted if wanted > 0 and wanted not in taken else max(taken, default=0) + 1


def _add_attempt(db: Connection, whose: _Whose, attempt: Attempt) -> int:
    row = {
        "assignment_id": whose.assignment,
        "student_id": whose.student,
        "number": attempt.number,
        "source": attempt.source,
        "submission": attempt.submission,
        "submitted_at": attempt.submitted_at,
        "marked_late": attempt.marked_late,
        "seen_in": whose.grading,
    }
    return _added(db, attempts, row)


def _see_again(db: Connection, row: int, attempt: Attempt, grading: int) -> None:
    seen = {
        "source": attempt.source,
        "marked_late": attempt.marked_late,
        "seen_in": grading,
    }
    db.execute(update(attempts).where(attempts.c.id == row), seen)


def _digest(attempt: Attempt, asked: str) -> str:
    """Digest a score without what differs each time and matters to nobody."""
    told = replace(
        attempt,
        number=0,
        source="",
        marked_late=False,
        submitted_at=None,
        graded_at=BEGINNING,
        seconds=0.0,
        remembered=False,
    )
    return sha256(msgspec.json.encode((asked, told))).hexdigest()


def _as_it_was(attempt: Attempt, row: Row[Any]) -> Attempt:
    return replace(
        attempt,
        number=row.number,
        graded_at=row.graded_at,
        seconds=row.seconds,
        remembered=row.remembered,
    )


def _add_score(db: Connection, grading: int, row: int, attempt: Attempt, asked: str) -> None:
    """Add a score, which becomes the current one."""
    former = and_(scores.c.attempt_id == row, scores.c.current)
    db.execute(update(scores).where(former), {"current": False})
    place = {"grading_id": grading, "attempt_id": row, "current": True}
    score = {"score_id": _added(db, scores, {**place, **_score(attempt, asked)})}
    _add_list(db, criteria, score, [asdict(criterion) for criterion in attempt.criteria])
    _add_list(db, findings, score, [_finding(finding) for finding in attempt.findings])
    _add_list(db, flags, score, [{"text": flag} for flag in attempt.flags])


def _score(attempt: Attempt, asked: str) -> dict[str, Any]:
    names = (
        *("evidence", "status", "first_step", "graded_at", "mishap"),
        *("accuracy", "parameters", "isolation", "seconds", "remembered"),
    )
    kept = {name: getattr(attempt, name) for name in names}
    return {**kept, "asked": asked, "digest": _digest(attempt, asked)}


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "rule": finding.rule,
        "catalogue": finding.catalogue,
        "severity": finding.severity,
        "message": finding.message,
        "hint": finding.hint,
        "line": place and place.line,
        "cell": place and place.cell,
    }


def _added(db: Connection, table: Table, row: dict[str, Any]) -> int:
    key = db.execute(insert(table), row).inserted_primary_key
    assert key is not None  # a single row was inserted
    return int(key[0])


def _add_list(
    db: Connection,
    table: Table,
    whose: dict[str, int],
    rows: Sequence[dict[str, Any]],
    start: int = 0,
) -> None:
    if rows:  # SQLAlchemy takes an empty list for a row of defaults
        placed = [{**whose, "position": place, **row} for place, row in enumerate(rows, start)]
        db.execute(insert(table), placed)
