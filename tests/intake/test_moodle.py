"""Downloads of Moodle."""

from pathlib import Path

import pytest

from tests.intake.classes import Lay, as_zip, files, laid, notes, taken, told

ADA = "Ada Lovelace_123_assignsubmission_file"
BOB = "Bob Ray_124_assignsubmission_file"


@laid
@pytest.mark.parametrize(
    ("ada", "bob"),
    [
        (f"{ADA}/xor.py", f"{BOB}/hw/xor.py"),
        (f"{ADA}_/xor.py", f"{BOB}_/hw/xor.py"),
        (f"{ADA}_xor.py", f"{BOB}_xor-2.py"),
        (f"IT1-xor-77/{ADA}_/xor.py", f"IT1-xor-77/{BOB}_/xor.py"),
    ],
    ids=["folders", "older folders", "flat", "unpacked into a folder"],
)
def test_each_participant_is_a_student(lay: Lay, ada: str, bob: str, tmp_path: Path) -> None:
    found = taken(lay, tmp_path, files(ada, bob))

    assert found.layout == "a Moodle download"
    assert told(found) == [f"Ada Lovelace | {ada} | x = 1", f"Bob Ray | {bob} | x = 1"]
    assert [claim.student.name for claim in found.claims] == ["Ada Lovelace", "Bob Ray"]
    assert [claim.student.other_ids for claim in found.claims] == [
        {"moodle": "123"},
        {"moodle": "124"},
    ]
    assert notes(found) == []


def test_the_file_has_its_own_name_again(tmp_path: Path) -> None:
    found = taken(as_zip, tmp_path, files(f"{ADA}_xor-2.py"))

    assert found.claims[0].read().name == "xor-2.py"


@laid
def test_text_written_into_moodle_belongs_to_the_same_hand_in(lay: Lay, tmp_path: Path) -> None:
    handed_in = files(
        f"{ADA}_/xor.py",
        "Ada Lovelace_123_assignsubmission_onlinetext_/onlinetext.html",
        "Bob Ray_124_assignsubmission_onlinetext_/onlinetext.html",
        "readme.txt",
    )

    found = taken(lay, tmp_path, handed_in)

    assert told(found) == [
        f"Ada Lovelace | {ADA}_/xor.py | x = 1",
        "Bob Ray | Bob Ray 124 | the hand-in holds onlinetext.html; `xor.py` or `xor.ipynb` was "
        "expected",
    ]
    assert notes(found) == [
        "1 file belongs to nobody: readme.txt.",
        "1 file beside hand-ins is not graded: "
        "Ada Lovelace_123_assignsubmission_onlinetext_/onlinetext.html.",
    ]


@laid
def test_blind_marking_leaves_numbers(lay: Lay, tmp_path: Path) -> None:
    found = taken(
        lay,
        tmp_path,
        files(
            "Participant_5_assignsubmission_file_/xor.py",
            "Participant_6_assignsubmission_file_/xor.py",
        ),
    )

    assert [claim.student.id for claim in found.claims] == ["Participant 5", "Participant 6"]
    assert [claim.student.name for claim in found.claims] == ["", ""]


def test_blind_marking_is_known_in_other_languages_where_there_are_several(tmp_path: Path) -> None:
    found = taken(
        as_zip,
        tmp_path,
        files(
            "Teilnehmer_in_5_assignsubmission_file_xor.py",
            "Teilnehmer_in_6_assignsubmission_file_xor.py",
        ),
    )

    assert [claim.student.id for claim in found.claims] == ["Teilnehmer_in 5", "Teilnehmer_in 6"]
    assert [claim.student.name for claim in found.claims] == ["", ""]


@laid
def test_two_students_of_one_name_are_told_apart_by_their_numbers(lay: Lay, tmp_path: Path) -> None:
    handed_in = files(
        "Max Roth_5_assignsubmission_file/xor.py",
        "Max Roth_6_assignsubmission_file/xor.py",
        "Eve Ash_7_assignsubmission_file/xor.py",
    )

    found = taken(lay, tmp_path, handed_in)

    assert [claim.student.id for claim in found.claims] == ["Eve Ash", "Max Roth 5", "Max Roth 6"]
    assert notes(found) == [
        "Several students would be called Max Roth; they are told apart as Max Roth 5 and "
        "Max Roth 6."
    ]


def test_a_group_without_a_number_is_taken_too(tmp_path: Path) -> None:
    found = taken(as_zip, tmp_path, files("Default group_assignsubmission_file/xor.py"))

    assert [claim.student.id for claim in found.claims] == ["Default group"]
    assert found.claims[0].student.other_ids == {}


@laid
def test_a_folder_that_only_resembles_one_is_a_student(lay: Lay, tmp_path: Path) -> None:
    found = taken(lay, tmp_path, files("Ada_1_submission_file/xor.py"))

    assert found.layout.endswith("with a folder for each student")


WORKSHEET = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade\r\n"
    "Participant 123,Ada King,s01,ada@x.edu,Submitted,-,10\r\n"
    "Participant 124,Bob Ray,s02,bob@x.edu,Submitted,-,10\r\n"
)


def test_a_grading_worksheet_is_a_roster(tmp_path: Path) -> None:
    found = taken(as_zip, tmp_path, files(f"{ADA}/xor.py", f"{BOB}/xor.py"), WORKSHEET)

    assert [claim.student.id for claim in found.claims] == ["s01", "s02"]
    assert [student.name for student in found.roster] == ["Ada King", "Bob Ray"]
    assert notes(found) == [
        "Ada Lovelace 123 counts for Ada King, whose number it carries, though it is called "
        "Ada Lovelace. If a group handed it in, the others of the group have nothing yet."
    ]


def test_a_blind_download_finds_the_names_of_its_worksheet(tmp_path: Path) -> None:
    found = taken(
        as_zip, tmp_path, files("Participant_124_assignsubmission_file/xor.py"), WORKSHEET
    )

    assert [claim.student.name for claim in found.claims] == ["Bob Ray"]
    assert notes(found) == []
