"""Students as a gradebook knows them: one of each name, whatever its case."""

import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, bindparam, case, select, update
from sqlalchemy.dialects import postgresql, sqlite

from nngrader.gradebook._faults import GradebookFault
from nngrader.gradebook._tables import other_ids, students
from nngrader.results import Student
from nngrader.untrusted import clean, cleaned, spelled_out


@dataclass(frozen=True)
class Member:
    """A student with the number of the row."""

    row: int
    student: Student


def key_of(student_id: str) -> str:
    """Digest a name without its case; an index of PostgreSQL takes no name of any length.

    Not casefold(): Weiß and Weiss are two students.
    """
    plain = unicodedata.normalize("NFC", spelled_out(student_id).lower())
    return sha256(plain.encode()).hexdigest()


def enroll(db: Connection, named: Iterable[Student], *, whole_class: bool = False) -> None:
    """Insert or update; what is empty or missing in the new data stays as it was.

    Nobody is enrolled beside a whole class.
    """
    merged: dict[str, Student] = {}
    for student in named:
        key = key_of(student.id)
        merged[key] = _merged(merged[key], student) if key in merged else student
    if whole_class:
        _leave(db, merged)
    rows = [_row(key, merged[key]) for key in sorted(merged)]  # one order, so that none deadlock
    if rows:
        db.execute(_insert_or_update(db), rows)
        _enroll_other_ids(db, merged)


def _leave(db: Connection, staying: Container[str]) -> None:
    """Let go of all others; everybody's row is held in one order, so that none deadlock."""
    enrolled = select(students.c.key).where(students.c.enrolled).order_by(students.c.key)
    keys = db.execute(enrolled.with_for_update(key_share=True)).scalars().all()
    leaving = [{"left": key} for key in keys if key not in staying]
    if leaving:
        one = students.c.key == bindparam("left")
        db.execute(update(students).where(one).values(enrolled=False), leaving)


def row_of(db: Connection, student_id: str, *, lock: bool = False) -> int:
    """Find a student; raises GradebookFault with the nearest name.

    With a lock, other connections wait here until this transaction ends; SQLite has one writer at a
    time anyway.
    """
    whose = select(students.c.id).where(students.c.key == key_of(student_id))
    row = db.execute(whose.with_for_update(key_share=True) if lock else whose).scalar()
    if row is None:
        raise GradebookFault(_nobody(db, student_id))
    return int(row)


def everybody(db: Connection) -> list[Member]:
    """Read all students, by the name that is shown, then by id."""
    others: dict[int, dict[Any, str]] = defaultdict(dict)
    for other in db.execute(select(other_ids).order_by(other_ids.c.system)):
        others[other.student_id][other.system] = other.value
    found = [
        Member(
            row.id,
            Student(
                id=row.student,
                name=row.name,
                email=row.email,
                other_ids=others.get(row.id, {}),
                enrolled=row.enrolled,
            ),
        )
        for row in db.execute(select(students))
    ]
    return sorted(found, key=lambda one: (one.student.shown.casefold(), one.student.id))


def _merged(first: Student, second: Student) -> Student:
    """Join what two lists say of one student; the first one spells the id."""
    return replace(
        first,
        name=second.name or first.name,
        email=second.email or first.email,
        other_ids={**first.other_ids, **second.other_ids},
        enrolled=first.enrolled or second.enrolled,
    )


def _row(key: str, student: Student) -> dict[str, Any]:
    return {
        "key": key,
        "student": spelled_out(student.id),
        "name": clean(student.name),
        "email": clean(student.email),
        "enrolled": student.enrolled,
    }


def _insert_or_update(db: Connection) -> Any:
    new = insert_for(db, students)
    filled = {
        name: case((new.excluded[name] == "", students.c[name]), else_=new.excluded[name])
        for name in ("name", "email")
    }
    changes = {**filled, "student": new.excluded.student, "enrolled": new.excluded.enrolled}
    return new.on_conflict_do_update(index_elements=[students.c.key], set_=changes)


def _enroll_other_ids(db: Connection, merged: dict[str, Student]) -> None:
    rows = {row.key: row.id for row in db.execute(select(students.c.key, students.c.id))}
    told = [
        {"student_id": rows[key], "system": system, "value": value}
        for key, student in sorted(merged.items())
        for system, value in cleaned(student).other_ids.items()
        if value
    ]
    if told:
        new = insert_for(db, other_ids)
        same = [other_ids.c.student_id, other_ids.c.system]
        db.execute(
            new.on_conflict_do_update(index_elements=same, set_={"value": new.excluded.value}), told
        )


def insert_for(db: Connection, table: Table) -> Any:  # the two dialects share no type
    """Begin an INSERT that can say what to do about a row that is there already."""
    return (postgresql if db.dialect.name == "postgresql" else sqlite).insert(table)


def _nobody(db: Connection, student_id: str) -> str:
    ids = db.execute(select(students.c.student)).scalars().all()
    near = get_close_matches(student_id, ids, n=1)
    guess = f" Did you mean {clean(near[0])!r}?" if near else ""
    return f"The gradebook has no student {clean(student_id)!r}.{guess}"
