"""Where a notebook does something else from top to bottom than the outputs saved in it say."""

from typing import Any

import pytest

from nngrader.evidence import ArraySpec, FitCall, Place, StageError
from nngrader.executors._saved_outputs import left_out_notes, order_notes
from nngrader.jobs import CellFacts, LeftOut, Submission
from nngrader.submission.script import tamed

AGAIN = "Restart the kernel and run all cells before handing in."


def cell(number: int, count: int | None, **facts: Any) -> CellFacts:
    said = {
        name: tuple(value.split()) if name in ("makes", "sets", "reads") else value
        for name, value in facts.items()
    }
    said.setdefault("makes", said.get("sets", ()))
    return CellFacts(number=number, line=number, count=count, **said)


def stopped(number: int | None, kind: str, message: str) -> StageError:
    place = None if number is None else Place(1, cell=number)
    return StageError("load", kind, message, place)


def undefined(number: int, name: str = "model") -> StageError:
    return stopped(number, "NameError", f"name '{name}' is not defined")


def notes(*cells: CellFacts, error: StageError) -> tuple[str, ...]:
    return order_notes(cells, error, {})


class TestANameThatIsMadeBelow:
    def test_it_is_told_with_both_numbers(self) -> None:
        found = notes(cell(4, 12, reads="model"), cell(5, 3, makes="model"), error=undefined(4))

        assert found == (
            "Run from top to bottom, cell 4 stops with NameError: `model` is made in cell 5, below "
            "it. The saved outputs come from running cell 5 before cell 4 (cell 5 has number 3, "
            f"cell 4 number 12). {AGAIN}",
        )

    def test_a_function_that_another_cell_calls_is_told_by_that_call(self) -> None:
        found = notes(
            cell(2, 1, makes="f", reads="model"),
            cell(3, 9, reads="f"),
            cell(4, 3, makes="model"),
            error=undefined(2),
        )

        assert found == (
            "Run from top to bottom, cell 2 stops with NameError: `model` is made in cell 4, below "
            "it. The saved outputs come from running cell 4 before cell 3 (cell 4 has number 3, "
            f"cell 3 number 9). {AGAIN}",
        )

    @pytest.mark.parametrize(
        ("above", "below"), [(3, 4), (3, 9), (None, 3), (3, None), (None, None)]
    )
    def test_numbers_in_order_and_missing_ones_are_silent(
        self, above: int | None, below: int | None
    ) -> None:
        assert notes(cell(4, above), cell(5, below, makes="model"), error=undefined(4)) == ()

    def test_a_saved_error_is_silent(self) -> None:
        cells = (cell(4, 12, failed="NameError"), cell(5, 3, makes="model"))

        assert notes(*cells, error=undefined(4)) == ()

    def test_a_name_that_is_made_above_as_well_is_silent(self) -> None:
        cells = (cell(1, 1, makes="model"), cell(4, 12), cell(5, 3, makes="model"))

        assert notes(*cells, error=undefined(4)) == ()

    def test_a_place_outside_all_cells_is_silent(self) -> None:
        cells = (cell(4, 12), cell(5, 3, makes="model"))

        assert (
            order_notes(cells, stopped(None, "NameError", "name 'model' is not defined"), {}) == ()
        )
        assert order_notes((), undefined(4), {}) == ()
        assert order_notes(cells, None, {}) == ()


class TestANameThatNoCellMakes:
    def test_missing_numbers_explain_it(self) -> None:
        assert notes(cell(1, 1), cell(2, 3), error=undefined(2)) == (
            "Run from top to bottom, cell 2 stops with NameError: no cell makes `model`. Its saved "
            "output is from an earlier state of the notebook, before a cell was changed or deleted "
            f"(number 2 is missing). {AGAIN}",
        )
        assert "(2 numbers are missing)" in notes(cell(1, 1), cell(2, 4), error=undefined(2))[0]

    @pytest.mark.parametrize(
        "cells",
        [
            (cell(1, 1), cell(2, 2)),
            (cell(1, 1, makes="*"), cell(2, 3)),
            (cell(1, 1, magic=True), cell(2, 3)),
            (cell(1, 1), cell(2, 10_000)),
        ],
        ids="in order|star|magic|odd number".split("|"),
    )
    def test_otherwise_it_is_silent(self, cells: tuple[CellFacts, ...]) -> None:
        assert notes(*cells, error=undefined(2)) == ()


RESHAPED = (
    cell(1, 1, sets="x"),
    cell(2, 5, reads="x"),
    cell(3, 4, sets="x", reads="x"),
)


