"""Which class a network names, however the student spelled the classes."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from nngrader.answers import MOST_WRONG, Code, named, plain_code, read_code, squashed, worst
from nngrader.evidence import Wrong
from nngrader.jobs import Array

LABELS = (0, 0, 1, 1, 2, 2)
ROWS = np.arange(24.0).reshape(6, 4)
PLAIN = plain_code(3)
ROTATED = Code((1.0, 2.0, 0.0))


def read(y: Array, x: Array = ROWS) -> Code:
    return read_code(x, y, ROWS, LABELS, 3)


def test_plain_labels_are_read_as_they_stand() -> None:
    assert read(np.array(LABELS)) == PLAIN


def test_permuted_class_numbers_are_read() -> None:
    assert read(np.array([1, 1, 2, 2, 0, 0])) == ROTATED


def test_one_hot_labels_with_permuted_columns_are_read() -> None:
    assert read(np.eye(3)[[1, 1, 2, 2, 0, 0]]) == ROTATED


def test_a_column_of_labels_is_read() -> None:
    assert read(np.array([[1], [1], [2], [2], [0], [0]])) == ROTATED


def test_shuffled_rows_are_found_again() -> None:
    order = np.random.default_rng(0).permutation(6)

    assert read(np.array([1, 1, 2, 2, 0, 0])[order], ROWS[order]) == ROTATED


def test_rows_are_found_in_another_precision_and_shape() -> None:
    x = ROWS.astype(np.float32).reshape(6, 2, 2, 1)

    assert read(np.array([1, 1, 2, 2, 0, 0]), x) == ROTATED


def test_labels_of_minus_one_and_one_are_read() -> None:
    code = read_code(ROWS[:4], np.array([1, 1, -1, -1]), ROWS[:4], (0, 0, 1, 1), 2)

    assert code == Code((1.0, -1.0))


def test_true_and_false_are_read() -> None:
    code = read_code(ROWS[:2], np.array([True, False]), ROWS[:2], (0, 1), 2)

    assert code == Code((1.0, 0.0))


def test_repeated_rows_vote_again() -> None:
    x, y = np.repeat(ROWS, 3, axis=0), np.repeat([1, 1, 2, 2, 0, 0], 3)

    assert read(y, x) == ROTATED


def test_a_lone_wrong_label_is_outvoted() -> None:
    x, y = np.repeat(ROWS, 3, axis=0), np.repeat([1, 1, 2, 2, 0, 0], 3)
    y[0] = 2

    assert read(y, x) == ROTATED


@pytest.mark.parametrize(
    "y",
    [
        np.array([0, 2, 2, 1, 1, 0]),
        np.array([1, 1, 1, 1, 0, 0]),
        np.full(6, np.nan),
        np.array([np.inf, np.inf, 0, 0, 1, 1]),
        np.zeros((6, 0)),
        np.zeros(0),
        np.array(1),
        np.zeros((0, 3)),
    ],
    ids="misaligned|a class twice|NaN|infinite|no columns|no rows|no array|none".split("|"),
)
def test_labels_that_show_no_code_count_as_sorted(y: Array) -> None:
    assert read(y) == PLAIN


@pytest.mark.parametrize("x", [ROWS[:4], ROWS + 0.5, np.zeros((0, 4)), np.array(3.0)])
def test_classes_that_are_not_found_again_count_as_sorted(x: Array) -> None:
    assert read(np.array([1, 1, 2, 2, 0, 0]), x) == PLAIN


def test_half_the_votes_are_not_enough() -> None:
    code = read_code(ROWS[:4], np.array([1, 0, 0, 0]), ROWS[:4], (0, 0, 1, 1), 2)

    assert code == plain_code(2)


def test_more_than_half_the_votes_are_enough() -> None:
    code = read_code(ROWS[:4], np.array([1, 1, 0, 0]), ROWS[:4], (0, 0, 0, 1), 2)

    assert code == Code((1.0, 0.0))


def test_the_largest_column_names_the_class() -> None:
    answers, confidence = named(np.array([[0.1, 0.7, 0.2], [0.8, 0.1, 0.1]]), ROTATED)

    assert_array_equal(answers, [0, 2])
    assert_array_equal(confidence, [0.7, 0.8])


def test_a_tie_goes_to_the_first_column() -> None:
    answers, _ = named(np.full((1, 3), 1 / 3), PLAIN)

    assert_array_equal(answers, [0])


def test_a_row_of_nan_names_nothing_and_is_sure_of_nothing() -> None:
    answers, confidence = named(np.array([[np.nan, 1, 0], [np.inf, 0, 0], [0, 1, 0]]), PLAIN)

    assert_array_equal(answers, [-1, -1, 1])
    assert_array_equal(confidence, [0, 0, 1])


def test_a_column_without_a_class_names_nothing() -> None:
    predictions = np.eye(32)[[3, 10, 31]]

    answers, _ = named(predictions, plain_code(10))

    assert_array_equal(answers, [3, -1, -1])


def test_a_code_between_two_columns_names_no_column() -> None:
    answers, _ = named(np.eye(2), Code((0.2, 0.8)))

    assert_array_equal(answers, [-1, -1])


@pytest.mark.parametrize(
    ("prediction", "answer"), [(0.49, 0), (0.51, 1), (-3.0, 0), (7.0, 1), (0.5, 0)]
)
def test_a_single_output_names_the_nearest_code(prediction: float, answer: int) -> None:
    answers, _ = named(np.array([[prediction]]), plain_code(2))

    assert_array_equal(answers, [answer])


def test_a_single_output_follows_labels_of_minus_one_and_one() -> None:
    answers, confidence = named(np.array([[-0.9], [0.8]]), Code((1.0, -1.0)))

    assert_array_equal(answers, [1, 0])
    np.testing.assert_allclose(confidence, [0.9, 0.8])


def test_a_flat_row_of_predictions_is_one_output() -> None:
    answers, _ = named(np.array([0.1, 0.9]), plain_code(2))

    assert_array_equal(answers, [0, 1])


@pytest.mark.parametrize("shape", [(4, 3, 1), (4, 0), (4, 2, 2, 2)])
def test_predictions_of_another_form_name_nothing(shape: tuple[int, ...]) -> None:
    answers, confidence = named(np.ones(shape), PLAIN)

    assert_array_equal(answers, [-1] * 4)
    assert_array_equal(confidence, [0] * 4)


@pytest.mark.parametrize("columns", [1, 3])
def test_no_predictions_name_no_classes(columns: int) -> None:
    answers, _ = named(np.zeros((0, columns)), PLAIN)

    assert (len(answers), answers.dtype.kind) == (0, "i")


def test_raw_scores_become_shares() -> None:
    shares = squashed(np.array([[0.0, np.log(3.0)], [1000.0, 0.0]]), "softmax")

    np.testing.assert_allclose(shares, [[0.25, 0.75], [1, 0]])


def test_raw_scores_become_yes_or_no() -> None:
    shares = squashed(np.array([[0.0], [1e9], [-1e9]]), "sigmoid")

    np.testing.assert_allclose(shares, [[0.5], [1], [0]], atol=1e-12)


def test_endless_scores_name_nothing() -> None:
    answers, _ = named(squashed(np.array([[np.inf, 0.0], [np.nan, 1.0]]), "softmax"), plain_code(2))

    assert_array_equal(answers, [-1, -1])


def test_scores_of_no_column_stay_empty() -> None:
    assert squashed(np.zeros((4, 0)), "softmax").shape == (4, 0)


def test_mistakes_are_ranked_by_confidence_then_row() -> None:
    answers, sure = np.array([1, 1, 0, 1]), np.array([0.5, 0.9, 1.0, 0.9])

    found = worst(answers, sure, (0, 0, 0, 0), np.zeros((4, 2)))

    assert found == (Wrong(1, 0, 1, 0.9), Wrong(3, 0, 1, 0.9), Wrong(0, 0, 1, 0.5))


@pytest.mark.parametrize("mistakes", [MOST_WRONG, MOST_WRONG + 1])
def test_only_so_many_mistakes_are_shown(mistakes: int) -> None:
    found = worst(np.ones(mistakes), np.ones(mistakes), (0,) * mistakes, np.zeros((mistakes, 2)))

    assert len(found) == MOST_WRONG


def test_a_picture_is_shown_with_its_mistake() -> None:
    pictures = np.full((1, 28, 28), 255, dtype=np.uint8)

    (found,) = worst(np.array([-1]), np.array([0.0]), (7,), pictures)

    assert found == Wrong(0, 7, -1, 0.0, (255,) * 784)


def test_rows_and_labels_that_belong_together_are_aligned() -> None:
    x, order = np.eye(6), np.array([3, 1, 5, 0, 4, 2])
    labels = (0, 0, 0, 1, 1, 1)

    code = read_code(x[order], np.array(labels)[order], x, labels, 2)

    assert code.aligned == 1.0


def test_labels_shuffled_by_themselves_are_not() -> None:
    x, labels = np.eye(6), (0, 0, 0, 1, 1, 1)

    code = read_code(x, np.array([0, 0, 1, 1, 1, 0]), x, labels, 2)

    assert code.aligned == round(4 / 6, 6)


def test_rows_that_are_not_met_again_say_nothing_about_alignment() -> None:
    code = read_code(np.eye(6) * 2, np.zeros(6), np.eye(6), (0, 0, 0, 1, 1, 1), 2)

    assert code.aligned is None
