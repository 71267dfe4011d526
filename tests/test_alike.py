"""Whether training rows and test rows went through the same preparation."""

from dataclasses import replace

import pytest

from nngrader.alike import FAR, UNLIKE, prepared_unlike, told_unlike
from nngrader.evidence import ArraySpec, Preprocessed
from tests.builders import mnist_evidence


def pictures(highest: float, *, lowest: float = 0.0, spreads: tuple[float, ...] = ()) -> ArraySpec:
    return ArraySpec(
        shape=(10, 784),
        dtype="float32",
        digest="",
        minimum=lowest,
        maximum=highest,
        spread=highest / 4,
        spreads=spreads,
    )


def prepared(train: ArraySpec, test: ArraySpec) -> Preprocessed:
    data = mnist_evidence().preprocessed
    assert data is not None
    return replace(data, x_train=train, x_test=test)


@pytest.mark.parametrize("highest", [1.0, FAR, 1 / FAR])
def test_test_rows_may_spread_five_times_as_far(highest: float) -> None:
    assert not prepared_unlike(prepared(pictures(1.0), pictures(highest)))


@pytest.mark.parametrize("highest", [FAR + 0.01, 255.0, 1 / (FAR + 0.01)])
def test_test_rows_that_spread_further_were_not_prepared_alike(highest: float) -> None:
    assert prepared_unlike(prepared(pictures(1.0), pictures(highest)))


def test_rows_that_are_all_zero_are_not_compared() -> None:
    assert not prepared_unlike(prepared(pictures(1.0), pictures(0.0)))


def test_a_column_may_spread_twice_as_far() -> None:
    one, two = pictures(1.0, spreads=(1.0, 1.0)), pictures(1.0, spreads=(1.0, UNLIKE))

    assert not prepared_unlike(prepared(one, two))
    assert prepared_unlike(prepared(one, replace(two, spreads=(1.0, UNLIKE + 0.01))))


def test_pictures_are_told_by_their_ends() -> None:
    data = prepared(pictures(1.0), pictures(255.0))

    assert str(told_unlike(data)) == (
        "The training rows lie between 0 and 1, the test rows between 0 and 255."
    )


def test_tables_are_told_by_the_spreads_of_their_columns() -> None:
    data = prepared(pictures(1.0, spreads=(1.0, 1.0)), pictures(1.0, spreads=(0.43, 1.76)))

    assert str(told_unlike(data)) == (
        "The columns of the training rows spread by 1, 1, those of the test rows by 0.43, 1.8."
    )
