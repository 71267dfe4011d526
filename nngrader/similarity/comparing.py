"""From the hand-ins of a class to the pairs that are worth reading side by side."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from nngrader.jobs import Array
from nngrader.similarity.limit import LEAST, Limit, limit_of
from nngrader.similarity.reading import program, read
from nngrader.similarity.sharing import Program, shared_choices, shared_parts
from nngrader.similarity.weighing import Things, Weights, common, numbered, shares, things, weigh
from nngrader.similarity.works import (
    CHARACTERS,
    LINES,
    Decided,
    Group,
    Pair,
    Similar,
    Work,
    is_cut,
    looked_at,
)
from nngrader.untrusted import clean

MOST = 50  #: pairs that are shown, and groups: more than anybody reads
PLAIN = 2 * LEAST  #: closeness of two equal programs that says little: any two equal ones are close
ALL_ALIKE = (
    "This class is more alike as a whole than strangers are. Perhaps something was given out that "
    "was not subtracted, such as code from a lecture. Less can stand out, so the list is shorter."
)
NAMES = 10  #: of students in a note
SHORT = 80  #: characters of a name in a note


@dataclass(frozen=True)
class _Given:
    """What everybody had from the start."""

    numbers: frozenset[int]
    programs: frozenset[str]


@dataclass(frozen=True)
class _Seen:
    """A hand-in after a first look; the few that are shown are read again."""

    work: Work
    text: str
    program: str
    things: Things
    is_own: bool  #: it holds something that was not given


def compare(
    works: Sequence[Work], starter: Sequence[str], background: Sequence[str] = ()
) -> Similar:
    """Find the pairs that share more than independent answers do.

    `starter` is what everybody was given, and counts for nothing; `background` are answers that
    nobody handed in, from which a small class learns what is usual. One hand-in per student.
    """
    given = _given(starter)
    seen = [_look(work, given) for work in works]
    programs = _by_program([one for one in seen if one.is_own])
    answers = [things(read(looked_at(text)), given.numbers) for text in background]
    weights = weigh([members[0].things for members in programs], answers)
    shared = weights.shared()
    share = shares(shared)
    found = _Found(programs, weights, given.numbers, share * shared, share)
    return Similar(
        pairs=found.pairs(),
        groups=found.groups(),
        notes=(*_notes(seen), *found.notes()),
        decided=found.decided(),
    )


def _given(starter: Sequence[str]) -> _Given:
    readings = [read(looked_at(text)) for text in starter]
    runs = (number for reading in readings for number in reading.runs.tolist())
    choices = (numbered(named) for reading in readings for named in reading.choices)
    return _Given(frozenset([*runs, *choices]), frozenset(map(program, readings)))


def _look(work: Work, given: _Given) -> _Seen:
    text = looked_at(work.code)
    reading = read(text)
    held, name = things(reading, given.numbers), program(reading)
    some = any(map(len, (held.runs, held.choices, held.remarks)))
    is_own = bool(reading.code) and some and name not in given.programs  # remarks are no program
    return _Seen(work, text, name, held, is_own)


def _by_program(own: Sequence[_Seen]) -> list[list[_Seen]]:
    groups: dict[str, list[_Seen]] = defaultdict(list)
    for one in own:
        groups[one.program].append(one)
    return list(groups.values())


def _notes(seen: Sequence[_Seen]) -> list[str]:
    notes = []
    plain = [one.work.shown for one in seen if not one.is_own]
    if plain:
        held = "hold nothing" if len(plain) > 1 else "holds nothing"
        notes.append(f"{_hand_ins(plain)} {held} beyond what was given out: {_listed(plain)}.")
    cut = [one.work.shown for one in seen if is_cut(one.work.code)]
    if cut:
        notes.append(
            f"{_hand_ins(cut)} went beyond {LINES:,} lines or {CHARACTERS:,} characters, and only "
            f"the beginning was compared: {_listed(cut)}."
        )
    return notes


def _hand_ins(some: Sequence[str]) -> str:
    return "1 hand-in" if len(some) == 1 else f"{len(some)} hand-ins"


def _listed(names: Sequence[str]) -> str:
    more = [f"{len(names) - NAMES} more"] if len(names) > NAMES else []
    return ", ".join([*(clean(name, SHORT) for name in names[:NAMES]), *more])


@dataclass(frozen=True)
class _Found:
    """Every pair of programs with its numbers."""

    programs: list[list[_Seen]]  #: hand-ins that are one program stand together
    weights: Weights
    given: frozenset[int]
    closeness: Array
    share: Array

    @cached_property
    def limit(self) -> Limit:
        every = self.closeness[np.triu_indices(len(self.programs), 1)]
        return limit_of(every, self.weights.answers)

    @cached_property
    def chosen(self) -> list[tuple[int, int]]:
        """List the pairs of programs beyond the limit, closest first."""
        one, other = np.nonzero(np.triu(self.closeness, 1) > self.limit.closeness)
        order = np.argsort(-self.closeness[one, other], kind="stable")
        return list(zip(one[order].tolist(), other[order].tolist(), strict=True))

    def pairs(self) -> tuple[Pair, ...]:
        firsts = [members[0] for members in self.programs]
        return tuple(
            self._pair((firsts[a], firsts[b]), 2, self.closeness[a, b], self.share[a, b])
            for a, b in self.chosen[:MOST]
        )

    def groups(self) -> tuple[Group, ...]:
        return tuple(map(self._group, self._several()[:MOST]))

    def _several(self) -> list[list[_Seen]]:
        several = (members for members in self.programs if len(members) > 1)
        return sorted(several, key=lambda members: -len(members))

    def notes(self) -> Iterator[str]:
        if self.limit.all_alike:
            yield ALL_ALIKE
        for kind, many in (("pairs", len(self.chosen)), ("programs", len(self._several()))):
            if many > MOST:
                yield f"The first {MOST} {kind} are shown, and {many - MOST} more are not."

    def decided(self) -> Decided:
        count = len(self.programs)
        return Decided(
            works=sum(map(len, self.programs)),
            programs=count,
            pairs=count * (count - 1) // 2,
            background=self.weights.answers,
            limit=self.limit.closeness,
            typical=self.limit.typical,
        )

    def _group(self, members: list[_Seen]) -> Group:
        """Describe one program; texts that are nearly the same are neighbours when sorted."""
        ordered = sorted(members, key=lambda one: one.text)
        judged = [
            (*self._judged(one, other), place)
            for place, (one, other) in enumerate(pairwise(ordered))
        ]
        closeness, share, place = max(judged)
        return Group(
            members=tuple(member.work for member in members),
            same_text=len({_trimmed(member.text) for member in members}) == 1,
            closest=self._pair((ordered[place], ordered[place + 1]), 1, closeness, share),
            unusual=closeness > max(self.limit.closeness, PLAIN),
        )

    def _judged(self, one: _Seen, other: _Seen) -> tuple[float, float]:
        """Judge two hand-ins of one program, which the class counts as one."""
        both = self.weights.total(common(one.things, other.things), 1)
        own = self.weights.total(one.things, 1) * self.weights.total(other.things, 1)
        share = min(both / own**0.5, 1.0) if own else 0.0
        return both * share, share

    def _pair(
        self, seen: tuple[_Seen, _Seen], left_out: int, closeness: float, share: float
    ) -> Pair:
        one, other = (Program(a.text, read(a.text)) for a in seen)
        return Pair(
            one=seen[0].work,
            other=seen[1].work,
            closeness=float(closeness),
            share=float(share),
            parts=shared_parts(one, other, self.weights, self.given, left_out),
            choices=shared_choices(one, other, self.weights, self.given, left_out),
        )


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.rstrip().split("\n"))
