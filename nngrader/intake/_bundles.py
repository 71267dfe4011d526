"""What one student handed in, before it is clear who that is and which of the files counts."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Literal, TypeAlias

from nngrader.intake._tree import Entry
from nngrader.intake._words import joined
from nngrader.jobs import Refused, Submission
from nngrader.results import Student
from nngrader.rubric import Assignment
from nngrader.submission.archive import is_archive, without_ending
from nngrader.submission.reading import read_from, serves_as_hand_in

#: Kinds of names by which a roster may know a student.
Kind: TypeAlias = Literal[
    "canvas", "moodle", "gradescope", "sis", "id", "email", "login", "github", "name"
]
Clue: TypeAlias = tuple[Kind, str]
ANY_NAME: tuple[Kind, ...] = (
    "id",
    "sis",
    "email",
    "login",
    "github",
    "name",
)  #: a folder is called
#: Scripts of other names that are all taken for hand-ins; a folder with more holds a course.
MOST_UNNAMED = 5
#: What Canvas, browsers and file managers put behind a name that was there before.
COPY = r"(?:-[0-9]{1,3}| ?\([0-9]{1,3}\))?"


@dataclass(frozen=True)
class File:
    """A file under the name that its student gave it."""

    name: str
    shown: str  #: for people: where it lies
    read: Callable[[str], Submission | Refused]  #: with the student's id; never raises


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """Everything of one student in one place."""

    student: Student  #: as far as the place tells; the roster may know better
    apart: str  #: tells them from all others in this layout, such as "Ada Lovelace 123456"
    clues: tuple[Clue, ...]  #: for the roster, the surest first
    place: str  #: for people, such as "downloads.zip: ada"
    files: tuple[File, ...] = ()
    holder: str = "the folder"
    refused: str = ""  #: why nothing of it can be read
    submitted_at: datetime | None = None  #: aware
    marked_late: bool = False


@dataclass(frozen=True, kw_only=True)
class Sorted:
    """All bundles of a layout."""

    layout: str  #: for people
    bundles: tuple[Bundle, ...]
    left_out: tuple[str, ...] = ()  #: files that belong to nobody
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picked:
    """The hand-ins among the files of a bundle."""

    hand_ins: tuple[File, ...]
    others: tuple[File, ...]
    problem: str = ""  #: why there is no hand-in


def file_of(entry: Entry, assignment: Assignment, name: str = "") -> File:
    """Take a file of a tree, under another name if a platform changed it."""
    own = name or entry.parts[-1]
    read = partial(_read, entry, own, assignment.hand_in)
    return File(own, entry.shown, read)


def _read(entry: Entry, name: str, hand_in: str, student: str) -> Submission | Refused:
    return read_from(entry.take, name, entry.where, student, hand_in=hand_in)


def as_read(file: File) -> File:
    """Read a file now, for where it lies will be gone."""
    found = file.read("")
    return replace(file, read=lambda student: replace(found, student=student))


def pick(bundle: Bundle, assignment: Assignment) -> Picked:
    """Choose the hand-ins: those of the assignment's name, else scripts, else archives."""
    if bundle.refused:
        return Picked((), bundle.files, bundle.refused)
    for pool in _pools(bundle.files, assignment.hand_in):
        if pool:
            break
    else:
        return Picked((), bundle.files, _lacking(bundle, assignment))
    if len(pool) > MOST_UNNAMED and not is_named(pool[0].name, assignment.hand_in):
        return Picked((), bundle.files, _too_many(bundle, pool, assignment))
    return Picked(tuple(pool), tuple(file for file in bundle.files if file not in pool))


def is_named(name: str, hand_in: str) -> bool:
    """Whether a file is called like the hand-in, capitals and marks of a copy aside."""
    stem = without_ending(name)
    return re.fullmatch(re.escape(hand_in) + COPY, stem, re.IGNORECASE) is not None


def may_be_handed_in(name: str) -> bool:
    """Whether a file could be a hand-in at all."""
    return serves_as_hand_in(PurePosixPath(name).name) or is_archive(name)


def wanted(assignment: Assignment) -> str:
    """Name what was to be handed in."""
    return f"`{assignment.hand_in}.py` or `{assignment.hand_in}.ipynb`"


def _pools(files: Sequence[File], hand_in: str) -> tuple[list[File], ...]:
    scripts = [file for file in files if serves_as_hand_in(file.name)]
    archives = [file for file in files if is_archive(file.name)]
    named = [[f for f in kind if is_named(f.name, hand_in)] for kind in (scripts, archives)]
    return (*named, scripts, archives)


def _lacking(bundle: Bundle, assignment: Assignment) -> str:
    names = [file.name for file in bundle.files]
    inside = f"holds {joined(names)}" if names else "is empty"
    return f"{bundle.holder} {inside}; {wanted(assignment)} was expected"


def _too_many(bundle: Bundle, pool: Sequence[File], assignment: Assignment) -> str:
    names = joined([file.name for file in pool])
    return f"{bundle.holder} holds {names}; {wanted(assignment)} was expected among them"