class TestAnotherError:
    def test_it_is_told_where_a_name_is_set_again_below(self) -> None:
        assert notes(*RESHAPED, error=stopped(2, "ValueError", "bad shape")) == (
            "Run from top to bottom, cell 2 stops with ValueError. `x` is set again in cell 3, below "
            "it, and the saved outputs come from running cell 3 before cell 2 (cell 3 has number 4, "
            f"cell 2 number 5). {AGAIN}",
        )

    @pytest.mark.parametrize(
        ("kind", "message"),
        [
            ("IndexError", "too many indices"),
            ("KeyError", "'species'"),
            ("AttributeError", "'list' object has no attribute 'shape'"),
            ("TypeError", "unsupported operand type(s) for /: 'list' and 'float'"),
        ],
    )
    def test_these_may_come_of_the_order(self, kind: str, message: str) -> None:
        assert notes(*RESHAPED, error=stopped(2, kind, message))

    @pytest.mark.parametrize(
        ("kind", "message"),
        [
            ("ModuleNotFoundError", "No module named 'keras.utils.np_utils'"),
            ("ImportError", "cannot import name 'x'"),
            ("ValueError", "Argument(s) not recognized: {'lr': 0.1}"),
            ("ValueError", "The filename must end in `.weights.h5`."),
            ("KeyError", "'acc'"),
            ("AttributeError", "'Sequential' object has no attribute 'predict_classes'"),
            ("AttributeError", "module 'numpy' has no attribute 'float'"),
            ("TypeError", "Model.fit() got an unexpected keyword argument 'nb_epoch'"),
            ("FileNotFoundError", "iris.csv"),
        ],
    )
    def test_what_newer_versions_say_is_silent(self, kind: str, message: str) -> None:
        assert notes(*RESHAPED, error=stopped(2, kind, message)) == ()

    @pytest.mark.parametrize(
        "cells",
        [
            (cell(1, 1, sets="x"), cell(2, 4, reads="x"), cell(3, 5, sets="x")),
            (cell(1, 1, sets="x"), cell(2, 5, reads="x"), cell(3, 4, sets="y")),
            (cell(1, 1, sets="x"), cell(2, 5, reads="x", sets="x"), cell(3, 4, sets="x")),
            (cell(1, 9, sets="x"), cell(2, 5, reads="x"), cell(3, 6, sets="y")),
        ],
        ids="in order|another name|set by itself|run again above".split("|"),
    )
    def test_where_no_name_explains_it_it_is_silent(self, cells: tuple[CellFacts, ...]) -> None:
        assert notes(*cells, error=stopped(2, "ValueError", "bad shape")) == ()


def printing(saved: str | None, now: str, **facts: Any) -> tuple[str, ...]:
    """Print the rows in cell 2, which was run after cell 3 had scaled or reshaped them."""
    shows = cell(2, 5, printed=saved, reads="print x .shape", **facts)
    return order_notes(
        (cell(1, 1, sets="x"), shows, cell(3, 4, sets="x", reads="x")), None, {2: now}
    )


class TestOutputs:
    def test_another_shape_is_told_with_both_texts(self) -> None:
        assert printing("(60000, 784)\n", "(60000, 28, 28)\n") == (
            "Run from top to bottom, cell 2 prints `(60000, 28, 28)`; saved with it is "
            "`(60000, 784)`, and that comes from running cell 3 before cell 2 (cell 3 has number "
            f"4, cell 2 number 5). {AGAIN}",
        )

    @pytest.mark.parametrize(
        ("saved", "now"),
        [
            ("1.0", "255"),
            ("float32", "uint8"),
            ("[0. 1. 0.]", "1"),
            ("[[0 1]\n [1 0]]", "[0 1]"),
            ("(None, 784)", "(None, 10)"),
        ],
    )
    def test_what_another_order_does_is_told(self, saved: str, now: str) -> None:
        assert len(printing(saved, now)) == 1

    @pytest.mark.parametrize(
        ("saved", "now"),
        [
            ("1.0", "1.0"),
            ("0.93", "0.17"),
            ("(60000, 28, 28)", "(48000, 28, 28)"),
            ("[5 0 4]", "[7 2 1 9]"),
            ("[[1 2]\n [3 4]]", "[[1 2]\n [3 4]\n [5 6]]"),
            ("setosa", "virginica"),
            ("0.5", "np.float64(0.5)"),
            ("int64", "int32"),
            ("<keras.Sequential at 0x7f>", "<keras.src.Sequential object>"),
            ("<a>", "<b>"),
            ("TensorFlow version 2.4.1", "2"),
            ("Epoch 1/5", "done"),
            ("Downloading data", "done"),
            ("Total params: 5", "x"),
            ("data/iris.csv", "1"),
            ("1e-05", "0.0001"),
            ("a  b", "a b"),
            ("", "1"),
            ("1.0", ""),
            (None, "1"),
            ("1.0" + " " * 198, "1"),
            ("1.0", "1" + " " * 200),
        ],
    )
    def test_what_varies_by_itself_is_silent(self, saved: str | None, now: str) -> None:
        assert printing(saved, now) == ()

    def test_the_longest_text_is_compared(self) -> None:
        assert printing("1.0" + " " * 197, "1")

    def test_a_cell_with_a_magic_is_silent(self) -> None:
        assert printing("1.0", "255", magic=True) == ()

    def test_numbers_in_order_are_silent(self) -> None:
        cells = (cell(1, 1, sets="x"), cell(2, 2, printed="1.0", reads="x"), cell(3, 3, sets="x"))

        assert order_notes(cells, None, {2: "255"}) == ()

    def test_rows_that_were_loaded_again_later_are_told(self) -> None:
        cells = (cell(1, 7, sets="x"), cell(2, 5, printed="1.0", reads="x"))

        assert order_notes(cells, None, {2: "255"}) == (
            "Run from top to bottom, cell 2 prints `255`; saved with it is `1.0`, and that comes "
            "from running cell 2 before cell 1 (cell 2 has number 5, cell 1 number 7). "
            f"{AGAIN}",
        )

    def test_where_a_cell_in_order_differs_as_well_the_data_are_others(self) -> None:
        loaded = cell(1, 1, sets="x", printed="(150, 6)", reads=".shape")
        shows = cell(2, 5, printed="(150, 5)", reads="x .shape")
        later = cell(3, 4, sets="x", reads="x")

        assert order_notes((loaded, shows, later), None, {1: "(150, 5)", 2: "(150, 4)"}) == ()
        assert len(order_notes((loaded, shows, later), None, {1: "(9, 6)", 2: "(150, 4)"})) == 1

    def test_at_most_three_are_told(self) -> None:
        shown = [cell(n, 5 + n, printed="1.0", reads="x") for n in range(2, 6)]
        cells = (cell(1, 1, sets="x"), *shown, cell(9, 4, sets="x"))

        assert len(order_notes(cells, None, {c.number: "255" for c in shown})) == 3

    def test_what_students_print_reaches_no_terminal(self) -> None:
        assert "`1.0 x`" in printing("1.0 \x1b[31mx\n", "255")[0]


