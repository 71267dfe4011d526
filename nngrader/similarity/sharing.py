"""What two hand-ins share, with the lines in which it stands."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from nngrader.similarity.reading import RUN, Named, Place, Reading, winnowed
from nngrader.similarity.weighing import Weights, numbered
from nngrader.similarity.works import Choice, Line, Part
from nngrader.untrusted import CUT

PARTS = 12  #: shown of a pair, the most surprising
CHOICES = 12  #: likewise
LIGHTEST = 1.0  #: surprise of what is shown; more than a third of the others have what is lighter
LINES = 40  #: of a part
WIDTH = 200  #: characters of a line
TRIED = 20  #: places of a run that stands more often


@dataclass(frozen=True)
class Program:
    """A text and what it is made of."""

    text: str
    reading: Reading


@dataclass(frozen=True)
class _Run:
    """Tokens that two programs share, as runs of `reading.runs`."""

    one: int  #: first token
    other: int
    length: int  #: runs, which is `RUN - 1` tokens less


def shared_parts(
    one: Program, other: Program, weights: Weights, given: frozenset[int], left_out: int
) -> tuple[Part, ...]:
    """Find the runs of code that two programs share, in the order of the first one."""
    kept = set(winnowed(one.reading.runs).tolist())
    weighed = []
    for run in _runs(one.reading.runs.tolist(), other.reading.runs.tolist(), given):
        numbers = kept & set(one.reading.runs[run.one : run.one + run.length].tolist())
        holders, background = weights.counts(np.array(sorted(numbers), np.int64))
        surprise = float(weights.surprise(holders, background, left_out).sum())
        if surprise >= LIGHTEST:
            weighed.append((surprise, run, _elsewhere(holders.min(), left_out)))
    heaviest = sorted(weighed, key=lambda found: -found[0])[:PARTS]
    return tuple(
        Part(_lines(one, run.one, run.length), _lines(other, run.other, run.length), elsewhere)
        for _, run, elsewhere in sorted(heaviest, key=lambda found: found[1].one)
    )


def _elsewhere(holders: float, left_out: int) -> int:
    return max(int(holders) - left_out, 0)


def _runs(one: Sequence[int], other: Sequence[int], given: frozenset[int]) -> Iterator[_Run]:
    """Walk through one program and find the longest match of each place in the other."""
    places: dict[int | None, list[int]] = defaultdict(list)
    own = [None if number in given else number for number in one]
    for place, number in enumerate(other):
        if number not in given and len(places[number]) < TRIED:
            places[number].append(place)
    at = 0
    while at < len(own):
        tried = [(_length(own, at, other, place), -place) for place in places.get(own[at], ())]
        length, place = max(tried, default=(0, 0))
        if length:
            yield _Run(at, -place, length)
        at += length + RUN - 1 if length else 1  # the tokens of a run are shown once


def _length(one: Sequence[int | None], at: int, other: Sequence[int], place: int) -> int:
    """Count the runs that agree, up to one that was given."""
    most = min(len(one) - at, len(other) - place)
    agree = (step for step in range(most) if one[at + step] != other[place + step])
    return next(agree, most)


def _lines(program: Program, first: int, length: int) -> tuple[Line, ...]:
    code = program.reading.code
    start, end = code[first].start, code[min(first + length + RUN - 2, len(code) - 1)].end
    return tuple(_marked(program.text, start, end))


def _marked(text: str, start: int, end: int) -> Iterator[Line]:
    """Cut out whole lines and part them where the shared piece begins and ends."""
    number = text.count("\n", 0, start) + 1
    at = text.rfind("\n", 0, start) + 1
    for place, line in enumerate(text[at:].split("\n", LINES + 1)):
        if at >= end:
            return
        if place == LINES:
            yield Line(number, (CUT,))
            return
        indent = len(line) - len(line.lstrip())
        first, last = max(start - at, indent), min(end - at, len(line))
        pieces = (line[:first], line[first:last], line[last:])
        yield Line(number, _narrow(pieces))
        number, at = number + 1, at + len(line) + 1


def _narrow(pieces: tuple[str, str, str]) -> tuple[str, ...]:
    """Keep a line short; a long way to what is shared is left out."""
    before, shared, after = pieces
    before = before if len(before) <= WIDTH else f"{CUT}{before[1 - WIDTH :]}"
    return before, shared[:WIDTH], after[: max(WIDTH - len(shared), 0)]


def shared_choices(
    one: Program, other: Program, weights: Weights, given: frozenset[int], left_out: int
) -> tuple[Choice, ...]:
    """Find the names, values and remarks that two programs share, the rarest first."""
    both = [named for named in one.reading.choices if named in other.reading.choices]
    own = [named for named in both if numbered(named) not in given]
    holders, background = weights.counts(np.array([numbered(named) for named in own], np.int64))
    surprise = weights.surprise(holders, background, left_out)
    found: dict[tuple[str, str], Choice] = {}
    for place in np.argsort(-surprise, kind="stable"):
        if surprise[place] < LIGHTEST or len(found) == CHOICES:
            break
        choice = _choice(own[place], one, other, _elsewhere(holders[place], left_out))
        found.setdefault((choice.what, choice.text), choice)
    return tuple(found.values())


def _choice(named: Named, one: Program, other: Program, elsewhere: int) -> Choice:
    places = one.reading.choices[named], other.reading.choices[named]
    first, second = (
        program.text.count("\n", 0, place[0]) + 1
        for program, place in zip((one, other), places, strict=True)
    )
    text = named.text if named.sort == "name" else _line(one.text, places[0])
    return Choice(text, named.sort, (first, second), elsewhere)


def _line(text: str, place: Place) -> str:
    """Return the line in which a place begins, from somewhat before it on."""
    begin = text.rfind("\n", 0, place[0]) + 1
    return text[max(begin, place[0] - WIDTH // 2) :][:WIDTH].split("\n")[0].strip()
