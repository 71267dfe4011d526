"""Students as the page names them, alone and in groups that share something."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from nngrader.results import Result
from nngrader.untrusted import clean

LONGEST_NAME = 80  #: characters; enough for any name and any e-mail address
LONGEST_DETAIL = 300  #: characters of what is said about one student


@dataclass(frozen=True)
class Person:
    """A student in a list."""

    name: str
    page: str  #: where the report is, relative to this page; empty without one
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Students who share something."""

    key: str  #: of the filter that shows them in the table: letters, digits and "-"
    sentence: str  #: what they share
    people: tuple[Person, ...]
    weight: str = ""  #: how much it matters, in words

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.people)


def name_of(result: Result) -> str:
    """Name a student in one short line."""
    return clean(result.student.shown, LONGEST_NAME)


def page_of(result: Result) -> str:
    """Say where the report of the attempt that counts is; empty when there is none."""
    attempt = result.attempt
    if attempt is None or not attempt.page:
        return ""
    return f"reports/{quote(attempt.page, safe='', errors='replace')}.html"


def person(result: Result, detail: str = "") -> Person:
    """Name a student, with what there is to say about them here."""
    return Person(name_of(result), page_of(result), clean(detail, LONGEST_DETAIL))


def key_of(name: str) -> str:
    """Make a name one word that can stand in an address and among others in an attribute."""
    return re.sub(r"[^a-z0-9]+", "-", clean(name, LONGEST_NAME).lower()).strip("-") or "other"


def gathered(
    results: Iterable[Result], shared: Callable[[Result], Iterable[str]]
) -> dict[str, list[Result]]:
    """Sort students by what they share; one may stand in several groups, in each of them once."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        for key in dict.fromkeys(shared(result)):
            groups.setdefault(key, []).append(result)
    return groups
