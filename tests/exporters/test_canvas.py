"""Canvas's gradebook is filled, and nothing else in it changes."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from nngrader.exporters import Exported, NotExported
from nngrader.results import Results
from tests import class_builders as classes
from tests.exporters.formats import canvas_file, content, exported

#: As Canvas writes it: a name with a comma, a policy row, four blanks, read-only totals.
FILE = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Warm-up (101),Teach a network XOR (102),"
    "Homework Current Score,Final Score (2027)\r\n"
    ",,,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,10.00,15.00,(read only),(read only)\r\n"
    '"Zola, Émile",501,s001,ez@uni.example,"XOR, group ""A""",7.00,,70.00,70.00\r\n'
    '"Hopper, Grace",502,s002,gh,A,8.00,4.00,80.00,80.00\r\n'
    '"Noether, Emmy",503,e77,en,A,,3.50,,\r\n'
    '"Student, Test",599,,f00d,A,,,,\r\n'
)  # fmt: skip


def fill(text: str = FILE, made: Results | None = None, **changes: Any) -> Exported:
    return exported("canvas", made or classes.results(2), into=text.encode(), **changes)


def test_the_column_is_filled_and_every_other_byte_stays() -> None:
    made = fill()

    expected = FILE.replace("7.00,,70.00", "7.00,15.00,70.00").replace("8.00,4.00", "8.00,15.00")
    assert content(made) == expected
    assert made.notes == (
        "2 scores go into the column “Teach a network XOR (102)”.",
        "1 other score was replaced: Grace Hopper (4.00, now 15.00).",
        "1 row is not among the results and stayed as before: Noether, Emmy.",
    )


def test_a_second_export_changes_nothing() -> None:
    once = content(fill())

    made = fill(once)

    assert content(made) == once
    assert len(made.notes) == 2


def test_a_score_that_stands_there_already_keeps_its_spelling() -> None:
    text = FILE.replace("7.00,,70.00", '7.00,"15",70.00')

    assert '7.00,"15",70.00' in content(fill(text))


def test_a_result_without_a_row_is_told() -> None:
    made = fill(made=classes.results(4))

    assert made.notes[-1] == (
        "2 students have a score and no row: Katherine Johnson (s004), Øyvind Ødegaard (s003)."
    )


def test_who_handed_in_nothing_keeps_the_cell() -> None:
    made = fill(made=classes.results(results=(classes.result(1), classes.missing(2))))

    assert "8.00,4.00" in content(made)
    assert made.notes[1] == (
        "Nothing was handed in by Grace Hopper (s002); their rows stayed as before."
    )


def test_a_fault_of_the_grader_is_no_zero() -> None:
    fault = classes.attempt(status="grader_fault", criteria=classes.criteria(0, 1, 2, 3, 4, 5))

    made = fill(made=classes.results(results=(classes.result(1), classes.result(2, fault))))

    assert "8.00,4.00" in content(made)
    assert made.notes[1] == (
        "The grader itself failed on Grace Hopper (s002); their rows stayed as before."
    )


@pytest.mark.parametrize("word", ["EX", "N/A", "Complete"])
def test_excused_and_not_assigned_stay(word: str) -> None:
    made = fill(FILE.replace("8.00,4.00", f"8.00,{word}"))

    assert f"8.00,{word}" in content(made)
    assert made.notes[1] == f"Stayed as before, whatever the score: Grace Hopper ({word})."


def test_other_points_possible_scale_the_scores_and_it_is_said() -> None:
    partly = classes.attempt(criteria=classes.criteria(5))

    made = fill(
        FILE.replace("15.00", "100.00"),
        classes.results(results=(classes.result(1, partly), classes.result(2))),
    )

    assert "7.00,66.67,70.00" in content(made)
    assert "8.00,100.00,80.00" in content(made)
    assert made.notes[1] == "Canvas gives 100 points for it and the rubric 15: scores are scaled."


def test_scaling_makes_no_full_points_of_less() -> None:
    almost = classes.result(1)
    assert almost.standing is not None
    almost = replace(almost, standing=replace(almost.standing, final=14.99))

    made = fill(FILE.replace("15.00", "1.00"), classes.results(results=(almost, classes.result(2))))

    assert "7.00,0.99,70.00" in content(made)


