"""The catalogues of sentences in other languages: `python -m tests.catalogues`.

Gathers what the code says with `say` and `counted`, brings every `nngrader.po` up to date and
compiles it. What was translated stays; what nobody says any more goes.
"""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import nngrader
from nngrader.language import ENGLISH, LOCALE, Text, languages

PACKAGE = Path(nngrader.__file__).parent
METHODS = [("**.py", "python"), ("reports/templates/**.j2", "jinja2")]
KEYWORDS: dict[str, tuple[int, ...] | None] = {"say": None, "counted": (1, 2)}
WIDTH = 100
HEAD = """\
# What nngrader says, in another language. `python -m tests.catalogues` brings it up to date.
# {Words} in braces and `code` stay as they are; a test compares them.
#"""


def others() -> tuple[str, ...]:
    """The languages that are translated."""
    return tuple(language for language in languages() if language != ENGLISH)


def path_of(language: str, ending: str = "po") -> Path:
    """Where a catalogue lies."""
    return LOCALE / language / "LC_MESSAGES" / f"nngrader.{ending}"


@cache
def gathered() -> Catalog:
    """Everything that the code says now."""
    catalog = Catalog(project="nngrader", charset="utf-8")
    found = extract_from_dir(
        PACKAGE, METHODS, {}, KEYWORDS, directory_filter=lambda _: True
    )  # or else it passes over folders such as `_page`
    for file, line, words, comments, context in found:
        place = (Path("nngrader", file).as_posix(), line)
        message = catalog.add(words, None, [place], auto_comments=comments, context=context)
        message.flags.discard("python-format")  # "90 % of" is none; places are in braces
    return catalog


def translated(language: str) -> Catalog:
    """What the translators wrote."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def messages(catalog: Catalog) -> Iterator[Message]:
    """All but the head."""
    return (message for message in catalog if message.id)


def unsaid(text: Text) -> list[str]:
    """The words of a sentence that no catalogue can hold, for the code hides them from Babel."""
    known = {message.id for message in messages(gathered())}
    own = (text.english, text.many) if text.many else text.english
    plain = not re.sub(r"\{\w+\}", "", text.english).strip()
    inner = (value for _, value in text.values if isinstance(value, Text))
    found = [] if plain or own in known else [text.english]
    return [*found, *(words for value in inner for words in unsaid(value))]


def compiled(catalog: Catalog) -> bytes:
    """The form that gettext reads."""
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def update(language: str) -> str:
    """Bring one language up to date; says how much is left to translate."""
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog = translated(language) if path.is_file() else Catalog(language, project="nngrader")
    catalog.fuzzy, catalog.header_comment = False, HEAD
    catalog.update(gathered(), no_fuzzy_matching=True, update_creation_date=False)
    with path.open("wb") as file:
        write_po(file, catalog, WIDTH, sort_output=True, ignore_obsolete=True, include_lineno=False)
    path_of(language, "mo").write_bytes(compiled(catalog))
    left = sum(not _whole(message) for message in messages(catalog))
    return f"{language}: {len(catalog)} sentences, {left} left to translate"


def _whole(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms)


if __name__ == "__main__":
    for name in others():
        print(update(name))  # noqa: T201 - a command
