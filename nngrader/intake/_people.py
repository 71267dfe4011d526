"""Who handed in: bundles are matched with the roster, and nobody shares an id with another."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, count

from nngrader.intake._bundles import Bundle, Clue, Kind
from nngrader.intake._words import joined, name_of
from nngrader.results import Student
from nngrader.untrusted import CUT

#: Letters that Unicode does not take apart, as people write them without the key for it.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})
ACCENTS = range(0x300, 0x370)  #: of Latin, Greek and Cyrillic; elsewhere they are vowels
MARK = 6  #: hexadecimal digits that part ids; of the few who share a name
NUMBERS = frozenset({"canvas", "moodle"})  #: of a platform, surer than the name beside it


@dataclass(frozen=True)
class People:
    """Whose every bundle is."""

    students: tuple[Student, ...]  #: one per bundle, in their order
    roster: tuple[Student, ...]  #: with what the bundles add to it
    notes: tuple[str, ...]


def people_of(bundles: Sequence[Bundle], roster: Sequence[Student]) -> People:
    """Match bundles with the roster by the first clue that it knows.

    Who matches two students is kept apart from both. Who matches none stays, as not enrolled
    where there is a roster.
    """
    index = _index(roster)
    matches = [_matches(bundle.clues, index) for bundle in bundles]
    known = [found[0] if len(found) == 1 else None for found in matches]
    enriched = _enriched(bundles, known, roster)
    strangers = [bundle for bundle, place in zip(bundles, known, strict=True) if place is None]
    ids = _ids(strangers, [student.id for student in roster])
    students = tuple(
        _stranger(bundle, ids, enrolled=not roster) if place is None else enriched[place]
        for bundle, place in zip(bundles, known, strict=True)
    )
    notes = [
        *_ambiguous(bundles, matches, roster),
        *_told_apart(strangers, ids),
        *_misnamed(bundles, known, roster),
        *(_unknown(students) if roster else ()),
    ]
    return People(students, enriched, tuple(notes))


def folded(kind: Kind, text: str) -> str:
    """Write a clue so that two spellings of one are equal."""
    return squeezed(text) if kind == "name" else text.strip().casefold()


def squeezed(name: str) -> str:
    """Write a name without capitals, accents, spaces and punctuation, as Canvas does."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(PLAIN))
    return "".join(c for c in plain if ord(c) not in ACCENTS and _spells(c))


def _spells(character: str) -> bool:
    """Whether it is a letter, a digit, or a vowel that some scripts write as a mark."""
    return unicodedata.category(character)[0] in "LNM"


def _turns(name: str) -> set[str]:
    """Squeeze a name with every word in front: "Ada King Lovelace" is also "Lovelace, Ada King"."""
    words = name.replace(",", " ").split()
    return {squeezed("".join(words[k:] + words[:k])) for k in range(len(words))} - {""}


def _index(roster: Sequence[Student]) -> dict[Clue, tuple[int, ...]]:
    found: dict[Clue, set[int]] = defaultdict(set)
    for place, student in enumerate(roster):
        for kind, text in _known_by(student):
            found[kind, folded(kind, text)].add(place)
        for name in _turns(student.name):
            found["name", name].add(place)
    return {clue: tuple(sorted(places)) for clue, places in found.items() if clue[1]}


def _known_by(student: Student) -> Iterator[Clue]:
    yield "id", student.id
    yield "email", student.email
    yield from student.other_ids.items()


def _matches(clues: Iterable[Clue], index: dict[Clue, tuple[int, ...]]) -> tuple[int, ...]:
    found = (index.get((kind, folded(kind, text)), ()) for kind, text in clues)
    return next((places for places in found if places), ())


def _enriched(
    bundles: Sequence[Bundle], known: Sequence[int | None], roster: Sequence[Student]
) -> tuple[Student, ...]:
    """Add to the roster what the platforms know: their numbers, an address, a name."""
    students = list(roster)
    for bundle, place in zip(bundles, known, strict=True):
        if place is not None:
            students[place] = _with(students[place], bundle.student)
    return tuple(students)


