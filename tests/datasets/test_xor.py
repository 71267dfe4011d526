"""Four customer segments."""

from nngrader.datasets import xor


def test_the_truth_table_is_that_of_exclusive_or() -> None:
    rows = xor.load()

    young = [age == "young" for age, _ in rows.x_train.tolist()]
    high = [income == "high" for _, income in rows.x_train.tolist()]
    loyal = [label == "loyal" for label in rows.y_train.tolist()]
    assert loyal == [a != b for a, b in zip(young, high, strict=True)]
    assert len({*map(tuple, rows.x_train.tolist())}) == 4


def test_the_exam_is_on_the_same_rows() -> None:
    rows = xor.load()

    assert rows.x_test.tolist() == rows.x_train.tolist()
    assert [rows.classes[index] for index in rows.truth] == rows.y_train.tolist()
    assert rows.raw_labels == rows.truth


def test_the_rows_are_named_by_their_content() -> None:
    assert xor.load().digest == (
        "sha256:9a9a70af5f707cf9d9c897c618411ee7e489cf16355d17622dada6aad5d99860"
    )
