"""Keras's warnings in a beginner's words."""

import pytest

from nngrader.language import Text
from nngrader.warnings_explained import MEANINGS, UNKNOWN, explain


@pytest.mark.parametrize(("fragment", "meaning"), MEANINGS)
def test_a_known_fragment_is_found_inside_a_warning(fragment: str, meaning: Text) -> None:
    assert explain(f"Layer x: {fragment}, got 3.") == meaning


def test_an_unknown_warning_costs_nothing_and_says_so() -> None:
    assert explain("The moon is full.") == UNKNOWN
    assert str(UNKNOWN) == "A library thought this worth saying; your points do not depend on it."


@pytest.mark.parametrize(("old", "new"), [("alpha", "negative_slope"), ("input_shape", "shape")])
def test_an_argument_that_is_only_renamed_is_harmless(old: str, new: str) -> None:
    """As `LeakyReLU(alpha=...)` and `InputLayer(input_shape=...)` say it, measured with 3.15.1."""
    assert str(explain(f"Argument `{old}` is deprecated. Use `{new}` instead.")) == (
        f"Harmless: `{old}` is called `{new}` today. Costs no points."
    )
