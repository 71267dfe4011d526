"""Everything a gradebook holds."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, DateTime, Double, ForeignKey, Integer, Text

revision = "0001"
down_revision: str | None = None

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
}
TABLES = sa.MetaData(naming_convention=NAMES)


def upgrade() -> None:
    """Create the tables."""
    TABLES.create_all(op.get_bind(), checkfirst=False)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _of(table: str, name: str) -> Column[int]:
    return Column(name, ForeignKey(f"{table}.id"), nullable=False)


def _part_of(table: str, name: str) -> tuple[Column[int], Column[int]]:
    whose: Column[int] = Column(name, ForeignKey(f"{table}.id"), primary_key=True, nullable=False)
    return whose, Column("position", Integer, primary_key=True, nullable=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _number(name: str) -> Column[float]:
    return Column(name, Double, nullable=False)


def _whether(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _moment(name: str, *, known: bool = True) -> Column[Any]:
    return Column(name, DateTime(timezone=True), nullable=not known)


def _by_hand() -> tuple[Column[Any], ...]:
    return (
        _text("reason"),
        _text("author"),
        _moment("at"),
        _moment("withdrawn_at", known=False),
        Column("withdrawn_by", Text),
    )


sa.Table("assignments", TABLES, _id(), Column("name", Text, nullable=False, unique=True))
sa.Table(
    "gradings",
    TABLES,
    _id(),
    _of("assignments", "assignment_id"),
    _text("kind"),
    _moment("at"),
    _text("grader"),
    _text("digest"),
    _text("entry"),
)
sa.Table("grading_notes", TABLES, *_part_of("gradings", "grading_id"), _text("text"))
sa.Table(
    "students",
    TABLES,
    _id(),
    Column("key", Text, nullable=False, unique=True),
    _text("student"),
    _text("name"),
    _text("email"),
    _whether("enrolled"),
)
sa.Table(
    "other_ids",
    TABLES,
    Column("student_id", ForeignKey("students.id"), primary_key=True, nullable=False),
    Column("system", Text, primary_key=True, nullable=False),
    _text("value"),
)
sa.Table(
    "attempts",
    TABLES,
    _id(),
    _of("assignments", "assignment_id"),
    _of("students", "student_id"),
    Column("number", Integer, nullable=False),
    _text("source"),
    _text("submission"),
    _moment("submitted_at", known=False),
    _whether("marked_late"),
    _of("gradings", "seen_in"),
    sa.UniqueConstraint("assignment_id", "student_id", "number"),
)
scores = sa.Table(
    "scores",
    TABLES,
    _id(),
    _of("attempts", "attempt_id"),
    _of("gradings", "grading_id"),
    _whether("current"),
    _text("digest"),
    _text("asked"),
    _text("evidence"),
    _text("status"),
    _text("first_step"),
    _moment("graded_at"),
    _text("mishap"),
    Column("accuracy", Double),
    Column("parameters", BigInteger),
    Column("isolation", Integer, nullable=False),
    _number("seconds"),
    _whether("remembered"),
)
sa.Index(
    "uq_scores_current",
    scores.c.attempt_id,
    unique=True,
    sqlite_where=scores.c.current,
    postgresql_where=scores.c.current,
)
sa.Table(
    "criteria",
    TABLES,
    *_part_of("scores", "score_id"),
    _text("title"),
    _number("points"),
    _number("max_points"),
    _text("because"),
    _text("hint"),
    _text("why"),
    _text("visibility"),
    _whether("self_reported"),
)
sa.Table(
    "findings",
    TABLES,
    *_part_of("scores", "score_id"),
    _text("rule"),
    _text("catalogue"),
    _text("severity"),
    _text("message"),
    _text("hint"),
    Column("line", BigInteger),
    Column("cell", BigInteger),
)
sa.Table("flags", TABLES, *_part_of("scores", "score_id"), _text("text"))
sa.Table(
    "overrides",
    TABLES,
    _id(),
    _of("assignments", "assignment_id"),
    _of("students", "student_id"),
    _text("criterion"),
    _number("points"),
    *_by_hand(),
)
sa.Table(
    "extensions",
    TABLES,
    _id(),
    _of("assignments", "assignment_id"),
    _of("students", "student_id"),
    _moment("until"),
    *_by_hand(),
)
