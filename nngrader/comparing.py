"""Two reports of one hand-in side by side, such as your own and that of a student's CI.

Either file may have been written by anyone: reading is capped, and every line that leaves is clean.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from nngrader.errors import NngraderError
from nngrader.grades import short
from nngrader.reports._words import ISOLATION
from nngrader.untrusted import clean, spelled_out
from nngrader.wording import counted

LARGEST = 8 << 20  #: bytes of one report; a long one of ours has 300,000
MOST = 100  #: differences shown
LONGEST = 200  #: characters of a text out of a report
NOTHING = "nothing"
AGREE = "The reports agree: the same hand-in, assignment and rows, and the same points."
DIFFER = "The reports do not agree."


class NotAReport(NngraderError):
    """A file cannot be read as a report of ours."""

    def __init__(self, path: Path, reason: str) -> None:
        """Name the file and the reason."""
        name = spelled_out(str(path))
        super().__init__(f"{name} is no report of nngrader (<student>.json): {clean(reason)}.")


@dataclass(frozen=True)
class Earned:
    """What one criterion earned."""

    title: str
    points: float
    max_points: float

    def __str__(self) -> str:
        """Write the points."""
        return _of(self.points, self.max_points)


@dataclass(frozen=True, kw_only=True)
class MadeFrom:
    """Digests and versions; reports of older releases have no digest of hand-in and assignment."""

    data: str
    versions: dict[str, str]
    submission: str = ""
    assignment: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """The part of a report that is compared; the keys are those of `reports/schema.json`."""

    format: Literal[1]
    status: str
    score: float
    max_score: float
    criteria: tuple[Earned, ...]
    isolation: int
    reproduce: MadeFrom
    advisory: bool = False


@dataclass(frozen=True)
class Compared:
    """What two reports say differently."""

    lines: tuple[str, ...]
    agree: bool  #: on hand-in, assignment, rows and points


def compare(ours: Path, theirs: Path) -> Compared:
    """Set two reports side by side; raises NotAReport.

    Other versions and another isolation are told, but only digests and points decide.
    """
    mine, yours = read(ours), read(theirs)
    deciding = [*_digests(mine.reproduce, yours.reproduce), *_points(mine, yours)]
    aside = [*_versions(mine.reproduce, yours.reproduce), *_places(mine, yours)]
    verdict = DIFFER if deciding else AGREE
    return Compared((*map(clean, _capped([*deciding, *aside])), verdict), not deciding)


def _capped(lines: list[str]) -> Iterator[str]:
    yield from lines[:MOST]
    if len(lines) > MOST:
        yield f"{counted(len(lines) - MOST, 'more difference', 'more differences')}."


def read(path: Path) -> Told:
    """Read the part of a report that is compared; raises NotAReport."""
    data = _content(path)
    try:
        return msgspec.json.decode(data, type=Told)
    except RecursionError as error:
        reason = "it is nested too deeply"
        raise NotAReport(path, reason) from error
    except ValueError as error:  # of which msgspec's own are
        raise NotAReport(path, str(error).rstrip(".")) from error


def _content(path: Path) -> bytes:
    """Read a regular file that is no link: a link in a student's repository may lead to yours."""
    if path.is_symlink() or not path.is_file():
        reason = "it is a link" if path.is_symlink() else "there is no such file"
        raise NotAReport(path, reason)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise NotAReport(path, error.strerror or str(error)) from error
    if len(data) > LARGEST:
        reason = f"it has more than {LARGEST >> 20} MB"
        raise NotAReport(path, reason)
    return data


def _digests(ours: MadeFrom, theirs: MadeFrom) -> Iterator[str]:
    yield from _digest("Hand-in", ours.submission, theirs.submission)
    yield from _digest("Assignment", ours.assignment, theirs.assignment)
    if ours.data or theirs.data:  # a hand-in that cannot be run needs no rows
        yield from _digest("Rows", ours.data, theirs.data)


def _digest(what: str, ours: str, theirs: str) -> Iterator[str]:
    """Tell digests apart, whole where their beginnings are alike."""
    if not ours and not theirs:
        yield f"{what}: neither report says which."
    elif ours != theirs:
        brief = short(ours) != short(theirs)
        pair = (short(ours), short(theirs)) if brief else (ours, theirs)
        yield _differs(what, *pair)


def _differs(what: str, ours: str, theirs: str) -> str:
    mine, yours = (clean(text, LONGEST) or NOTHING for text in (ours, theirs))
    return f"{what}: ours {mine}, theirs {yours}."


def _points(ours: Told, theirs: Told) -> Iterator[str]:
    if ours.status != theirs.status:
        yield _differs("Status", ours.status, theirs.status)
    mine, yours = (_of(told.score, told.max_score) for told in (ours, theirs))
    if mine != yours:
        yield _differs("Score", mine, yours)
    first, second = _by_title(ours.criteria), _by_title(theirs.criteria)
    for key in dict.fromkeys([*first, *second]):
        mine, yours = str(first.get(key, "")), str(second.get(key, ""))
        if mine != yours:
            yield _differs(f"Criterion “{clean(key[0], LONGEST)}”", mine, yours)


def _of(points: float, most: float) -> str:
    """Write points as exact as they are given, which is to the hundredth."""
    return f"{round(points, 2):.15g} of {round(most, 2):.15g} points"


def _by_title(criteria: tuple[Earned, ...]) -> dict[tuple[str, int], Earned]:
    """Find criteria by title; two tests may bear the same one."""
    seen: Counter[str] = Counter()
    found = {}
    for criterion in criteria:
        found[criterion.title, seen[criterion.title]] = criterion
        seen[criterion.title] += 1
    return found


def _versions(ours: MadeFrom, theirs: MadeFrom) -> Iterator[str]:
    for name in sorted({*ours.versions, *theirs.versions}):
        mine, yours = ours.versions.get(name, ""), theirs.versions.get(name, "")
        if mine != yours:
            yield _differs(f"Version of {clean(name, LONGEST)}", mine, yours)


def _places(ours: Told, theirs: Told) -> Iterator[str]:
    if ours.isolation != theirs.isolation:
        mine, yours = (
            str(ISOLATION.get(told.isolation, f"level {told.isolation}")) for told in (ours, theirs)
        )
        yield _differs("Isolation", mine, yours)
    for whose, told in (("Ours", ours), ("Theirs", theirs)):
        if told.advisory:
            yield f"{whose} was made by continuous integration and is advisory."
