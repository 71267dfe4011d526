"""From cells to lines and back."""

import json
import time
import tracemalloc
from typing import Any

import pytest

from nngrader.evidence import Evidence, Mishap, Place
from nngrader.jobs import CellFacts, Contract, LeftOut, Submission
from nngrader.submission import notebook, saved
from nngrader.submission.notebook import TooLong, from_notebook, read_notebook
from nngrader.submission.outline import outline
from nngrader.submission.saved import NotANotebook


def code(source: object, **changes: Any) -> dict[str, Any]:
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}
    return {**cell, "execution_count": None, **changes}


def markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def book(*cells: Any, minor: int = 4) -> bytes:
    made = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": minor}
    return json.dumps(made).encode()


def facts(data: bytes) -> tuple[CellFacts, ...]:
    return read_notebook(data).cells


def stream(text: object, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def error(name: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": "", "traceback": []}


def unreadable(*cells: Any) -> Mishap:
    found = read_notebook(book(*cells))
    given = Submission(student="s", name="hw.ipynb", path="hw.ipynb", **found._asdict())
    mishap = outline(given, Contract(), Evidence(assignment="xor", student="s", classes=()))
    assert isinstance(mishap, Mishap)
    return mishap


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
    for version in (2, 3):
        old = {"worksheets": [{"cells": cells}], "nbformat": version, "metadata": {}}

        text, places = from_notebook(json.dumps(old).encode())

        assert (text, places[1]) == ("x = 1\ny = 2", Place(2, cell=2))


def test_saved_outputs_of_version_three_are_known() -> None:
    printed = {"output_type": "stream", "stream": "stdout", "text": ["a\n", "b\n"]}
    shown = {"output_type": "pyout", "prompt_number": 7, "text": "c"}
    failed = {"output_type": "pyerr", "ename": "NameError", "evalue": "", "traceback": []}
    cell = {"cell_type": "code", "input": "x", "prompt_number": 7}
    sheet = {"cells": [{**cell, "outputs": [printed, shown, failed]}]}

    (found,) = facts(json.dumps({"worksheets": [sheet], "nbformat": 3}).encode())

    assert (found.count, found.printed, found.failed) == (7, "a\nb\n", "NameError")


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
    monkeypatch.setattr(saved, "LOOSE", len(data))
    assert from_notebook(data)[0] == "x = 1"
    monkeypatch.setattr(saved, "LOOSE", len(data) - 1)

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


class TestCells:
    def test_a_cell_is_known_with_its_number_and_names(self) -> None:
        found = facts(
            book(markdown("# XOR"), code("x = 1\n\n"), code("def f():\n    return x.shape"))
        )

        assert found == (
            CellFacts(number=2, line=1, printed="", makes=("x",), sets=("x",)),
            CellFacts(number=3, line=4, printed="", makes=("f",), reads=(".shape", "x")),
        )

    def test_cells_begin_where_their_first_line_is(self) -> None:
        cells = [code("a\nb"), markdown("c"), code(""), code("d")]
        given = Submission(
            student="s", name="a.ipynb", path="", **read_notebook(book(*cells))._asdict()
        )

        assert given.starts == (1, 3, 4)
        assert [given.place(line).cell for line in given.starts] == [1, 3, 4]

    def test_cells_with_a_name_are_known_whatever_they_hold(self) -> None:
        marks = {"nbgrader": {"grade_id": "why", "task": True}}
        task = {"cell_type": "markdown", "source": "Why?", "metadata": marks}

        assert facts(book(markdown(""), task)) == (CellFacts(number=2, role="task", name="why"),)

    def test_a_cell_that_is_no_python_makes_no_names(self) -> None:
        assert facts(book(code("x = ("))) == (CellFacts(number=1, line=1, printed=""),)

    @pytest.mark.parametrize(
        ("said", "count"),
        [(7, 7), (None, None), ("7", None), (7.5, None), ([], None), (True, None)],
    )
    def test_only_a_whole_number_is_an_execution_number(
        self, said: object, count: int | None
    ) -> None:
        assert facts(book(code("x", execution_count=said)))[0].count == count

    @pytest.mark.parametrize(
        ("outputs", "printed"),
        [
            ([], ""),
            ([stream("a\n"), stream(["b\n", "c"])], "a\nb\nc"),
            ([stream("a", "stderr")], ""),
            ([{"output_type": "execute_result", "data": {"text/plain": "5"}}], ""),
            ([stream("a" * 2000)], "a" * 2000),
            ([stream("a" * 2001)], None),
            ([stream("a" * 1500), stream("a" * 501)], None),
            ([stream(5)], None),
            ("a", None),
            ([5], None),
            (None, None),
            ([{"data": [{}] * 1999}], ""),
            ([{"data": [{}] * 2000}], None),
        ],
    )
    def test_short_saved_texts_are_known(self, outputs: object, printed: str | None) -> None:
        assert facts(book(code("x", outputs=outputs)))[0].printed == printed

    def test_all_saved_texts_together_are_not_long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(notebook, "ALL_PRINTED", 5)
        cells = [code("x", outputs=[stream(text)]) for text in ("abc", "abc", "ab")]

        assert [cell.printed for cell in facts(book(*cells))] == ["abc", None, "ab"]

    def test_a_saved_error_is_known(self) -> None:
        assert facts(book(code("x", outputs=[stream("a"), error("KeyError")])))[0].failed == (
            "KeyError"
        )

    def test_what_is_beyond_json_hides_only_itself(self) -> None:
        marks = {"nbgrader": {"grade_id": "q1", "solution": True}}
        cell = code("x", outputs=["HERE"], metadata=marks, execution_count=3)
        data = book(cell, code("y", outputs=[stream("a")])).replace(b'"HERE"', b"NaN")

        first, second = facts(data)

        assert (first.name, first.count, first.printed) == ("q1", 3, None)
        assert second.printed == "a"


def test_a_hundred_megabytes_of_outputs_take_no_memory() -> None:
    picture = {"output_type": "display_data", "data": {"image/png": "A" * 60_000_000}}
    data = book(code("x = 1", outputs=[picture, stream("a" * 40_000_000)]))
    tracemalloc.start()
    started = time.monotonic()

    (found,) = facts(data)

    assert time.monotonic() - started < 5
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
    assert (found.makes, found.printed) == (("x",), None)


class TestOneScriptOfAllCells:
    def test_a_cell_that_begins_indented_joins_no_block_above(self) -> None:
        text, _ = from_notebook(book(code("if x:\n    y = 1"), code("    z = 2")))

        assert text == "if x:\n    y = 1\nz = 2"

    def test_a_later_cell_may_begin_with_a_future(self) -> None:
        future = "from __future__ import division, \\\n    print_function\nx = 1"
        text, _ = from_notebook(book(code("import os"), code(future)))

        assert text == "import os\npass\n\nx = 1"
        compile(text, "hw.ipynb", "exec")

    @pytest.mark.parametrize(
        "above", [(), ("# only words",), ("", "from __future__ import division")]
    )
    def test_a_future_above_everything_else_stays(self, above: tuple[str, ...]) -> None:
        future = "from __future__ import annotations\nx = 1"

        text, _ = from_notebook(book(*map(code, above), code(future)))

        assert text.endswith(future)
        compile(text, "hw.ipynb", "exec")

    def test_a_cell_that_is_no_python_blanks_no_other(self) -> None:
        text, _ = from_notebook(
            book(code('Model: "sequential"'), code("x = ("), code("!ls\ny = 1"))
        )

        assert text == 'Model: "sequential"\nx = (\npass\ny = 1'

    def test_what_is_left_out_is_told_with_its_line(self) -> None:
        found = read_notebook(book(code("x = 1\n%run a.py"), code("%%bash\nls"), code("%time x")))

        assert found.left_out == (LeftOut(2, "%run a.py"), LeftOut(3, "%%bash"))
        assert [cell.magic for cell in found.cells] == [True, True, False]

    def test_otter_of_one_cell_is_known_in_another(self) -> None:
        cells = ("import otter\ng = otter.Notebook()", "x = 1\ng.check('q1')", "def f(:")

        assert from_notebook(book(*map(code, cells)))[0] == ("pass\ng = None\nx = 1\nNone\ndef f(:")


MARKS = {"nbgrader": {"grade_id": "t", "grade": True, "solution": False}}


class TestTestsOfTheTeacher:
    def test_they_are_blank_and_places_stay(self) -> None:
        tests = code("import nose\nassert f()\n", metadata=MARKS)

        text, places = from_notebook(book(code("x = 1"), tests, code("y = 2")))

        assert text == "x = 1\n\n\n\ny = 2"
        assert places[-1] == Place(1, cell=3)

    def test_an_import_on_which_the_students_cells_rely_stays(self) -> None:
        tests = code("import nose\nimport numpy as np\nassert f()", metadata=MARKS)

        assert from_notebook(book(tests, code("x = np.ones(3)")))[0] == (
            "\nimport numpy as np\n\nx = np.ones(3)"
        )

    def test_a_cell_that_is_graded_by_hand_is_the_students(self) -> None:
        marks = {"nbgrader": {"grade_id": "t", "grade": True, "solution": True}}

        assert from_notebook(book(code("x = 1", metadata=marks)))[0] == "x = 1"

    def test_hidden_ones_are_blank_in_any_cell(self) -> None:
        hidden = "x = 1\n### BEGIN HIDDEN TESTS\nassert 0\n### END HIDDEN TESTS\ny = 2"

        assert from_notebook(book(code(hidden)))[0] == "x = 1\n### \n\n\ny = 2"


class TestWhatPythonCannotRead:
    def test_a_string_that_stays_open_is_told_where_it_begins(self) -> None:
        broken = code('x = 1\ny = """abc')

        assert unreadable(code("z = 1"), broken, code('"""why"""\nz = 2')).message == (
            'Python cannot read `hw.ipynb`, cell 2, line 2: `y = """abc` '
            "(unterminated triple-quoted string literal (detected at line 2))."
        )

    def test_lines_in_the_words_of_python_are_those_of_the_cell(self) -> None:
        found = unreadable(code("a = 1\nb = 2"), code("\ndef f():\nx = 1"))

        assert found.place == Place(3, cell=2)
        assert found.message == (
            "Python cannot read `hw.ipynb`, cell 2, line 3: `x = 1` "
            "(expected an indented block after function definition on line 2)."
        )

    def test_a_cell_that_ends_too_soon_is_not_mistaken_for_the_next(self) -> None:
        assert unreadable(code("def f():"), code("x = 1")).place == Place(1, cell=1)
