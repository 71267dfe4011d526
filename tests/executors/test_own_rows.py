"""What a network answers for rows that it was trained on, in numbers."""

from typing import Any

import numpy as np
import pytest

from nngrader.answers import Code, plain_code
from nngrader.evidence import OwnRows
from nngrader.executors._own_rows import Asked, own_rows_of

NAN = float("nan")


def read(answers: Any, labels: Any, code: Code | None = None, scores: Any = None) -> OwnRows:
    told = np.array(answers, dtype=np.float32)
    given = told if scores is None else np.array(scores, dtype=np.float32)
    return own_rows_of(Asked(told, given, np.array(labels)), code)


def test_yes_or_no_is_counted_by_class() -> None:
    found = read([[0.25], [0.75], [0.5], [1.0]], [0, 1, 1, 0], plain_code(2))

    assert found == OwnRows(
        rows=4,
        accuracy=0.5,
        least=0.25,
        most=1.0,
        counts=(2, 2),
        truth_counts=(2, 2),
        sample=((0.25,), (0.75,), (0.5,), (1.0,)),
        truth=((0.0,), (1.0,), (1.0,), (0.0,)),
    )


@pytest.mark.parametrize("labels", [[0, 1, 2], [[0], [1], [2]], np.eye(3), 0.8 * np.eye(3) + 0.05])
def test_labels_may_be_numbers_or_columns(labels: Any) -> None:
    answers = [[0.5, 0.25, 0.25], [0.25, 0.5, 0.5], [0.25, 0.25, 1.0]]
    found = read(answers, labels, plain_code(3))

    assert (found.accuracy, found.counts, found.truth_counts) == (1.0, (1, 1, 1), (1, 1, 1))
    assert found.sums == (1.0, 1.5)


def test_labels_are_spelled_as_the_code_says() -> None:
    found = read([[-0.5], [0.5], [1.0]], [-1.0, 1.0, -1.0], Code((-1.0, 1.0)))

    assert found.accuracy == pytest.approx(2 / 3, abs=1e-6)
    assert (found.counts, found.truth_counts) == ((1, 2), (2, 1))


def test_a_label_of_no_class_is_never_met() -> None:
    found = read([[0.0], [NAN]], [7, 7], plain_code(2))

    assert (found.accuracy, found.counts, found.truth_counts) == (0.0, (1, 0), (0, 0))


def test_labels_of_several_classes_at_once_are_not_counted() -> None:
    found = read([[1, 0], [1, 1]], [[1, 0], [1, 1]], plain_code(2))

    assert (found.accuracy, found.counts, found.truth_counts) == (None, (), ())
    assert found.truth == ((1.0, 0.0), (1.0, 1.0))


def test_raw_scores_are_told_as_they_are_and_counted_as_what_they_mean() -> None:
    found = read([[-3.0], [2.0]], [0, 1], plain_code(2), scores=[[0.05], [0.88]])

    assert (found.accuracy, found.least, found.most) == (1.0, -3.0, 2.0)


def test_numbers_are_explained_or_not() -> None:
    labels = [1.0, 2.0, 3.0, 4.0]

    assert read([[1], [2], [3], [4]], labels).explained == 1.0
    assert read([[2.5]] * 4, labels).explained == 0.0
    assert read([[4], [3], [2], [1]], labels).explained == -3.0
    assert read([[1], [2], [3], [4]], labels).accuracy is None


def test_several_numbers_are_explained_together() -> None:
    labels = np.array([[0.0, 0.0], [2.0, 4.0]])

    assert read([[0, 2], [2, 2]], labels).explained == 0.2


@pytest.mark.parametrize(
    ("answers", "labels"),
    [
        ([[1], [2]], [3.0, 3.0]),  # labels that don't vary
        ([[1, 1], [2, 2]], [3.0, 4.0]),  # another shape
        ([[1], [NAN]], [3.0, 4.0]),
        ([[1], [2]], [3.0, NAN]),
    ],
)
def test_what_cannot_be_explained_is_not(answers: Any, labels: Any) -> None:
    assert read(answers, labels).explained is None


def test_answers_that_are_not_finite_are_counted_and_left_out() -> None:
    found = read([[NAN, 1], [np.inf, 2], [3, 4]], [[1, 1], [1, 1], [5, 6]])

    assert (found.nan_count, found.least, found.most, found.sums) == (2, 1.0, 4.0, (7.0, 7.0))
    assert (found.sample, found.truth) == (((3.0, 4.0),), ((5.0, 6.0),))


def test_no_finite_answer_has_neither_least_nor_most() -> None:
    found = read([[NAN], [NAN]], [0, 1], plain_code(2))

    assert (found.least, found.most, found.sums, found.alike) == (None, None, None, False)
    assert (found.sample, found.counts) == ((), (0, 0))


@pytest.mark.parametrize(
    ("answers", "alike"),
    [
        ([[0.5], [0.5 + 9e-7]], True),
        ([[0.5], [0.5 + 2e-6]], False),
        ([[1000.0], [1000.0005]], True),
        ([[0.5, 0.5], [0.5, 0.6]], False),
        ([[0.5]], False),
    ],
)
def test_all_rows_get_the_same_answer_to_a_millionth(answers: Any, alike: bool) -> None:
    assert read(answers, [1.0] * len(answers)).alike is alike


def test_the_sample_is_short() -> None:
    found = read(np.zeros((9, 4, 6)), np.zeros((9, 4, 6)))

    assert (len(found.sample), len(found.truth)) == (5, 5)
    assert {len(row) for row in found.sample} == {20}
