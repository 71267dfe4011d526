"""Cells run as one module would, and what each of them prints is known."""

import contextlib
import io
import traceback
import warnings
from typing import Any

import pytest

from nngrader.worker.cells import LONGEST, MOST_TOLD, run_cells

NAME = "hw.ipynb"


class Run:
    """Cells that were run, and what was told of them."""

    def __init__(self, *cells: str, quiet_after: str = "") -> None:
        self.namespace: dict[str, Any] = {"__name__": "__main__"}
        self.told: list[tuple[int, str]] = []
        self.bytes = io.BytesIO()
        self.stream = io.TextIOWrapper(self.bytes, encoding="utf-8")  # as a child has it
        starts = [1]
        for cell in cells:
            starts.append(starts[-1] + cell.count("\n") + 1)
        with contextlib.redirect_stdout(self.stream):
            run_cells(
                "\n".join(cells),
                NAME,
                self.namespace,
                starts[:-1],
                lambda line, text: self.told.append((line, text)),
                lambda: bool(quiet_after) and quiet_after in self.namespace,
            )

    @property
    def output(self) -> str:
        self.stream.flush()
        return self.bytes.getvalue().decode()


def test_each_cell_is_told_with_its_first_line_and_what_it_printed() -> None:
    run = Run("x = 1\nprint(x)", "", "y = x + 1", "print(y, end='')\nprint(3)")

    assert run.told == [(1, "1\n"), (5, "23\n")]
    assert "write" not in vars(run.stream)
    assert run.output == "1\n23\n"


def test_nothing_is_told_from_the_first_quiet_cell_on() -> None:
    run = Run("print(1)", "print(2)\nfitted = True", "print(3)", quiet_after="fitted")

    assert run.told == [(1, "1\n")]
    assert run.output == "1\n2\n3\n"


def test_nothing_is_told_of_a_cell_that_stops() -> None:
    told: list[int] = []

    with pytest.raises(ZeroDivisionError) as caught:
        run_cells(
            "print(1)\n\ndef f():\n    1 / 0\nprint(2)\nf()",
            NAME,
            {},
            [1, 5],
            lambda line, _: told.append(line),
            lambda: False,
        )

    assert told == [1]
    lines = [f.lineno for f in traceback.extract_tb(caught.tb) if f.filename == NAME]
    assert lines == [6, 4]


@pytest.mark.parametrize(("length", "told"), [(LONGEST, 1), (LONGEST + 1, 0)])
def test_a_cell_that_prints_much_is_not_told(length: int, told: int) -> None:
    assert len(Run(f"for _ in range({length}):\n    print('a', end='')").told) == told


def test_no_more_cells_are_told_than_a_conversation_bears() -> None:
    assert len(Run(*["print(1)"] * (MOST_TOLD + 1)).told) == MOST_TOLD


def test_an_error_of_syntax_stops_everything_before_it_begins() -> None:
    namespace: dict[str, Any] = {}

    with pytest.raises(SyntaxError) as caught:
        run_cells("x = 1\nreturn 2", NAME, namespace, [1, 2], lambda *_: None, lambda: False)

    assert (caught.value.filename, caught.value.lineno) == (NAME, 2)
    assert "x" not in namespace


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (('"""Why."""', '"""Not this."""\nx = 1'), "Why."),
        (("x = 1", '"""Not this."""'), None),
    ],
)
def test_only_what_the_module_begins_with_is_its_docstring(
    cells: tuple[str, ...], expected: str | None
) -> None:
    assert Run(*cells).namespace.get("__doc__") == expected


@pytest.mark.parametrize("above", [(), ('"""Why."""',), ("# words",)])
def test_a_future_holds_for_every_cell(above: tuple[str, ...]) -> None:
    future = "from __future__ import annotations"

    run = Run(*above, future, "def f(a: Nowhere): ...\nx: Nowhere = 1")

    assert run.namespace["f"].__annotations__ == {"a": "Nowhere"}
    assert run.namespace["__annotations__"] == {"x": "Nowhere"}


def test_without_a_future_our_own_does_not_hold() -> None:
    with pytest.raises(NameError):
        Run("x = 1", "def f(a: Nowhere): ...")


def test_a_statement_over_two_cells_belongs_to_the_first() -> None:
    run = Run("x = (1 +", "2)\nprint(x)")

    assert run.told == [(2, "3\n")]


def test_a_decorator_belongs_to_its_function() -> None:
    cells = ("def loud(f):\n    print('loud')\n    return f", "@loud\ndef f(): ...")

    assert Run(*cells).told == [(4, "loud\n")]


def test_python_warns_once_of_odd_code() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        Run("x = 1", "x is 257")

    assert [w.lineno for w in caught] == [2]


def test_what_is_printed_elsewhere_is_not_told() -> None:
    run = Run(
        "import io, contextlib, sys\nwith contextlib.redirect_stdout(io.StringIO()):\n    print(1)",
        "print(2, file=sys.stderr)",
        "sys.stdout = io.StringIO()\nprint(3)",
        "print(4)",
    )

    assert run.told == []


def test_a_write_of_the_students_own_stays() -> None:
    run = Run(
        "import sys\nold = sys.stdout.write\nsys.stdout.write = lambda s: old(s.upper())",
        "print('a')",
    )

    assert run.output == "A\n"
    assert run.told == []


def test_what_holds_the_output_may_write_when_the_cell_is_done() -> None:
    run = Run("import sys\nw = sys.stdout.write\nw('a')", "w('b')")

    assert run.told == [(1, "a")]
    assert run.output == "ab"


def test_no_cells_do_nothing() -> None:
    assert Run("").told == []
