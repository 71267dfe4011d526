"""Chances, intervals and thresholds."""

from dataclasses import replace
from itertools import product
from math import comb
from statistics import NormalDist

import pytest

from nngrader.calibration import (
    FAILS,
    MANY_ROWS,
    PASSES,
    Basis,
    Rule,
    Sample,
    Thresholds,
    at_bound,
    bounds,
    counted,
    estimate,
    meets,
    nearly_normal,
    normal,
    other_rule,
    p_pass,
    recommend,
    runs_to_show,
    sure,
)
from nngrader.rubric.checks import accuracy
from tests import builders

TWO_OF_THREE = Rule(at_least=1.0, on_seeds=2, seeds=3)
ONCE = Rule(at_least=0.96)
BELL = tuple(round(NormalDist(9700, 20).inv_cdf((i + 0.5) / 20)) for i in range(20))


def xor(*right: int, correct: bool = True) -> Sample:
    return Sample("xor" if correct else "mutant", correct, 4, right)


def digits(*right: int, correct: bool = True, rows: int = 10_000) -> Sample:
    return Sample("mnist" if correct else "mutant", correct, rows, right)


@pytest.mark.parametrize(
    ("at_least", "on_seeds", "seeds"), [(0.0, 1, 1), (1.01, 1, 1), (0.9, 0, 3), (0.9, 4, 3)]
)
def test_a_rule_out_of_reach_is_refused(at_least: float, on_seeds: int, seeds: int) -> None:
    with pytest.raises(ValueError, match="with an accuracy of") as caught:
        Rule(at_least=at_least, on_seeds=on_seeds, seeds=seeds)

    assert str(caught.value) == (
        f"{on_seeds} of {seeds} seeds with an accuracy of {at_least}: the accuracy must be above "
        "0 and at most 1, and 1 seed up to all can be asked."
    )


def test_a_rule_just_within_reach_is_taken() -> None:
    assert Rule(at_least=1.0, on_seeds=3, seeds=3).on_seeds == 3
    assert Rule(at_least=0.01, on_seeds=1, seeds=3).on_seeds == 1


@pytest.mark.parametrize("rows", [3, 4, 6, 7, 30, 10_000])
def test_a_threshold_counts_rows_as_the_accuracy_check_does(rows: int) -> None:
    counts = range(1, rows + 1) if rows < 100 else range(9_590, 9_620)
    trained, run = builders.evidence(), builders.run()
    for wanted, count in product(counts, counts):
        rule = Rule(at_least=round(wanted / rows, 6))
        run = replace(run, accuracy=round(count / rows, 6))
        check = accuracy(at_least=rule.at_least, margin=0)

        full = check(replace(trained, runs=(run,))).share == 1

        assert full == (count >= rule.needed(rows)) == (count >= wanted)


@pytest.mark.parametrize(("at_least", "needed"), [(0.9, 27), (0.9001, 28), (0.8999, 27), (1.0, 30)])
def test_a_threshold_between_two_accuracies_asks_for_the_higher(
    at_least: float, needed: int
) -> None:
    assert Rule(at_least=at_least).needed(30) == needed


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.93, 1.0])
@pytest.mark.parametrize(("on_seeds", "seeds"), [(1, 1), (1, 3), (2, 3), (3, 3), (3, 5)])
def test_the_chance_to_pass_is_that_of_all_outcomes_of_the_seeds(
    share: float, on_seeds: int, seeds: int
) -> None:
    outcomes = product((0, 1), repeat=seeds)
    passing = (sum(o) for o in outcomes if sum(o) >= on_seeds)
    wanted = sum(share**hits * (1 - share) ** (seeds - hits) for hits in passing)

    found = p_pass(share, Rule(at_least=0.9, on_seeds=on_seeds, seeds=seeds))

    assert found == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("successes", "low", "high"),
    [(0, 0.0, 0.3085), (5, 0.1871, 0.8129), (9, 0.5550, 0.9975), (10, 0.6915, 1.0)],
)
def test_the_interval_of_ten_runs_is_that_of_the_tables(
    successes: int, low: float, high: float
) -> None:
    assert bounds(successes, 10) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("successes", "runs"), [(1, 7), (12, 20), (199, 200)])
def test_each_end_of_the_interval_leaves_a_tail_of_one_fortieth(successes: int, runs: int) -> None:
    def chance(share: float, hits: range) -> float:
        return sum(comb(runs, h) * share**h * (1 - share) ** (runs - h) for h in hits)

    low, high = bounds(successes, runs)

    assert chance(low, range(successes, runs + 1)) == pytest.approx(0.025)
    assert chance(high, range(successes + 1)) == pytest.approx(0.025)


