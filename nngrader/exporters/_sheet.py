"""A CSV file of somebody else's in which single cells are changed, and every other byte stays.

The module `csv` reads cells and forgets how they were written: with or without quotes, with which
line ends and in which encoding. Here all of that is kept.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

from nngrader.exporters import NotExported

DELIMITERS = ",;\t"
MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
#: Of old versions of Excel; the last one takes any bytes.
OTHERS = ("utf-8", "cp1252", "latin-1")


@dataclass(frozen=True)
class Cell:
    """A cell as it is written, and what it says."""

    raw: str
    value: str
    after: str  #: delimiter or line end


@dataclass(frozen=True)
class Sheet:
    """A table, and how its file was written."""

    rows: tuple[tuple[Cell, ...], ...]
    mark: bytes
    encoding: str
    delimiter: str

    def values(self, row: int) -> tuple[str, ...]:
        """What the cells of a row say, without blanks around."""
        return tuple(cell.value.strip() for cell in self.rows[row])


def read(data: bytes) -> Sheet:
    """Take a table apart; raises NotExported for what is no CSV."""
    mark, encoding, text = _decoded(data)
    delimiter = _delimiter(text)
    return Sheet(_rows(text, delimiter), mark, encoding, delimiter)


def changed(sheet: Sheet, cells: Mapping[tuple[int, int], str]) -> bytes:
    """Write the table with new texts in cells (row, column); all else is as it was, to the byte."""
    text = "".join(
        (_written(cells[at], cell, sheet.delimiter) if at in cells else cell.raw) + cell.after
        for row, line in enumerate(sheet.rows)
        for column, cell in enumerate(line)
        for at in ((row, column),)
    )
    return sheet.mark + text.encode(sheet.encoding, "xmlcharrefreplace")


def _decoded(data: bytes) -> tuple[bytes, str, str]:
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return mark, encoding, _decode(data[len(mark) :], encoding)
    for encoding in OTHERS[:-1]:
        try:
            return b"", encoding, data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return b"", OTHERS[-1], data.decode(OTHERS[-1])


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"The file begins as {encoding.upper()} and is not. Export it again."
        raise NotExported(problem) from error


def _delimiter(text: str) -> str:
    """Find what parts the cells of the header."""
    header = re.sub(r'"[^"]*"', "", text[: 1 << 16]).lstrip("\r\n")
    line = re.split(r"[\r\n]", header, maxsplit=1)[0]
    found = max(DELIMITERS, key=line.count)
    if found not in line:
        problem = "The file is no table: its first line holds one cell. Give the file as CSV."
        raise NotExported(problem)
    return found


def _rows(text: str, delimiter: str) -> tuple[tuple[Cell, ...], ...]:
    one = re.compile(
        rf'("[^"]*(?:""[^"]*)*"|[^{delimiter}\r\n]*)({delimiter}|\r\n|\r|\n|\Z)'.replace(
            "\t", r"\t"
        )
    )
    rows: list[tuple[Cell, ...]] = []
    row: list[Cell] = []
    place = 0
    while place < len(text) or row:
        found = one.match(text, place)
        if found is None or (found[1].startswith('"') and not _closed(found[1])):
            problem = f"Line {text.count(chr(10), 0, place) + 1} of the file holds a lone quote."
            raise NotExported(problem)
        row.append(Cell(found[1], _value(found[1]), found[2]))
        place = found.end()
        if found[2] != delimiter:
            rows.append(tuple(row))
            row = []
    return tuple(rows)


def _closed(raw: str) -> bool:
    return re.fullmatch(r'"[^"]*(?:""[^"]*)*"', raw) is not None


def _value(raw: str) -> str:
    return raw[1:-1].replace('""', '"') if raw.startswith('"') else raw


def _written(text: str, cell: Cell, delimiter: str) -> str:
    """Write a text as the cell was written, with quotes if it had some or needs them."""
    special = any(sign in text for sign in f'{delimiter}"\r\n') or text != text.strip()
    if not special and not cell.raw.startswith('"'):
        return text
    return '"' + text.replace('"', '""') + '"'
