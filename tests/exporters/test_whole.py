"""Whole points: what rounding may and may not do."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nngrader.exporters._whole import whole

HUNDREDTHS = st.integers(1, 2_000).map(lambda n: n / 100)
TEST = st.tuples(st.floats(0, 1), HUNDREDTHS).map(lambda t: (round(t[0] * t[1], 2), t[1]))
TESTS = st.lists(TEST, min_size=1, max_size=30)
SHARE = st.one_of(st.just(1.0), st.floats(0, 1))


def total(tests: list[tuple[float, float]]) -> tuple[float, float]:
    return round(sum(p for p, _ in tests), 2), round(sum(m for _, m in tests), 2)


@settings(max_examples=150, deadline=None)
@given(TESTS, SHARE)
def test_tests_sum_up_and_full_stays_full_and_zero_zero(
    tests: list[tuple[float, float]], share: float
) -> None:
    earned, most = total(tests)
    final = round(earned * share, 2)

    made = whole(final, most, tests)

    assert sum(got for got, _ in made.tests) == made.score
    assert sum(could for _, could in made.tests) == made.max_score
    assert all(0 <= got <= could for got, could in made.tests)
    assert (made.score == made.max_score) == (final >= most)
    assert final > 0 or made.score == 0
    assert abs(made.max_score - most) <= 0.5 or made.max_score == 1
    assert abs(made.score - final) < 1.5


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.integers(1, 20).flatmap(lambda m: st.tuples(st.integers(0, m), st.just(m))),
        min_size=1,
        max_size=30,
    )
)
def test_whole_points_in_time_come_out_as_they_went_in(tests: list[tuple[int, int]]) -> None:
    final, most = sum(p for p, _ in tests), sum(m for _, m in tests)

    made = whole(float(final), float(most), [(float(p), float(m)) for p, m in tests])

    assert (made.score, made.max_score, made.tests) == (final, most, tuple(tests))


@settings(max_examples=80, deadline=None)
@given(TESTS, st.floats(0, 3))
def test_points_by_hand_may_be_anything(tests: list[tuple[float, float]], share: float) -> None:
    _, most = total(tests)

    made = whole(round(most * share, 2), most, tests)

    assert sum(got for got, _ in made.tests) == made.score <= made.max_score
    assert all(0 <= got <= could for got, could in made.tests)


def test_just_below_full_is_not_full_and_full_is() -> None:
    assert whole(14.99, 15, [(14.99, 15)]).score == 14
    assert whole(15, 15, [(15, 15)]).score == 15


def test_a_half_is_rounded_upwards_and_less_than_it_down() -> None:
    assert whole(12.5, 15, [(12.5, 15)]).score == 13
    assert whole(12.49, 15, [(12.49, 15)]).score == 12


def test_a_test_is_not_rounded_up_to_full_while_another_can_take_the_point() -> None:
    made = whole(3.2, 6, [(1.7, 2), (1.5, 4)])

    assert made.tests == ((1, 2), (2, 4))


def test_a_test_that_earned_nothing_gets_nothing_while_others_can_take_it() -> None:
    assert whole(4.5, 9, [(0, 3), (2.5, 3), (2, 3)]).tests == ((0, 3), (3, 3), (2, 3))


def test_a_penalty_is_taken_off_all_tests() -> None:
    assert whole(10, 15, [(5, 5), (5, 5), (5, 5)]).tests == ((4, 5), (3, 5), (3, 5))


def test_a_rubric_without_points_and_one_of_a_tenth_are_told() -> None:
    assert whole(0, 0, []) == whole(0, 0, [])
    assert (whole(0, 0, []).score, whole(0, 0, []).max_score) == (0, 0)
    assert whole(0.1, 0.1, [(0.1, 0.1)]).tests == ((1, 1),)
    assert whole(0.05, 0.1, [(0.05, 0.1)]).tests == ((0, 1),)
