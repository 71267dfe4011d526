"""How points are spread and which sentences were hard: counted, never guessed."""

from dataclasses import replace

import pytest

from nngrader.class_page._scores import Bar, hardness_of, scores_of, step_of
from nngrader.results import Column, Results
from tests import class_builders as built


def scored(*points: float, most: float = 15.0) -> Results:
    """A class with these final scores."""
    made = []
    for number, final in enumerate(points, 1):
        healthy = built.result(number)
        standing = built.standing(healthy.attempts[0], raw=final, final=final, max_score=most)
        made.append(replace(healthy, standing=standing))
    return built.results(results=tuple(made), max_score=most)


def bars(*points: float, most: float = 15.0) -> dict[str, int]:
    """What a class with these scores is counted as, without empty bars."""
    scores = scores_of(scored(*points, most=most))
    assert scores is not None
    return {bar.mark: bar.final for bar in scores.bars if bar.final}


@pytest.mark.parametrize(
    ("points", "counted"),
    [
        ((0.0, 0.99, 1.0), {"0": 2, "1": 1}),
        ((14.99, 15.0), {"14": 1, "15": 1}),
        ((17.0, 15.0), {"15": 2}),  # a teacher gave more than there is
        ((13.0, 13.5), {"13": 2}),
    ],
)
def test_a_bar_holds_what_lies_from_its_number_on(
    points: tuple[float, ...], counted: dict[str, int]
) -> None:
    assert bars(*points) == counted


def test_all_points_are_a_bar_of_their_own_where_the_last_step_is_shorter() -> None:
    assert bars(12.0, 12.4, 12.5, most=12.5) == {"12": 2, "12.5": 1}


def test_three_tenths_are_three_tenths() -> None:
    """0.1 three times is a little more than 0.3; nobody slips into the bar below for that."""
    assert bars(0.3, 0.6, 0.7, most=1.0) == {"0.3": 1, "0.6": 1, "0.7": 1}


@pytest.mark.parametrize(
    ("most", "step"), [(1, 0.05), (2, 0.1), (15, 1), (20, 1), (20.5, 2), (40, 2), (100, 5)]
)
def test_steps_are_round_and_few(most: float, step: float) -> None:
    assert step_of(most) == pytest.approx(step)


def test_words_say_where_a_bar_ends() -> None:
    scores = scores_of(scored(15))

    assert scores is not None
    assert scores.bars[0] == Bar("0", "0 to under 1", 0, 0)
    assert scores.bars[-1] == Bar("15", "15, all points", 1, 1)


def test_the_raw_score_is_counted_apart_once_something_changed_it() -> None:
    late = built.result(1)
    standing = built.standing(late.attempts[0], penalty=1.5, final=13.5)
    results = built.results(results=(replace(late, standing=standing), built.result(2)))

    scores = scores_of(results)

    assert scores is not None
    assert scores.changed == 1
    assert scores.bars[13] == Bar("13", "13 to under 14", final=1, raw=0)
    assert scores.bars[15] == Bar("15", "15, all points", final=1, raw=2)


def test_the_middle_of_a_class() -> None:
    scores = scores_of(scored(0, 10, 12, 14, 15))

    assert scores is not None
    assert (scores.median, scores.mean, scores.half, scores.full) == (12, 10.2, (10, 14), 1)


def test_one_student_is_a_class() -> None:
    scores = scores_of(scored(9))

    assert scores is not None
    assert (scores.median, scores.half) == (9, (9, 9))


def test_nobody_handed_in() -> None:
    assert scores_of(built.results(results=(built.missing(1),))) is None


def test_the_hardest_sentence_comes_first_with_who_had_it() -> None:
    half = built.attempt(criteria=built.criteria(2, all_but=0.5))
    nothing = built.attempt(criteria=built.criteria(2, 5))
    results = built.results(
        results=(built.result(1, half), built.result(2, nothing), built.result(3), built.missing(4))
    )

    hardest, second, *rest = hardness_of(results)

    assert (hardest.place, hardest.title) == (3, "The network has a hidden layer")
    assert (hardest.full, hardest.part, hardest.none) == (1, 1, 1)
    assert (second.place, second.full, second.none) == (6, 2, 1)
    assert [one.place for one in rest] == [1, 2, 4, 5]


def test_what_students_do_not_see_is_marked() -> None:
    columns = (Column("Secret", 2.0, "hidden"), Column("Open", 1.0))

    told = {one.title: one.visibility for one in hardness_of(built.results(criteria=columns))}

    assert told == {"Secret": "hidden from students", "Open": ""}
