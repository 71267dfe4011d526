"""`nngrader explain RULE`: the page of a rule as plain text."""

import pytest

from nngrader.errors import UnknownName
from nngrader.rules._page import page, rule_names


def test_a_page_has_a_title_its_chapters_and_the_change() -> None:
    """The page ends with the difference between the bad and the good hand-in."""
    lines = page("softmax-on-one-unit").splitlines()

    assert lines[:4] == [
        "softmax-on-one-unit (L01, fatal)",
        "================================",
        "",
        "Softmax stands on a single output unit.",
    ]
    assert [line for line in lines if line.startswith("## ")] == [
        "## What it looks for",
        "## Why it hurts",
        "## What to try",
        "## Source",
        "## What changes",
    ]
    assert '-    model.add(keras.layers.Dense(1, activation="softmax"))' in lines
    assert '+    model.add(keras.layers.Dense(1, activation="sigmoid"))' in lines


def test_every_rule_has_a_page() -> None:
    """No rule is without an explanation that ends in one line break."""
    pages = [page(name) for name in rule_names()]

    assert all(text.endswith("\n") and not text.endswith("\n\n") for text in pages)


def test_an_unknown_rule_names_the_nearest() -> None:
    """A typing slip is answered with what was probably meant."""
    with pytest.raises(UnknownName, match="Did you mean 'double-softmax'"):
        page("double-sofmax")
