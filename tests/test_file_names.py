"""Names of files that are made of names of students."""

from nngrader.file_names import file_name, page_name


def test_the_attempt_that_counts_is_called_like_the_student() -> None:
    assert [page_name("ada", number, 2) for number in (1, 2)] == ["ada~attempt-1", "ada"]


def test_without_one_that_counts_every_attempt_has_its_own() -> None:
    assert page_name("ada", 1, None) == "ada~attempt-1"


def test_nobody_can_be_called_like_an_attempt_of_somebody_else() -> None:
    assert file_name("ada~attempt-1") != page_name("ada", 1, 2)
