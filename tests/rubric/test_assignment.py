"""What a teacher may write, and what is refused before anyone is graded."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from nngrader.jobs import Limits
from nngrader.late import Attempts, Late
from nngrader.rubric import Training, worth
from nngrader.rubric.checks import accuracy, all_of, any_of, hidden_layers
from tests import builders

CHECK = hidden_layers(at_least=1)


@pytest.mark.parametrize("points", [0, -1, float("nan"), float("inf")])
def test_a_criterion_is_worth_something(points: float) -> None:
    with pytest.raises(ValueError, match="is worth") as caught:
        worth(points, "It learns", CHECK)

    assert str(caught.value) == (
        f"'It learns' is worth {points} points; a criterion must be worth more than 0."
    )


def test_a_criterion_may_be_worth_a_hundredth() -> None:
    assert worth(0.01, "It learns", CHECK).points == 0.01


def test_a_sentence_stands_once() -> None:
    line = worth(1, "It learns", CHECK)

    with pytest.raises(ValueError, match="two criteria") as caught:
        builders.assignment(rubric=(line, line))

    assert str(caught.value) == (
        "'Teach a network XOR' has two criteria called 'It learns'; name them apart."
    )


@pytest.mark.parametrize("seeds", [(), (0, 0)])
def test_a_training_has_seeds_that_differ(seeds: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="seed") as caught:
        Training(seeds=seeds)

    assert str(caught.value) == f"Training needs at least one seed, each once; given were {seeds}."


def test_a_training_tells_its_limits_to_a_child() -> None:
    training = Training(
        limit_s=90,
        cpu_s=70,
        memory_mib=512,
        threads=40,
        disk_mib=30,
        files=20,
        output_mib=10,
        messages=9,
    )

    assert training.limits == Limits(
        wall_s=90,
        cpu_s=70,
        memory_mib=512,
        threads=40,
        disk_mib=30,
        files=20,
        output_mib=10,
        messages=9,
    )


def test_without_a_word_a_training_has_the_usual_limits() -> None:
    assert Training().limits == Limits()


def test_more_time_is_more_time_of_the_processor() -> None:
    assert Training(limit_s=300).limits.cpu_s == 600


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"limit_s": 0.9}, "Training(limit_s=0.9): a number of seconds from 1 to 1,000,000"),
        ({"limit_s": None}, "Training(limit_s=None): a number of seconds from 1 to 1,000,000"),
        ({"cpu_s": 0}, "Training(cpu_s=0): a number of seconds from 1 to 1,000,000"),
        (
            {"memory_mib": 1.5},
            "Training(memory_mib=1.5): a whole number of MiB from 1 to 1,000,000",
        ),
        ({"threads": True}, "Training(threads=True): a whole number from 1 to 1,000,000"),
        ({"disk_mib": "9"}, "Training(disk_mib='9'): a whole number of MiB from 1 to 1,000,000"),
        ({"files": 1_000_001}, "Training(files=1000001): a whole number from 1 to 1,000,000"),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused(wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match="Training") as caught:
        Training(**wrong)

    assert str(caught.value) == f"{told} is wanted."


def test_limits_are_exchanged_and_nothing_else() -> None:
    before = builders.assignment()

    after = before.limited({"limit_s": 5, "threads": 33})

    assert after == replace(before, training=replace(before.training, limit_s=5, threads=33))
    assert before.limited({}) == before


def test_a_rubric_may_ask_for_every_seed() -> None:
    line = worth(1, "It learns", accuracy(at_least=1.0, on_seeds=3))

    assert builders.assignment(rubric=(line,)).rubric == (line,)


def test_a_rubric_that_asks_for_more_seeds_than_are_trained_is_refused() -> None:
    line = worth(1, "It learns", accuracy(at_least=1.0, on_seeds=4))

    with pytest.raises(ValueError, match="seeds") as caught:
        builders.assignment(rubric=(line,))

    assert str(caught.value) == "'It learns' asks for 4 seeds; Training has 3."


@pytest.mark.parametrize(
    "wrong",
    [{"at_least": 0}, {"at_least": 96}, {"on_seeds": 0}, {"margin": -0.1}, {"margin": 1.1}],
)
def test_an_accuracy_that_makes_no_sense_is_refused(wrong: dict[str, float]) -> None:
    asked = {"at_least": 0.9, "on_seeds": 1, "margin": 0.1, **wrong}

    with pytest.raises(ValueError, match="accuracy") as caught:
        accuracy(**asked)  # type: ignore[arg-type]

    assert str(caught.value) == (
        f"accuracy(at_least={asked['at_least']}, on_seeds={asked['on_seeds']}, "
        f"margin={asked['margin']}): at_least and margin are shares from 0 to 1, "
        "and at least 1 seed is asked."
    )


@pytest.mark.parametrize("combine", [all_of, any_of])
def test_a_check_of_nothing_is_refused(combine: type) -> None:
    with pytest.raises(ValueError, match="at least one check") as caught:
        combine()

    assert str(caught.value) == (
        "all_of(...) and any_of(...) need at least one check; 0 were given."
    )


DUE = datetime(2027, 1, 31, 23, 59, tzinfo=timezone.utc)
WANTED = "datetime(2027, 1, 31, 23, 59, tzinfo=timezone.utc)"


@pytest.mark.parametrize("zone", [timezone.utc, ZoneInfo("Europe/Berlin")])
def test_an_assignment_is_due_at_a_moment(zone: tzinfo) -> None:
    due = DUE.replace(tzinfo=zone)

    assert builders.assignment(due=due, late=Late(per_day=0.1)).due == due


def test_without_a_word_nothing_is_due_and_the_best_attempt_counts() -> None:
    made = builders.assignment()

    assert (made.due, made.late, made.attempts) == (None, Late(), Attempts())


def test_attempts_can_be_limited_without_a_due_date() -> None:
    assert builders.assignment(attempts=Attempts(most=3)).attempts.most == 3


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        (
            {"due": datetime(2027, 1, 31, 23, 59)},
            f"due=datetime.datetime(2027, 1, 31, 23, 59): {WANTED} is wanted, with its time zone",
        ),
        (
            {"due": "2027-01-31"},
            f"due='2027-01-31': {WANTED} is wanted, with its time zone",
        ),
        (
            {"due": date(2027, 1, 31)},
            f"due=datetime.date(2027, 1, 31): {WANTED} is wanted, with its time zone",
        ),
        (
            {"due": DUE, "late": 0.1},
            "late=0.1: Late(...) is wanted, such as Late(per_day=0.1)",
        ),
        (
            {"attempts": 3},
            "attempts=3: Attempts(...) is wanted, such as Attempts(most=3)",
        ),
        (
            {"late": Late(grace=timedelta(hours=2))},
            "late=Late(per_day=0.0, most=1.0, grace=datetime.timedelta(seconds=7200), until=None, "
            f"budget=0) needs a due date, such as due={WANTED}",
        ),
    ],
    ids="naive text date share number undated".split(),
)
def test_a_due_date_or_a_policy_that_cannot_be_meant_is_refused(
    declared: dict[str, Any], told: str
) -> None:
    with pytest.raises(ValueError, match="Teach a network XOR") as caught:
        builders.assignment(**declared)

    assert str(caught.value) == f"'Teach a network XOR': {told}."
