"""How labels spell the classes of rows that were served."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nngrader.following._labels import learned
from nngrader.jobs import Array
from tests.following.rows import flowers

Y = flowers().y_train
EVERY = np.arange(120)


def read(y: Array, rows: Array = EVERY) -> tuple[tuple[float, ...], float | None]:
    code = learned(flowers(), rows, y, None)
    return code.codes, code.aligned


@pytest.mark.parametrize(
    ("y", "codes"),
    [
        (Y, (0.0, 1.0, 2.0)),
        (Y[:, None], (0.0, 1.0, 2.0)),
        (Y - 1, (-1.0, 0.0, 1.0)),
        (Y + 1, (1.0, 2.0, 3.0)),
        (Y / 2, (0.0, 0.5, 1.0)),
        (np.array([2, 0, 1])[Y], (2.0, 0.0, 1.0)),
        (np.eye(3)[Y], (0.0, 1.0, 2.0)),
        (np.eye(3)[:, [1, 2, 0]][Y], (2.0, 0.0, 1.0)),
        (np.eye(4)[Y + 1], (1.0, 2.0, 3.0)),
        (np.eye(32)[Y], (0.0, 1.0, 2.0)),
        (0.9 * np.eye(3)[Y] + 0.05, (0.0, 1.0, 2.0)),
    ],
    ids=(
        "numbers|column|-1..1|1..3|scaled|in another order|one-hot|one-hot in another order|"
        "one-hot of 1..3|wide one-hot|smoothed"
    ).split("|"),
)
def test_every_spelling_is_read(y: Array, codes: tuple[float, ...]) -> None:
    assert read(y) == (codes, 1.0)


@given(st.permutations(range(3)), st.permutations(range(120)), st.integers(10, 120))
def test_any_bijection_is_read_in_any_order(
    spelling: list[int], order: list[int], count: int
) -> None:
    rows = np.array(order)[:count]

    codes, aligned = read(np.array(spelling)[Y[rows]], rows)

    assert aligned == 1.0
    met = set(Y[rows].tolist())
    assert all(codes[index] == spelling[index] for index in met)


def test_labels_shuffled_apart_agree_about_as_often_as_chance() -> None:
    codes, aligned = read(np.random.default_rng(0).permutation(Y))

    assert codes == (0.0, 1.0, 2.0)
    assert aligned is not None
    assert 1 / 3 <= aligned < 0.5


def test_a_few_wrong_labels_are_outvoted() -> None:
    y = Y.copy()
    y[:12] = 2

    assert read(y) == ((0.0, 1.0, 2.0), 0.9)


def test_labels_without_a_majority_are_taken_in_order() -> None:
    y = np.tile([-1, 0, 1], 40)

    assert read(y)[0] == (-1.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("y", "codes"),
    [(Y[:80], (0.0, 1.0, 2.0)), (Y[:80] + 1, (1.0, 2.0, 3.0)), (Y[:80] / 2, (0.0, 0.5, 1.0))],
)
def test_a_class_that_was_left_out_is_spelled_like_the_others(
    y: Array, codes: tuple[float, ...]
) -> None:
    assert read(y, EVERY[:80]) == (codes, 1.0)


def test_one_class_alone_spells_the_others() -> None:
    assert read(np.full(40, 1), EVERY[:40]) == ((1.0, 2.0, 3.0), 1.0)


def test_rows_that_are_no_raw_rows_do_not_vote() -> None:
    rows = np.where(EVERY < 60, EVERY, -1)
    y = np.where(EVERY < 60, Y, 7)

    assert read(y, rows)[1] == 1.0


@pytest.mark.parametrize(
    "y",
    [
        np.array(["a"] * 120),
        np.full(120, np.nan),
        np.full(120, None),
        np.zeros((120, 0)),
        Y[:100],
        np.array(1),
    ],
    ids="text|NaN|objects|no columns|too few|no array".split("|"),
)
def test_labels_that_cannot_be_read_are_taken_as_usual(y: Array) -> None:
    assert read(y) == ((0.0, 1.0, 2.0), None)


def test_rows_that_became_alike_may_be_of_either_class() -> None:
    alike = EVERY.copy()
    alike[[0, 119]] = 0  # the first flower and the last, of two species
    rows = np.where(EVERY == 119, 0, EVERY)

    assert learned(flowers(), rows, Y, alike).aligned == 1.0
    assert learned(flowers(), rows, Y, None).aligned == round(119 / 120, 6)


def test_they_may_not_be_of_a_third() -> None:
    alike = EVERY.copy()
    alike[[0, 119]] = 0
    y = np.where(EVERY == 0, 1, Y)

    assert learned(flowers(), EVERY, y, alike).aligned == round(119 / 120, 6)
