"""What can go wrong with a database, in sentences that show no password."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError, StatementError

from nngrader.errors import NngraderError
from nngrader.untrusted import clean

WAIT_S = 30  #: for another program that writes; rescoring a class takes it some seconds

#: What a database says, in small letters, and what it means to the reader; the first that fits.
MEANINGS = (
    (
        ("database is locked", "lock timeout", "deadlock detected"),
        f"another program writes to it and did not end within {WAIT_S} seconds. Wait until that "
        "program is done, or stop it, and run this again.",
    ),
    (
        ("disk is full", "no space left"),
        "there is no room left on its disk. Make room and run this again.",
    ),
    (
        ("readonly database", "read-only"),
        "it may be read but not written. Give yourself the right to write to it and to its folder.",
    ),
    (
        ("unable to open database file",),
        "it cannot be opened. Its folder must be there, and you must be allowed to write to it.",
    ),
    (
        ("file is not a database",),
        "it is no SQLite file. Move it away, or give another path.",
    ),
    (
        ("malformed", "no such table", "no such column"),
        "it is damaged. Put a copy that you kept in its place, or move it away and run the batch "
        "again.",
    ),
)


class GradebookFault(NngraderError):
    """A gradebook cannot be opened, read or written; what was in it before still is."""


@contextmanager
def told(where: str, secrets: tuple[str, ...] = ()) -> Iterator[None]:
    """Turn what a database raises into a GradebookFault."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        said = str(error.orig) if isinstance(error, StatementError) else str(error)
        problem = f"{where} cannot be used: {_meaning(_without(said, secrets))}"
        raise GradebookFault(problem) from error


def _meaning(said: str) -> str:
    small = said.casefold()
    known = (meaning for signs, meaning in MEANINGS if any(sign in small for sign in signs))
    return next(known, f"the database says: {_one_line(said)}")


def _without(said: str, secrets: tuple[str, ...]) -> str:
    for secret in secrets:
        said = said.replace(secret, "***")
    return said


def _one_line(said: str) -> str:
    return clean(" ".join(said.split())) or "nothing."
