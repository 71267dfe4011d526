"""What a gradebook holds, as tables. Nothing is ever deleted from any of them.

    assignments ─┬─ gradings ──── grading_notes        a batch or a rescoring, with the rules it used
                 ├─ attempts ──── scores ─┬─ criteria   every score is kept, and one is current
    students ────┤                        ├─ findings
      other_ids  │                        └─ flags
                 ├─ overrides                           what people gave by hand
                 └─ extensions

A change here needs a file in `migrations/versions`; tests/gradebook compares the two.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from nngrader.gradebook._columns import Moment, Whole, Words

#: Names that a later migration can rely on, in both databases.
NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
}
ALL = MetaData(naming_convention=NAMES)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _of(table: Table, name: str) -> Column[int]:
    return Column(name, ForeignKey(table.c.id), nullable=False)


def _part_of(table: Table, name: str) -> tuple[Column[int], Column[int]]:
    """Return the columns of a list that belongs to a row: whose it is, and the place in it."""
    whose: Column[int] = Column(name, ForeignKey(table.c.id), primary_key=True, nullable=False)
    return whose, Column("position", Integer, primary_key=True, nullable=False)


def _words(name: str) -> Column[str]:
    return Column(name, Words, nullable=False)


assignments = Table("assignments", ALL, _id(), Column("name", Words, nullable=False, unique=True))

gradings = Table(
    "gradings",
    ALL,
    _id(),
    _of(assignments, "assignment_id"),
    Column("kind", Text, nullable=False),  # "batch" or "rescore"
    Column("at", Moment, nullable=False),
    _words("grader"),
    _words("digest"),  # of assignment.py and the tests beside it
    Column("entry", Text, nullable=False),  # JSON: criteria, due date and what lateness costs
)

grading_notes = Table("grading_notes", ALL, *_part_of(gradings, "grading_id"), _words("text"))

students = Table(
    "students",
    ALL,
    _id(),
    Column("key", Text, nullable=False, unique=True),  # digest of the name, whatever its case
    Column("student", Text, nullable=False),
    _words("name"),
    _words("email"),
    Column("enrolled", Boolean, nullable=False),
)

other_ids = Table(
    "other_ids",
    ALL,
    Column("student_id", ForeignKey(students.c.id), primary_key=True, nullable=False),
    Column("system", Text, primary_key=True, nullable=False),
    _words("value"),
)

attempts = Table(
    "attempts",
    ALL,
    _id(),
    _of(assignments, "assignment_id"),
    _of(students, "student_id"),
    Column("number", Integer, nullable=False),
    _words("source"),
    _words("submission"),
    Column("submitted_at", Moment),
    Column("marked_late", Boolean, nullable=False),
    _of(gradings, "seen_in"),  # the last one that came across it
    UniqueConstraint("assignment_id", "student_id", "number"),
)

scores = Table(
    "scores",
    ALL,
    _id(),
    _of(attempts, "attempt_id"),
    _of(gradings, "grading_id"),
    Column("current", Boolean, nullable=False),
    Column("digest", Text, nullable=False),  # of everything here that a teacher could ask about
    _words("asked"),
    _words("evidence"),
    Column("status", Text, nullable=False),
    _words("first_step"),
    Column("graded_at", Moment, nullable=False),
    _words("mishap"),
    Column("accuracy", Double),
    Column("parameters", Whole),
    Column("isolation", Integer, nullable=False),
    Column("seconds", Double, nullable=False),
    Column("remembered", Boolean, nullable=False),
)
#: The database itself sees to it that one score of an attempt is current.
Index(
    "uq_scores_current",
    scores.c.attempt_id,
    unique=True,
    sqlite_where=scores.c.current,
    postgresql_where=scores.c.current,
)
Index(None, scores.c.attempt_id)

criteria = Table(
    "criteria",
    ALL,
    *_part_of(scores, "score_id"),
    _words("title"),
    Column("points", Double, nullable=False),
    Column("max_points", Double, nullable=False),
    _words("because"),
    _words("hint"),
    _words("why"),
    Column("visibility", Text, nullable=False),
    Column("self_reported", Boolean, nullable=False),
)

findings = Table(
    "findings",
    ALL,
    *_part_of(scores, "score_id"),
    _words("rule"),
    _words("catalogue"),
    Column("severity", Text, nullable=False),
    _words("message"),
    _words("hint"),
    Column("line", Whole),  # of the student's text; empty without a place
    Column("cell", Whole),
)

flags = Table("flags", ALL, *_part_of(scores, "score_id"), _words("text"))


def _by_hand() -> tuple[Column[int], Column[int], Column[int]]:
    return _id(), _of(assignments, "assignment_id"), _of(students, "student_id")


def _signed() -> tuple[Column[Any], ...]:
    return (
        _words("reason"),
        _words("author"),
        Column("at", Moment, nullable=False),
        Column("withdrawn_at", Moment),
        Column("withdrawn_by", Words),
    )


overrides = Table(
    "overrides",
    ALL,
    *_by_hand(),
    _words("criterion"),  # title; empty for the score as a whole
    Column("points", Double, nullable=False),
    *_signed(),
)

extensions = Table(
    "extensions", ALL, *_by_hand(), Column("until", Moment, nullable=False), *_signed()
)
