"""Whose row is it: nobody gets another one's score."""

from dataclasses import replace
from typing import Any

from nngrader.exporters._matching import Matched, Person, match
from nngrader.results import Result, Student
from tests import class_builders as classes


def somebody(number: int, **changes: Any) -> Result:
    return replace(classes.result(number), student=classes.student(number, **changes))


def whose(matched: Matched) -> dict[int, str]:
    return {row: result.student.id for row, result in matched.by_row.items()}


ADA = {"name": "Ada Lovelace", "email": "ada@uni.example"}


def test_ids_of_the_system_come_first() -> None:
    result = somebody(1, other_ids={"sis": "4711"}, **ADA)

    matched = match([Person(5, "Somebody else", ids={"sis": "4711"})], [result])

    assert whose(matched) == {5: "s001"}


def test_the_roster_s_id_the_login_the_address_and_the_name_do_as_well() -> None:
    result = somebody(1, **ADA)

    for person in (
        Person(1, ids={"sis": "S001"}),
        Person(1, ids={"login": "s001"}),
        Person(1, email="ADA@uni.example"),
        Person(1, ids={"login": "ada@uni.example"}),
        Person(1, "ada  lovelace"),
        Person(1, "Lovelace, Ada"),
    ):
        assert whose(match([person], [result])) == {1: "s001"}


def test_a_name_does_not_count_against_an_id_or_an_address() -> None:
    result = somebody(1, other_ids={"sis": "4711"}, **ADA)

    for person in (
        Person(1, "Ada Lovelace", ids={"sis": "4712"}),
        Person(1, "Ada Lovelace", email="another@uni.example"),
    ):
        matched = match([person], [result])
        assert (matched.by_row, matched.nobody, matched.without) == ({}, (person,), (result,))


def test_two_students_of_one_name_are_told_by_their_address_or_not_at_all() -> None:
    one, two = somebody(1, **ADA), somebody(2, name="Ada Lovelace", email="al@uni.example")
    row = Person(1, "Ada Lovelace")

    matched = match([row], [one, two])

    assert (matched.by_row, matched.unclear) == ({}, (row,))
    assert whose(match([replace(row, email="al@uni.example")], [one, two])) == {1: "s002"}


def test_two_rows_for_one_student_get_nothing_unless_one_is_surer() -> None:
    result = somebody(1, **ADA)
    named, again, sure = (
        Person(1, "Ada Lovelace"),
        Person(2, "Ada Lovelace"),
        Person(3, ids={"sis": "s001"}),
    )

    assert match([named, again], [result]).unclear == (named, again)
    assert whose(match([named, again, sure], [result])) == {3: "s001"}


def test_a_number_of_the_system_is_no_matriculation_number() -> None:
    """Canvas's user 4711 is not the student 4711."""
    student = somebody(1, **ADA)
    numbered = replace(student, student=replace(student.student, id="4711"))
    other = somebody(2, name="Grace Hopper", email="")
    rows = [Person(1, "Grace Hopper", ids={"canvas": "4711"}), Person(2, ids={"sis": "4711"})]

    assert whose(match(rows, [numbered, other])) == {1: "s002", 2: "4711"}


def test_a_number_of_another_assignment_rules_nobody_out() -> None:
    """Moodle gives a student another number in every assignment."""
    result = somebody(1, other_ids={"moodle": "901", "sis": "4711"}, **ADA)

    for person in (
        Person(1, email="ada@uni.example", ids={"moodle": "11"}),
        Person(1, ids={"moodle": "11", "sis": "4711"}),
        Person(1, "Ada Lovelace", ids={"moodle": "11"}),
    ):
        assert whose(match([person], [result])) == {1: "s001"}


def test_a_lasting_number_of_another_student_does() -> None:
    result = somebody(1, other_ids={"canvas": "901"}, **ADA)
    row = Person(1, "Ada Lovelace", ids={"canvas": "11"})

    assert match([row], [result]).nobody == (row,)


def test_a_number_of_another_assignment_does_not_tell_students_of_one_name_apart() -> None:
    students = [
        somebody(n, name="Ada Lovelace", email="", other_ids={"moodle": f"90{n}"}) for n in (1, 2)
    ]
    row = Person(1, "Ada Lovelace", ids={"moodle": "11"})

    assert match([row], students).unclear == (row,)
    assert whose(match([replace(row, ids={"moodle": "902"})], students)) == {1: "s002"}


def test_a_number_of_one_student_with_the_signs_of_another_is_unclear() -> None:
    ada = somebody(1, other_ids={"moodle": "901"}, **ADA)
    grace = somebody(2, name="Grace Hopper", email="gh@uni.example", other_ids={"sis": "4711"})

    for row in (
        Person(1, "Grace Hopper", ids={"moodle": "901"}),
        Person(1, email="gh@uni.example", ids={"moodle": "901"}),
        Person(1, ids={"moodle": "901", "sis": "4711"}),
    ):
        matched = match([row], [ada, grace])
        assert (matched.by_row, matched.unclear) == ({}, (row,))


def test_a_number_counts_for_a_name_that_is_nobody_s() -> None:
    ada = somebody(1, other_ids={"moodle": "901"}, **ADA)

    assert whose(match([Person(1, "Ada King", ids={"moodle": "901"})], [ada])) == {1: "s001"}


def test_a_number_of_moodle_is_no_id_of_whom_it_numbers_otherwise() -> None:
    numbered = replace(classes.result(1), student=Student(id="11", other_ids={"moodle": "901"}))
    row = Person(1, "Ada", ids={"moodle": "11"})

    assert match([row], [numbered]).nobody == (row,)


def test_it_is_one_where_nothing_else_is_known() -> None:
    result = replace(classes.result(1), student=Student(id="4711"))

    assert whose(match([Person(1, "Ada", ids={"canvas": "4711"})], [result])) == {1: "4711"}


def test_empty_names_and_addresses_match_nobody() -> None:
    assert whose(match([Person(1)], [somebody(1, name="", email="")])) == {}
