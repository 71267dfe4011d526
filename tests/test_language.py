"""Sentences keep their values apart and are spoken in a language."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from nngrader import language
from nngrader.errors import UnknownName
from nngrader.evidence import Place
from nngrader.language import (
    Text,
    both,
    counted,
    either,
    joined,
    placed,
    say,
    sentences,
    voice,
)
from tests.catalogues import compiled

ROWS = counted("{number} row", "{number} rows", 3)


@pytest.fixture
def spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of two sentences."""
    catalog = Catalog("es")
    catalog.add("In {layer} there are {rows}.", "Hay {rows} en {layer}.")
    catalog.add(("{number} row", "{number} rows"), ("{number} fila", "{number} filas"))
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "nngrader.mo").write_bytes(compiled(catalog))
    monkeypatch.setattr(language, "LOCALE", tmp_path)
    language._catalogue.cache_clear()
    yield
    language._catalogue.cache_clear()


def test_a_sentence_is_written_with_its_values() -> None:
    assert str(say("{share:.0%} of {units} units", share=0.75, units=4)) == "75% of 4 units"


def test_braces_in_a_sentence_without_values_are_only_braces() -> None:
    assert str(say("A dict is written {}.")) == "A dict is written {}."


@pytest.mark.parametrize(("number", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows")])
def test_words_follow_their_number(number: int, said: str) -> None:
    assert str(counted("{number} row", "{number} rows", number)) == said


def test_a_value_in_braces_is_not_filled_in_again() -> None:
    """What a student wrote is only a value."""
    assert str(say("It says {words}.", words="{units}")) == "It says {units}."


@pytest.mark.parametrize(
    ("place", "said"), [(Place(7), "line 7"), (Place(7, cell=3), "cell 3, line 7")]
)
def test_a_place_is_said_as_it_says_itself(place: Place, said: str) -> None:
    assert str(placed(place)) == said == str(place)


@pytest.mark.usefixtures("spanish")
def test_a_language_speaks_sentences_and_the_words_in_them() -> None:
    speak = voice("es")

    assert speak(say("In {layer} there are {rows}.", layer="dense", rows=ROWS)) == (
        "Hay 3 filas en dense."
    )


@pytest.mark.usefixtures("spanish")
def test_what_nobody_translated_is_english() -> None:
    assert voice("es")(say("No {what}.", what=ROWS)) == "No 3 filas."


@pytest.mark.usefixtures("spanish")
def test_what_is_text_already_is_left_alone() -> None:
    assert voice("es")("{number} row") == "{number} row"


@pytest.mark.usefixtures("spanish")
def test_the_languages_are_english_and_the_folders() -> None:
    assert language.languages() == ("en", "es")


@pytest.mark.usefixtures("spanish")
def test_english_needs_no_catalogue() -> None:
    assert voice()(ROWS) == "3 rows"


@pytest.mark.usefixtures("spanish")
def test_a_language_that_nobody_speaks_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownName, match=r"nngrader.locale has no 'fr'\..* It has: en, es\."):
        voice("fr")


@pytest.mark.usefixtures("spanish")
def test_sentences_follow_one_another_each_in_its_language() -> None:
    told = sentences(ROWS, None, "", "So says Python.", ROWS)

    assert str(told) == "3 rows So says Python. 3 rows"
    assert voice("es")(told) == "3 filas So says Python. 3 filas"


def test_equal_sentences_are_one() -> None:
    assert say("{units} units", units=3) == Text("{units} units", (("units", 3),))


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        (both(["a", ROWS, "b"]), "a and 3 rows and b"),
        (either(["a", ROWS]), "a or 3 rows"),
        (joined([ROWS, "a"], "; "), "3 rows; a"),
        (both(["{a}"]), "{a}"),
        (either([]), ""),
        (joined([]), ""),
    ],
)
def test_words_in_a_row_are_one_text(listed: Text | str, said: str) -> None:
    assert str(listed) == said


@pytest.mark.usefixtures("spanish")
def test_words_in_a_row_are_said_one_by_one() -> None:
    assert voice("es")(joined([ROWS, "{number} row"], "; ")) == "3 filas; {number} row"


def test_a_long_row_of_words_is_no_deep_one() -> None:
    """A student may report any number of metrics."""
    assert str(both(["a"] * 3000)).count(" and ") == 2999


@pytest.mark.usefixtures("spanish")
def test_no_words_are_no_words_in_any_language() -> None:
    """gettext keeps the head of a catalogue under the empty sentence."""
    assert [voice("es")(none) for none in (say(""), sentences())] == ["", ""]
