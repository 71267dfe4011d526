"""What is compared, and what comes of it."""

from dataclasses import dataclass

LINES = 2000  #: of a hand-in that are looked at
CHARACTERS = 200_000  #: that are looked at, a hundred per line; one line of 1 MB is cut as well


@dataclass(frozen=True)
class Work:
    """One hand-in to compare; a student should have no more than one."""

    student: str  #: id, told apart from every other
    shown: str  #: the name that people read
    source: str  #: where it came from, for people
    code: str  #: plain Python; a notebook's cells one after another


@dataclass(frozen=True)
class Line:
    """A line of a hand-in; every other piece is shared: plain, shared, plain and so on."""

    number: int  #: 1-based
    pieces: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A run of code that two hand-ins share, up to names, numbers and texts."""

    one: tuple[Line, ...]
    other: tuple[Line, ...]
    elsewhere: int  #: other programs in which its rarest piece stands as well


@dataclass(frozen=True)
class Choice:
    """A name, a value or a remark that stands in two hand-ins."""

    text: str  #: as it is written
    what: str  #: name, value, remark
    lines: tuple[int, int]  #: where it stands first, 1-based
    elsewhere: int  #: other programs in which it stands as well


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two hand-ins and what they share."""

    one: Work
    other: Work
    closeness: float  #: surprise of what is shared, times `share`; see docs/similarity.md
    share: float  #: 0..1, of the surprise of both that is shared
    parts: tuple[Part, ...] = ()  #: in the order of `one`
    choices: tuple[Choice, ...] = ()  #: rarest first


@dataclass(frozen=True, kw_only=True)
class Group:
    """Hand-ins that are one program up to names, spaces and remarks."""

    members: tuple[Work, ...]
    same_text: bool  #: they differ in nothing but spaces at the ends of lines
    closest: Pair
    unusual: bool  #: few would write it; else the program is so plain that two may


@dataclass(frozen=True, kw_only=True)
class Decided:
    """The numbers behind the list."""

    works: int  #: compared
    programs: int  #: that differ in more than names, spaces and remarks
    pairs: int  #: of programs
    background: int  #: answers that nobody handed in
    limit: float  #: closeness beyond which a pair is listed
    typical: float  #: closeness of half the pairs


@dataclass(frozen=True, kw_only=True)
class Similar:
    """A class, with what is alike in it."""

    pairs: tuple[Pair, ...]  #: closest first
    groups: tuple[Group, ...]  #: largest first
    notes: tuple[str, ...]
    decided: Decided


def looked_at(code: str) -> str:
    """Return the part of a text that is compared, with line breaks as Python counts them."""
    return "\n".join(_broken(code[:CHARACTERS]).split("\n", LINES)[:LINES])


def is_cut(code: str) -> bool:
    """Whether a text goes on beyond the part that is compared."""
    return len(code) > CHARACTERS or len(_broken(code).rstrip("\n").split("\n", LINES)) > LINES


def _broken(code: str) -> str:
    return code.replace("\r\n", "\n").replace("\r", "\n")
