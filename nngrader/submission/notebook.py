"""Notebooks: code cells one after another, and the way back to cell and line.

Of the file's JSON only the cells and their sources are kept. Outputs are skipped while reading:
100 MB of pictures cost a fraction of a second and no memory.
"""

import json

import msgspec

from nngrader.evidence import Place
from nngrader.submission.script import from_script

MOST_CELLS = 5000  #: the longest of 124 public hand-ins had 121
LONGEST = (
    500_000  #: characters of code, 2 s for Python to read; of 124 public hand-ins at most 30,000
)
LOOSE = 16 << 20  #: bytes; JSON with NaN in it is read by a slower way, at 20 times its size


class NotANotebook(Exception):
    """Why a file that ends in .ipynb is none."""


class TooLong(Exception):
    """The code is longer than any that a student wrote."""


class _Cell(msgspec.Struct):
    cell_type: str
    source: str | list[str] | None = None
    input: str | list[str] | None = None  #: what format 3 calls the source of a code cell


class _Sheet(msgspec.Struct):
    cells: list[_Cell] = []


class _Notebook(msgspec.Struct):
    nbformat: int = 4
    cells: list[_Cell] | None = None
    worksheets: list[_Sheet] = []  #: what formats 2 and 3 hold their cells in


def from_notebook(data: bytes) -> tuple[str, tuple[Place, ...]]:
    """Join the code cells; raises NotANotebook with what was found, or TooLong."""
    lines: list[str] = []
    places: list[Place] = []
    for number, written in _sources(data):
        for line, text in enumerate(from_script(written).split("\n"), start=1):
            lines.append(text)
            places.append(Place(line, cell=number))
    return "\n".join(lines), tuple(places)


def _sources(data: bytes) -> list[tuple[int, str]]:
    """List the code cells with their numbers, before Python looks at any of them."""
    cells = _cells(data)
    if len(cells) > MOST_CELLS:
        problem = f"it has {len(cells):,} cells"
        raise TooLong(problem)
    code = [(n, _joined(c)) for n, c in enumerate(cells, start=1) if c.cell_type == "code"]
    refuse_too_long(sum(len(text) for _, text in code))
    return code


def refuse_too_long(characters: int) -> None:
    """Raise TooLong for code that takes Python long to read."""
    if characters > LONGEST:
        problem = f"it holds {characters:,} characters of code"
        raise TooLong(problem)


def _cells(data: bytes) -> list[_Cell]:
    book = _decoded(data)
    if book.cells is None and book.nbformat >= 4:
        problem = "it is not a notebook: it has no list of cells"
        raise NotANotebook(problem)
    return book.cells or [cell for sheet in book.worksheets for cell in sheet.cells]


def _decoded(data: bytes) -> _Notebook:
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return msgspec.json.decode(data, type=_Notebook)
    except (msgspec.ValidationError, RecursionError) as error:
        raise NotANotebook(_unlike(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _decoded_loosely(data)


def _decoded_loosely(data: bytes) -> _Notebook:
    """Read what Python's own JSON takes beyond the standard, and Jupyter writes: NaN, lone surrogates."""
    try:
        text = data.decode("utf-8")
        if len(data) > LOOSE:
            problem = (
                "it is not a notebook: its content is not JSON. Clear its outputs, save it again"
            )
            raise NotANotebook(problem)
        return msgspec.convert(json.loads(text), type=_Notebook)
    except UnicodeDecodeError as error:
        problem = "it is not a notebook: it is not UTF-8 text"
        raise NotANotebook(problem) from error
    except (msgspec.ValidationError, RecursionError) as error:
        raise NotANotebook(_unlike(error)) from error
    except ValueError as error:
        problem = "it is not a notebook: its content is not JSON. Save it again in Jupyter"
        raise NotANotebook(problem) from error


def _unlike(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is not a notebook: its lists are nested too deeply"
    found = f"{str(error)[:1].lower()}{str(error)[1:]}"
    return f"it is not a notebook as Jupyter saves it ({found}). Save it again in Jupyter"


def _joined(cell: _Cell) -> str:
    source = cell.source if cell.source is not None else cell.input
    text = "".join(source) if isinstance(source, list) else source or ""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\r\n", "\n").replace("\r", "\n")
