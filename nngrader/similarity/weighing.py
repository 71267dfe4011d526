"""How surprising it is to share something: rare things weigh much, usual ones little.

The weight of a thing is -log of the chance that an independent answer holds it. The chance is its
rate among all the others, never the two at hand: in this class, and where the class is too small to
say, in the background.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix, diags_array, hstack

from nngrader.jobs import Array
from nngrader.similarity.reading import RUN, WINDOW, WORDS, Named, Reading, number_of, winnowed

PRIOR = 10  #: students that the background counts for
NEVER_SEEN = 0.5  #: times that something stands for which was never seen
UNSEEN = 20  #: answers that the least background counts for
ROWS = 256  #: compared with all others at once
#: What tells one thing several times counts once: a token is in 8 runs of which 2 in 5 are kept, and
#: a word is in 3 remarks.
COUNTS_FOR = {"runs": (WINDOW + 1) / 2 / RUN, "choices": 1.0, "remarks": 1 / WORDS}


@dataclass(frozen=True)
class Things:
    """What one program holds beyond what was given, as sorted numbers."""

    runs: Array
    choices: Array
    remarks: Array


def things(reading: Reading, given: frozenset[int] = frozenset()) -> Things:
    """Number what a program holds."""
    remarks = [named for named in reading.choices if named.sort == "remark"]
    others = [named for named in reading.choices if named.sort != "remark"]
    return Things(
        runs=_sorted(winnowed(reading.runs).tolist(), given),
        choices=_sorted(map(numbered, others), given),
        remarks=_sorted(map(numbered, remarks), given),
    )


def numbered(named: Named) -> int:
    """Give a choice a number."""
    return number_of(f"{named.sort} {named.text}")


def _sorted(numbers: Iterable[int], given: frozenset[int]) -> Array:
    return np.array(sorted(set(numbers) - given), np.int64)


@dataclass(frozen=True)
class Weights:
    """What things weigh in a class; the rows are its programs, the columns things."""

    rows: csr_matrix
    numbers: Array  #: of the columns
    counts_for: Array
    holders: Array  #: programs of the class that hold the thing
    background: Array  #: answers of the background that do
    answers: int  #: in the background

    def surprise(self, holders: Array, background: Array, left_out: int) -> Array:
        """Weigh things as those see them who do not know `left_out` of their holders."""
        usual = (background + NEVER_SEEN) / (self.answers + UNSEEN)
        seen = np.maximum(holders - left_out, 0)
        others = max(self.rows.shape[0] - left_out, 0)
        rate = (seen + PRIOR * usual) / (others + PRIOR)
        return np.asarray(-np.log(np.minimum(rate, 1)))

    def shared(self) -> Array:
        """Sum the surprise of what any two programs share; the diagonal is what each one holds."""
        surprise = self.surprise(self.holders, self.background, 2) * self.counts_for
        weighed = (self.rows @ diags_array(surprise)).tocsr()
        turned = self.rows.T.tocsc()
        blocks = range(0, self.rows.shape[0], ROWS)
        dense = [(weighed[at : at + ROWS] @ turned).toarray().astype(np.float32) for at in blocks]
        return np.vstack([np.empty((0, self.rows.shape[0]), np.float32), *dense])

    def counts(self, numbers: Array) -> tuple[Array, Array]:
        """Say how many programs hold each thing, and how many answers of the background."""
        if not len(self.numbers):
            return np.zeros(len(numbers)), np.zeros(len(numbers))
        order = self._order
        place = np.searchsorted(self.numbers, numbers, sorter=order).clip(max=len(order) - 1)
        column = order[place]
        known = self.numbers[column] == numbers
        return self.holders[column] * known, self.background[column] * known

    def total(self, some: Things, left_out: int) -> float:
        """Sum the surprise of things."""
        return sum(
            float(self.surprise(*self.counts(getattr(some, sort)), left_out).sum()) * counts_for
            for sort, counts_for in COUNTS_FOR.items()
        )

    @cached_property
    def _order(self) -> Array:
        return np.argsort(self.numbers)


def weigh(programs: Sequence[Things], background: Sequence[Things]) -> Weights:
    """Count who holds what."""
    held = (*programs, *background)
    tables = {sort: _table([getattr(one, sort) for one in held]) for sort in COUNTS_FOR}
    rows = hstack([table for _, table in tables.values()]).tocsr()
    return Weights(
        rows=rows[: len(programs)],
        numbers=np.concatenate([numbers for numbers, _ in tables.values()]),
        counts_for=np.concatenate(
            [np.full(len(numbers), COUNTS_FOR[sort]) for sort, (numbers, _) in tables.items()]
        ),
        holders=_summed(rows[: len(programs)]),
        background=_summed(rows[len(programs) :]),
        answers=len(background),
    )


def _summed(rows: csr_matrix) -> Array:
    return np.asarray(rows.sum(axis=0)).ravel()


def _table(held: Sequence[Array]) -> tuple[Array, csr_matrix]:
    every = np.concatenate([*held, np.empty(0, np.int64)])
    numbers, column = np.unique(every, return_inverse=True)
    begins = np.cumsum([0, *map(len, held)])
    shape = (len(held), len(numbers))
    return numbers, csr_matrix((np.ones(len(column)), column, begins), shape=shape)


def common(one: Things, other: Things) -> Things:
    """Return what both hold."""
    return Things(
        runs=np.intersect1d(one.runs, other.runs),
        choices=np.intersect1d(one.choices, other.choices),
        remarks=np.intersect1d(one.remarks, other.remarks),
    )


def shares(shared: Array) -> Array:
    """Say for every pair which share of what both hold is shared, 0..1."""
    own = np.sqrt(np.maximum(np.diag(shared), np.finfo(np.float32).tiny))
    return np.asarray(np.minimum(shared / np.outer(own, own), 1))
