"""Checks made of checks."""

import pytest

from nngrader.errors import UnknownName
from nngrader.evidence import Evidence
from nngrader.grades import Verdict
from nngrader.rubric.checks import all_of, any_of, free_of
from tests import builders
from tests.builders import english


class Gives:
    """A check that always gives one verdict."""

    def __init__(self, share: float, because: str, hint: str = "", *, reported: bool = False):
        self.verdict = Verdict(share, because, hint, reported)

    def __call__(self, evidence: Evidence) -> Verdict:
        return self.verdict


FULL, HALF, NONE = Gives(1, "All."), Gives(0.5, "Half.", "Why half?"), Gives(0, "No.", "Why not?")
SEEN = builders.evidence()


def test_all_parts_count_alike_and_the_lost_ones_speak() -> None:
    assert english(all_of(FULL, HALF, NONE)(SEEN)) == Verdict(0.5, "Half. No.", "Why half?")


def test_all_full_parts_are_full_and_all_speak() -> None:
    assert english(all_of(FULL, Gives(1, "Too."))(SEEN)) == Verdict(1.0, "All. Too.")


def test_what_two_parts_say_alike_is_said_once() -> None:
    assert english(all_of(NONE, NONE)(SEEN)).because == "No."


def test_many_full_parts_are_not_more_than_full() -> None:
    assert all_of(*[FULL] * 7)(SEEN).share == 1.0


def test_one_part_on_trust_puts_all_on_trust() -> None:
    assert all_of(FULL, Gives(1, "Told.", reported=True))(SEEN).self_reported
    assert not all_of(FULL, HALF)(SEEN).self_reported


def test_the_best_part_counts() -> None:
    assert any_of(NONE, HALF)(SEEN) == HALF.verdict


def test_the_first_part_wins_a_tie() -> None:
    assert english(any_of(Gives(0.5, "First."), HALF)(SEEN)).because == "First."


def test_a_rule_that_finds_nothing_gives_everything() -> None:
    assert english(free_of("softmax-on-one-unit")(SEEN)) == Verdict(
        1.0, "No sign of softmax-on-one-unit in 3 training runs."
    )


def test_a_single_run_is_told_as_one() -> None:
    seen = builders.evidence(runs=(builders.run(),))

    assert english(free_of("nan-loss")(seen)).because == "No sign of nan-loss in 1 training run."


def test_a_rule_that_finds_something_gives_nothing_and_speaks() -> None:
    ill = builders.evidence(model=builders.model(head="constant"))

    verdict = english(free_of("softmax-on-one-unit")(ill))

    assert verdict.share == 0
    assert verdict.because.startswith("Your last layer shares 100 % out among its units")
    assert verdict.hint


def test_no_network_is_not_free_of_anything() -> None:
    assert english(free_of("softmax-on-one-unit")(builders.untouched())) == Verdict(
        0.0, "Nothing to judge `softmax-on-one-unit` by: there is no network yet."
    )


def test_an_unknown_rule_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'nan-loss'"):
        free_of("nan-lose")(SEEN)
