"""From cells to lines and back."""

import json
from typing import Any

import pytest

from nngrader.evidence import Place
from nngrader.submission.notebook import NotANotebook, from_notebook


def code(source: object, **changes: Any) -> dict[str, Any]:
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}
    return {**cell, "execution_count": None, **changes}


def markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def book(*cells: Any, minor: int = 4) -> bytes:
    made = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": minor}
    return json.dumps(made).encode()


def complaint(data: bytes) -> str:
    with pytest.raises(NotANotebook) as caught:
        from_notebook(data)
    return str(caught.value)


def test_code_cells_are_joined() -> None:
    text, _ = from_notebook(book(code("x = 1\ny = 2"), code("z = 3")))

    assert text == "x = 1\ny = 2\nz = 3"


def test_a_line_is_counted_in_its_cell_and_cells_among_all_cells() -> None:
    _, places = from_notebook(book(markdown("# XOR"), code("x = 1\ny = 2"), markdown(""), code("")))

    assert places == (Place(1, cell=2), Place(2, cell=2), Place(1, cell=4))


def test_every_line_has_its_place() -> None:
    text, places = from_notebook(book(code("a = 1\n\n"), code("%%bash\nls\n"), code("b = 2")))

    assert len(text.split("\n")) == len(places)


@pytest.mark.parametrize(
    "source", ["x = 1\ny = 2", ["x = 1\n", "y = 2"], "x = 1\r\ny = 2", "x = 1\ry = 2"]
)
def test_lines_of_any_kind_are_read(source: object) -> None:
    assert from_notebook(book(code(source)))[0] == "x = 1\ny = 2"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_letters_beyond_ascii_are_read(encoding: str) -> None:
    data = book(code("x = 'ö'")).decode().encode(encoding)

    assert from_notebook(data)[0] == "x = 'ö'"


def test_a_notebook_without_cells_is_empty() -> None:
    assert from_notebook(book()) == ("", ())


def test_a_cell_without_source_is_empty() -> None:
    assert from_notebook(book(code(None), code("x = 1")))[0] == "\nx = 1"


def test_raw_cells_are_no_code() -> None:
    raw = {"cell_type": "raw", "source": "x = 1", "metadata": {}}

    assert from_notebook(book(raw))[0] == ""


@pytest.mark.parametrize(
    "ids", [({}, {}), ({"id": "a"}, {"id": "a"}), ({"id": "not allowed!"}, {"id": ""})]
)
def test_cells_with_bad_ids_are_read(ids: tuple[dict[str, str], dict[str, str]]) -> None:
    cells = (code("x = 1", **ids[0]), code("y = 2", **ids[1]))

    assert from_notebook(book(*cells, minor=5))[0] == "x = 1\ny = 2"


def test_a_notebook_of_version_three_is_read() -> None:
    cells = [
        {"cell_type": "markdown", "source": "# XOR"},
        {"cell_type": "code", "input": ["x = 1\n", "y = 2"], "language": "python", "outputs": []},
    ]
    old = {"worksheets": [{"cells": cells}], "nbformat": 3, "nbformat_minor": 0, "metadata": {}}

    text, places = from_notebook(json.dumps(old).encode())

    assert (text, places[1]) == ("x = 1\ny = 2", Place(2, cell=2))


@pytest.mark.parametrize(
    ("magic", "python"),
    [("%matplotlib inline\nx = 1", "pass\nx = 1"), ("!ls", "pass"), ("%%bash\nls", "\n")],
)
def test_magics_of_a_cell_do_nothing(magic: str, python: str) -> None:
    assert from_notebook(book(code(magic)))[0] == python


def test_a_magic_in_one_cell_leaves_the_others_alone() -> None:
    text, _ = from_notebook(book(code("!ls"), code('x = """\n!ls\n"""')))

    assert text == 'pass\nx = """\n!ls\n"""'


def test_a_broken_cell_is_kept_for_python_to_complain_about() -> None:
    assert from_notebook(book(code("def f(:"), code("x = 1")))[0] == "def f(:\nx = 1"


@pytest.mark.parametrize("data", [b"", b"x = 1\n", b"[1, 2", b"\xef\xbb\xbf"])
def test_a_script_that_is_called_notebook_is_told(data: bytes) -> None:
    assert complaint(data) == (
        "it is not a notebook: its content is not JSON. Save it again in Jupyter"
    )


def test_a_notebook_in_another_encoding_is_told() -> None:
    assert complaint(b"{\xff}") == "it is not a notebook: it is not UTF-8 text"


@pytest.mark.parametrize(
    "data",
    [
        b"[1]",
        b"{}",
        b'{"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": null}',
        b'{"nbformat": 4, "nbformat_minor": 4, "metadata": {}}',
        book("x = 1"),
        book({"source": "x = 1"}),
        b"[" * 100_000,
    ],
    ids="a list|no version|null|no cells|text|no type|deep".split("|"),
)
def test_json_that_is_no_notebook_is_told(data: bytes) -> None:
    problem = complaint(data)

    assert problem.startswith("it is not a notebook that nbformat can read (")
