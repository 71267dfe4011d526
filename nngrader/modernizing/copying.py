"""`nngrader modernize FILE`: a healed copy beside the file, and what was changed in it.

The file itself is never touched. Cells of a notebook are read one after another, as they run, so
that a name imported in the first is known in the last; magics, outputs and metadata stay.
"""

import json
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import unified_diff
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from nngrader.errors import NngraderError
from nngrader.evidence import Place
from nngrader.files import write_whole
from nngrader.jobs import Refused
from nngrader.modernizing._rewriting import LONGEST, MOST_LINES, Change, modernized, too_long
from nngrader.submission.reading import SUFFIXES, read
from nngrader.submission.script import from_script, parses


class NotModernized(NngraderError):
    """Why there is no healed copy of a file."""


@dataclass(frozen=True)
class Piece:
    """A script, or one code cell of a notebook."""

    written: str
    cell: int | None = None  #: 1-based among all cells; None for a script

    def __str__(self) -> str:
        """Name it for people."""
        return "" if self.cell is None else f", cell {self.cell}"


@dataclass(frozen=True)
class Copy:
    """What became of a file."""

    pieces: tuple[Piece, ...]
    healed: tuple[str, ...]  #: the text of each piece
    changes: tuple[tuple[Place, Change], ...] = ()
    unread: tuple[Piece, ...] = field(default=())  #: what Python cannot read, and so stayed


def modernize(file: Path, out: Path | None = None, *, force: bool = False) -> tuple[str, ...]:
    """Write a healed copy, and give the lines that tell of it; raises NotModernized, NotWritten.

    Without `out` the copy of `xor.py` is `xor.modern.py` beside it. Nothing is written where
    nothing had to change, and only `force` replaces a file that is there already.
    """
    if file.suffix not in SUFFIXES:
        _refuse(file, "it is no script (.py) and no notebook (.ipynb)")
    asked = read(file)
    if isinstance(asked, Refused):
        _refuse(file, asked.reason)
    if too_long(asked.code):
        _refuse(file, f"it has more than {MOST_LINES:,} lines or {LONGEST:,} characters of code")
    data = file.read_bytes()
    book = _Notebook(data) if file.suffix == ".ipynb" else _Script(data)
    done = copy_of(book.pieces)
    if len(done.unread) == len(done.pieces) > 0:
        _refuse(file, "Python cannot read it. Run it and mend what the error points at first")
    left = [f"Cell {piece.cell} was left as it is: Python cannot read it." for piece in done.unread]
    if not done.changes:
        return (*left, f"Nothing to modernize in {file}: no old Keras was found.")
    to = out or file.with_name(f"{file.stem}.modern{file.suffix}")
    _refuse_to_replace(file, to, force=force)
    write_whole(to, book.with_pieces(done.healed))
    return (*_diff(file, to, done), "", *map(_told, done.changes), *left, "", f"Written: {to}")


def _refuse(file: Path, why: str) -> NoReturn:
    problem = f"`{file}` cannot be modernized: {why}."
    raise NotModernized(problem)


def _refuse_to_replace(file: Path, to: Path, *, force: bool) -> None:
    if to.resolve() == file.resolve():
        _refuse(file, "the copy would take its place. Choose another file with --out")
    if to.exists() and not force:
        _refuse(file, f"`{to}` is there already. Replace it with --force, or choose another --out")


def _told(changed: tuple[Place, Change]) -> str:
    place, change = changed
    number = f" [{change.number}]" if change.number else ""
    return f"{place}: `{change.before}` → `{change.after}`  {change.why}{number}"


def _diff(file: Path, to: Path, done: Copy) -> Iterator[str]:
    for piece, healed in zip(done.pieces, done.healed, strict=True):
        old, new = piece.written.splitlines(), healed.splitlines()
        yield from unified_diff(old, new, f"{file.name}{piece}", f"{to.name}{piece}", lineterm="")


def copy_of(pieces: tuple[Piece, ...]) -> Copy:
    """Heal pieces that run one after another, each in its place."""
    plain = [_plain(piece) for piece in pieces]
    blank = ["\n" * piece.written.count("\n") for piece in pieces]
    rows = [b if text is None else text for text, b in zip(plain, blank, strict=True)]
    outcome = modernized("\n".join(rows))
    lines = iter(outcome.code.split("\n"))
    healed = [
        piece.written if text is None else _laid_over(piece.written, text, new)
        for piece, text, row in zip(pieces, plain, rows, strict=True)
        for new in ["\n".join(islice(lines, row.count("\n") + 1))]
    ]
    places = [
        Place(line, piece.cell)
        for piece in pieces
        for line in range(1, piece.written.count("\n") + 2)
    ]
    return Copy(
        pieces,
        tuple(healed),
        tuple((places[change.line - 1], change) for change in outcome.changes),
        tuple(piece for piece, text in zip(pieces, plain, strict=True) if text is None),
    )


def _plain(piece: Piece) -> str | None:
    """Give the Python of a piece, line by line; None for what Python, old or new, cannot read."""
    text = piece.written.replace("\r\n", "\n")
    plain = from_script(text)
    readable = parses(plain) or parses(modernized(plain).code)
    return plain if readable and plain.count("\n") == piece.written.count("\n") else None


def _laid_over(written: str, plain: str, healed: str) -> str:
    """Put healed lines in the place of those they were made of; magics and line ends stay."""
    rows = zip(written.split("\n"), plain.split("\n"), healed.split("\n"), strict=True)
    return "\n".join(_row(*row) for row in rows)


def _row(written: str, plain: str, healed: str) -> str:
    if plain == healed:
        return written
    bare = written.removesuffix("\r")
    magic = bare.removesuffix(plain) if plain and bare.endswith(plain) else ""  # `%time `
    return f"{magic}{healed}{written[len(bare) :]}"


class _Script:
    """A file of one piece, in the letters it was saved in."""

    def __init__(self, data: bytes) -> None:
        try:
            self._encoding, _ = tokenize.detect_encoding(BytesIO(data).readline)
            text = data.decode(self._encoding)
        except (SyntaxError, UnicodeError, LookupError):
            self._encoding = "latin-1"
            text = data.decode(self._encoding)
        self.pieces = (Piece(text),)

    def with_pieces(self, healed: tuple[str, ...]) -> bytes:
        return healed[0].encode(self._encoding, "backslashreplace")


class _Notebook:
    """The code cells of a notebook of any format; all the rest is kept as it is."""

    def __init__(self, data: bytes) -> None:
        self._book = json.loads(data.decode("utf-8-sig"))
        self._cells = [*_code_cells(self._book)]
        self.pieces = tuple(Piece(_joined(cell[key]), number) for number, cell, key in self._cells)

    def with_pieces(self, healed: tuple[str, ...]) -> bytes:
        for piece, (_, cell, key), text in zip(self.pieces, self._cells, healed, strict=True):
            if text != piece.written:
                cell[key] = text.splitlines(keepends=True) if isinstance(cell[key], list) else text
        written = json.dumps(self._book, ensure_ascii=False, indent=1)
        return f"{written}\n".encode("utf-8", "backslashreplace")  # lone surrogates, as escapes


def _code_cells(book: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any], str]]:
    """Give each code cell with its number and the key of its source."""
    sheets = [book] if book.get("cells") is not None else book.get("worksheets", [])
    cells = [cell for sheet in sheets for cell in sheet.get("cells", [])]
    for number, cell in enumerate(cells, start=1):
        key = "source" if cell.get("source") is not None else "input"
        if cell["cell_type"] == "code" and cell.get(key):
            yield number, cell, key


def _joined(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)
