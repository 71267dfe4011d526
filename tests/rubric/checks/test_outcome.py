"""Accuracy on hidden rows, on one seed or several."""

import pytest

from nngrader.evidence import Evidence, StageError
from nngrader.grades import Verdict
from nngrader.rubric.checks import accuracy
from nngrader.rubric.checks.outcome import HINT
from tests import builders
from tests.builders import english

TEN = (0,) * 10


def runs(*accuracies: float, truth: tuple[int, ...] = TEN) -> Evidence:
    trained = tuple(builders.run(seed, accuracy=a) for seed, a in enumerate(accuracies))
    return builders.evidence(truth=truth, runs=trained)


@pytest.mark.parametrize(
    ("reached", "share"),
    [(1.0, 1.0), (0.9, 1.0), (0.899999, 1.0), (0.85, 0.5), (0.8, 0.0), (0.79, 0.0), (0.0, 0.0)],
)
def test_points_grow_evenly_within_the_margin(reached: float, share: float) -> None:
    verdict = english(accuracy(at_least=0.9, margin=0.1)(runs(reached)))

    assert verdict.share == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize(("reached", "share"), [(0.9, 1.0), (0.89, 0.0)])
def test_without_a_margin_it_is_all_or_nothing(reached: float, share: float) -> None:
    assert accuracy(at_least=0.9, margin=0)(runs(reached)).share == share


def test_five_of_six_are_five_sixths() -> None:
    check, seen = accuracy(at_least=5 / 6, margin=0), runs(round(5 / 6, 6), truth=(0,) * 6)

    assert (check(seen).share, check.is_open(seen)) == (1.0, False)


@pytest.mark.parametrize(
    ("reached", "share"),
    [((1.0, 1.0), 1.0), ((1.0, 0.5, 1.0), 1.0), ((1.0, 0.75), 0.5), ((0.75, 0.75, 1.0), 0.5)],
)
def test_the_second_best_of_the_seeds_counts_for_two(
    reached: tuple[float, ...], share: float
) -> None:
    assert accuracy(at_least=1.0, on_seeds=2, margin=0.5)(runs(*reached)).share == share


@pytest.mark.parametrize(
    ("reached", "is_open"),
    [((), True), ((0.9,), True), ((0.9, 0.899), True), ((0.9, 0.9), False), ((0, 0.9, 0.9), False)],
)
def test_another_seed_is_wanted_until_enough_reached_it(
    reached: tuple[float, ...], is_open: bool
) -> None:
    assert accuracy(at_least=0.9, on_seeds=2).is_open(runs(*reached)) is is_open


def test_a_reached_accuracy_is_told_per_seed() -> None:
    assert english(accuracy(at_least=0.9)(runs(0.9, 1.0))) == Verdict(
        1.0,
        "It answers 9 of 10 rightly with seed 0 (accuracy 0.9), "
        "10 of 10 rightly with seed 1 (accuracy 1).",
    )


@pytest.mark.parametrize("cut", ["time", "epochs"])
def test_a_training_that_was_cut_is_told_with_the_epoch_that_counts(cut: str) -> None:
    """The other seed was not cut, and its epochs are not counted for anybody."""
    cut_short = builders.run(0, accuracy=0.9, epochs=40, asked=300, judged=31, cut=cut)
    seen = builders.evidence(truth=TEN, runs=(cut_short, builders.run(1)))

    assert english(accuracy(at_least=0.9)(seen)) == Verdict(
        1.0,
        "It answers 9 of 10 rightly with seed 0 after 31 of 300 epochs (accuracy 0.9), "
        "10 of 10 rightly with seed 1 (accuracy 1).",
    )


def test_a_missed_accuracy_says_what_was_asked() -> None:
    verdict = english(accuracy(at_least=0.9, on_seeds=2, margin=0.3)(runs(0.7, 0.7)))

    assert (verdict.because, verdict.hint) == (
        "It answers 7 of 10 rightly with seed 0 (accuracy 0.7), "
        "7 of 10 rightly with seed 1 (accuracy 0.7); "
        "an accuracy of 0.9 on 2 seeds was asked, and points start above 0.6.",
        str(HINT),
    )


@pytest.mark.parametrize(
    ("margin", "told"),
    [(0, "was asked."), (0.1, "was asked, and points start above 0.8."), (1, "above 0.")],
)
def test_where_points_start_is_told_when_there_is_a_margin(margin: float, told: str) -> None:
    verdict = english(accuracy(at_least=0.9, margin=margin)(runs(0.5)))

    assert verdict.because.endswith(told)


def test_a_training_beside_the_students_code_is_marked() -> None:
    seen = builders.evidence(runs=(builders.run(self_reported=True),))

    assert accuracy(at_least=1.0)(seen).self_reported
    assert not accuracy(at_least=1.0)(runs(1.0)).self_reported


def test_a_missed_accuracy_beside_the_students_code_is_marked() -> None:
    seen = builders.evidence(runs=(builders.run(self_reported=True, accuracy=0.5),))

    assert accuracy(at_least=1.0)(seen).self_reported


def test_a_training_that_stopped_is_told() -> None:
    failed = builders.evidence(runs=(builders.run(error="ValueError: no rows", accuracy=0.0),))

    verdict = english(accuracy(at_least=1.0, on_seeds=2)(failed))

    assert verdict == Verdict(0.0, "Training stopped: ValueError: no rows", str(HINT))


def test_too_few_trainings_are_counted() -> None:
    assert english(accuracy(at_least=1.0, on_seeds=2)(runs(1.0))) == Verdict(
        0.0,
        "It answers 10 of 10 rightly with seed 0 (accuracy 1), "
        "and only 1 of 2 trainings came to an end.",
        str(HINT),
    )


def test_the_first_blank_is_told_when_nothing_was_trained() -> None:
    assert english(accuracy(at_least=1.0)(builders.untouched())) == Verdict(
        0.0,
        "`preprocess` still holds its blank (line 12).",
        "Fill in `preprocess` and run the grader again.",
    )


def test_an_error_is_told_when_nothing_was_trained() -> None:
    error = StageError("train", "ValueError", "no")
    seen = builders.evidence(runs=(), error=error)

    assert english(accuracy(at_least=1.0)(seen)) == Verdict(
        0.0,
        "Nothing to judge: no `fit` came to its end in `train`; it stopped with ValueError.",
        "Mend the ValueError first: it comes before this criterion.",
    )
