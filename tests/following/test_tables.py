"""Tables of few columns: whatever a script does to irises is followed, or given up, never mistaken."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nngrader.following import Followed, Lost, follow
from nngrader.jobs import Array, Plain
from tests.following.rows import (
    AS_THEY_ARE,
    Preparation,
    each,
    flowers,
    from_0_to_1,
    made_up_flowers,
    normalised,
    standardised,
    standardised_at_once,
    then,
)

ORDER = np.random.default_rng(3).permutation(120)
SCALES = {
    "as they were": AS_THEY_ARE,
    "tenths": each(lambda rows: rows / 10),
    "standardised": standardised,
    "0 to 1": from_0_to_1,
    "at once": standardised_at_once,
    "turned": each(lambda rows: 10 - rows),
    "L1": normalised(1, -1),
    "L2": normalised(2, 1),
    "max": normalised(np.inf, 1),
    "tenths, then standardised": then(each(lambda rows: rows / 10), standardised),
    "L2, then standardised": then(normalised(2, 1), standardised),
}
ROW_BY_ROW = {"L1", "L2", "max", "L2, then standardised"}
COLUMNS = [[0, 1, 2, 3], [3, 1, 0, 2], [2, 3], [1, 0], [0, 1, 2, 3, 3]]


def arranged(name: str, seed: int) -> Array:
    """Choose and order training rows as scripts do; labels are sorted in the rows as served."""
    shuffled = np.random.default_rng(seed).permutation(120)
    every = np.arange(120)
    return {
        "as served": every,
        "the first": every[:80],
        "the last": every[50:],
        "from the middle": every[20:90],
        "shuffled": shuffled,
        "split": shuffled[: 60 + seed % 50],
        "three times": np.tile(every, 3),
        "each twice": np.repeat(every, 2),
        "three times, shuffled": np.random.default_rng(seed).permutation(np.tile(every, 3)),
    }[name]


ARRANGEMENTS = (
    "as served|the first|the last|from the middle|shuffled|split|three times|each twice|"
    "three times, shuffled"
).split("|")


def followed(plain: Plain, x: Array, y: Array | None = None) -> Followed:
    found = follow(plain, x, plain.y_train if y is None else y)
    assert isinstance(found, Followed), found
    return found


def lost(x: Array, y: Array | None = None) -> str:
    found = follow(flowers(), x, flowers().y_train if y is None else y)
    assert isinstance(found, Lost), found.how
    return found.why


def assert_right(found: Followed, expected: Array) -> None:
    assert found.x_test.shape == expected.shape
    np.testing.assert_allclose(
        found.x_test.astype(np.float64), expected, rtol=1e-5, atol=1e-5 * np.abs(expected).max()
    )


@settings(max_examples=60, deadline=None)
@given(
    scale=st.sampled_from(list(SCALES)),
    columns=st.sampled_from(COLUMNS),
    arrangement=st.sampled_from(ARRANGEMENTS),
    kind=st.sampled_from([np.float64, np.float32]),
    shape=st.sampled_from([(-1,), (-1, 1), (1, -1)]),
    seed=st.integers(0, 1000),
    real=st.booleans(),
)
def test_what_scripts_do_to_irises_is_followed(
    scale: str, columns: list[int], arrangement: str, kind: Any, shape: Any, seed: int, real: bool
) -> None:
    plain = flowers() if real else made_up_flowers(seed)
    rows = arranged(arrangement, seed)
    x, expected = SCALES[scale](plain.x_train[rows], plain.x_test)
    x, expected = (part[:, columns].astype(kind) for part in (x, expected))
    x, expected = (part.reshape(len(part), *shape) for part in (x, expected))

    found = follow(plain, x, plain.y_train[rows])

    if isinstance(found, Lost):  # two columns may fit in several places, which is then said
        assert len(columns) == 2, found
        return
    assert_right(found, expected)
    assert found.x_test.dtype == kind
    assert found.codes.codes == plain.codes
    assert found.codes.aligned == 1.0
    if scale not in ROW_BY_ROW:  # which makes some different rows alike
        np.testing.assert_array_equal(
            plain.x_train[found.rows][:, columns], plain.x_train[rows][:, columns]
        )


ODD: dict[str, Preparation] = {
    "clipped": each(lambda rows: rows.clip(2, 5)),
    "whole": each(np.floor),
    "log": each(np.log1p),
    "cubed": each(lambda rows: rows**3),
    "standardised, then L2": then(standardised, normalised(2, 1)),
    "0 to 1, then L1": then(from_0_to_1, normalised(1, 1)),
    "above the mean": lambda training, hidden: (
        (training > training.mean(axis=0)) * 1.0,
        (hidden > training.mean(axis=0)) * 1.0,
    ),
    "products": each(lambda rows: rows * rows[:, ::-1]),
    "one column": each(lambda rows: rows[:, :1]),
    "one constant": each(lambda rows: np.where(np.arange(4) == 2, 0.0, rows)),
}


@settings(max_examples=30, deadline=None)
@given(
    odd=st.sampled_from(list(ODD)),
    scale=st.sampled_from(["as they were", "standardised", "0 to 1"]),
    arrangement=st.sampled_from(ARRANGEMENTS),
    seed=st.integers(0, 1000),
)
def test_what_scripts_rarely_do_is_never_mistaken(
    odd: str, scale: str, arrangement: str, seed: int
) -> None:
    plain = made_up_flowers(seed)
    rows = arranged(arrangement, seed)
    prepare = then(ODD[odd], SCALES[scale])
    x, expected = prepare(plain.x_train[rows], plain.x_test)

    found = follow(plain, x, plain.y_train[rows])

    if isinstance(found, Followed):
        assert_right(found, expected)


@settings(max_examples=30, deadline=None)
@given(
    rows=st.sampled_from([5, 20, 120, 240]),
    columns=st.integers(1, 6),
    decimals=st.integers(0, 4),
    seed=st.integers(0, 10_000),
)
def test_unrelated_tables_are_lost(rows: int, columns: int, decimals: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    x = draw.uniform(0, 8, (rows, columns)).round(decimals)

    assert isinstance(follow(flowers(), x, draw.integers(0, 3, rows)), Lost)


@settings(max_examples=20, deadline=None)
@given(
    size=st.floats(1e-3, 1.0), arrangement=st.sampled_from(ARRANGEMENTS), seed=st.integers(0, 99)
)
def test_noise_is_lost(size: float, arrangement: str, seed: int) -> None:
    plain, rows = flowers(), arranged(arrangement, seed)
    x = plain.x_train[rows] + np.random.default_rng(seed).normal(0, size, (len(rows), 4))

    assert isinstance(follow(plain, x, plain.y_train[rows]), Lost)


@pytest.mark.parametrize("shuffled", [False, True])
def test_principal_components_are_lost(shuffled: bool) -> None:
    x = flowers().x_train[ORDER] if shuffled else flowers().x_train
    centred = x - x.mean(axis=0)
    turned = centred @ np.linalg.svd(centred, full_matrices=False)[2].T

    assert lost(turned) == "they could not be recognised as rows of the task"


def test_columns_shuffled_apart_are_lost() -> None:
    draw = np.random.default_rng(0)
    x = np.stack([draw.permutation(column) for column in flowers().x_train.T], axis=1)

    assert lost(x) == "they could not be recognised as rows of the task"


def test_a_single_column_of_shuffled_rows_shows_too_little() -> None:
    assert (
        lost(flowers().x_train[ORDER][:, 2:3]) == "they could not be recognised as rows of the task"
    )


def test_a_single_column_in_order_is_followed() -> None:
    assert_right(followed(flowers(), flowers().x_train[:, 2:3]), flowers().x_test[:, 2:3])


@pytest.mark.parametrize("order", [ORDER, np.arange(120)], ids=["shuffled", "in order"])
def test_nine_rows_are_too_few(order: Array) -> None:
    assert lost(flowers().x_train[order[:9]], np.zeros(9)) == (
        "they could not be recognised as rows of the task"
    )


@pytest.mark.parametrize("order", [ORDER, np.arange(120)], ids=["shuffled", "in order"])
def test_ten_rows_are_enough(order: Array) -> None:
    found = followed(flowers(), flowers().x_train[order[:10]], flowers().y_train[order[:10]])

    assert_right(found, flowers().x_test)


def test_half_of_the_rows_may_be_variations() -> None:
    x = flowers().x_train
    varied = x + np.random.default_rng(0).normal(0, 0.1, x.shape)

    found = followed(flowers(), np.concatenate([x, varied]), np.tile(flowers().y_train, 2))

    assert found.rows.tolist() == [*range(120), *[-1] * 120]
    assert_right(found, flowers().x_test)


def test_more_than_half_of_the_rows_may_not() -> None:
    x = flowers().x_train
    varied = x + np.random.default_rng(0).normal(0, 0.1, x.shape)

    assert lost(np.concatenate([x, varied, varied[:1]])).startswith("they could not be recognised")


def test_a_column_of_ones_is_carried_along() -> None:
    def with_ones(rows: Array) -> Array:
        return np.column_stack([rows, np.ones(len(rows))])

    x = with_ones(flowers().x_train)

    assert_right(followed(flowers(), x), with_ones(flowers().x_test))


def constant_in_training() -> Plain:
    plain = flowers()
    x, hidden = plain.x_train.copy(), plain.x_test.copy()
    x[:, 1], hidden[:15, 1], hidden[15:, 1] = 3.0, 3.0, 3.7
    return Plain(x_train=x, y_train=plain.y_train, x_test=hidden, codes=plain.codes)


@pytest.mark.parametrize("scale", ["as they were", "tenths", "standardised", "0 to 1"])
@pytest.mark.parametrize(
    "rows", [np.arange(120), ORDER, ORDER[:100]], ids="all|mixed|split".split("|")
)
def test_a_column_that_varies_only_in_hidden_rows_is_followed(scale: str, rows: Array) -> None:
    plain = constant_in_training()
    x, expected = SCALES[scale](plain.x_train[rows], plain.x_test)

    assert_right(followed(plain, x, plain.y_train[rows]), expected)


def test_it_is_lost_where_nothing_tells_its_scale() -> None:
    plain = constant_in_training()
    scales = np.array([1.0, 2.0, 3.0, 4.0])

    found = follow(plain, plain.x_train * scales, plain.y_train)

    assert found == Lost("some hidden rows hold numbers that no row in training held at that place")


def test_it_is_lost_where_its_place_is_not_known() -> None:
    plain = constant_in_training()

    found = follow(plain, plain.x_train[ORDER][:, ::-1], plain.y_train[ORDER])

    assert found == Lost("some hidden rows hold numbers that no row in training held at that place")


@pytest.mark.parametrize(
    ("x", "why"),
    [
        (np.ones((120, 4)), "they are all alike"),
        (np.ones((120, 65)), "they hold 65 numbers each, the task's rows 4"),
        (np.zeros((0, 4)), "there are none"),
        (np.array(3.0), "there are none"),
        (np.full((120, 4), np.nan), "some of their numbers are not finite"),
        (np.full((120, 4), "a"), "they hold text or objects, not numbers"),
        (np.full((120, 4), None), "they hold text or objects, not numbers"),
    ],
    ids="alike|wide|none|no array|NaN|text|objects".split("|"),
)
def test_what_is_no_table_of_numbers_is_lost(x: Array, why: str) -> None:
    if x.ndim == 0:
        x = x.reshape(())
    assert lost(x) == why


@pytest.mark.parametrize(
    ("prepare", "how"),
    [
        (AS_THEY_ARE, "as they were"),
        (SCALES["tenths"], "each number divided by 10"),
        (SCALES["turned"], "each number taken from 10"),
        (standardised, "scaled per column"),
        (SCALES["L2"], "each row divided by its length"),
        (SCALES["L2, then standardised"], "each row divided by its length, scaled per column"),
        (each(np.log1p), "the logarithm of each number and 1"),
        (each(lambda rows: rows[:, [3, 1, 0, 2]]), "4 of 4 columns, in another order"),
        (each(lambda rows: rows[:, 2:]), "2 of 4 columns"),
        (each(lambda rows: rows[:, [0, 0, 1]]), "2 of 4 columns, some more than once"),
        (
            then(standardised, normalised(2, 1)),
            "scaled per column, each row divided by its length",
        ),
    ],
)
def test_how_is_told(prepare: Preparation, how: str) -> None:
    x, expected = prepare(flowers().x_train, flowers().x_test)

    found = followed(flowers(), x)

    assert found.how == how
    assert_right(found, expected)
