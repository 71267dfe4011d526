"""Reading attempts, each with its current score: whole assignments in few queries, or in pages."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, func, select

from nngrader.evidence import Place
from nngrader.findings import Finding
from nngrader.gradebook._entry import Entry, Kind, read
from nngrader.gradebook._people import key_of
from nngrader.gradebook._tables import (
    assignments,
    attempts,
    criteria,
    findings,
    flags,
    grading_notes,
    gradings,
    scores,
    students,
)
from nngrader.grades import GradedCriterion
from nngrader.results import Attempt
from nngrader.untrusted import CUT, clean_lines, spelled_out

MOST_HELD = 20  #: of them; a roster that names everybody anew moves the whole class
PAGE = 200  #: attempts that are in memory at once while all are passed through


@dataclass(frozen=True)
class StoredAttempt:
    """An attempt with what is needed to grade it again."""

    student_id: str
    attempt: Attempt
    asked: str  #: digest of everything that examining it depended on


@dataclass(frozen=True)
class PastScore:
    """A score that an attempt has or had, and the grading that gave it."""

    attempt: Attempt  #: as it was graded then
    kind: Kind
    digest: str  #: "sha256:..." of assignment.py and the tests beside it, as they were
    grader: str  #: "nngrader 0.1.0"
    current: bool


@dataclass(frozen=True)
class HeldByAnother:
    """A hand-in that is recorded under one id and now claims another."""

    source: str
    recorded: str  #: id of the student whose attempt it is
    claimed: str  #: id of the student whose it would be


class Known(NamedTuple):
    """An assignment with its newest grading."""

    row: int
    entry: Entry
    grading: int
    at: datetime
    grader: str


class _Parts(NamedTuple):
    """What belongs to scores, by their rows."""

    criteria: dict[int, list[GradedCriterion]]
    findings: dict[int, list[Finding]]
    flags: dict[int, list[str]]


GRADED = attempts.join(scores, scores.c.attempt_id == attempts.c.id)
HEADS: Select[Any] = select(
    *(column for column in attempts.c if column.name != "id"),
    *(column for column in scores.c if column.name != "id"),
    scores.c.id.label("score_id"),
).select_from(GRADED)
_assignment_of_attempt = assignments.c.id == attempts.c.assignment_id


def known_assignments(db: Connection) -> dict[str, Known]:
    """Read what each assignment said of itself when it was last graded, by its name."""
    newest = select(func.max(gradings.c.id)).group_by(gradings.c.assignment_id)
    found = db.execute(
        select(assignments.c.name, gradings)
        .join_from(gradings, assignments)
        .where(gradings.c.id.in_(newest))
        .order_by(assignments.c.name)
    )
    return {
        row.name: Known(row.assignment_id, read(row.entry), row.id, row.at, row.grader)
        for row in found
    }


def notes_of(db: Connection, assignment: int) -> tuple[str, ...]:
    """Read what was odd in the last batch, and in what was rescored since."""
    last = select(func.max(gradings.c.id)).where(
        gradings.c.assignment_id == assignment, gradings.c.kind == "batch"
    )
    since = and_(gradings.c.assignment_id == assignment, gradings.c.id >= last.scalar_subquery())
    found = select(grading_notes.c.text).join_from(grading_notes, gradings).where(since)
    ordered = found.order_by(grading_notes.c.grading_id, grading_notes.c.position)
    return tuple(db.execute(ordered).scalars())


def asked(db: Connection, assignment: str) -> dict[tuple[str, str], str]:
    """Map student and what examining depended on to the record that came of it."""
    found = (
        select(students.c.student, scores.c.asked, scores.c.evidence)
        .select_from(GRADED.join(students).join(assignments, _assignment_of_attempt))
        .where(assignments.c.name == assignment, scores.c.current)
        .order_by(scores.c.id)
    )
    return {(row.student, row.asked): row.evidence for row in db.execute(found)}


def held_by_others(
    db: Connection, assignment: str, claims: Sequence[tuple[str, str]]
) -> tuple[HeldByAnother, ...]:
    """Find what none of those claims any more under whose ids it is recorded."""
    holders = _holders(db, assignment)
    claimants: dict[str, dict[str, str]] = defaultdict(dict)
    for student, source in claims:
        claimants[clean_lines(source)][key_of(student)] = spelled_out(student)
    moved = (
        HeldByAnother(source, next(iter(holders[source].values())), next(iter(now.values())))
        for source, now in claimants.items()
        if source in holders and not holders[source].keys() & now.keys()
    )
    return tuple(islice(moved, MOST_HELD))


def _holders(db: Connection, assignment: str) -> dict[str, dict[str, str]]:
    """Map sources to keys and ids of their students; a source that was cut may be of several."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    held = (
        select(attempts.c.source, students.c.key, students.c.student)
        .select_from(attempts.join(students).join(assignments, _assignment_of_attempt))
        .where(assignments.c.name == clean_lines(assignment))
        .order_by(attempts.c.id)
    )
    for row in db.execute(held):
        if not row.source.endswith(CUT):
            found[row.source][row.key] = row.student
    return found