def test_less_confidence_gives_a_narrower_interval() -> None:
    wide, narrow = bounds(5, 10), bounds(5, 10, confidence=0.8)

    assert wide[0] < narrow[0] < 0.5 < narrow[1] < wide[1]


def test_a_correct_one_is_judged_well_when_it_passes_and_a_faulty_one_when_it_fails() -> None:
    half = (4, 4, 4, 3)

    assert counted(xor(*half), TWO_OF_THREE) == pytest.approx(27 / 32)
    assert counted(xor(*half, correct=False), TWO_OF_THREE) == pytest.approx(5 / 32)


def test_the_bound_is_the_less_favourable_end() -> None:
    right = xor(4, 4, 4, 4, 4, 3, 3, 3, 3, 3)
    low, high = bounds(5, 10)

    assert at_bound(right, TWO_OF_THREE) == pytest.approx(p_pass(low, TWO_OF_THREE))
    assert at_bound(replace(right, correct=False), TWO_OF_THREE) == pytest.approx(
        1 - p_pass(high, TWO_OF_THREE)
    )


@pytest.mark.parametrize(
    ("sample", "rule", "runs"),
    [
        (xor(4), TWO_OF_THREE, 199),
        (xor(3, correct=False), TWO_OF_THREE, 61),
        (xor(4), Rule(at_least=1.0), 3688),
        (xor(3, correct=False), Rule(at_least=1.0), 368),
    ],
)
def test_so_many_runs_show_a_target_and_one_less_does_not(
    sample: Sample, rule: Rule, runs: int
) -> None:
    assert runs_to_show(sample, rule) == runs
    assert meets(replace(sample, right=sample.right * runs), rule, at_bound)
    assert not meets(replace(sample, right=sample.right * (runs - 1)), rule, at_bound)


def test_a_share_of_the_runs_just_meets_a_target_and_one_run_less_misses_it() -> None:
    def ninety_eight(hits: int) -> Sample:
        return xor(*(4,) * hits, *(3,) * (1000 - hits))

    assert p_pass(0.982, TWO_OF_THREE) > PASSES > p_pass(0.981, TWO_OF_THREE)
    assert meets(ninety_eight(982), TWO_OF_THREE)
    assert not meets(ninety_eight(981), TWO_OF_THREE)


def test_a_faulty_one_may_reach_the_threshold_now_and_then() -> None:
    def lucky(hits: int) -> Sample:
        return xor(*(4,) * hits, *(3,) * (1000 - hits), correct=False)

    assert 1 - p_pass(0.058, TWO_OF_THREE) > FAILS > 1 - p_pass(0.059, TWO_OF_THREE)
    assert meets(lucky(58), TWO_OF_THREE)
    assert not meets(lucky(59), TWO_OF_THREE)


def test_a_bell_over_many_rows_is_nearly_normal() -> None:
    assert nearly_normal(digits(*BELL))
    assert normal(digits(*BELL), ONCE) is not None


@pytest.mark.parametrize(
    "other",
    [
        digits(*BELL, rows=9_999_999),
        digits(*(9695, 9700, 9702, 9698, 9705, 9690, 9711, 9701)),
        digits(*(500, 495, 505, 490, 510, 498, 502, 500), rows=MANY_ROWS),
    ],
)
def test_just_enough_rows_and_runs_are_fitted(other: Sample) -> None:
    assert nearly_normal(other)


@pytest.mark.parametrize(
    "other",
    [
        digits(*(9695, 9700, 9702, 9698, 9705, 9690, 9711)),
        digits(*(500, 495, 505, 490, 510, 498, 502, 500), rows=MANY_ROWS - 1),
        digits(*(980,) * 20),
        digits(*(9700,) * 10, *(1000,) * 2),
    ],
    ids=["seven runs", "999 rows", "no spread", "two collapsed"],
)
def test_what_a_bell_does_not_describe_is_not_fitted(other: Sample) -> None:
    assert not nearly_normal(other)
    assert normal(other, ONCE) is None
    assert estimate(other, ONCE) == counted(other, ONCE)
    assert sure(other, ONCE) == at_bound(other, ONCE)


