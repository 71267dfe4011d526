"""Where a gradebook is, and what of that may be shown."""

import sys
from pathlib import Path

import pytest

from nngrader.gradebook import GradebookFault, open_gradebook, without_password
from nngrader.gradebook._address import address, file_of, secrets_of, shown

UNREADABLE = (
    "The address of the gradebook cannot be read. Give a path, sqlite:///gradebook.db or "
    "postgresql://user:password@host/database; in a user name or a password, signs other than "
    "letters and digits are written like %40 for @."
)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("out/gradebook.db", "out/gradebook.db"),
        ("/out/gradebook.db", "/out/gradebook.db"),
        ("sqlite:///gradebook.db", "gradebook.db"),
        ("sqlite+pysqlite:////out/gradebook.db", "/out/gradebook.db"),
        ("50% of ä?b=1#c @ d:e.db", "50% of ä?b=1#c @ d:e.db"),
    ],
)
def test_a_path_is_a_file(text: str, path: str) -> None:
    assert file_of(address(text)) == Path(path)


@pytest.mark.parametrize("kind", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server_is_asked_through_psycopg(kind: str) -> None:
    url = address(f"{kind}://ada@db.example/course")

    assert (url.drivername, file_of(url)) == ("postgresql+psycopg", None)


@pytest.mark.parametrize("text", ["mysql://u:pw@h/d", "postgresql+asyncpg://u:pw@h/d"])
def test_other_databases_are_refused(text: str) -> None:
    with pytest.raises(GradebookFault) as caught:
        address(text)

    assert str(caught.value) == (
        f"A gradebook is not kept in {text.partition(':')[0]}. Give a path, sqlite:///gradebook.db "
        "or postgresql://user:password@host/database."
    )


@pytest.mark.parametrize("text", ["", "sqlite://", "sqlite:///:memory:", ":memory:"])
def test_memory_is_refused(text: str) -> None:
    with pytest.raises(GradebookFault) as caught:
        address(text)

    assert str(caught.value) == (
        "A gradebook needs a file of its own. Give a path, sqlite:///gradebook.db or "
        "postgresql://user:password@host/database."
    )


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://ada:pw@word@db.example/course",
        "postgresql://ada:pw@wo/rd@db.example/course",
        "postgresql://ada:pw@word:x@db.example/course",
        "postgresql://ada:pw@db.example:pw/course",
        "://ada:pw@db.example",
    ],
)
def test_an_address_that_cannot_be_read_is_not_repeated(text: str) -> None:
    with pytest.raises(GradebookFault) as caught:
        address(text)

    assert (str(caught.value), caught.value.__cause__) == (UNREADABLE, None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a\x1b[2J.db", r"The gradebook a\x1b[2J.db"),
        (
            "postgresql://u:pw@db.example:1/c?sslpassword=pw",
            "The gradebook db.example/c (PostgreSQL)",
        ),
        ("postgresql:///c", "The gradebook this machine/c (PostgreSQL)"),
    ],
)
def test_is_shown_without_secrets(text: str, name: str) -> None:
    assert shown(address(text)) == name


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("out/gradebook.db", str(Path("out/gradebook.db").absolute())),
        ("sqlite:///gradebook.db", str(Path("gradebook.db").absolute())),
        (
            "postgresql://u:p%40w@h:1/c?sslmode=require",
            "postgresql+psycopg://u@h:1/c?sslmode=require",
        ),
        ("postgresql://h/c?password=pw&sslpassword=pw", "postgresql+psycopg://h/c"),
    ],
)
def test_can_be_kept_without_the_password(text: str, kept: str) -> None:
    assert without_password(text) == kept


def test_every_secret_is_known() -> None:
    url = address("postgresql://u:p%40w@h/c?password=second&sslpassword=third&sslmode=require")

    assert secrets_of(url) == ("p@w", "second", "third")


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    url = "postgresql://ada:hunter2@127.0.0.1:1/course?sslpassword=hunter3&passfile=/none"

    with pytest.raises(GradebookFault) as caught:
        open_gradebook(url)

    told = str(caught.value)
    assert told.startswith(
        "The gradebook 127.0.0.1/course (PostgreSQL) cannot be used: the database says: connection "
    )
    assert "Connection refused" in told
    assert "hunter" not in told + repr(caught.value.__cause__)


def test_a_server_without_its_driver_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(GradebookFault) as caught:
        open_gradebook("postgresql://db.example/course")

    assert str(caught.value) == (
        "The gradebook db.example/course (PostgreSQL) needs a driver: pip install "
        "'nngrader[postgresql]'"
    )
