"""CSV files of teachers and platforms: any usual encoding and delimiter, columns by many names."""

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nngrader.errors import NngraderError
from nngrader.intake._words import name_of
from nngrader.submission.archive import NotAccepted
from nngrader.submission.reading import Unreadable, content_of
from nngrader.untrusted import clean, from_csv

LARGEST = 16 << 20  #: bytes; a gradebook of 50,000 students has fewer
MOST_ROWS = 50_000
LONGEST_CELL = 300  #: characters that are kept of a cell
MOST_COLUMNS = 1000  #: a Canvas gradebook has one per assignment
DELIMITERS = ",;\t"

#: How the columns of this package are called elsewhere: without capitals, spaces and punctuation.
SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "id": (
        *("id", "studentid", "studentnumber", "studentno", "idnumber", "sid", "orgdefinedid"),
        *("matriculationnumber", "matrikelnummer", "identifier", "rosteridentifier"),
    ),
    "sis": ("sisuserid", "sisid", "sis"),
    "name": ("name", "fullname", "studentname", "displayname"),
    "first": ("firstname", "first", "givenname", "forename", "vorname"),
    "last": ("lastname", "last", "surname", "familyname", "nachname"),
    "email": ("email", "emailaddress", "mail", "studentemail"),
    "login": ("login", "loginid", "sisloginid", "username", "user", "netid"),
    "github": ("github", "githubusername", "githublogin", "githubname", "githubuser"),
    "canvas": ("canvas", "canvasid", "canvasuserid"),
    "moodle": ("moodle", "moodleid", "participant"),
    "gradescope": ("gradescope", "gradescopeid"),
    "student": ("student", "students"),
    "url": (
        *("url", "repo", "repository", "repourl", "repositoryurl", "giturl", "cloneurl"),
        "studentrepositoryurl",
    ),
    "path": ("path", "clone", "localpath"),
    "ref": ("ref", "branch", "tag", "commit", "revision"),
    "folder": ("folder", "subfolder", "directory", "subdirectory"),
    "submitted_at": ("submittedat", "submitted", "submissiontime", "submissiontimestamp"),
}
_FIELD = {spelling: name for name, spellings in SPELLINGS.items() for spelling in spellings}


class BadTable(NngraderError):
    """A CSV file that cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        """Name the file and the reason."""
        super().__init__(f"{name_of(str(path))}: {reason}.")


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    line: int  #: in the file, 1-based; where its last line is, if a cell holds line breaks
    cells: Mapping[str, str]  #: by our name of the column; those that are empty are missing

    def get(self, field: str) -> str:
        """Give a cell; empty when there is nothing in it, or no such column."""
        return self.cells.get(field, "")


@dataclass(frozen=True)
class Table:
    """Rows under columns."""

    header: tuple[str, ...]  #: as it is written
    rows: tuple[Row, ...]


def read_table(path: Path) -> Table:
    """Read a CSV file; raises BadTable with what was found and wanted."""
    text = _decoded(_content(path))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        header = tuple(clean(cell, LONGEST_CELL).strip() for cell in next(rows, [])[:MOST_COLUMNS])
        fields = columns(header)
        found = tuple(_filled(path, fields, ((rows.line_num, row) for row in rows)))
    except csv.Error as error:
        reason = f"line {rows.line_num} cannot be read as CSV ({error})"
        raise BadTable(path, reason) from error
    return Table(header, found)


def columns(header: tuple[str, ...]) -> tuple[str, ...]:
    """Name the columns as this package does; those it does not know are empty.

    Canvas's gradebook calls its own numbers ID, and Moodle's worksheet calls them Identifier.
    """
    plain = [_plain(cell) for cell in header]
    fields = [_FIELD.get(cell, "") for cell in plain]
    own: dict[str, str] = {}
    if "student" in plain and {"sisuserid", "sisloginid"} & {*plain}:
        own = {"id": "canvas", "student": "name"}
    elif "identifier" in plain and {"status", "grade", "maximumgrade"} & {*plain}:
        own = {"identifier": "moodle"}
    elif "student" in plain:
        own = {"student": "name" if {"id", "email"} & {*fields} else "id"}
    return tuple(own.get(cell, field) for cell, field in zip(plain, fields, strict=True))


def _plain(cell: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", cell.casefold()) if c.isalnum())


def _filled(
    path: Path, fields: tuple[str, ...], rows: Iterator[tuple[int, list[str]]]
) -> Iterator[Row]:
    for number, (line, row) in enumerate(rows, start=1):
        if number > MOST_ROWS:
            reason = f"it has more than {MOST_ROWS:,} lines, which is no class"
            raise BadTable(path, reason)
        cells: dict[str, str] = {}
        for field, cell in zip(fields, row, strict=False):
            text = clean(from_csv(cell.strip()), LONGEST_CELL).strip()
            if field and text:
                cells.setdefault(field, text)
        if cells:
            yield Row(line, cells)


def _content(path: Path) -> bytes:
    try:
        data = content_of(path.resolve(), None)  # a teacher's own link is welcome
    except (NotAccepted, Unreadable, OSError, RuntimeError) as error:
        reason = "there is no such file" if not path.exists() else str(error)
        raise BadTable(path, reason) from error
    if len(data) > LARGEST:
        reason = f"it has more than {LARGEST >> 20} MB, which is no list of a class"
        raise BadTable(path, reason)
    if data.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0")):
        reason = "it is a spreadsheet. Save it as CSV"
        raise BadTable(path, reason)
    return data


def _decoded(data: bytes) -> str:
    """Decode as spreadsheets write: UTF-8 with a mark or without, UTF-16 with one, or cp1252."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(DELIMITERS, key=first.count)
