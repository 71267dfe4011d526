"""The catalogues hold every sentence, translated, with the same places and the same code."""

import re
from gettext import GNUTranslations
from io import BytesIO
from string import Formatter

import pytest
from babel.messages.catalog import Message

from tests.catalogues import compiled, gathered, messages, others, path_of, translated

Forms = tuple[str, ...]


def forms(said: object) -> Forms:
    """One form, or one for each number."""
    return tuple(said) if isinstance(said, list | tuple) else (str(said),)


def places(words: str) -> set[tuple[str, str]]:
    """The values that a sentence holds, and how they are written."""
    return {(name, how or "") for _, name, how, _ in Formatter().parse(words) if name}


def faults(message: Message) -> list[str]:
    """What a translation lost or made up; the forms for 1 may leave the number out."""
    english, spoken = forms(message.id), forms(message.string)
    known, last = places("".join(english)), places(english[-1])
    found = [f"unknown: {words}" for words in spoken if not places(words) <= known]
    found += [f"lost: {spoken[-1]}"] if last - places(spoken[-1]) else []
    found += [f"code: {words}" for words in spoken if code(words) != code(english[-1])]
    return found


def code(words: str) -> list[str]:
    """What stands between backticks; it is not translated."""
    return sorted(re.findall(r"`[^`]+`", words))


@pytest.mark.parametrize("language", others())
def test_a_catalogue_holds_what_the_code_says_and_nothing_else(language: str) -> None:
    """`python -m tests.catalogues` brings it up to date."""
    said = {forms(message.id) for message in messages(gathered())}
    held = {forms(message.id) for message in messages(translated(language))}

    assert sorted(said - held) == []
    assert sorted(held - said) == []


@pytest.mark.parametrize("language", others())
def test_every_sentence_is_translated(language: str) -> None:
    left = [m.id for m in messages(translated(language)) if not all(forms(m.string))]

    assert left == []


@pytest.mark.parametrize("language", others())
def test_no_translation_is_a_guess_of_a_tool(language: str) -> None:
    assert [m.id for m in messages(translated(language)) if m.fuzzy] == []


@pytest.mark.parametrize("language", others())
def test_a_translation_keeps_places_and_code(language: str) -> None:
    done = [m for m in messages(translated(language)) if all(forms(m.string))]

    assert [(m.id, fault) for m in done for fault in faults(m)] == []


@pytest.mark.parametrize(
    ("english", "spoken"),
    [
        ("{units} units in `fit`", "{unidades} unidades en `fit`"),
        ("{units} units in `fit`", "unidades en `fit`"),
        ("{units:.2g} units", "{units} unidades"),
        ("{units} units in `fit`", "{units} unidades en `ajuste`"),
        (("1 row", "{number} rows"), ("una fila", "filas")),
    ],
)
def test_a_translation_that_does_not_is_noticed(english: str, spoken: str) -> None:
    """The failing twin."""
    assert faults(Message(english, spoken)) != []


@pytest.mark.parametrize(
    ("english", "spoken"),
    [
        ("{units} units in `fit`", "`fit` con {units} unidades"),
        (("{number} row", "{number} rows"), ("una fila", "{number} filas")),
    ],
)
def test_words_may_change_their_order_and_one_needs_no_number(english: str, spoken: str) -> None:
    assert faults(Message(english, spoken)) == []


@pytest.mark.parametrize("language", others())
def test_what_gettext_reads_is_what_the_translators_wrote(language: str) -> None:
    """`python -m tests.catalogues` compiles."""
    with path_of(language, "mo").open("rb") as file:
        read = GNUTranslations(file)
    wanted = GNUTranslations(BytesIO(compiled(translated(language))))

    assert sentences(read) == sentences(wanted)


def sentences(read: GNUTranslations) -> dict[object, str]:
    """All but the head, which names the version of the tool."""
    held: dict[object, str] = getattr(read, "_catalog")  # noqa: B009 - gettext lists them nowhere else
    return {key: words for key, words in held.items() if key}
