"""Where a gradebook is: a file, or a database of a PostgreSQL server."""

from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from nngrader.gradebook._faults import GradebookFault
from nngrader.untrusted import spelled_out

WANTED = "a path, sqlite:///gradebook.db or postgresql://user:password@host/database"
FILES = ("sqlite", "sqlite+pysqlite")
SERVERS = ("postgresql", "postgres", "postgresql+psycopg")
DRIVER = "postgresql+psycopg"


def address(text: str) -> URL:
    """Read a URL or a path; raises GradebookFault."""
    url = _parsed(text) if "://" in text else URL.create("sqlite", database=text)
    if url.drivername in SERVERS:
        return url.set(drivername=DRIVER)
    if url.drivername not in FILES:
        problem = f"A gradebook is not kept in {spelled_out(url.drivername)}. Give {WANTED}."
        raise GradebookFault(problem)
    if url.database in (None, "", ":memory:"):
        problem = f"A gradebook needs a file of its own. Give {WANTED}."
        raise GradebookFault(problem)
    return URL.create("sqlite", database=url.database)


def shown(url: URL) -> str:
    """Name a gradebook in a sentence: never its password, nor what follows a question mark."""
    if (path := file_of(url)) is not None:
        return f"The gradebook {spelled_out(str(path))}"
    place = "/".join(filter(None, (url.host or "this machine", url.database)))
    return f"The gradebook {spelled_out(place)} (PostgreSQL)"


def file_of(url: URL) -> Path | None:
    """Return the file; None for a server."""
    return Path(url.database or "") if url.drivername == "sqlite" else None


def without_password(text: str) -> str:
    """Write an address so that it may be kept and is found from every folder.

    The driver looks for the password in PGPASSWORD and in ~/.pgpass. Raises GradebookFault.
    """
    url = address(text)
    if (path := file_of(url)) is not None:
        return str(path.absolute())
    query = {name: value for name, value in url.query.items() if not _is_secret(name)}
    bare = URL.create(url.drivername, url.username, None, url.host, url.port, url.database, query)
    return bare.render_as_string(hide_password=False)


def secrets_of(url: URL) -> tuple[str, ...]:
    """List what must not be shown, should a server or a driver repeat it."""
    query = (value for name, value in url.query.items() if _is_secret(name))
    return tuple(filter(None, (str(url.password or ""), *map(str, query))))


def _is_secret(setting: str) -> bool:
    return "password" in setting.casefold()


def _parsed(text: str) -> URL:
    """Parse, and tell nothing of what cannot be: it may be half a password."""
    with suppress(ArgumentError, ValueError):
        url = make_url(text)
        if "@" not in f"{url.host}{url.database}":  # else the rest of a password that holds one
            return url
    problem = (
        f"The address of the gradebook cannot be read. Give {WANTED}; in a user name or a "
        "password, signs other than letters and digits are written like %40 for @."
    )
    raise GradebookFault(problem)
