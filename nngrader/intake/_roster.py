"""Who is in the class: any CSV with names or ids, as Canvas, Moodle and spreadsheets write it."""

import re
from collections import defaultdict
from pathlib import Path
from typing import get_args

from nngrader.intake._table import BadTable, Row, Table, read_table
from nngrader.intake._words import joined, name_of
from nngrader.results import Student, System

#: Columns that can serve as id, the first that is filled.
IDS = ("id", "sis", "login", "email", "github", "canvas", "moodle", "gradescope", "name")
#: Lines of Canvas's gradebook that are nobody: "    Points Possible", and the preview's student.
NOBODY = re.compile(r"points possible|student, test|test student", re.IGNORECASE)


def read_roster(path: Path) -> tuple[Student, ...]:
    """Read a roster; raises BadTable for one without ids and names, or with an id twice."""
    table = read_table(path)
    rows = [row for row in table.rows if not NOBODY.fullmatch(row.get("name"))]
    named = [(row.line, student_of(row)) for row in rows]
    students = {line: student for line, student in named if student.id}
    if not students:
        raise BadTable(path, _unusable(table))
    _refuse_twins(path, students)
    return tuple(students.values())


def student_of(row: Row) -> Student:
    """See who a line is about; without an id when it names nobody."""
    name = _name(row)
    number = re.search(r"[0-9]+\s*$", row.get("moodle"))  # "Participant 123456"
    cells = {**row.cells, "name": name, "moodle": number[0].strip() if number else ""}
    others: dict[System, str] = {s: cells[s] for s in get_args(System) if cells.get(s)}
    id_ = next((cells[field] for field in IDS if cells.get(field)), "")
    return Student(id=name_of(id_), name=name, email=row.get("email"), other_ids=others)


def _name(row: Row) -> str:
    """Write "Ada Lovelace" for "Lovelace, Ada"."""
    parts = [row.get("first"), row.get("last")]
    name = row.get("name") or " ".join(part for part in parts if part)
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else name


def _unusable(table: Table) -> str:
    found = joined([cell for cell in table.header if cell]) if any(table.header) else "nothing"
    wanted = "`id`, `name` or `email`"
    return (
        f"a roster needs a column {wanted} and a line for each student; its first line is {found}"
    )


def _refuse_twins(path: Path, students: dict[int, Student]) -> None:
    lines: dict[str, list[int]] = defaultdict(list)
    for line, student in students.items():
        lines[student.id.casefold()].append(line)
    for same in lines.values():
        if len(same) > 1:
            both = joined([str(line) for line in same])
            reason = (
                f"lines {both} have the same id, {students[same[0]].id}. An id tells one student "
                "from all others"
            )
            raise BadTable(path, reason)
