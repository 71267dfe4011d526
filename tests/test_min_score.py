"""The passing line."""

import pytest

from nngrader.min_score import MinScore, parse
from tests import builders


@pytest.mark.parametrize(
    ("wanted", "share"),
    [("0.6", 0.6), ("60%", 0.6), (" 60 % ", 0.6), ("0", 0), ("1", 1), ("100%", 1), ("0%", 0)],
)
def test_a_share_and_a_percentage_are_understood(wanted: str, share: float) -> None:
    assert parse(wanted) == MinScore(share)


@pytest.mark.parametrize(
    "wanted", ["60", "1.01", "101%", "-0.1", "nan", "inf", "nan%", "", "%", "much"]
)
def test_anything_else_is_answered_with_what_is_possible(wanted: str) -> None:
    with pytest.raises(ValueError, match="--min-score is") as caught:
        parse(wanted)

    assert str(caught.value) == (
        f"--min-score is {wanted!r}; give a share such as 0.6, or a percentage such as 60%."
    )


@pytest.mark.parametrize(("points", "reached"), [(0.59, False), (0.6, True), (0.61, True)])
def test_the_line_is_reached_at_its_share(points: float, reached: bool) -> None:
    criteria = (builders.criterion(points=points, max_points=1.0),)
    report = builders.report(criteria=criteria)

    assert MinScore(0.6).reached_by(report) is reached


def test_a_line_that_is_no_exact_fraction_is_reached_too() -> None:
    criteria = (builders.criterion(points=0.7, max_points=1.0),)
    report = builders.report(criteria=(*criteria, *criteria, *criteria))

    assert MinScore(0.7).reached_by(report)
