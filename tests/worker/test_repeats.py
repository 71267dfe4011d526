"""Loops around a training are counted, and ended where they have no end."""

import pytest

from nngrader.worker.repeats import MOST_ROUNDS, EndlessTraining, Repeats


def heard() -> tuple[Repeats, list[tuple[int, bool]]]:
    told: list[tuple[int, bool]] = []
    return Repeats(lambda times, changing: told.append((times, changing))), told


def test_rounds_are_told_once_when_another_loop_begins() -> None:
    repeats, told = heard()
    for _ in range(3):
        repeats.note("fit")

    repeats.begin()
    repeats.begin()

    assert told == [(3, False)]


def test_one_round_on_other_rows_makes_the_loop_a_changing_one() -> None:
    repeats, told = heard()
    repeats.note("train_on_batch")
    repeats.note("train_on_batch", changing=True)
    repeats.note("train_on_batch")

    repeats.flush()

    assert told == [(3, True)]


def test_as_many_rounds_as_tutorials_count_to_are_no_endless_loop() -> None:
    repeats, _ = heard()

    for _ in range(MOST_ROUNDS - 1):
        repeats.note("fit")

    assert MOST_ROUNDS == 30_000


def test_more_are_and_what_was_counted_is_told() -> None:
    repeats, told = heard()
    for _ in range(MOST_ROUNDS - 1):
        repeats.note("fit")

    with pytest.raises(EndlessTraining, match="`fit` was called 30,000 times"):
        repeats.note("fit")

    assert told == [(MOST_ROUNDS, False)]
    assert not issubclass(EndlessTraining, Exception)


def test_the_very_same_things_are_recognised() -> None:
    repeats, _ = heard()
    rows = [1.0]

    assert not repeats.is_given({"x": rows, "epochs": 1})
    assert repeats.is_given({"x": rows, "epochs": 1})
    assert not repeats.is_given({"x": [1.0], "epochs": 1})
    assert not repeats.is_given({"x": rows})
