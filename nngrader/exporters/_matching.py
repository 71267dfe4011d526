"""Whose row is this? A row of another system's table is told by its ids, address or name.

Nobody gets another one's score: a weaker sign counts only where no stronger one speaks against it,
and where it fits one student alone.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nngrader.results import Result, Student, System

#: Signs from the surest to the weakest.
IDS, ID, EMAIL, NAME, INNER = range(5)
#: Ids that a system gives out itself; they look like matriculation numbers of other people.
OWN: tuple[System, ...] = ("canvas", "moodle")
#: Of these a system gives a student another one in every assignment.
PASSING: tuple[System, ...] = ("moodle",)
Sign = tuple[int, str]  #: which sign, and what it says; all kinds of ids are told apart


@dataclass(frozen=True)
class Person:
    """Whom a row is about."""

    row: int
    name: str = ""
    email: str = ""
    ids: dict[System, str] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """Name them as the table does."""
        return self.name or self.email or next(iter(self.ids.values()), f"row {self.row + 1}")


@dataclass(frozen=True)
class Matched:
    """Which row is whose."""

    by_row: dict[int, Result]
    unclear: tuple[Person, ...]  #: several students fit, or several rows fit one
    nobody: tuple[Person, ...]  #: there is no such student
    without: tuple[Result, ...]  #: no row is theirs


def match(people: Sequence[Person], results: Sequence[Result]) -> Matched:
    """Find the row of every student."""
    index = _index(results)
    found = {person.row: _found(person, index) for person in people}
    certain = {row: fits[0] for row, (_, fits) in found.items() if len(fits) == 1}
    rows_of: dict[str, list[int]] = defaultdict(list)
    for row, result in certain.items():
        rows_of[result.student.id].append(row)
    for rows in rows_of.values():
        for row in _weaker(rows, {row: found[row][0] for row in rows}):
            del certain[row]
    told = {result.student.id for result in certain.values()}
    return Matched(
        by_row=certain,
        unclear=tuple(p for p in people if p.row not in certain and found[p.row][1]),
        nobody=tuple(p for p in people if not found[p.row][1]),
        without=tuple(result for result in results if result.student.id not in told),
    )


def _index(results: Iterable[Result]) -> dict[Sign, list[Result]]:
    index: dict[Sign, list[Result]] = defaultdict(list)
    for result in results:
        for sign in _signs_of(result.student):
            index[sign].append(result)
    return index


def _signs_of(student: Student) -> Iterator[Sign]:
    for system, value in student.other_ids.items():
        yield IDS, f"{system} {plain(value)}"
    yield ID, plain(student.id)
    yield EMAIL, plain(student.email)
    yield NAME, _name(student.name)
    yield INNER, plain(student.id)


def _signs(person: Person) -> Iterator[Sign]:
    for system, value in person.ids.items():
        yield IDS, f"{system} {plain(value)}"
    told = [value for system, value in person.ids.items() if system not in OWN]
    for value in (*told, person.email):
        yield ID, plain(value)
    for value in (person.email, *told):
        yield EMAIL, plain(value) if "@" in value else ""
    yield NAME, _name(person.name)
    yield from ((INNER, plain(person.ids[system])) for system in OWN if system in person.ids)


def _found(person: Person, index: Mapping[Sign, list[Result]]) -> tuple[int, list[Result]]:
    """Find whom the surest sign tells that tells anyone, and how sure it is.

    Where a passing number tells one and all else another, nobody knows which assignment it is of.
    """
    passing = {system: value for system, value in person.ids.items() if system in PASSING}
    lasting = {system: value for system, value in person.ids.items() if system not in PASSING}
    sure, told = _surest(person, index)
    _, others = _surest(replace(person, ids=lasting), index) if passing else (sure, told)
    contradicted = len(others) == 1 and others[0] not in told
    return (sure, [*told, *others]) if contradicted else (sure, told)


def _surest(person: Person, index: Mapping[Sign, list[Result]]) -> tuple[int, list[Result]]:
    for sign in _signs(person):
        if sign[1]:
            fits = [r for r in index.get(sign, ()) if not _against(person, r.student, sign[0])]
            if fits:
                return sign[0], fits
    return INNER, []


def _against(person: Person, student: Student, sign: int) -> bool:
    """Whether a stronger sign says that this is somebody else; a passing number says nothing."""
    known = student.other_ids
    lasting = {s: v for s, v in person.ids.items() if v and (s not in PASSING or sign == INNER)}
    other = any(s in known and plain(known[s]) != plain(v) for s, v in lasting.items())
    address = person.email and student.email and plain(person.email) != plain(student.email)
    return (sign > IDS and other) or (sign >= NAME and bool(address))


def _weaker(rows: Sequence[int], signs: Mapping[int, int]) -> list[int]:
    """Of several rows of one student, those that are surely or possibly not theirs."""
    surest = min(signs.values())
    best = [row for row in rows if signs[row] == surest]
    return [row for row in rows if row not in best] if len(best) == 1 else list(rows)


def plain(text: str) -> str:
    """Bring a text to the form in which texts are compared: no case, one blank."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _name(name: str) -> str:
    last, comma, first = plain(name).partition(",")
    return f"{first.strip()} {last}".strip() if comma else last
