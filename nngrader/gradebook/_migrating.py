"""Bringing a gradebook up to the tables that this release knows, whole or not at all."""

import secrets
import sqlite3
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from nngrader.gradebook._faults import GradebookFault
from nngrader.untrusted import clean, spelled_out

SCRIPTS = Path(__file__).with_name("migrations")
VERSION_TABLE = "gradebook_revision"  #: not Alembic's own name, which another program may use
LOCK = 0x6E6E_6772  #: of PostgreSQL; "nngr", so that of two who open a gradebook one migrates it


def is_up_to_date(db: Connection) -> bool:
    """Whether there is nothing to do."""
    return revision(db) == _newest()


def bring_up(db: Connection, where: str, file: Path | None) -> str:
    """Create the tables or upgrade them, in the transaction of this connection.

    Of an old SQLite file a copy is kept first. Returns a sentence for the teacher, empty for a new
    gradebook. Raises GradebookFault for one of a newer release, and for another program's tables.
    """
    if db.dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    found, newest = revision(db), _newest()
    if found == newest:
        return ""  # somebody else was faster
    if found is None:
        _refuse_other_tables(db, where)
        _upgrade(db)
        return ""
    _refuse_unknown(found, newest, where)
    kept = "" if file is None else f" What it was is kept as {spelled_out(_copied(file, newest))}."
    _upgrade(db)
    return f"{where} was brought from revision {found} to {newest}.{kept}"


def revision(db: Connection) -> str | None:
    """Read the revision of the tables; None when there are none."""
    context = MigrationContext.configure(db, opts={"version_table": VERSION_TABLE})
    return context.get_current_revision()


def config(db: Connection) -> Config:
    """Tell Alembic where our migrations lie and which connection they use; there is no file."""
    made = Config(attributes={"connection": db})
    made.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return made


@cache
def _newest() -> str:
    newest = ScriptDirectory(str(SCRIPTS)).get_current_head()
    assert newest is not None  # they are shipped with this file
    return newest


def _upgrade(db: Connection) -> None:
    command.upgrade(config(db), "head")


def _refuse_other_tables(db: Connection, where: str) -> None:
    others = inspect(db).get_table_names()
    if others:
        problem = (
            f"{where} holds tables that no nngrader made, such as {clean(others[0])!r}. Give a "
            "gradebook a file or a database of its own."
        )
        raise GradebookFault(problem)


def _refuse_unknown(found: str, newest: str, where: str) -> None:
    known = {script.revision for script in ScriptDirectory(str(SCRIPTS)).walk_revisions()}
    if found not in known:
        problem = (
            f"{where} was written by a newer nngrader: its tables have revision {clean(found)!r}, "
            f"and this release knows them up to {newest!r}. Install the newer release; nothing was "
            "changed."
        )
        raise GradebookFault(problem)


def _copied(file: Path, newest: str) -> str:
    """Copy a file with all that is committed, whole or not at all; returns the copy's name."""
    copy = file.with_name(f"{file.name}.before-{newest}")
    part = file.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with closing(sqlite3.connect(file)) as old, closing(sqlite3.connect(part)) as new:
            old.backup(new)
        part.replace(copy)
    except OSError as error:
        problem = f"{spelled_out(str(copy))} could not be written: {error.strerror}."
        raise GradebookFault(problem) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return copy.name