def _with(student: Student, told: Student) -> Student:
    return replace(
        student,
        name=student.name or told.name,
        email=student.email or told.email,
        other_ids={**told.other_ids, **student.other_ids},
    )


def _stranger(bundle: Bundle, ids: dict[str, str], *, enrolled: bool) -> Student:
    return replace(bundle.student, id=ids[bundle.apart], enrolled=enrolled)


def _ids(strangers: Sequence[Bundle], taken: Sequence[str]) -> dict[str, str]:
    """Give every stranger an id of their own, whatever its capitals: by `apart`.

    Of several who would share one nobody gets it, for in the next download it may be another's;
    so may a name that is too long be, once it is cut.
    """
    known = {_one(id_) for id_ in taken}
    short = {bundle.apart: bundle.student.id for bundle in strangers}
    shared = Counter(map(_one, short.values()))
    wished = {
        apart: name_of(apart if shared[_one(id_)] > 1 or _one(id_) in known else id_)
        for apart, id_ in short.items()
    }
    wishes = Counter(map(_one, wished.values()))
    used = known | wishes.keys() | shared.keys()
    given: dict[str, str] = {}
    for apart, id_ in wished.items():
        own = wishes[_one(id_)] == 1 and _one(id_) not in known and not id_.endswith(CUT)
        given[apart] = id_ if own else _marked(id_, apart, used)
        used.add(_one(given[apart]))
    return given


def _marked(id_: str, apart: str, used: Container[str]) -> str:
    """Add a digest of what tells a student apart: it stays the same in whatever company."""
    own = sha256(apart.encode("utf-8", "surrogatepass")).hexdigest()[:MARK]
    marked = chain([f"{id_}-{own}"], (f"{id_}-{own}-{number}" for number in count(2)))
    return next(found for found in marked if _one(found) not in used)


def _one(id_: str) -> str:
    """Write an id as disks see it that know no capitals."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", id_).casefold())


def _ambiguous(
    bundles: Sequence[Bundle], matches: Sequence[tuple[int, ...]], roster: Sequence[Student]
) -> Iterator[str]:
    for bundle, found in zip(bundles, matches, strict=True):
        if len(found) > 1:
            names = joined([f"{roster[place].shown} ({roster[place].id})" for place in found])
            yield (
                f"{name_of(bundle.place)} could be of {names} on the roster; it is kept apart "
                "from all of them."
            )


def _told_apart(strangers: Sequence[Bundle], ids: dict[str, str]) -> Iterator[str]:
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for bundle in strangers:
        groups[_one(bundle.student.id)][bundle.apart] = bundle.student.id
    for group in groups.values():
        if len(group) > 1:
            given = joined([ids[apart] for apart in group])
            wished = joined(sorted({*group.values()}))
            yield f"Several students would be called {wished}; they are told apart as {given}."


def _misnamed(
    bundles: Sequence[Bundle], known: Sequence[int | None], roster: Sequence[Student]
) -> Iterator[str]:
    """Doubt a number that comes with another name: hand-ins of groups carry one member's."""
    for bundle, place in zip(bundles, known, strict=True):
        clues = dict(bundle.clues)
        if place is None or not (NUMBERS & {*clues}) or "name" not in clues:
            continue
        student = roster[place]
        if student.name and squeezed(clues["name"]) not in _turns(student.name):
            yield (
                f"{name_of(bundle.place)} counts for {name_of(student.shown)}, whose number it "
                f"carries, though it is called {name_of(clues['name'])}. If a group handed it "
                "in, the others of the group have nothing yet."
            )


def _unknown(students: Sequence[Student]) -> Iterator[str]:
    names = list(dict.fromkeys(s.shown for s in students if not s.enrolled))
    if names:
        yield f"Not on the roster: {joined(names)}."
