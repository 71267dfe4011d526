"""What a rescoring would change, told before it is written."""

from dataclasses import replace

from nngrader.results import Result, Results
from nngrader.score_changes import MOST_SHOWN, changes, lines
from tests import class_builders as build


def told(before: Results, after: Results) -> list[str]:
    return list(lines(changes(before, after)))


def lost(number: int, *places: int) -> Result:
    """Somebody without the points of these sentences."""
    return build.result(number, build.attempt(criteria=build.criteria(*places)))


def class_of(*results: Result, **changed: object) -> Results:
    return build.results(results=results, **changed)


def test_nothing_changed_is_said() -> None:
    assert told(build.results(3), build.results(3)) == [
        "Students: 0 gain, 0 lose, 3 keep their score."
    ]


def test_every_criterion_and_every_student_is_told_before_and_after() -> None:
    before = class_of(lost(1, 3), lost(2), lost(3))
    after = class_of(lost(1), lost(2), lost(3, 0))
    first, third = (build.student(number).name for number in (1, 3))

    assert told(before, after) == [
        "The segments become numbers: in full 3 -> 2 of 3, mean 2.00 -> 1.33 points",
        "One sigmoid unit answers yes or no: in full 2 -> 3 of 3, mean 1.33 -> 2.00 points",
        "Students: 1 gain, 1 lose, 1 keep their score.",
        f"  {first}: 13 -> 15  (One sigmoid unit answers yes or no: 0 -> 2)",
        f"  {third}: 15 -> 13  (The segments become numbers: 2 -> 0)",
    ]


def test_other_points_for_a_criterion_are_told() -> None:
    dearer = tuple(
        replace(c, points=4.0, max_points=4.0) if c.max_points == 3 else c for c in build.criteria()
    )
    after = class_of(build.result(1, build.attempt(criteria=dearer)), max_score=16.0)
    name = build.student(1).name

    assert told(class_of(build.result(1)), after) == [
        "The network has a hidden layer: worth 3 -> 4, in full 1 -> 1 of 1, mean 3.00 -> 4.00 points",
        "Points to be earned: 15 -> 16",
        "Students: 1 gain, 0 lose, 0 keep their score.",
        f"  {name}: 15 -> 16  (The network has a hidden layer: 3 -> 4)",
    ]


def test_a_new_and_a_removed_criterion_are_told() -> None:
    other = (*build.criteria()[1:], replace(build.criteria()[0], title="It is kind"))
    after = class_of(build.result(1, build.attempt(criteria=other)))

    assert told(class_of(build.result(1)), after)[:2] == [
        "The segments become numbers: gone (it was worth 2)",
        "It is kind: new, 1 of 1 have it in full",
    ]


def test_another_price_of_lateness_is_told() -> None:
    made = build.result(1)
    late = build.standing(build.attempt(), penalty=1.5, final=13.5, late_s=60.0)
    name = build.student(1).name

    found = told(class_of(made), class_of(replace(made, standing=late)))

    assert found == [
        "Students: 0 gain, 1 lose, 0 keep their score.",
        f"  {name}: 15 -> 13.5  (lateness: -0 -> -1.5)",
    ]


def test_another_attempt_that_counts_is_told() -> None:
    poor, rich = build.attempt(criteria=build.criteria(5)), build.attempt(number=2)
    before = build.result(1, poor, rich, counted=1)
    after = build.result(1, poor, rich, counted=2)
    name = build.student(1).name

    assert told(class_of(before), class_of(after))[-1] == (
        f"  {name}: 10 -> 15  (It learns all four segments on two seeds of three: 0 -> 5; "
        "attempt 1 counted, now 2)"
    )


def test_a_score_that_appears_is_told() -> None:
    name = build.student(1).name

    found = told(class_of(build.missing(1)), class_of(build.result(1)))

    assert found[-1].startswith(f"  {name}: nothing -> 15")


def test_a_long_list_is_cut_and_says_so() -> None:
    count = MOST_SHOWN + 2
    before = class_of(*(lost(number, 0) for number in range(count)))
    after = class_of(*(lost(number) for number in range(count)))

    found = told(before, after)

    assert len(found) == 2 + MOST_SHOWN + 1
    assert found[-1] == "  and 2 more"


def test_names_cannot_command_the_terminal() -> None:
    hostile = build.result(1, student=build.student(1, name="\x1b[2Jx"))
    poorer = build.result(
        1, build.attempt(criteria=build.criteria(0)), student=build.student(1, name="\x1b[2Jx")
    )

    assert told(class_of(hostile), class_of(poorer))[-1].startswith("  x: 15 -> 13")
