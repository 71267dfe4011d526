"""Pictures: whatever a script does to MNIST is followed, or given up, never mistaken."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from nngrader.following import Followed, Lost, follow
from nngrader.jobs import Array
from tests.following.rows import (
    AS_THEY_ARE,
    PICTURES,
    Both,
    Preparation,
    digits,
    each,
    flat,
    from_0_to_1,
    normalised,
    standardised,
    standardised_at_once,
    then,
)

UNRECOGNISED = "they could not be recognised as rows of the task"
ORDER = np.random.default_rng(3).permutation(PICTURES)
ORDERS = {
    "as served": np.arange(PICTURES),
    "the first": np.arange(1000),
    "the last": np.arange(500, PICTURES),
    "from the middle": np.arange(500, 2500),
    "shuffled": ORDER,
    "split": ORDER[: PICTURES * 4 // 5],
}
SCALES = {
    "as they were": AS_THEY_ARE,
    "/255": each(lambda rows: rows / 255),
    "/256": each(lambda rows: rows.astype(np.float32) / 256),
    "-1 to 1": each(lambda rows: rows.astype(np.float32) / 127.5 - 1),
    "turned": each(lambda rows: 255 - rows),
    "turned to 0..1": each(lambda rows: 1 - rows / 255),
    "at once": standardised_at_once,
    "inked": each(lambda rows: rows > 0),
    "dark": each(lambda rows: (rows > 127).astype(int)),
    "light": each(lambda rows: 1.0 - (rows > 50)),
    "rounded": each(lambda rows: np.round(rows / 255)),
    "roots": each(lambda rows: np.sqrt(rows / 255)),
    "by line": normalised(2, -1),
    "by column": normalised(2, 1),
    "standardised": standardised,
    "0 to 1": from_0_to_1,
    "/255, then standardised": then(each(lambda rows: rows / 255), standardised),
    "L1": then(each(flat), normalised(1, 1)),
    "L2": then(each(flat), normalised(2, 1)),
    "max": then(each(flat), normalised(np.inf, 1)),
}
SHAPES = [(784,), (28, 28), (28, 28, 1), (1, 28, 28), (1, 784)]


def followed(x: Array, rows: Array) -> Followed:
    found = follow(digits(), x, digits().y_train[rows])
    assert isinstance(found, Followed), found
    return found


def prepared(prepare: Preparation, rows: Array) -> Both:
    return prepare(digits().x_train[rows], digits().x_test)


def assert_right(found: Followed, expected: Array) -> None:
    assert found.x_test.shape == expected.shape
    reach = np.abs(expected.astype(np.float64)).max()
    rounding = 2e-3 if expected.dtype == np.float16 else 1e-5
    np.testing.assert_allclose(
        found.x_test.astype(np.float64), expected, rtol=rounding, atol=rounding * reach
    )


@settings(max_examples=25, deadline=None)
@given(
    scale=st.sampled_from(list(SCALES)),
    order=st.sampled_from(list(ORDERS)),
    shape=st.sampled_from(SHAPES),
    labels=st.sampled_from(["numbers", "column", "one-hot", "wide one-hot"]),
)
def test_what_scripts_do_to_pictures_is_followed(
    scale: str, order: str, shape: Any, labels: str
) -> None:
    rows = ORDERS[order]
    x, expected = (part.reshape(-1, *shape) for part in prepared(SCALES[scale], rows))
    y = digits().y_train[rows]
    spelled = {
        "numbers": y,
        "column": y[:, None],
        "one-hot": np.eye(10)[y],
        "wide one-hot": np.eye(32)[y],
    }[labels]

    found = follow(digits(), x, spelled)

    assert isinstance(found, Followed), found
    assert_right(found, expected)
    assert found.x_test.dtype == x.dtype
    assert (found.rows == rows).mean() > 0.98  # drawn in two values, some look alike
    assert found.codes.codes == digits().codes
    assert found.codes.aligned == 1.0


@pytest.mark.parametrize("order", ["as served", "split"])
@pytest.mark.parametrize(
    ("prepare", "how"),
    [
        (AS_THEY_ARE, "as they were"),
        (SCALES["/255"], "each number divided by 255"),
        (SCALES["-1 to 1"], "127.5 taken from each number, divided by 127.5"),
        (SCALES["turned to 0..1"], "each number taken from 255, divided by 255"),
        (SCALES["dark"], "numbers above 127 became 1, all others 0"),
        (SCALES["light"], "numbers above 50 became 0, all others 1"),
        (SCALES["roots"], "each value exchanged for another"),
        (SCALES["by line"], "each line of a picture divided by its length"),
        (SCALES["L1"], "each row divided by its sum"),
        (standardised, "scaled per pixel"),
        (
            each(lambda rows: np.pad(rows, ((0, 0), (2, 2), (2, 2))) / 255),
            "padded to 32×32, each number divided by 255",
        ),
        (each(lambda rows: rows[:, 4:24, 4:24, None]), "cut to 20×20"),
        (
            each(lambda rows: np.repeat(rows[..., None], 3, axis=-1) / 255),
            "repeated in 3 colours, each number divided by 255",
        ),
        (each(lambda rows: np.stack([rows] * 3, axis=1)), "repeated in 3 colours"),
    ],
)
def test_how_is_told(prepare: Preparation, how: str, order: str) -> None:
    x, expected = prepared(prepare, ORDERS[order])

    found = followed(x, ORDERS[order])

    assert found.how == how
    assert_right(found, expected)


def test_every_other_pixel_is_followed() -> None:
    x, expected = prepared(each(lambda rows: rows[:, ::2, ::2] / 255), ORDERS["as served"])

    found = followed(x, ORDERS["as served"])

    assert found.how == "every 2. pixel of every 2. line, each number divided by 255"
    assert_right(found, expected)


def test_half_precision_is_followed() -> None:
    x, expected = prepared(each(lambda rows: (rows / 255).astype(np.float16)), ORDER)

    assert_right(followed(x, ORDER), expected)


@pytest.mark.parametrize(
    ("scaler", "kind", "count", "divisor"),
    [
        (StandardScaler(), np.uint8, 300, 1),
        (StandardScaler(), np.float32, 300, 1),
        (StandardScaler(), np.float32, 300, 255),
        (StandardScaler(), np.float64, 2000, 255),
        (MinMaxScaler(), np.uint8, 300, 1),
        (MinMaxScaler(), np.float64, 300, 255),
    ],
)
def test_pixels_that_no_training_row_lit_are_scaled_as_the_scaler_would(
    scaler: Any, kind: Any, count: int, divisor: int
) -> None:
    rows = ORDER[:count]
    x, expected = prepared(each(lambda part: flat(part).astype(kind) / kind(divisor)), rows)
    lit = (expected > 0).any(axis=0) & (x == 0).all(axis=0)
    assert lit.any()

    x = scaler.fit_transform(x)

    assert_right(followed(x, rows), scaler.transform(expected))


def test_they_are_lost_where_rounding_does_not_tell_what_was_divided_before() -> None:
    rows = ORDER[:300]
    x, _ = prepared(then(each(lambda part: part / 255), standardised), rows)

    assert isinstance(follow(digits(), x, digits().y_train[rows]), Followed)
    found = follow(digits(), x.astype(np.float32), digits().y_train[rows])
    assert found == Lost("some hidden rows hold numbers that no row in training held at that place")


def test_they_are_lost_where_no_scaler_is_recognised() -> None:
    rows = ORDERS["the first"][:300]
    scales = np.random.default_rng(1).uniform(1, 2, 784)
    x, _ = prepared(each(lambda part: flat(part) * scales), rows)

    found = follow(digits(), x, digits().y_train[rows])

    assert found == Lost("some hidden rows hold numbers that no row in training held at that place")


def moved(rows: Array) -> Array:
    return np.roll(rows, (1, 2), axis=(1, 2))


def noisy(rows: Array) -> Array:
    return rows / 255 + np.random.default_rng(0).normal(0, 1e-3, rows.shape)


def components(rows: Array) -> Array:
    centred = flat(rows) / 255 - (flat(rows) / 255).mean(axis=0)
    return np.asarray(centred @ np.random.default_rng(0).normal(size=(784, 784)))


@pytest.mark.parametrize("order", ["as served", "split"])
@pytest.mark.parametrize(
    "change",
    [
        moved,
        noisy,
        components,
        lambda rows: rows.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)),
        lambda rows: np.random.default_rng(0).random(rows.shape),
        lambda rows: np.random.default_rng(0).integers(0, 2, rows.shape),
        lambda rows: np.zeros(rows.shape),
        lambda rows: np.random.default_rng(0).permuted(rows, axis=0),
    ],
    ids="moved|noisy|mixed|blurred|random|coin|black|pixels shuffled apart".split("|"),
)
def test_what_is_no_picture_of_the_task_is_lost(change: Any, order: str) -> None:
    rows = ORDERS[order]

    found = follow(digits(), change(digits().x_train[rows]), digits().y_train[rows])

    assert found == Lost(UNRECOGNISED)


def test_recognised_pictures_without_one_rule_are_lost() -> None:
    strength = np.random.default_rng(0).uniform(1, 2, (PICTURES, 28, 28))

    found = follow(digits(), digits().x_train * strength, digits().y_train)

    assert found == Lost(
        "they are rows of the task, but no one rule explains what became of their numbers"
    )


def test_other_widths_are_lost() -> None:
    found = follow(digits(), np.random.default_rng(0).random((PICTURES, 50)), digits().y_train)

    assert found == Lost("they hold 50 numbers each, the task's rows 784")


def test_half_of_the_rows_may_be_variations_wherever_they_stand() -> None:
    own = digits().x_train / np.float32(255)
    both = np.concatenate([own, moved(own)])
    order = np.random.default_rng(0).permutation(2 * PICTURES)

    found = followed(both[order], order % PICTURES)

    assert set(np.flatnonzero(found.rows < 0)) >= set(np.flatnonzero(order >= PICTURES))
    assert_right(found, digits().x_test / np.float32(255))


def test_more_than_half_may_not() -> None:
    own = digits().x_train / np.float32(255)
    both = np.concatenate([own, moved(own), moved(own)[:100]])

    assert isinstance(follow(digits(), both, np.zeros(len(both))), Lost)


def test_few_pictures_are_recognised_by_themselves() -> None:
    rows = ORDER[:5]
    x, expected = prepared(SCALES["/255"], rows)

    assert_right(followed(x, rows), expected)
