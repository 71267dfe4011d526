"""How far right answers go beyond guessing."""

import pytest

from nngrader.guessing import CHANCE, beyond_guessing, chance

FLOWERS = (10, 10, 10)


@pytest.mark.parametrize(
    ("right", "counts", "expected"),
    [
        (4, (2, 2), 0.0625),
        (3, (2, 2), 0.312),
        (0, (2, 2), 1.0),
        (30, FLOWERS, 4.86e-15),
        (4, (4,), 1.0),
        (0, (), 1.0),
    ],
)
def test_the_chance_of_so_many_by_naming_the_most_frequent_class(
    right: int, counts: tuple[int, ...], expected: float
) -> None:
    assert chance(right, counts) == expected


def test_ten_thousand_rows_are_counted_too() -> None:
    assert chance(9_800, (1_000,) * 10) == 0.0
    assert chance(1_000, (1_000,) * 10) > 0.4


@pytest.mark.parametrize(("right", "beyond"), [(23, False), (24, True)])
def test_flowers_are_beyond_guessing_from_24_of_30_on(right: int, *, beyond: bool) -> None:
    odds = chance(right, FLOWERS)

    assert beyond_guessing(right, 30, odds) is beyond
    assert (odds < CHANCE) is beyond


@pytest.mark.parametrize(("right", "beyond"), [(3, False), (4, True)])
def test_of_four_rows_all_must_be_right(right: int, *, beyond: bool) -> None:
    assert beyond_guessing(right, 4, chance(right, (2, 2))) is beyond


def test_one_class_only_is_always_guessed() -> None:
    assert not beyond_guessing(4, 4, chance(4, (4,)))
    assert not beyond_guessing(0, 0, chance(0, ()))
