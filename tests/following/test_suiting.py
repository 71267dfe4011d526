"""Which of several networks is meant: the one that reads, and learns, what the task is about."""

from typing import Any

import numpy as np
import pytest

from nngrader.following import suits
from nngrader.jobs import Array
from tests.following.rows import XOR, digits, flowers

BITS, LABELS = XOR.x_train, XOR.y_train


def gate(answers: str) -> Array:
    return np.array([int(answer) for answer in answers])


def unsuited(plain: Any, input_shape: Any, units: Any, x: Any, y: Any) -> str:
    return suits(plain, input_shape, units, x, y).unsuited


def test_what_fits_in_all_ways_has_the_best_score() -> None:
    assert suits(XOR, (None, 2), 1, BITS, LABELS).score == 9.0
    assert suits(flowers(), (None, 4), 3, flowers().x_train, flowers().y_train).score == 9.0
    assert suits(digits(), (None, 28, 28, 1), 10, digits().x_train, digits().y_train).score == 9.0


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ("0110", ""),
        ("0001", "its labels are those of AND"),
        ("0111", "its labels are those of OR"),
        ("1110", "its labels are those of NAND"),
        ("1000", "its labels are those of NOR"),
        ("1001", "its labels are those of XNOR"),
        ("0010", "its labels are not those of XOR"),
        ("0011", "its labels are not those of XOR"),
        ("1101", "its labels are not those of XOR"),
        ("0000", "its labels are all alike"),
    ],
)
def test_gates_are_named(answers: str, why: str) -> None:
    y = gate(answers)

    assert unsuited(XOR, (None, 2), 1, BITS, y) == why
    assert unsuited(XOR, (None, 2), 1, 2 * BITS - 1, 2 * y[:, None] - 1) == why


def test_gates_are_named_in_any_order_of_rows() -> None:
    order = [3, 1, 0, 2]

    assert unsuited(XOR, (None, 2), 1, BITS[order], gate("0111")[order]) == (
        "its labels are those of OR"
    )


def test_xor_comes_before_xnor_and_that_before_all_other_gates() -> None:
    scores = [suits(XOR, (None, 2), 1, BITS, gate(a)).score for a in ("0110", "1001", "0001")]

    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_equal_rows_with_different_labels_are_not_xor() -> None:
    x, y = np.tile(BITS, (2, 1)), np.concatenate([LABELS, 1 - LABELS])

    assert unsuited(XOR, (None, 2), 1, x, y) == (
        "its labels do not give each of the 4 inputs one answer"
    )


def test_a_row_that_is_missing_makes_no_other_labels() -> None:
    assert unsuited(XOR, (None, 2), 1, BITS[:3], LABELS[:3]) == (
        "its labels do not give each of the 4 inputs one answer"
    )


@pytest.mark.parametrize(
    ("shape", "units", "x", "y", "why"),
    [
        ((None, 3), 1, None, None, "it reads 3 numbers per row, the task has 2"),
        ((None, 1), 1, None, None, "it reads 1 number per row, the task has 2"),
        (None, 1, np.zeros((8, 3)), np.zeros(8), "it reads 3 numbers per row, the task has 2"),
        ((None, 2), 1, BITS, [0, 1, 2, 3], "its labels are of 4 different values"),
        ((None, 4), 1, np.eye(2)[BITS].reshape(4, 4), LABELS, ""),
        ((None, 2), 2, BITS, LABELS, ""),
        ((None, 2), 32, BITS, LABELS, ""),
        ((None, 2), None, BITS, LABELS, ""),
        (None, None, None, None, ""),
        ((None, None), 1, None, None, ""),
        ((None, 2), 1, np.random.default_rng(0).random((9, 2)), np.zeros(9), ""),
        ((None, 2), 1, np.array([["a", "b"]] * 4), LABELS, ""),
    ],
)
def test_networks_for_xor(shape: Any, units: Any, x: Any, y: Any, why: str) -> None:
    labels = None if y is None else np.array(y)

    assert unsuited(XOR, shape, units, x, labels) == why


@pytest.mark.parametrize(
    ("shape", "units", "columns", "spell", "why"),
    [
        ((None, 4), 3, slice(None), lambda y: np.eye(3)[y], ""),
        ((None, 4), 1, slice(None), lambda y: y, ""),
        ((None, 2), 3, slice(2, 4), lambda y: y, ""),
        ((None, 4), 2, slice(None), lambda y: y, "it has 2 outputs, the task has 3 classes"),
        ((None, 4), 3, slice(None), lambda y: y > 1, "its labels name 2 classes, the task has 3"),
        ((None, 4), 3, slice(None), lambda y: y * 0, "its labels name 1 class, the task has 3"),
        (
            (None, 4),
            4,
            slice(None),
            lambda y: np.ones((len(y), 4)),
            "its labels are 4 numbers per row and name no class",
        ),
        ((None, 9), 3, slice(None), lambda y: y, "it reads 9 numbers per row, the task has 4"),
    ],
)
def test_networks_for_irises(shape: Any, units: int, columns: slice, spell: Any, why: str) -> None:
    x, y = flowers().x_train[:, columns], spell(flowers().y_train)

    assert unsuited(flowers(), shape, units, x, y) == why


def test_padded_pictures_suit_but_others_of_that_width_do_not() -> None:
    padded = np.pad(digits().x_train, ((0, 0), (2, 2), (2, 2)))
    drawn = np.random.default_rng(0).random(padded.shape)
    shape, y = (None, 32, 32), digits().y_train

    assert unsuited(digits(), shape, 10, padded, y) == ""
    assert (
        unsuited(digits(), shape, 10, drawn, y) == "it reads 1024 numbers per row, the task has 784"
    )


def test_a_network_that_draws_pictures_again_names_no_class() -> None:
    x = digits().x_train / 255

    assert unsuited(digits(), (None, 28, 28), 784, x, x) == (
        "its labels are 784 numbers per row and name no class"
    )


def test_the_better_is_the_greater_whatever_is_said() -> None:
    fits = suits(XOR, (None, 2), 1, BITS, LABELS)
    unlike = suits(XOR, (None, 2), 1, BITS, gate("0001"))

    assert max(unlike, fits) is fits