def test_the_normal_fit_follows_students_t_of_the_next_run() -> None:
    steps = (-500, 0, 500, -1000, 1000, 0, 0, 0)  # squares 2,500,000; 7 degrees of freedom
    even = digits(*(970_000 + step for step in steps), rows=1_000_000)
    spread = (2_500_000 / 7 * 9 / 8) ** 0.5
    quantile = 1.894579  # leaves 5 % of Student's t with 7 degrees of freedom, from a table

    asked = Rule(at_least=round(970_000 - quantile * spread) / 1_000_000)

    assert normal(even, asked) == pytest.approx(0.95, abs=5e-4)
    assert normal(replace(even, correct=False), asked) == pytest.approx(0.05, abs=5e-4)


def test_with_many_runs_the_normal_fit_is_that_of_the_bell_itself() -> None:
    bell = NormalDist(9700, 20)
    runs = tuple(round(bell.inv_cdf((i + 0.5) / 2000)) for i in range(2000))

    found = normal(digits(*runs), Rule(at_least=0.966))

    assert found == pytest.approx(1 - bell.cdf(9659.5), abs=5e-4)


def test_the_normal_fit_knows_tails_that_were_never_counted() -> None:
    near = Rule(at_least=(min(BELL) - 1) / 10_000)

    assert counted(digits(*BELL), near) == 1.0
    assert estimate(digits(*BELL), near) == normal(digits(*BELL), near)
    assert not meets(digits(*BELL), near)


@pytest.mark.parametrize("basis", [counted, at_bound, estimate, sure])
@pytest.mark.parametrize(
    ("correct", "faulty"),
    [
        ((30,) * 250, (20,) * 250),
        ((30, 29, 28) * 80, (20, 24, 27) * 80),
        ((27,) * 250, (27,) * 250),
        ((30,) * 5, (3,) * 5),
    ],
)
def test_the_range_is_what_trying_every_threshold_finds(
    correct: tuple[int, ...], faulty: tuple[int, ...], basis: Basis
) -> None:
    samples = (Sample("iris", True, 30, correct), Sample("mutant", False, 30, faulty))
    tried = [
        k
        for k in range(1, 31)
        if all(meets(s, replace(TWO_OF_THREE, at_least=k / 30), basis) for s in samples)
    ]

    found = recommend(samples, TWO_OF_THREE, basis)

    assert tried == list(range(found.lowest, found.highest + 1))
    assert found.exist == bool(tried)


def test_a_mutant_that_prevents_every_threshold_is_named() -> None:
    good, bad = Sample("iris", True, 30, (27,) * 9), Sample("bad", False, 30, (20,) * 9)
    twin = Sample("twin", False, 30, (27,) * 9)

    assert recommend((good, bad, twin), TWO_OF_THREE) == Thresholds(30, 28, 27, ("twin",))
    assert recommend((good, bad), TWO_OF_THREE) == Thresholds(30, 21, 27)


def test_a_mutant_that_is_always_right_fails_at_no_threshold() -> None:
    assert recommend((xor(4), xor(4, correct=False)), TWO_OF_THREE) == Thresholds(
        4, 5, 4, ("mutant",)
    )


def test_a_solution_that_is_never_right_passes_at_no_threshold() -> None:
    assert recommend((xor(0), xor(0, correct=False)), TWO_OF_THREE).highest == 0


@pytest.mark.parametrize(
    ("lowest", "highest", "rows", "recommended"),
    [
        (4, 4, 4, 1.0),
        (3, 3, 4, 0.7),
        (27, 27, 30, 0.9),
        (26, 26, 30, 0.86),
        (21, 27, 30, 0.8),
        (9536, 9719, 10_000, 0.96),
        (9536, 9537, 10_000, 0.9536),
        (1, 4, 4, 0.6),
    ],
)
def test_the_recommended_threshold_is_the_roundest_in_the_middle_third(
    lowest: int, highest: int, rows: int, recommended: float
) -> None:
    found = Thresholds(rows, lowest, highest)

    assert found.recommended == recommended
    assert lowest <= Rule(at_least=found.recommended).needed(rows) <= highest


def test_another_rule_is_the_one_with_the_fewest_seeds() -> None:
    wobbly = xor(*(4,) * 9, 3)
    poor = xor(4, *(3,) * 9, correct=False)

    found = other_rule((wobbly, poor), TWO_OF_THREE)

    assert found is not None
    assert found == Rule(at_least=1.0, on_seeds=4, seeds=8)
    assert all(meets(sample, found) for sample in (wobbly, poor))
    assert not any(
        recommend((wobbly, poor), Rule(at_least=1.0, on_seeds=on, seeds=seeds)).exist
        for seeds in range(1, found.seeds)
        for on in range(1, seeds + 1)
    )


def test_no_rule_parts_two_that_answer_alike() -> None:
    assert other_rule((xor(4, 3), xor(4, 3, correct=False)), TWO_OF_THREE) is None
