"""What the tests of the gradebook keep in it. A test changes only what matters to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, create_engine, event

from nngrader.gradebook import Entry, Gradebook
from nngrader.gradebook._address import address
from nngrader.results import Attempt, Result
from tests.class_builders import DUE, attempt, columns, student

GRADER = "nngrader 0.1.0"
NOW = DUE + timedelta(days=1)


def entry(**changes: Any) -> Entry:
    """XOR, due at the end of January, with no price for lateness."""
    healthy: dict[str, Any] = {
        "name": "xor",
        "title": "Teach a network XOR",
        "digest": "sha256:" + "a5" * 32,
        "max_score": 15.0,
        "columns": columns(),
        "due": DUE,
    }
    return Entry(**(healthy | changes))


def begun(book: Gradebook, *ids: int, at: datetime = NOW, **changes: Any) -> int:
    """Enroll students and begin a batch."""
    book.enroll([student(number) for number in ids or (1, 2)])
    return book.begin(entry(**changes), "batch", at, GRADER)


def handed_in(code: str = "one", **changes: Any) -> Attempt:
    """An attempt that has no number yet."""
    whole = {"submission": f"sha256:{code}", "evidence": f"evidence of {code}", "page": ""}
    return attempt(number=0, **(whole | changes))


def only(book: Gradebook, assignment: str = "xor", student_id: str = "s001") -> Result:
    """The result of one student."""
    found = book.results(assignment).results
    return next(one for one in found if one.student.id == student_id)


def kept_of(book: Gradebook) -> tuple[Attempt, ...]:
    """The first student's attempts as they were recorded: results alone name their pages."""
    return tuple(replace(one, page="") for one in only(book).attempts)


@contextmanager
def raw(url: str) -> Iterator[Engine]:
    """The database itself, past the gradebook."""
    engine = create_engine(address(url))
    yield engine
    engine.dispose()


@contextmanager
def statements(book: Gradebook) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    heard: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        heard.append(statement)

    engine = book._database.engine
    event.listen(engine, "before_cursor_execute", hear)
    yield heard
    event.remove(engine, "before_cursor_execute", hear)
