"""Numbers are said alike in every format."""

import pytest

from nngrader.wording import number, percent, points


@pytest.mark.parametrize(
    ("value", "said"), [(2.0, "2"), (1.5, "1.5"), (1.67, "1.67"), (0.0, "0"), (100.0, "100")]
)
def test_points_have_no_needless_zeros(value: float, said: str) -> None:
    """Hundredths are kept, trailing zeros are not, and 100 keeps its own."""
    assert points(value) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.97, "97 %"), (1.0, "100 %"), (0.999, "over 99 %"), (0.0, "0 %"), (0.001, "under 1 %")],
)
def test_only_all_and_nothing_are_called_so(share: float, said: str) -> None:
    """A rounded share never claims certainty that was not there."""
    assert percent(share) == said


@pytest.mark.parametrize(
    ("value", "said"), [(29 / 30, "0.9667"), (1.0, "1"), (0.0, "0"), (0.00012345, "0.00012")]
)
def test_numbers_keep_the_digits_that_matter(value: float, said: str) -> None:
    """Four digits are enough to compare, and a tiny loss is not called 0."""
    assert number(value) == said
