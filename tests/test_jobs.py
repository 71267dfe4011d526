"""Hand-ins, rows and limits."""

import numpy as np
import pytest

from nngrader.evidence import Place
from nngrader.jobs import Array, Contract, Submission, row_keys
from tests.builders import Segments


def notebook() -> Submission:
    places = (Place(1, cell=2), Place(2, cell=2), Place(1, cell=4))
    return Submission(student="s07", name="xor.ipynb", path="xor.ipynb", code="", places=places)


def test_a_line_of_a_notebook_is_told_with_its_cell() -> None:
    assert notebook().place(3) == Place(1, cell=4)


@pytest.mark.parametrize("line", [0, 4])
def test_a_line_beyond_the_cells_is_told_as_it_is(line: int) -> None:
    assert notebook().place(line) == Place(line)


def test_a_line_of_a_script_is_told_as_it_is() -> None:
    script = Submission(student="s07", name="xor.py", path="xor.py", code="")

    assert script.place(3) == Place(3)


def test_raw_labels_are_class_indices() -> None:
    assert Segments().load().raw_labels == (1, 0, 0, 1)


def test_the_contract_names_its_functions_in_the_order_of_their_calls() -> None:
    assert Contract(train="learn").functions == ("preprocess", "build_model", "learn")


def test_equal_rows_have_equal_keys() -> None:
    first, second, third = row_keys(np.array([[1.0, 2.0], [3.0, 4.0], [1.0, 2.0]]))

    assert first == third != second


@pytest.mark.parametrize(
    ("x", "count"),
    [
        (np.zeros((0, 3)), 0),
        (np.zeros((3, 0)), 3),
        (np.zeros((2, 28, 28)), 2),
        (np.zeros(4), 4),
        (np.float64(3), 1),
        (np.arange(12).reshape(3, 4).T, 4),
    ],
)
def test_rows_of_any_shape_have_keys(x: Array, count: int) -> None:
    assert len(row_keys(x)) == count
