"""Points, and the arithmetic on them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nngrader.grades import Verdict
from nngrader.grading import _judge
from nngrader.rubric import worth
from tests import builders

POINTS = st.floats(0.001, 1000)
SHARES = st.floats(0, 1)
GRADED = builders.report()
LINES = st.lists(st.tuples(POINTS, SHARES), min_size=1, max_size=12)


def scored(lines: list[tuple[float, float]]) -> tuple[float, float, bool]:
    """Grade a rubric whose checks give these shares; return score, most, full."""

    def giving(share: float) -> object:
        return lambda _: Verdict(share, f"The share is {share}.")

    rubric = tuple(
        worth(points, f"Line {number}", giving(share))  # type: ignore[arg-type]
        for number, (points, share) in enumerate(lines)
    )
    criteria = tuple(_judge(criterion, GRADED.evidence) for criterion in rubric)
    report = replace(GRADED, criteria=criteria)
    return report.score, report.max_score, report.full


@given(LINES)
def test_a_score_lies_between_nothing_and_everything(lines: list[tuple[float, float]]) -> None:
    score, most, _ = scored(lines)

    assert 0 <= score <= most


@given(LINES)
def test_a_score_is_a_whole_number_of_hundredths(lines: list[tuple[float, float]]) -> None:
    score, most, _ = scored(lines)

    assert (score, most) == (round(score, 2), round(most, 2))


@given(st.lists(POINTS, min_size=1, max_size=12))
def test_full_shares_are_full_points(points: list[float]) -> None:
    score, most, full = scored([(worth, 1.0) for worth in points])

    assert full
    assert score == most


@given(st.lists(POINTS, min_size=1, max_size=12))
def test_no_share_is_no_point(points: list[float]) -> None:
    score, _, full = scored([(worth, 0.0) for worth in points])

    assert not full
    assert score == 0


@given(POINTS, SHARES, SHARES)
def test_a_larger_share_never_earns_less(points: float, one: float, other: float) -> None:
    less, more = sorted((one, other))

    assert scored([(points, less)])[0] <= scored([(points, more)])[0]


def test_a_third_of_two_points_is_rounded_to_a_hundredth() -> None:
    assert scored([(2, 1 / 3)])[0] == 0.67


def test_thirds_of_a_point_add_up_to_a_whole() -> None:
    assert scored([(1 / 3, 1.0)] * 3) == (1.0, 1.0, True)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_share_may_be_nothing_or_everything(share: float) -> None:
    assert Verdict(share, "It is 3.").share == share


@pytest.mark.parametrize("share", [-0.001, 1.001, float("nan"), float("inf")])
def test_a_share_beyond_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="share lies in") as caught:
        Verdict(share, "It is 3.")

    assert str(caught.value) == f"A verdict's share lies in 0..1, not {share!r}."


@pytest.mark.parametrize(("points", "full"), [(1.99, False), (2.0, True)])
def test_a_criterion_is_full_at_its_most_points(points: float, full: bool) -> None:
    assert builders.criterion(points=points).full is full


def test_one_lost_criterion_makes_a_report_less_than_full() -> None:
    lost = builders.criterion(points=1.0)

    assert not builders.report(criteria=(builders.criterion(), lost)).full
