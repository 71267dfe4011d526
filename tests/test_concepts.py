"""The pages of the ideas behind the mistakes: complete, short, and pointing to real headings."""

import re

import pytest

from nngrader.assignments import built_in_folder, built_in_names
from nngrader.concepts import ROOM, Lesson, concept, names
from nngrader.errors import UnknownName
from nngrader.language import languages
from nngrader.rooms import names as rooms
from nngrader.rules import ROOM as RULES
from nngrader.rules import rule_named

MOST_WORDS = 95  #: of a page; a hint is read while something else is on the mind


def anchors(assignment: str) -> set[str]:
    """The headings of a lesson, as GitHub names them."""
    lines = (built_in_folder() / assignment / "README.md").read_text("utf-8").splitlines()
    titles = [line.lstrip("# ").lower() for line in lines if line.startswith("#")]
    return {re.sub(r"[^\w -]", "", title).replace(" ", "-") for title in titles}


def test_a_page_has_a_title_a_text_and_the_lessons_that_teach_it() -> None:
    page = concept("seed")

    assert page.title == "Seed"
    assert page.text.startswith("A seed is a number that fixes the random start:")
    assert page.text.endswith("So one success proves little: try three seeds.")
    assert page.lessons == (
        Lesson("xor", "run-the-grader"),
        Lesson("xor", "where-to-look-when-you-are-stuck"),
    )
    assert page.lessons[0].heading == "Run the grader"


def test_a_page_without_lessons_has_none() -> None:
    assert concept("dead-unit").lessons == ()


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'softmax'"):
        concept("sofmax")


def test_a_language_that_nobody_wrote_falls_back_to_english() -> None:
    assert concept("softmax", "xx") == concept("softmax")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", names())
def test_every_page_is_short_and_points_to_real_headings(name: str, language: str) -> None:
    page = concept(name, language)

    assert page.title
    assert 20 < len(page.text.split()) <= MOST_WORDS
    assert page.text.count("`") % 2 == 0
    for lesson in page.lessons:
        assert lesson.assignment in built_in_names()
        assert lesson.anchor in anchors(lesson.assignment)


@pytest.mark.parametrize("language", languages())
def test_a_translation_translates_a_page_and_keeps_its_lessons(language: str) -> None:
    strays = {path.name.split(".")[0] for path in ROOM.glob(f"*.{language}.md")} - {*names()}

    assert strays == set()
    for name in names():
        english, spoken = concept(name), concept(name, language)
        assert spoken.lessons == english.lessons


@pytest.mark.parametrize("rule", rooms(RULES))
def test_every_rule_leads_to_a_page(rule: str) -> None:
    assert rule_named(rule).CONCEPT in names()
