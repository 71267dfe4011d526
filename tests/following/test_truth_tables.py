"""XOR, which students type in: how its bits are written, and what its labels mean."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nngrader.answers import Code
from nngrader.following import Followed, Lost, follow
from nngrader.jobs import Array
from tests.following.rows import XOR

BITS, LABELS = XOR.x_train, XOR.y_train
ONE_HOT = np.eye(2)[BITS].reshape(4, 4)


def followed(x: Array, y: Array = LABELS) -> Followed:
    found = follow(XOR, x, y)
    assert isinstance(found, Followed), found
    return found


@given(
    low=st.sampled_from([0, -1, 0.1, 0.05]),
    high=st.sampled_from([1, 0.9, 10]),
    order=st.permutations(range(4)),
    times=st.integers(1, 5),
    shape=st.sampled_from([(2,), (2, 1), (1, 2)]),
)
def test_however_the_bits_are_written_the_hidden_rows_are(
    low: float, high: float, order: list[int], times: int, shape: tuple[int, ...]
) -> None:
    rows = np.tile(order, times)
    written = np.where(BITS == 1, high, low)

    found = followed(written[rows].reshape(-1, *shape), LABELS[rows])

    np.testing.assert_array_equal(found.x_test, written.reshape(-1, *shape))
    np.testing.assert_array_equal(found.rows, rows)
    assert found.codes == Code((1.0, 0.0))
    assert found.codes.aligned == 1.0


@pytest.mark.parametrize(
    ("x", "how"),
    [
        (BITS, "as they were"),
        (BITS.astype(bool), "as they were"),
        (2 * BITS - 1, "0 and 1 written as -1 and 1"),
        (BITS * [1, 5], "0 and 1 written in another way in each column"),
        (ONE_HOT, "one-hot"),
        (np.column_stack([np.ones(4), BITS]), "1 more column"),
        (np.column_stack([BITS, 1 - BITS]), "2 more columns"),
        (np.column_stack([BITS, BITS[:, 0] * BITS[:, 1]]), "1 more column"),
    ],
)
def test_how_is_told(x: Array, how: str) -> None:
    found = followed(x)

    assert found.how == how
    assert found.x_test.dtype == x.dtype
    assert found.codes.aligned == 1.0


def test_both_bits_swapped_is_still_xor() -> None:
    assert followed(1 - BITS).codes.aligned == 1.0


@pytest.mark.parametrize(
    ("y", "codes", "aligned"),
    [
        (LABELS, (1.0, 0.0), 1.0),
        (LABELS[:, None], (1.0, 0.0), 1.0),
        (2 * LABELS - 1, (1.0, -1.0), 1.0),
        (np.where(LABELS, 0.9, 0.1), (0.9, 0.1), 1.0),
        (np.eye(2)[LABELS], (1.0, 0.0), 1.0),
        (np.eye(32)[LABELS], (1.0, 0.0), 1.0),
        (1 - LABELS, (1.0, 0.0), 0.0),
        (1 - 2 * LABELS, (1.0, -1.0), 0.0),
        (np.eye(2)[1 - LABELS], (1.0, 0.0), 0.0),
        (BITS.min(axis=1), (1.0, 0.0), 0.25),
        (BITS.max(axis=1), (1.0, 0.0), 0.75),
        (np.zeros(4), (1.0, 0.0), 0.5),
        (np.array(["no", "yes", "yes", "no"]), (1.0, 0.0), None),
        (np.full(4, np.nan), (1.0, 0.0), None),
        (LABELS[:3], (1.0, 0.0), None),
    ],
    ids=(
        "numbers|column|-1 and 1|soft|one-hot|wide one-hot|XNOR|XNOR of -1 and 1|XNOR one-hot|"
        "AND|OR|all alike|text|NaN|too few"
    ).split("|"),
)
def test_labels_are_read_by_value(
    y: Array, codes: tuple[float, ...], aligned: float | None
) -> None:
    read = followed(BITS, y).codes

    assert (read.codes, read.aligned) == (codes, aligned)


def test_noise_is_lost() -> None:
    x = np.tile(BITS, (100, 1)) + np.random.default_rng(0).normal(0, 0.1, (400, 2))

    assert follow(XOR, x, np.tile(LABELS, 100)) == Lost(
        "a column of them holds more than two different numbers"
    )


def test_three_of_four_rows_are_too_few() -> None:
    assert follow(XOR, BITS[:3], LABELS[:3]) == Lost("not all 4 rows of the task are among them")


def test_three_inputs_are_more_than_the_task_has() -> None:
    x = np.array(list(np.ndindex(2, 2, 2)))

    assert follow(XOR, x, x.sum(axis=1) % 2) == Lost("they hold more than the task's 2 inputs")


def test_one_input_is_fewer() -> None:
    assert follow(XOR, BITS[:, :1], LABELS) == Lost(
        "they hold 1 input that changes, the task's rows 2"
    )


def test_pictures_are_turned_away_at_once() -> None:
    x = np.random.default_rng(0).integers(0, 2, (2000, 784))

    assert follow(XOR, x, np.zeros(2000)) == Lost("they hold more than the task's 2 inputs")
