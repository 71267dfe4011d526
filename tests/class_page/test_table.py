"""The table of students: every number once, and everything a filter needs."""

from dataclasses import replace

import pytest

from nngrader.class_page._people import key_of, page_of
from nngrader.class_page._table import Cell, Choice, Row, Table, table_of
from nngrader.class_page._times import moment
from nngrader.results import Result
from nngrader.wording import duration
from tests import class_builders as built


def table(*results: Result) -> Table:
    return table_of(built.results(results=results))


def test_a_row_says_everything_about_a_student() -> None:
    lost = built.attempt(
        number=2,
        page="s001-2",
        criteria=built.criteria(2, all_but=0.5),
        findings=(built.finding("too-few-updates"),),
        accuracy=0.75,
        marked_late=True,
    )
    student = built.student(1, other_ids={"canvas": "4711"})
    standing = built.standing(lost, penalty=1.5, final=12.0)
    made = built.result(1, built.attempt(), lost, student=student, standing=standing)

    (row,) = table(made).rows

    assert row == Row(
        name="Émile Zola",
        id="s001",
        also="s001@uni.example 4711",
        page="reports/s001-2.html",
        status="graded",
        status_words="graded",
        raw="13.5",
        penalty="1.5",
        final="12",
        cells=(
            *(Cell("2", "full"), Cell("1", "full"), Cell("1.5", "part")),
            *(Cell("2", "full"), Cell("2", "full"), Cell("5", "full")),
        ),
        accuracy="75.0",
        attempts=2,
        cause="Training stops after very few corrections, while it is still getting better",
        flags="marked late, late",
        causes="too-few-updates",
        lost="3",
        kinds="marked-late late",
    )


def test_who_handed_in_nothing_has_a_row_of_blanks() -> None:
    (row,) = table(built.missing(1)).rows

    assert (row.status, row.cause, row.attempts) == ("missing", "Nothing was handed in", 0)
    assert (row.page, row.raw, row.final, row.accuracy) == ("", "", "", "")
    assert set(row.cells) == {Cell("", "")}
    assert row.lost == ""


@pytest.mark.parametrize(
    ("accuracy", "told"), [(1.0, "100.0"), (0.9999, "99.9"), (0.0, "0.0"), (0.9784, "97.8")]
)
def test_only_what_is_all_is_called_all(accuracy: float, told: str) -> None:
    (row,) = table(built.result(1, built.attempt(accuracy=accuracy))).rows

    assert row.accuracy == told


def test_the_steps_to_a_score_are_shown_once_there_are_any() -> None:
    healthy = built.result(1)
    late = replace(healthy, standing=built.standing(healthy.attempts[0], penalty=1, final=14))

    assert not table(healthy).adjusted
    assert table(healthy, late).adjusted


def test_filters_offer_what_occurs_the_most_frequent_first() -> None:
    pixels = built.attempt(findings=(built.finding("unscaled-inputs"),), criteria=built.criteria(5))

    filters = {
        one.name: one.choices
        for one in table(built.result(1, pixels), built.result(2), built.result(3)).filters
    }

    assert filters == {
        "status": (Choice("graded", "graded", 3),),
        "cause": (Choice("unscaled-inputs", "The inputs are large numbers", 1),),
        "lost": (Choice("6", "6. It learns all four segments on two seeds of three", 1),),
        "flag": (),
    }


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("s01", "reports/s01.html"),
        ("Ødegaard", "reports/%C3%98degaard.html"),
        ("../../etc", "reports/..%2F..%2Fetc.html"),
        ('a"b#c?d', "reports/a%22b%23c%3Fd.html"),
        ("\ud800", "reports/%3F.html"),
        ("", ""),
    ],
)
def test_a_report_is_found_in_its_folder_and_nowhere_else(page: str, address: str) -> None:
    assert page_of(built.result(1, built.attempt(page=page))) == address


@pytest.mark.parametrize(
    ("name", "key"), [("labels-not-aligned", "labels-not-aligned"), ('" onclick=1', "onclick-1")]
)
def test_a_key_is_one_harmless_word(name: str, key: str) -> None:
    assert key_of(name) == key
    assert key_of("''") == "other"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.04, "0.0 s"),
        (9.94, "9.9 s"),
        (10, "10 s"),
        (59.4, "59 s"),
        (59.6, "1 min"),
        (61, "1 min 1 s"),
        (3599, "59 min 59 s"),
        (3600, "1 h"),
        (3661, "1 h 1 min"),
        (90_000, "25 h"),
    ],
)
def test_durations_are_said_with_two_units_at_most(seconds: float, told: str) -> None:
    assert duration(seconds) == told


def test_moments_name_their_time_zone() -> None:
    assert moment(built.DUE) == "2027-01-31 23:59 UTC"