def script(text: str, name: str = "hw.py", places: tuple[Place, ...] = ()) -> Submission:
    plain = tamed(text)
    lines = tuple(LeftOut(line, written) for line, written in plain.left_out)
    return Submission(
        student="s", name=name, path=name, code=plain.text, left_out=lines, places=places
    )


class TestLeftOut:
    def test_a_name_of_a_file_that_is_run_is_told(self) -> None:
        found = left_out_notes(script("x = 1\n%run -i net.py\nmodel.fit(x)"), undefined(1))

        assert found == (
            "Nothing in `hw.py` makes `model`. Line 2 runs another file, `%run -i net.py`, which "
            "is not done here. Copy that file's code into this one.",
        )

    def test_a_module_that_a_cell_writes_is_told(self) -> None:
        places = (Place(1, cell=2), Place(2, cell=2))
        given = script("%%writefile net.py\nx = 1", "hw.ipynb", places)

        assert left_out_notes(
            given, stopped(3, "ModuleNotFoundError", "No module named 'net'")
        ) == (
            "Cell 2, line 1 writes `net.py` by `%%writefile`, which is not done here, so `net` "
            "cannot be imported. Put that code into the notebook itself.",
        )

    @pytest.mark.parametrize(
        ("text", "error"),
        [
            ("%run net.py\nmodel = 1", undefined(1)),
            ("%matplotlib inline", undefined(1)),
            ("%run net.py", stopped(1, "ValueError", "name 'model' is not defined")),
            ("%run net.py", None),
            ("%%writefile nets.py\nx", stopped(1, "ModuleNotFoundError", "No module named 'net'")),
            ("%%writefile net.py\nx", stopped(1, "ModuleNotFoundError", "No module named 'keras'")),
        ],
    )
    def test_otherwise_nothing_is_told(self, text: str, error: StageError | None) -> None:
        assert left_out_notes(script(text), error) == ()


class TestATrainingOfOtherEpochs:
    def notes(self, now: int, *, count: int = 3) -> tuple[str, ...]:
        x = ArraySpec(shape=(4, 2), dtype="float32", digest="x")
        fit = FitCall(epochs=now, batch_size=4, x=x, y=x, place=Place(1, cell=6))
        cells = (
            cell(3, 2, sets="EPOCHS"),
            cell(6, 15, reads="EPOCHS", epochs=(120,)),
            cell(7, count, sets="EPOCHS"),
        )
        return order_notes(cells, None, {}, (fit,))

    def test_is_told_with_what_set_them(self) -> None:
        assert self.notes(5) == (
            "Run from top to bottom, cell 6 trains 5 epochs; its saved output counts 120, and that "
            "comes from running cell 7 before cell 6 (cell 7 has number 3, cell 6 number 15). "
            f"{AGAIN}",
        )

    def test_as_many_as_saved_are_not(self) -> None:
        assert self.notes(120) == ()

    def test_nor_others_where_all_was_run_in_order(self) -> None:
        assert self.notes(5, count=16) == ()
