"""Sentences for people, in their language: English words here, other languages through gettext.

A rule says what it sees in English and keeps the values apart; only whoever shows it to somebody
chooses the language. Catalogues lie in `locale/<language>/LC_MESSAGES/nngrader.po`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path
from typing import Protocol, TypeAlias

from nngrader.errors import UnknownName

LOCALE = Path(__file__).with_name("locale")
ENGLISH = "en"
ROOM = "nngrader.locale"
Value: TypeAlias = "int | float | str | Text | None"
Voice: TypeAlias = Callable[["Text | str"], str]


@dataclass(frozen=True)
class Text:
    """English words with {named} places, and what stands in them."""

    english: str
    values: tuple[tuple[str, Value], ...] = ()
    many: str = ""  #: the words for other numbers than 1; empty where no number matters
    number: int = 1

    def __str__(self) -> str:
        """Write it in English."""
        return _written(self, NullTranslations())


def say(english: str, /, **values: Value) -> Text:
    """Keep a sentence, such as `say("{units} units", units=3)`; Babel finds it by this name."""
    return Text(english, tuple(values.items()))


def counted(one: str, many: str, number: int, /, **values: Value) -> Text:
    """Keep words that depend on a number, which they may hold as {number}."""
    return Text(one, (("number", number), *values.items()), many, number)


def joined(parts: Iterable["Text | str"], between: str = " ") -> "Text | str":
    """Put words behind one another, with what needs no translation between them."""
    named = tuple((f"part{number}", part) for number, part in enumerate(parts))
    return Text(between.join(f"{{{name}}}" for name, _ in named), named) if named else ""


def sentences(*parts: "Text | str | None") -> Text:
    """Say one sentence after another, without those that are empty or None."""
    named = tuple((f"part{number}", part) for number, part in enumerate(parts) if part)
    return Text(" ".join(f"{{{name}}}" for name, _ in named), named)


def both(parts: Iterable["Text | str"]) -> "Text | str":
    """List what there is, such as "a and b"."""
    return linked(say(" and "), parts)


def either(parts: Iterable["Text | str"]) -> "Text | str":
    """List what there may be, such as "a or b"."""
    return linked(say(" or "), parts)


def linked(word: Text, parts: Iterable["Text | str"]) -> "Text | str":
    """Put parts behind one another with a word between them."""
    return joined([piece for part in parts for piece in (word, part)][1:], "")


class Somewhere(Protocol):
    """A place in a file, as `evidence.Place` holds it."""

    @property
    def line(self) -> int:
        """The line, from 1."""
        ...

    @property
    def cell(self) -> int | None:
        """The cell of a notebook; None in a script."""
        ...


def placed(place: Somewhere) -> Text:
    """Say a place as an editor shows it."""
    if place.cell is None:
        return say("line {line}", line=place.line)
    return say("cell {cell}, line {line}", cell=place.cell, line=place.line)


def languages() -> tuple[str, ...]:
    """List what can be spoken."""
    found = (folder.name for folder in LOCALE.iterdir() if folder.is_dir())
    return (ENGLISH, *sorted(found))


def voice(language: str = ENGLISH) -> Voice:
    """Find who speaks a language; raises UnknownName with those there are."""
    spoken = _catalogue(language)
    return lambda text: text if isinstance(text, str) else _written(text, spoken)


@cache
def _catalogue(language: str) -> NullTranslations:
    if language == ENGLISH:
        return NullTranslations()
    if language not in languages():
        raise UnknownName(ROOM, language, languages())
    found: GNUTranslations = translation("nngrader", LOCALE, [language])
    return found


def _written(text: Text, spoken: NullTranslations) -> str:
    if not text.english:  # gettext has the head of the catalogue there
        return ""
    words = (
        spoken.ngettext(text.english, text.many, text.number)
        if text.many
        else spoken.gettext(text.english)
    )
    values = {
        name: _written(value, spoken) if isinstance(value, Text) else value
        for name, value in text.values
    }
    return words.format(**values) if values else words
