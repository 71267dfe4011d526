"""150 irises, 30 of them sealed."""

import numpy as np

from nngrader.datasets import iris
from nngrader.jobs import row_keys


def test_the_exam_has_ten_flowers_of_each_species() -> None:
    assert np.bincount(iris.load().truth).tolist() == [10, 10, 10]


def test_the_rest_is_for_learning_sorted_by_species() -> None:
    rows = iris.load()

    assert (rows.x_train.shape, rows.x_test.shape) == ((120, 4), (30, 4))
    assert rows.y_train.tolist() == [name for name in rows.classes for _ in range(40)]


def test_every_flower_is_either_learned_or_examined() -> None:
    from sklearn.datasets import load_iris

    rows = iris.load()

    together = np.concatenate([rows.x_train, rows.x_test])
    assert sorted(row_keys(together)) == sorted(row_keys(load_iris().data))


def test_the_exam_is_in_mixed_order() -> None:
    changes = np.diff(iris.load().truth) != 0

    assert changes.mean() > 0.5


def test_rows_shown_again_are_of_every_species() -> None:
    rows = iris.load()

    shown = [rows.raw_labels[row] for row in rows.rehearsal]
    assert np.bincount(shown).tolist() == [iris.REHEARSED] * 3
    assert len(rows.rehearsal) < len(rows.x_test)


def test_what_is_shown_does_not_tell_the_names_of_the_exam() -> None:
    rows = iris.load()

    assert rows.x_test.dtype == np.float64
    assert rows.x_test.shape[1] == 4


def test_the_sealed_flowers_are_always_the_same() -> None:
    first = iris.load()

    again = iris.load.__wrapped__()

    assert again.digest == first.digest
    assert again.x_test.tolist() == first.x_test.tolist()
    assert first.digest == (
        "sha256:248d229cfb92fa7fd5ebc3080d0ab06aac53f0805a7cd811a30cb2aca79fcc2c"
    )
