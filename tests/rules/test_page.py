"""`nngrader explain RULE` and the documents: the pages of rules and of the ideas behind them."""

from itertools import pairwise

import pytest

from nngrader.concepts import concept
from nngrader.errors import UnknownName
from nngrader.rules import find, rule_named
from nngrader.rules._page import (
    DOCS,
    GROUPS,
    concepts_document,
    listed,
    page,
    rule_names,
    rules_document,
)
from tests.rules.recording import recorded


def test_a_page_has_a_title_its_chapters_the_hints_and_the_change() -> None:
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
        "## Hints",
        "## What changes",
    ]
    assert '-    model.add(keras.layers.Dense(1, activation="softmax"))' in lines
    assert '+    model.add(keras.layers.Dense(1, activation="sigmoid"))' in lines


def test_the_hints_are_what_is_asked_of_the_bad_example_a_place_and_an_idea() -> None:
    rule = rule_named("activation-twice")
    idea = concept(rule.CONCEPT)
    (found,) = find(recorded("activation-twice", "bad"), only="activation-twice")
    hints = page("activation-twice").partition("## Hints\n\n")[2].partition("\n\n## ")[0]

    assert hints == (
        f"1. A question: {found.message} {found.hint}\n"
        f"2. Where to look: {rule.LOOK}\n"
        f"3. The idea behind it: {idea.title}. {idea.text}"
    )


def test_every_rule_has_a_page() -> None:
    """No rule is without an explanation that ends in one line break."""
    pages = [page(name) for name in rule_names()]

    assert all(text.endswith("\n") and not text.endswith("\n\n") for text in pages)


def test_an_unknown_rule_names_the_nearest() -> None:
    """A typing slip is answered with what was probably meant."""
    with pytest.raises(UnknownName, match="Did you mean 'double-softmax'"):
        page("double-sofmax")


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(UnknownName, match=r"nngrader\.locale has no 'fr'"):
        page("double-softmax", "fr")


def test_the_list_names_every_rule_once_under_its_group() -> None:
    lines = listed().splitlines()
    rules = [line.split()[0] for line in lines if line.startswith("  ")]

    assert sorted(rules) == sorted(rule_names())
    assert [line for line in lines if line in GROUPS.values()] == [*GROUPS.values()]
    assert lines[-1] == "`nngrader explain RULE` shows a page."


def test_the_list_says_what_a_rule_is_and_how_much_it_matters() -> None:
    (line,) = (line for line in listed().splitlines() if line.startswith("  double-softmax "))

    assert line.split(maxsplit=2) == [
        "double-softmax",
        "major",
        "The scores become shares twice.",
    ]


def test_the_rules_of_a_group_stand_by_their_number() -> None:
    group = listed().partition("Training\n")[2].partition("\n\n")[0]
    numbers = [rule_named(line.split()[0]).CATALOGUE for line in group.splitlines()]

    assert all(first <= second for first, second in pairwise(numbers))


@pytest.mark.parametrize(
    ("name", "written"), [("rules.md", rules_document), ("concepts.md", concepts_document)]
)
def test_a_document_is_up_to_date(name: str, written: object) -> None:
    """`python -m nngrader.rules._page` writes it anew."""
    assert callable(written)
    assert (DOCS / name).read_text(encoding="utf-8") == written()


def test_every_link_of_the_rules_leads_to_a_concept() -> None:
    anchors = {line.split('"')[1] for line in concepts_document().splitlines() if "<a id=" in line}

    assert {rule_named(name).CONCEPT for name in rule_names()} <= anchors
