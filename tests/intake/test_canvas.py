"""Downloads of Canvas."""

from pathlib import Path

import pytest

from tests.intake.classes import Lay, as_zip, files, laid, notes, taken, told
from tests.submission.boxes import zipped


@laid
def test_each_user_is_a_student(lay: Lay, tmp_path: Path) -> None:
    handed_in = files(
        "lovelaceada_11_901_xor.py",
        "lovelaceada_11_902_plot of loss.png",
        "raybob_LATE_12_903_xor-2.py",
        "oddold_late_13_904_xor.ipynb.zip",
    )
    handed_in["oddold_late_13_904_xor.ipynb.zip"] = zipped({"xor.py": b"y = 2\n"})

    found = taken(lay, tmp_path, handed_in)

    assert found.layout == "a Canvas download"
    assert told(found) == [
        "lovelaceada | lovelaceada_11_901_xor.py | x = 1",
        "oddold | oddold_late_13_904_xor.ipynb.zip | y = 2",
        "raybob | raybob_LATE_12_903_xor-2.py | x = 1",
    ]
    assert [claim.marked_late for claim in found.claims] == [False, True, True]
    assert [claim.student.other_ids["canvas"] for claim in found.claims] == ["11", "13", "12"]
    assert [claim.read().name for claim in found.claims] == ["xor.py", "xor.py", "xor-2.py"]
    assert notes(found) == [
        "1 file beside hand-ins is not graded: lovelaceada_11_902_plot of loss.png."
    ]


@laid
def test_what_was_written_into_canvas_is_no_hand_in(lay: Lay, tmp_path: Path) -> None:
    handed_in = files("ashe_1_text.html", "bb_2_link.html", "cc_3_9_xor.py", "readme.md")

    found = taken(lay, tmp_path, handed_in)

    assert told(found) == [
        "ashe | ashe | the hand-in holds text.html; `xor.py` or `xor.ipynb` was expected",
        "bb | bb | the hand-in holds link.html; `xor.py` or `xor.ipynb` was expected",
        "cc | cc_3_9_xor.py | x = 1",
    ]
    assert notes(found) == ["1 file belongs to nobody: readme.md."]


def test_two_files_of_the_right_name_are_both_graded(tmp_path: Path) -> None:
    found = taken(as_zip, tmp_path, files("ada_1_5_xor.py", "ada_1_6_xor-1.py"))

    assert notes(found) == [
        "2 hand-ins claim ada: ada_1_5_xor.py and ada_1_6_xor-1.py; both are graded."
    ]


def test_two_users_of_one_name_are_told_apart_by_their_numbers(tmp_path: Path) -> None:
    found = taken(as_zip, tmp_path, files("roth_1_5_xor.py", "roth_2_6_xor.py"))

    assert [claim.student.id for claim in found.claims] == ["roth_1", "roth_2"]
    assert notes(found) == [
        "Several students would be called roth; they are told apart as roth_1 and roth_2."
    ]


def test_hidden_names_leave_a_word(tmp_path: Path) -> None:
    found = taken(as_zip, tmp_path, files("anon_JKl3m_5_xor.py", "LATE_anon_9xY_6_xor.py"))

    assert [claim.student.id for claim in found.claims] == ["anon_9xY", "anon_JKl3m"]
    assert [claim.student.other_ids for claim in found.claims] == [{}, {}]
    assert [claim.marked_late for claim in found.claims] == [True, False]


@laid
def test_more_than_half_of_the_files_make_a_download(lay: Lay, tmp_path: Path) -> None:
    half = files("ada_1_5_xor.py", "bob.py")

    assert taken(lay, tmp_path, half).layout.endswith("with a file for each student")
    assert taken(lay, tmp_path, {**half, **files("cyd_2_6_xor.py")}).layout == "a Canvas download"


GRADEBOOK = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,XOR (77),Final Score\r\n"
    ",,,,,Manual Posting,\r\n"
    "    Points Possible,,,,,12.00,(read only)\r\n"
    '"Lovelace, Ada",11,s01,alove,A,,\r\n'
    '"Sánchez-Núñez, José",12,,jsan,A,,\r\n'
    '"Student, Test",99,,abc,A,,\r\n'
)


def test_a_gradebook_is_a_roster(tmp_path: Path) -> None:
    handed_in = files("lovelaceada_11_901_xor.py", "sáncheznúñezjosé_777_902_xor.py")

    found = taken(as_zip, tmp_path, handed_in, GRADEBOOK)

    assert [claim.student.id for claim in found.claims] == ["s01", "jsan"]
    assert [student.name for student in found.roster] == ["Ada Lovelace", "José Sánchez-Núñez"]
    assert found.roster[0].other_ids == {"canvas": "11", "sis": "s01", "login": "alove"}
    assert notes(found) == []


def test_the_hand_in_of_a_group_is_doubted(tmp_path: Path) -> None:
    found = taken(as_zip, tmp_path, files("teamrocket_11_901_xor.py"), GRADEBOOK)

    assert [claim.student.id for claim in found.claims] == ["s01"]
    assert notes(found) == [
        "teamrocket counts for Ada Lovelace, whose number it carries, though it is called "
        "teamrocket. If a group handed it in, the others of the group have nothing yet."
    ]


@pytest.mark.parametrize("name", ["ada_1_xor.py", "ada_b_1_2.py", "1_2.py", "ada_1_2_"])
def test_a_file_that_only_resembles_one_is_a_student_of_its_name(name: str, tmp_path: Path) -> None:
    found = taken(as_zip, tmp_path, files(name, "bob/xor.py"))

    assert found.layout.startswith("a zip with a folder")
