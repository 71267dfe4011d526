"""The teacher's table."""

import io
from dataclasses import replace

import pandas as pd

from nngrader.exporters.csv import AFTER, BEFORE, render
from nngrader.results import Override
from tests import builders
from tests import class_builders as classes
from tests.exporters.formats import table


def test_the_columns_are_fixed_but_for_the_criteria() -> None:
    header = render(classes.results(0)).removeprefix("\ufeff").strip().split(",")

    assert header == [*BEFORE, *(title for title, _ in classes.TITLES), *AFTER]


def test_a_student_is_a_row() -> None:
    (row,) = table(render(classes.results(1)))

    assert row == {
        "student": "s001", "name": "Émile Zola", "email": "s001@uni.example", "enrolled": "yes",
        "status": "graded", "score": "15.0", "max_score": "15.0", "raw_score": "15.0",
        "adjusted_score": "15.0", "late_penalty": "0.0", "late_hours": "0.0", "late_days_spent": "0",
        "attempt": "1", "attempts": "1", "submitted_at": "2027-01-31T22:59:00+00:00",
        "graded_at": "2027-02-04T08:59:00+00:00", "accuracy": "1.0", "parameters": "65",
        "The segments become numbers": "2.0", "Loyal and not loyal become 1 and 0": "1.0",
        "The network has a hidden layer": "3.0", "One sigmoid unit answers yes or no": "2.0",
        "The loss fits and Adam turns the knobs": "2.0",
        "It learns all four segments on two seeds of three": "5.0",
        "first_step": "Every criterion has full points: nothing to mend.",
        "because": "", "mishap": "", "flags": "", "notes": "",
    }  # fmt: skip


def test_who_handed_in_nothing_has_a_row_and_no_score() -> None:
    (row,) = table(render(classes.results(results=(classes.missing(1),))))

    assert (row["student"], row["status"], row["score"], row["attempts"]) == (
        "s001",
        "missing",
        "",
        "0",
    )


def test_points_by_hand_are_in_their_criterion() -> None:
    title = "The network has a hidden layer"
    over = [
        Override(points=p, reason="Yes.", author="prof", at=at, criterion=title)
        for p, at in ((1.5, classes.GRADED), (0.5, classes.DUE))
    ]
    made = classes.result(1, overrides=tuple(over))

    (row,) = table(render(classes.results(results=(made,))))

    assert row[title] == "1.5"  # the later one, whatever their order


def test_a_criterion_of_the_same_title_has_its_own_column() -> None:
    twice = tuple(builders.criterion("Learns", points=p) for p in (1.0, 2.0))
    made = classes.result(1, classes.attempt(criteria=twice))
    columns = (replace(classes.columns()[0], title="Learns"),) * 2

    (row,) = table(render(classes.results(results=(made,), criteria=columns)))

    assert (row["Learns"], row["Learns (2)"]) == ("1.0", "2.0")


def test_a_criterion_named_like_a_column_of_ours_is_told_apart() -> None:
    columns = (replace(classes.columns()[0], title="score"),)

    assert "score (2)" in render(classes.results(0, criteria=columns))


def test_pandas_reads_it_and_excel_knows_that_it_is_unicode() -> None:
    text = render(classes.realistic(40))

    frame = pd.read_csv(io.BytesIO(text.encode()))

    assert text.startswith("\ufeff")
    assert frame["score"].max() == 15.0
    assert len(frame) == 40


def test_a_fault_of_the_grader_has_no_score_unless_a_teacher_gave_one() -> None:
    fault = classes.attempt(status="grader_fault", criteria=classes.criteria(0, 1, 2, 3, 4, 5))
    given = Override(points=0, reason="Nothing was there.", author="prof", at=classes.GRADED)

    for overrides, score in (((), ""), ((given,), "0.0")):
        made = classes.result(1, fault, overrides=overrides)
        (row,) = table(render(classes.results(results=(made,))))
        assert (row["status"], row["score"]) == ("grader_fault", score)


def test_points_for_the_whole_leave_the_criteria_and_one_title_counts_once() -> None:
    twice = tuple(builders.criterion("Learns", points=p) for p in (1.0, 2.0))
    columns = (replace(classes.columns()[0], title="Learns"),) * 2
    given = Override(
        points=1.5, reason="Yes.", author="prof", at=classes.GRADED, criterion="Learns"
    )

    for overrides, points in (
        ((given,), ("1.5", "0.0")),
        ((given, replace(given, criterion="")), ("1.0", "2.0")),
    ):
        made = classes.result(1, classes.attempt(criteria=twice), overrides=overrides)
        (row,) = table(render(classes.results(results=(made,), criteria=columns)))
        assert (row["Learns"], row["Learns (2)"]) == points


def test_a_score_by_hand_counts_though_nothing_was_handed_in() -> None:
    oral = classes.standing(classes.attempt(), raw=0.0, adjusted=9.0, final=9.0)

    (row,) = table(render(classes.results(results=(classes.missing(1, standing=oral),))))

    assert (row["status"], row["score"], row["accuracy"]) == ("missing", "9.0", "")