def attempts_of(
    db: Connection, assignment: int, *, only_points: bool = False
) -> dict[int, list[Attempt]]:
    """Read all attempts, by row of the student; without findings and flags where points suffice."""
    mine = and_(attempts.c.assignment_id == assignment, scores.c.current)
    parts = _parts(db, mine, only_points=only_points)
    found: dict[int, list[Attempt]] = defaultdict(list)
    for row in db.execute(HEADS.where(mine).order_by(attempts.c.student_id, attempts.c.number)):
        found[row.student_id].append(_attempt(row, parts))
    return found


def page_of(db: Connection, assignment: int, after: int) -> tuple[list[StoredAttempt], int]:
    """Read the attempts behind a row, and say which row was the last; 0 at the end."""
    mine = and_(attempts.c.assignment_id == assignment, scores.c.current, attempts.c.id > after)
    page: Select[Any] = HEADS.add_columns(students.c.student).join(students).where(mine)
    rows = db.execute(page.order_by(attempts.c.id).limit(PAGE)).all()
    if not rows:
        return [], 0
    last = rows[-1].attempt_id
    parts = _parts(db, and_(mine, attempts.c.id <= last))
    return [StoredAttempt(row.student, _attempt(row, parts), row.asked) for row in rows], last


def history(db: Connection, assignment: int, student: int) -> tuple[PastScore, ...]:
    """Read every score of a student's attempts, the oldest first."""
    mine = and_(attempts.c.assignment_id == assignment, attempts.c.student_id == student)
    parts = _parts(db, mine)
    when = gradings.c.id == scores.c.grading_id
    by = (gradings.c.kind, gradings.c.grader, gradings.c.digest.label("rules"))
    found = HEADS.add_columns(*by).join(gradings, when).where(mine).order_by(scores.c.id)
    return tuple(
        PastScore(_attempt(row, parts), row.kind, row.rules, row.grader, row.current)
        for row in db.execute(found)
    )


def _parts(db: Connection, mine: ColumnElement[bool], *, only_points: bool = False) -> _Parts:
    """Read what belongs to the scores of these attempts: a query for each kind."""
    chosen = select(scores.c.id).select_from(GRADED).where(mine)
    parts = _Parts(defaultdict(list), defaultdict(list), defaultdict(list))
    for row in db.execute(_lists_of(criteria, chosen)):
        parts.criteria[row.score_id].append(_criterion(row))
    if not only_points:
        for row in db.execute(_lists_of(findings, chosen)):
            parts.findings[row.score_id].append(_finding(row))
        for row in db.execute(_lists_of(flags, chosen)):
            parts.flags[row.score_id].append(row.text)
    return parts


def _lists_of(table: Table, chosen: Select[Any]) -> Select[Any]:
    mine = table.c.score_id.in_(chosen)
    return select(table).where(mine).order_by(table.c.score_id, table.c.position)


def _attempt(row: Row[Any], parts: _Parts) -> Attempt:
    score = row.score_id
    return Attempt(
        number=row.number,
        source=row.source,
        submission=row.submission,
        evidence=row.evidence,
        status=row.status,
        criteria=tuple(parts.criteria.get(score, ())),
        findings=tuple(parts.findings.get(score, ())),
        first_step=row.first_step,
        graded_at=row.graded_at,
        submitted_at=row.submitted_at,
        marked_late=row.marked_late,
        mishap=row.mishap,
        accuracy=row.accuracy,
        parameters=row.parameters,
        isolation=row.isolation,
        seconds=row.seconds,
        remembered=row.remembered,
        flags=tuple(parts.flags.get(score, ())),
    )


def _criterion(row: Row[Any]) -> GradedCriterion:
    return GradedCriterion(
        title=row.title,
        points=row.points,
        max_points=row.max_points,
        because=row.because,
        hint=row.hint,
        why=row.why,
        visibility=row.visibility,
        self_reported=row.self_reported,
    )


def _finding(row: Row[Any]) -> Finding:
    return Finding(
        rule=row.rule,
        catalogue=row.catalogue,
        severity=row.severity,
        message=row.message,
        hint=row.hint,
        place=None if row.line is None else Place(row.line, row.cell),
    )