def test_a_european_gradebook_keeps_its_semicolons_and_commas() -> None:
    text = (
        "Student;ID;SIS Login ID;Section;Teach a network XOR (102)\n"
        "    Points Possible;;;;15,00\n"
        "Zola, Émile;501;s001;A;\n"
    )

    assert content(fill(text, classes.results(1))) == text.replace("s001;A;", "s001;A;15,00")


def test_last_and_first_names_may_have_columns_of_their_own() -> None:
    text = (
        "LastName,FirstName,ID,SIS Login ID,Section,Teach a network XOR (102)\n"
        "    Points Possible,,,,,15.00\nZola,Émile,501,x,A,\n"
    )
    made = classes.results(
        results=(classes.result(1, student=classes.student(1, name="Émile Zola")),)
    )

    assert content(fill(text, made)).endswith("Zola,Émile,501,x,A,15.00\n")


class TestTheColumn:
    def test_may_be_given_in_full_or_by_its_title(self) -> None:
        for name in ("Warm-up (101)", "warm-up"):
            made = fill(made=classes.results(1), column=name)
            assert 'A""",15.00' not in content(made)
            assert '"XOR, group ""A""",10.00,,70.00' in content(made)

    def test_is_found_by_the_name_of_the_assignment_too(self) -> None:
        text = FILE.replace("Teach a network XOR", "xor")

        assert "7.00,15.00" in content(fill(text))

    def complaint(self, text: str, **changes: Any) -> str:
        with pytest.raises(NotExported) as caught:
            fill(text, **changes)
        return str(caught.value)

    def test_that_is_not_there_is_told_with_those_that_are(self) -> None:
        assert self.complaint(FILE.replace("Teach a network", "Learn")) == (
            "No column is named “Teach a network XOR” or “xor”. Give one with --column, in full. "
            "Columns: “Warm-up (101)”, “Learn XOR (102)”."
        )

    def test_that_is_there_twice_is_told(self) -> None:
        assert self.complaint(FILE.replace("Warm-up", "XOR")) == (
            "Several columns are named “Teach a network XOR” or “xor”. Give one with --column, in "
            "full. Columns: “XOR (101)”, “Teach a network XOR (102)”."
        )

    def test_of_totals_is_never_filled(self) -> None:
        for name in ("Final Score (2027)", "Final Score", "Homework Current Score", "Section"):
            assert self.complaint(FILE, column=name).startswith(f"No column is named “{name}”.")

    def test_without_points_is_refused(self) -> None:
        assert self.complaint(FILE.replace("10.00,15.00", "10.00,0.00")) == (
            "Canvas gives no points for “Teach a network XOR (102)”. Set its points there and "
            "export again."
        )


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda text: text.replace("Student,ID", "Name,ID"), "This is not a gradebook of Canvas"),
        (
            lambda text: text.replace("Points Possible", "Points"),
            "The file has no row “Points Possible”.",
        ),
        (lambda text: "", "The file is no table"),
    ],
    ids="other-table no-points empty".split(),
)
def test_what_is_no_gradebook_is_told(change: Callable[[str], str], problem: str) -> None:
    with pytest.raises(NotExported) as caught:
        fill(change(FILE))

    assert str(caught.value).startswith(problem)


def test_a_short_row_gets_no_cell() -> None:
    text = FILE.replace(
        '"Hopper, Grace",502,s002,gh,A,8.00,4.00,80.00,80.00', '"Hopper, Grace",502,s002'
    )

    made = fill(text)

    assert '"Hopper, Grace",502,s002\r\n' in content(made)
    assert made.notes[1] == "Stayed as before, whatever the score: Grace Hopper (no cell)."


def test_hostile_names_stay_as_they_are_and_get_no_score_of_others() -> None:
    evil = '=HYPERLINK(""x""),'
    text = FILE.replace("Noether, Emmy", evil)

    made = fill(text)

    assert f'"{evil}",503' in content(made)
    assert "\x1b" not in " ".join(made.notes)


def test_a_large_class_takes_seconds_at_most() -> None:
    made = classes.realistic(800)

    started = time.monotonic()

    assert content(exported("canvas", made, into=canvas_file(made)))
    assert time.monotonic() - started < 10


def test_bonus_points_go_beyond_what_is_possible() -> None:
    more = classes.result(1)
    assert more.standing is not None
    more = replace(more, standing=replace(more.standing, final=16.5))

    assert "7.00,16.50,70.00" in content(fill(made=classes.results(results=(more,))))
