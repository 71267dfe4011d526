"""Data sets and generators that are given to `fit` in place of arrays."""

from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from nngrader.jobs import Array
from nngrader.worker.streams import (
    FEW_BATCHES,
    MOST_ROWS,
    few_steps,
    fewer,
    gathered,
    is_stream,
    peeked,
)

pytestmark = pytest.mark.keras
X = np.arange(20, dtype="float32").reshape(10, 2)
Y = np.arange(10)


def dataset(*parts: Array, batch: int = 4) -> Any:
    return tf.data.Dataset.from_tensor_slices(parts or (X, Y)).batch(batch)


class Pictures(keras.utils.PyDataset):
    """Rows in batches, as students write such classes."""

    def __init__(self, rows: int, batch: int) -> None:
        super().__init__()
        self.rows, self.batch, self.asked = rows, batch, 0

    def __len__(self) -> int:
        return -(-self.rows // self.batch)

    def __getitem__(self, number: int) -> tuple[Array, Array]:
        self.asked += 1
        size = min(self.batch, self.rows - number * self.batch)
        return np.full((size, 2), number), np.zeros(size)


def test_a_data_set_is_gathered_with_its_batch_size() -> None:
    found = gathered(dataset())

    assert found is not None
    arrays, batch = found
    assert batch == 4
    np.testing.assert_array_equal(arrays["x"], X)
    np.testing.assert_array_equal(arrays["y"], Y)


def test_weights_of_rows_are_gathered_as_well() -> None:
    found = gathered(dataset(X, Y, np.ones(10)))

    assert found is not None
    assert list(found[0]) == ["x", "y", "sample_weight"]


@pytest.mark.parametrize(
    "given",
    [
        lambda: dataset().repeat(),
        lambda: dataset(X),
        lambda: tf.data.Dataset.from_tensor_slices(X).batch(4),
        lambda: dataset(X, np.array(list("abcdefghij"))),
        lambda: Pictures(MOST_ROWS + 10, 10),
    ],
    ids=["endless", "alone", "bare", "words", "long"],
)
def test_what_cannot_be_trained_on_again_is_not_gathered(given: Any) -> None:
    assert gathered(given()) is None


def test_a_long_data_set_in_python_is_hardly_begun() -> None:
    long, whole = Pictures(MOST_ROWS + 10, 10), Pictures(MOST_ROWS, 10)

    assert gathered(long) is None
    assert long.asked == 1
    assert gathered(whole) is not None


def test_few_batches_are_taken_and_anything_else_is_left_alone() -> None:
    many = dataset(np.zeros((100, 2)), np.zeros(100), batch=1)

    assert int(fewer(many).cardinality()) == FEW_BATCHES
    assert fewer(X) is X


def test_steps_are_cut_where_there_are_more() -> None:
    assert few_steps(Pictures(1000, 10), None) == FEW_BATCHES
    assert few_steps(Pictures(30, 10), None) == 3
    assert few_steps(dataset(), None) is None
    assert few_steps(dataset(), FEW_BATCHES + 1) == FEW_BATCHES
    assert few_steps(dataset(), FEW_BATCHES - 1) == FEW_BATCHES - 1


def portions() -> Iterator[tuple[Array, Array]]:
    yield X[:4], Y[:4]
    yield X[4:], Y[4:]


def test_a_generator_is_looked_at_and_loses_nothing() -> None:
    given, batch = peeked(portions())

    assert batch == 4
    assert [len(x) for x, _ in given] == [4, 6]


def test_one_that_fails_fails_in_fit() -> None:
    def broken() -> Iterator[Any]:
        problem = "no such picture"
        raise ValueError(problem)
        yield

    given, batch = peeked(broken())

    assert batch is None
    with pytest.raises(ValueError, match="no such picture"):
        next(given)


def test_an_empty_one_stays_empty() -> None:
    given, batch = peeked(item for item in ())

    assert (batch, list(given)) == (None, [])


def test_arrays_are_no_stream() -> None:
    assert peeked(X) == (X, None)
    assert is_stream(dataset())
    assert is_stream(Pictures(10, 2))
    assert not is_stream(X)
