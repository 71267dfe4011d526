"""From cells to lines and back."""

import json
from typing import Any

import pytest

from nngrader.evidence import Place
from nngrader.submission import notebook
from nngrader.submission.notebook import NotANotebook, TooLong, from_notebook


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


@pytest.mark.parametrize("data", [b"", b"x = 1\n", b"{1, 2", b"\xef\xbb\xbf", b"\xff\xfe{\0"[2:]])
def test_a_script_that_is_called_notebook_is_told(data: bytes) -> None:
    assert complaint(data) == (
        "it is not a notebook: its content is not JSON. Save it again in Jupyter"
    )


def test_a_notebook_in_another_encoding_is_told() -> None:
    assert complaint(b"{\xff}") == "it is not a notebook: it is not UTF-8 text"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"[1]", "expected `object`, got `array`"),
        (b'{"nbformat": "4"}', "expected `int`, got `str` - at `$.nbformat`"),
        (book("x = 1"), "expected `object`, got `str` - at `$.cells[0]`"),
        (
            book({"source": "x = 1"}),
            "object missing required field `cell_type` - at `$.cells[0]`",
        ),
        (book(code(5)), "expected `str | array | null`, got `int` - at `$.cells[0].source`"),
        (b'{"nbformat": NaN, "cells": []}', "expected `int`, got `float` - at `$.nbformat`"),
    ],
    ids="a list|version|text|no type|number|NaN".split("|"),
)
def test_json_that_is_no_notebook_is_told(data: bytes, found: str) -> None:
    assert complaint(data) == (
        f"it is not a notebook as Jupyter saves it ({found}). Save it again in Jupyter"
    )


@pytest.mark.parametrize("data", [b"{}", b'{"nbformat": 4, "cells": null}'])
def test_a_notebook_without_a_list_of_cells_is_told(data: bytes) -> None:
    assert complaint(data) == "it is not a notebook: it has no list of cells"


@pytest.mark.parametrize("value", ["NaN", "Infinity", '"\\ud83d"'])
def test_outputs_may_hold_what_jupyter_writes_beyond_json(value: str) -> None:
    data = book(code("x = 1", outputs=[{"data": "HERE"}])).replace(b'"HERE"', value.encode())

    assert from_notebook(data)[0] == "x = 1"


def test_half_a_character_in_code_becomes_a_mark() -> None:
    assert from_notebook(book(code("x = '\ud83d'")))[0] == "x = '\ufffd'"


def test_whole_characters_in_halves_are_read() -> None:
    assert from_notebook(book(code("x = '\U0001f600'")))[0] == "x = '\U0001f600'"


def test_half_a_character_in_a_large_file_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    data = book(code("x = 1", outputs=["\ud83d"]))
    monkeypatch.setattr(notebook, "LOOSE", len(data))
    assert from_notebook(data)[0] == "x = 1"
    monkeypatch.setattr(notebook, "LOOSE", len(data) - 1)

    assert complaint(data) == (
        "it is not a notebook: its content is not JSON. Clear its outputs, save it again"
    )


def test_the_most_cells_are_read_and_one_more_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook, "MOST_CELLS", 3)
    from_notebook(book(*[code("")] * 3))

    with pytest.raises(TooLong, match=r"^it has 4 cells$"):
        from_notebook(book(*[code("")] * 4))


def test_the_longest_code_is_read_and_one_more_letter_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notebook, "LONGEST", 10)
    from_notebook(book(code("#" * 5), code("#" * 5), markdown("x" * 100)))

    with pytest.raises(TooLong, match=r"^it holds 11 characters of code$"):
        from_notebook(book(code("#" * 6), code("#" * 5)))
