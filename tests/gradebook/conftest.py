"""Every promise is kept in a real SQLite file and on a real PostgreSQL server."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, make_url, text

from nngrader.gradebook import Gradebook, _opening, open_gradebook
from nngrader.gradebook._address import address, file_of
from nngrader.gradebook._tables import ALL
from tests.gradebook.postgresql import server


@pytest.fixture(autouse=True)
def hasty(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no disk: nothing here has to outlast a loss of power."""
    if "flushed" not in request.node.name:
        settings = (*_opening.SQLITE_SETTINGS, "synchronous=OFF")
        monkeypatch.setattr(_opening, "SQLITE_SETTINGS", settings)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """URL of a server; started once, by the first test that needs it."""
    with server() as url:
        yield url


@pytest.fixture(scope="session")
def administrator(postgresql_server: str) -> Iterator[Connection]:
    """A connection that makes schemas; connecting takes longer than that."""
    engine = create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@contextmanager
def schema(administrator: Connection, server_url: str) -> Iterator[str]:
    """Give the URL of a new schema, so that no table of anybody is touched; removed at the end."""
    name = f"nngrader_test_{secrets.token_hex(8)}"
    administrator.execute(text(f"CREATE SCHEMA {name}"))
    own = make_url(server_url).update_query_dict({"options": f"-csearch_path={name}"})
    yield own.render_as_string(hide_password=False)
    administrator.execute(text(f"DROP SCHEMA {name} CASCADE"))


@pytest.fixture
def postgresql(postgresql_server: str, administrator: Connection) -> Iterator[str]:
    """URL of an empty schema of its own."""
    with schema(administrator, postgresql_server) as url:
        yield url


@pytest.fixture(scope="session")
def created(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with nothing in it; to copy it takes a tenth of the time of creating one."""
    path = tmp_path_factory.mktemp("created") / "gradebook.db"
    open_gradebook(str(path)).close()
    return path


@pytest.fixture(scope="session")
def shared_url(postgresql_server: str, administrator: Connection) -> Iterator[str]:
    """URL of the schema of `shared`."""
    with schema(administrator, postgresql_server) as url:
        yield url


@pytest.fixture(scope="session")
def shared(shared_url: str) -> Iterator[Gradebook]:
    """One that is emptied before each test that uses it, for the same reason."""
    with open_gradebook(shared_url) as opened:
        yield opened


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.sandbox)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a gradebook that is not there yet; of `book`, if the test wants that as well."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gradebook.db'}"
    named = "shared_url" if "book" in request.fixturenames else "postgresql"
    return str(request.getfixturevalue(named))


@pytest.fixture
def book(url: str, request: pytest.FixtureRequest) -> Iterator[Gradebook]:
    """A gradebook with nothing in it."""
    if (file := file_of(address(url))) is not None:
        shutil.copy(request.getfixturevalue("created"), file)
        with open_gradebook(url) as opened:
            yield opened
        return
    shared: Gradebook = request.getfixturevalue("shared")
    with shared._database.writing() as db:
        names = ", ".join(table.name for table in ALL.sorted_tables)
        db.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
    yield shared
