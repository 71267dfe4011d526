"""The table of `nbgrader export`."""

from dataclasses import replace

import pytest

from nngrader.exporters.nbgrader import _names
from nngrader.results import Results
from tests import class_builders as classes
from tests.exporters.formats import content, exported


def lines(made: Results) -> list[str]:
    return content(exported("nbgrader", made)).splitlines()


def test_the_header_and_a_row_are_those_of_nbgrader() -> None:
    late = classes.result(1)
    assert late.standing is not None
    late = replace(late, standing=replace(late.standing, adjusted=14.0, penalty=1.5, final=12.5))

    assert lines(classes.results(results=(late,))) == [
        "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,"
        "late_submission_penalty,score,max_score",
        "xor,2027-01-31 23:59:00,2027-01-31 22:59:00,s001,Zola,Émile,s001@uni.example,"
        "14.0,1.5,12.5,15.0",
    ]


def test_who_handed_in_nothing_has_0_as_in_nbgrader() -> None:
    assert lines(classes.results(results=(classes.missing(1),)))[1] == (
        "xor,2027-01-31 23:59:00,,s001,Zola,Émile,s001@uni.example,0.0,0.0,0.0,15.0"
    )


def test_a_fault_of_the_grader_has_no_row_and_is_told() -> None:
    fault = classes.attempt(status="grader_fault", criteria=classes.criteria(0, 1, 2, 3, 4, 5))

    made = exported("nbgrader", classes.results(results=(classes.result(1, fault),)))

    assert content(made).count("\n") == 1
    assert made.notes == (
        "The grader itself failed on Émile Zola (s001), so there is no row for them.",
    )


@pytest.mark.parametrize(
    ("name", "last", "first"),
    [
        ("Ada Lovelace", "Lovelace", "Ada"),
        ("Lovelace, Ada King", "Lovelace", "Ada King"),
        ("Augusta Ada Lovelace", "Lovelace", "Augusta Ada"),
        ("Plato", "Plato", ""),
        ("", "", ""),
    ],
)
def test_names_are_parted_at_the_comma_or_the_last_blank(name: str, last: str, first: str) -> None:
    assert _names(name) == (last, first)
