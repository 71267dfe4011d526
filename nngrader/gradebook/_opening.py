"""Connecting to a gradebook's database, with the settings that keep it whole."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from nngrader.gradebook._address import DRIVER, address, file_of, secrets_of, shown
from nngrader.gradebook._faults import WAIT_S, GradebookFault, told
from nngrader.gradebook._migrating import bring_up, is_up_to_date

READING = "nngrader_reading"  #: name of our execution option
#: The journal is flushed to the disk at each commit: what was recorded outlasts a loss of power.
SQLITE_SETTINGS = ("foreign_keys=ON", "synchronous=FULL")
LOOK_AGAIN_S = 0.01
CONNECT_S = 10  #: whole, or libpq refuses it


@dataclass(frozen=True)
class Database:
    """An open database whose tables are those of this release."""

    engine: Engine
    where: str  #: for people, without a password
    secrets: tuple[str, ...] = field(repr=False)
    notice: str = ""  #: what was done to its tables; empty when nothing was
    begun: Connection | None = None  #: in a transaction that all is part of; None without one

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Begin a transaction that is committed, and on the disk, when this ends."""
        with told(self.where, self.secrets), self._begun_or(self.engine) as db:
            yield db

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Look at one state of all tables, whatever is written meanwhile; waits for nobody."""
        with told(self.where, self.secrets), self._begun_or(_reader(self.engine)) as db:
            yield db

    @contextmanager
    def together(self) -> Iterator["Database"]:
        """Do all that is done with the one that this gives in one transaction."""
        with self.writing() as db:
            yield replace(self, begun=db)

    @contextmanager
    def rehearsal(self) -> Iterator["Database"]:
        """Do the same, and undo it."""
        with told(self.where, self.secrets), self.engine.connect() as db:
            yield replace(self, begun=db)
            db.rollback()

    def close(self) -> None:
        """Let go of the database."""
        with told(self.where, self.secrets):
            self.engine.dispose()

    def _begun_or(self, engine: Engine) -> AbstractContextManager[Connection]:
        return engine.begin() if self.begun is None else nullcontext(self.begun)


def open_database(text: str, *, create: bool) -> Database:
    """Connect and bring the tables up to date; raises GradebookFault."""
    url = address(text)
    where, secrets, file = shown(url), secrets_of(url), file_of(url)
    if file is not None and not create and not file.exists():
        problem = f"{where} is not there. `nngrader batch` makes one; give the path of that."
        raise GradebookFault(problem)
    with told(where, secrets):
        found = Database(_engine(url, where), where, secrets)
        try:
            return replace(found, notice=_brought_up(found, file))
        except BaseException:
            found.close()
            raise


def _brought_up(database: Database, file: Path | None) -> str:
    """Bring the tables up to date where they are not, so that who only reads waits for nobody."""
    with database.reading() as db:
        if is_up_to_date(db):
            return ""
    with database.writing() as db:
        return bring_up(db, database.where, file)


def _engine(url: URL, where: str) -> Engine:
    if url.drivername != DRIVER:
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": WAIT_S})
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        waiting = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_S}
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=waiting)
    except ImportError as error:
        problem = f"{where} needs a driver: pip install 'nngrader[postgresql]'"
        raise GradebookFault(problem) from error
    event.listen(engine, "connect", _set_up_postgresql)
    return engine


def _reader(engine: Engine) -> Engine:
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{READING: True})
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _set_up_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # else sqlite3 itself decides where transactions begin
    for setting in SQLITE_SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    _write_ahead(connection, time.monotonic() + WAIT_S)


def _write_ahead(connection: Any, until: float) -> None:
    """Let others read while one writes; for this switch SQLite waits for nobody, so we do."""
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= until:
                raise
            time.sleep(LOOK_AGAIN_S)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    """Begin; who will write waits for its turn at once, for later SQLite does not wait."""
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _set_up_postgresql(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.execute(f"SET lock_timeout = '{WAIT_S}s'")
    connection.commit()
