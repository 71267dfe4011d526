"""The JSON of a notebook: its cells with their sources, and little of what is saved with them.

Outputs are skipped while reading, but for short texts: 100 MB of pictures cost a fraction of a
second and no memory.
"""

import json
import re
from itertools import islice
from typing import Any

import msgspec

from nngrader.submission.roles import leniently

LOOSE = 16 << 20  #: bytes; JSON with NaN in it is read by a slower way, at 20 times its size
PRINTED = 2000  #: characters of one cell's saved text; a longer one is not kept
LONG_OUTPUT = 16 * PRINTED  #: bytes of one text in JSON
EPOCHS = re.compile(rb"Epoch 1/(\d{1,6})\b")
MOST_OUTPUTS = 2000  #: braces in the outputs of a cell; more are not looked at
UNKNOWN = msgspec.Raw(b"null")
RAW = ("metadata", "outputs", "execution_count", "prompt_number")


class NotANotebook(Exception):
    """Why a file that ends in .ipynb is none."""


class Cell(msgspec.Struct):
    """A cell; what is looked at later, if at all, stays as it was written."""

    cell_type: str
    source: str | list[str] | None = None
    input: str | list[str] | None = None  #: what format 3 calls the source of a code cell
    metadata: msgspec.Raw = UNKNOWN
    outputs: msgspec.Raw = UNKNOWN
    execution_count: msgspec.Raw = UNKNOWN
    prompt_number: msgspec.Raw = UNKNOWN  #: what format 3 calls it


class Output(msgspec.Struct):
    """One of the outputs of a cell."""

    output_type: str = ""
    name: str = ""
    stream: str = ""  #: what format 3 calls the name of a stream
    text: msgspec.Raw = UNKNOWN
    ename: str = ""


class _Sheet(msgspec.Struct):
    cells: list[Cell] = []


class _Notebook(msgspec.Struct):
    nbformat: int = 4
    cells: list[Cell] | None = None
    worksheets: list[_Sheet] = []  #: what formats 2 and 3 hold their cells in


def cells_of(data: bytes) -> list[Cell]:
    """Read the cells; raises NotANotebook with what was found."""
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
        return msgspec.convert(_with_raw(json.loads(text)), type=_Notebook)
    except UnicodeDecodeError as error:
        problem = "it is not a notebook: it is not UTF-8 text"
        raise NotANotebook(problem) from error
    except (msgspec.ValidationError, RecursionError) as error:
        raise NotANotebook(_unlike(error)) from error
    except ValueError as error:
        problem = "it is not a notebook: its content is not JSON. Save it again in Jupyter"
        raise NotANotebook(problem) from error


def _with_raw(found: Any) -> Any:
    """Write down again what is looked at later, if at all."""
    match found:
        case {"cell_type": _}:
            again = {name: _raw(found[name]) for name in RAW if name in found}
            return {**found, **again}
        case {"cells": list(cells)}:
            return {**found, "cells": [_with_raw(cell) for cell in cells]}
        case {"worksheets": list(sheets)}:
            return {**found, "worksheets": [_with_raw(sheet) for sheet in sheets]}
        case _:
            return found


def _raw(found: object) -> msgspec.Raw:
    return msgspec.Raw(json.dumps(found).encode())


def _unlike(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is not a notebook: its lists are nested too deeply"
    found = f"{str(error)[:1].lower()}{str(error)[1:]}"
    return f"it is not a notebook as Jupyter saves it ({found}). Save it again in Jupyter"


def source_of(cell: Cell) -> str:
    """Join the source of a cell, with line ends as Python counts them."""
    source = cell.source if cell.source is not None else cell.input
    text = "".join(source) if isinstance(source, list) else source or ""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\r\n", "\n").replace("\r", "\n")


def outputs_of(raw: msgspec.Raw) -> list[Output] | None:
    """Read the outputs of a cell but for what is large in them; None for what is not known."""
    braces = islice(re.finditer(rb"\{", memoryview(raw)), MOST_OUTPUTS + 1)
    if sum(1 for _ in braces) > MOST_OUTPUTS:
        return None
    return leniently(raw, list[Output], None)


def printed_in(outputs: list[Output] | None) -> str | None:
    """Join what was printed; None where it is too long or not known."""
    if outputs is None:
        return None
    parts: list[str] = []
    for output in outputs:
        if output.output_type == "stream" and (output.name or output.stream) != "stderr":
            text = _text(output.text)
            if text is None:
                return None
            parts.append(text)
    whole = "".join(parts)
    return whole if len(whole) <= PRINTED else None


def _text(raw: msgspec.Raw) -> str | None:
    if len(memoryview(raw)) > LONG_OUTPUT:
        return None
    lines = leniently(raw, list[str], None)
    return leniently(raw, str, None) if lines is None else "".join(lines)


def epochs_of(raw: msgspec.Raw) -> tuple[int, ...]:
    """Read how many epochs trainings were to have, as Keras counts them in a saved output."""
    found = islice(EPOCHS.finditer(memoryview(raw)[:LONG_OUTPUT]), MOST_OUTPUTS)
    return tuple(sorted({int(match[1]) for match in found}))


def count_of(saved: Cell) -> int | None:
    """Read the number of the run that was saved; None where there is none."""
    numbers = (leniently(raw, int, None) for raw in (saved.execution_count, saved.prompt_number))
    return next((number for number in numbers if number is not None), None)
