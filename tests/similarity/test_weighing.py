"""Rare things weigh much, usual ones little, given ones nothing; the limit follows the class."""

import math

import numpy as np
import pytest

from nngrader.similarity.limit import ALIKE_TYPICALLY, ALONE, FEWEST, LEAST, limit_of
from nngrader.similarity.reading import read
from nngrader.similarity.weighing import Things, common, shares, things, weigh


def held(*numbers: int) -> Things:
    empty = np.empty(0, np.int64)
    return Things(runs=empty, choices=np.array(numbers, np.int64), remarks=empty)


def test_a_thing_weighs_as_the_others_hold_it() -> None:
    """Ten programs; 1 is in all, 2 in two, 3 in one."""
    programs = [held(1, 2), held(1, 2), held(1, 3), *[held(1)] * 7]
    weights = weigh(programs, [held(1)] * 80)

    shared = weights.shared()

    usual = 80.5 / 100
    everywhere = -math.log((8 + 10 * usual) / 18)
    nowhere = -math.log((10 * 0.5 / 100) / 18)
    assert shared[0, 1] == pytest.approx(everywhere + nowhere, rel=1e-5)
    assert shared[0, 2] == pytest.approx(everywhere, rel=1e-5)
    assert weights.total(held(2), 2) == pytest.approx(nowhere)
    assert weights.total(held(99), 2) == pytest.approx(nowhere)  # never seen


def test_the_background_makes_the_usual_weigh_less() -> None:
    programs = [held(1), held(1), held(2)]

    with_it = weigh(programs, [held(1)] * 40).shared()[0, 1]
    without = weigh(programs, [held(3)] * 40).shared()[0, 1]

    assert with_it < without / 2


def test_what_was_given_counts_for_nothing() -> None:
    reading = read("x = keras.layers.Dense(37, activation='relu')  # one two three\n")
    every = things(reading)
    numbers = frozenset(
        n for some in (every.runs, every.choices, every.remarks) for n in some.tolist()
    )

    rest = things(reading, numbers)

    assert [len(every.runs) > 0, len(every.choices), len(every.remarks)] == [True, 4, 1]
    assert [len(rest.runs), len(rest.choices), len(rest.remarks)] == [0, 0, 0]


def test_what_is_common_is_in_both() -> None:
    assert common(held(1, 2, 3), held(2, 3, 4)).choices.tolist() == [2, 3]


def test_shares_are_of_both() -> None:
    share = shares(np.array([[4.0, 2.0, 0.0], [2.0, 16.0, 0.0], [0.0, 0.0, 0.0]]))

    assert share.tolist() == [[1, 0.25, 0], [0.25, 1, 0], [0, 0, 0]]


def test_nothing_can_be_compared_with_nothing() -> None:
    assert weigh([], []).shared().shape == (0, 0)
    assert weigh([], [held(1)]).total(held(1), 2) > 0


def test_the_limit_follows_the_fall_of_the_class() -> None:
    """Exponential with mean 4: half the pairs below 2.8, so half a pair beyond 4 ln(2 n)."""
    pairs = np.quantile(np.random.default_rng(0).exponential(4, 10**6), np.linspace(0, 1, 5000))

    limit = limit_of(pairs, 0)

    assert limit.typical == pytest.approx(4 * math.log(2), rel=0.01)
    assert limit.closeness == pytest.approx(2.77 + 1.5 * 4 * math.log(5000), rel=0.01)
    assert not limit.all_alike


@pytest.mark.parametrize(("count", "decides"), [(FEWEST - 1, False), (FEWEST, True)])
def test_fewer_than_eight_programs_decide_nothing(count: int, decides: bool) -> None:
    pairs = np.linspace(0, 100, count)

    assert (limit_of(pairs, 80).closeness > LEAST) is decides


@pytest.mark.parametrize(("answers", "limit"), [(0, ALONE), (1, LEAST)])
def test_a_small_class_without_background_lists_less(answers: int, limit: float) -> None:
    assert limit_of(np.zeros(FEWEST - 1), answers).closeness == limit


def test_the_limit_is_never_lower_than_strangers_reach() -> None:
    assert limit_of(np.zeros(1000), 0).closeness == LEAST
    assert limit_of(np.empty(0), 80).closeness == LEAST


@pytest.mark.parametrize(
    ("typical", "told"), [(ALIKE_TYPICALLY, False), (ALIKE_TYPICALLY + 0.1, True)]
)
def test_a_class_that_is_alike_as_a_whole_is_told(typical: float, told: bool) -> None:
    assert limit_of(np.full(100, typical), 0).all_alike is told


@pytest.mark.parametrize(("mean", "told"), [(7.9, False), (8.1, True)])
def test_a_class_that_falls_off_slowly_is_told(mean: float, told: bool) -> None:
    pairs = -mean * np.log(1 - np.linspace(0.0005, 0.9995, 1000))

    assert limit_of(pairs, 0).all_alike is told
