"""What a student wrote may be shown, but not act."""

import pytest
from markupsafe import Markup

from nngrader.reports._safe import clean, cleaned
from tests import builders


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bcreset", "reset"),
        ("a\x00b\x08c\x7f", "abc"),
        ("user\u202egpj.exe", "usergpj.exe"),
        ("\u2066isolated\u2069\u200f", "isolated"),
        ("first\r\nsecond\tthird\u2028fourth", "first  second third fourth"),
        ("half \ud83d of a pair", "half  of a pair"),
    ],
)
def test_what_acts_on_a_terminal_or_reorders_text_is_dropped(hostile: str, harmless: str) -> None:
    """Escapes, control characters, bidi overrides and lone surrogates do not get through."""
    assert clean(hostile) == harmless


@pytest.mark.parametrize("name", ["Zoë Müller-Žižek", "میرزا‌خانی", "クラス 1", "x < y & z"])
def test_names_of_all_scripts_stay_as_they_are(name: str) -> None:
    """Only what acts is dropped; a name is not."""
    assert clean(name) == name


def test_a_text_of_just_the_limit_is_whole() -> None:
    """The twin of the next test."""
    assert clean("x" * 20, 20) == "x" * 20


def test_a_text_beyond_the_limit_is_cut_and_says_so() -> None:
    """One more character than allowed costs two: the mark of the cut takes a place."""
    assert clean("x" * 21, 20) == "x" * 19 + "…"


def test_ten_megabytes_are_cut_like_everything_else() -> None:
    """Size is no way to make the grader slow or the page heavy."""
    assert len(clean("\x1b[31m" * 2_000_000, 1000)) <= 1000


def test_every_text_in_a_tree_is_cleaned() -> None:
    """Dataclasses, tuples, lists and dicts are walked; numbers stay."""
    tree = {"a\x00": [builders.criterion(title="b\x00", points=1.5), ("c\x00", 2)]}

    assert cleaned(tree) == {"a": [builders.criterion(title="b", points=1.5), ("c", 2)]}


def test_markup_of_our_own_stays_whole() -> None:
    """A picture is longer than any text may be."""
    picture = Markup("<svg>\n{}").format("x" * 5000)

    assert cleaned((picture,))[0] is picture
