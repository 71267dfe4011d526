"""The exam of a script without an assignment: whether its labels are classes, and which."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nngrader.evidence import LossSpec
from nngrader.executors._exam import FEW_CLASSES, MOST_CLASSES, MOST_ROWS, Exam, exam, explained
from tests import builders

LINEAR = replace(builders.model(), head="linear", loss=LossSpec("mean_squared_error"), metrics=())
SPARSE = replace(builders.model(), head="softmax", loss=LossSpec("sparse_categorical_crossentropy"))


def taken(y: Any, model: Any = LINEAR) -> Exam:
    labels = np.asarray(y)
    found = exam(np.arange(2.0 * len(labels)).reshape(-1, 2), labels, model)
    assert found is not None
    return found


def test_two_numbers_are_two_classes_whatever_the_loss() -> None:
    found = taken([-1, 1, 1, -1])

    assert (found.task, found.code.codes, found.truth) == ("classes", (-1.0, 1.0), (0, 1, 1, 0))


def test_a_single_number_per_class_with_a_loss_for_classes() -> None:
    assert taken([[0], [2], [5]], SPARSE).code.codes == (0.0, 2.0, 5.0)


def test_rows_held_back_from_training_are_not_asked_about() -> None:
    x, y = np.arange(20.0).reshape(10, 2), np.repeat([0, 1, 2], [4, 3, 3])

    whole, found = exam(x, y, SPARSE), exam(x, y, SPARSE, held=0.3)

    assert whole is not None
    assert found is not None
    assert (len(whole.x), whole.truth) == (10, (0, 0, 0, 0, 1, 1, 1, 2, 2, 2))
    assert (found.x[-1].tolist(), found.truth) == ([12.0, 13.0], (0, 0, 0, 0, 1, 1, 1))
    assert found.code.codes == (0.0, 1.0, 2.0)  # the network has an answer for each all the same


def test_one_hot_rows_are_classes() -> None:
    assert taken(np.eye(3)).truth == (0, 1, 2)


def test_several_labels_at_once_are_numbers() -> None:
    assert taken([[1, 1, 0], [0, 1, 0], [0, 0, 0]]).task == "numbers"


def test_whole_numbers_to_be_met_are_numbers() -> None:
    assert taken([0, 1, 2, 3]).task == "numbers"
    assert taken([0.5, 1.5, 2.5]).task == "numbers"


def test_whole_numbers_with_an_output_that_decides_are_classes() -> None:
    softmax = replace(LINEAR, head="softmax")

    assert taken(range(FEW_CLASSES), softmax).task == "classes"
    assert taken(range(FEW_CLASSES + 1), softmax).task == "numbers"


def test_whole_numbers_whose_accuracy_is_counted_are_classes() -> None:
    assert taken([0, 1, 2], replace(LINEAR, metrics=("accuracy",))).task == "classes"


def test_more_numbers_than_any_task_has_classes() -> None:
    assert taken(range(MOST_CLASSES), SPARSE).task == "classes"
    assert taken(range(MOST_CLASSES + 1), SPARSE).task == "numbers"


def test_an_exam_is_spread_over_all_rows() -> None:
    found = taken(np.arange(3 * MOST_ROWS) // MOST_ROWS, SPARSE)

    assert len(found.x) == len(found.truth) == MOST_ROWS
    assert set(found.truth) == {0, 1, 2}


@pytest.mark.parametrize("y", [[], [np.nan, 1.0]])
def test_labels_that_cannot_be_read_give_no_exam(y: list[float]) -> None:
    assert exam(np.zeros((len(y), 2)), np.array(y), LINEAR) is None


def test_rows_and_labels_of_other_numbers_give_no_exam() -> None:
    assert exam(np.zeros((3, 2)), np.zeros(4), LINEAR) is None


def test_right_answers_explain_everything_and_the_mean_nothing() -> None:
    y = np.array([[1.0], [2.0], [3.0]])

    assert explained(y, y[:, 0]) == 1.0
    assert explained(np.full((3, 1), 2.0), y) == 0.0


def test_labels_that_never_vary_or_other_shapes_explain_nothing() -> None:
    assert explained(np.zeros((3, 1)), np.zeros(3)) is None
    assert explained(np.zeros((3, 2)), np.zeros(3)) is None
    assert explained(np.full((3, 1), np.nan), np.arange(3.0)) is None
