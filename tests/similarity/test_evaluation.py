"""What the list finds and what it leaves out, measured; docs/similarity.md quotes these numbers."""

import pytest

from nngrader.assignments import open_assignment
from nngrader.similarity import Similar, background_of, compare, starter_of
from nngrader.similarity.limit import FALSE_PAIRS
from tests.similarity.corpus import (
    Change,
    as_notebook,
    disguised,
    edited,
    independent,
    remarked,
    renamed,
    renumbered,
    reordered,
    works,
)
from tests.similarity.drawn import drawn_class

XOR = open_assignment("xor")
STARTER, BACKGROUND = starter_of(XOR), background_of(XOR)
INDEPENDENT = independent()


def listed(codes: dict[str, str] | list[str], background: tuple[str, ...] = BACKGROUND) -> Similar:
    return compare(works(codes), STARTER, background)


def found(change: Change) -> tuple[int, int, int]:
    """Hand every answer in twice, the second time changed; count groups, right and wrong pairs."""
    again = {f"{name} again": change(code) for name, code in INDEPENDENT.items()}
    similar = listed(INDEPENDENT | again)
    right = [p for p in similar.pairs if p.other.student == f"{p.one.student} again"]
    return len(similar.groups), len(right), len(similar.pairs) - len(right)


@pytest.mark.parametrize("background", [BACKGROUND, ()], ids=["background", "the class alone"])
def test_no_two_independent_answers_are_listed(background: tuple[str, ...]) -> None:
    similar = listed(INDEPENDENT, background)

    assert (similar.pairs, similar.groups, similar.notes) == ((), (), ())


@pytest.mark.parametrize(
    "change",
    [str, renamed, remarked, lambda code: remarked(renamed(code)), as_notebook],
    ids=["to the letter", "renamed", "remarked", "renamed and remarked", "as a notebook"],
)
def test_every_answer_that_is_the_same_program_is_found(change: Change) -> None:
    assert found(change) == (22, 0, 0)


@pytest.mark.parametrize(
    ("change", "least"),
    [(renumbered, 22), (edited, 22), (reordered, 22), (disguised, 20)],
)
def test_most_answers_that_were_changed_further_are_found(change: Change, least: int) -> None:
    groups, right, wrong = found(change)

    assert groups + right >= least
    assert wrong == 0


@pytest.mark.parametrize(("count", "classes"), [(5, 2), (30, 2)])
def test_less_than_half_a_pair_is_listed_where_nobody_knows_anybody(
    count: int, classes: int
) -> None:
    """Every student of these classes drew every detail alone."""
    pairs = [len(listed(drawn_class(count, seed)).pairs) for seed in range(classes)]

    assert sum(pairs) / classes <= FALSE_PAIRS


def test_a_program_as_plain_as_can_be_may_be_written_twice() -> None:
    again = {f"{name} again": code for name, code in INDEPENDENT.items()}

    plain = {g.members[0].student for g in listed(INDEPENDENT | again).groups if not g.unusual}

    assert plain == {"sven", "tara"}


def test_what_a_tenth_of_the_pairs_share_does_not_hide_a_pair() -> None:
    """Six hand-ins after one example, among 22: 15 pairs of 378."""
    example = INDEPENDENT["olga"]
    ring = {f"ring {n}": f"{example}\nprint({n * 'x,'})\n" for n in range(1, 7)}

    similar = listed(INDEPENDENT | ring)

    assert len(similar.pairs) == 21  # of olga and the six
    assert similar.notes == ()


def test_a_class_after_one_lecture_is_told_rather_than_listed() -> None:
    example = INDEPENDENT["olga"]
    class_of_30 = {f"s{n}": renumbered(example) + f"\nprint({n * 'x,'})\n" for n in range(30)}

    similar = listed(class_of_30)

    assert similar.notes[0].startswith("This class is more alike as a whole than strangers are.")
