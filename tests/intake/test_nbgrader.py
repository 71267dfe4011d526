"""Courses of nbgrader."""

from datetime import datetime, timezone
from pathlib import Path

import pytest

from nngrader.errors import NoSubmission
from nngrader.intake import take_in
from tests.intake.classes import XOR, Lay, as_folder, files, laid, notes, taken, told

STAMP = {"timestamp.txt": b"2027-01-31 23:59:59.123456 UTC\n"}


def course(*names: str, stamped: str = "") -> dict[str, bytes]:
    stamps = {
        f"submitted/{where}/timestamp.txt": STAMP["timestamp.txt"] for where in stamped.split()
    }
    return {**files(*(f"submitted/{name}" for name in names)), **stamps}


@laid
def test_a_course_gives_one_assignment_of_every_student(lay: Lay, tmp_path: Path) -> None:
    handed_in = course(
        "ada/xor/xor.py", "ada/iris/iris.py", "bob/xor/mine.py", "cyd/iris/iris.py", "dan/xor/",
        stamped="ada/xor ada/iris bob/xor",
    )  # fmt: skip

    found = taken(lay, tmp_path, {**handed_in, **files("source/xor/xor.py", "gradebook.db")})

    assert found.layout == "an nbgrader course, assignment xor"
    assert told(found) == [
        "ada | submitted/ada/xor/xor.py | x = 1",
        "bob | submitted/bob/xor/mine.py | x = 1",
        "dan | submitted/dan/xor | the folder is empty; `xor.py` or `xor.ipynb` was expected",
    ]
    at = {claim.student.id: claim.submitted_at for claim in found.claims}
    assert at["ada"] == datetime(2027, 1, 31, 23, 59, 59, 123456, timezone.utc)
    assert at["dan"] is None
    assert notes(found) == [
        "Nothing is handed in for xor by cyd.",
        "1 hand-in has no timestamp.txt that can be read; when it was handed in is not known.",
    ]


def test_the_folder_submitted_is_enough(tmp_path: Path) -> None:
    top = as_folder(tmp_path, course("ada/hw1/xor.py", "bob/hw1/xor.py"))

    found = take_in(top / "submitted", XOR)

    assert found.layout == "an nbgrader course, assignment hw1"
    assert told(found) == ["ada | ada/hw1/xor.py | x = 1", "bob | bob/hw1/xor.py | x = 1"]
    assert notes(found) == []


@laid
def test_a_time_stamp_shows_a_course_under_any_name(lay: Lay, tmp_path: Path) -> None:
    handed_in = {**files("ada/hw1/xor.py"), "ada/hw1/timestamp.txt": b"2027-01-31-23-59-59"}

    found = taken(lay, tmp_path, handed_in)

    assert found.layout == "an nbgrader course, assignment hw1"
    assert found.claims[0].submitted_at == datetime(2027, 1, 31, 23, 59, 59, tzinfo=timezone.utc)


@laid
def test_folders_of_students_without_assignments_are_no_course(lay: Lay, tmp_path: Path) -> None:
    found = taken(lay, tmp_path, files("ada/xor.py", "ada/timestamp.txt"))

    assert found.layout.endswith("with a folder for each student")


def test_the_assignment_is_the_one_that_holds_its_notebook(tmp_path: Path) -> None:
    handed_in = course("ada/ps1/iris.py", "ada/ps2/xor.ipynb", "bob/ps2/odd.py", "bob/ps1/a.py")

    found = taken(as_folder, tmp_path, handed_in)

    assert found.layout == "an nbgrader course, assignment ps2"
    assert [claim.source for claim in found.claims] == [
        "submitted/ada/ps2/xor.ipynb",
        "submitted/bob/ps2/odd.py",
    ]


@laid
def test_an_assignment_that_cannot_be_told_is_an_error(lay: Lay, tmp_path: Path) -> None:
    with pytest.raises(NoSubmission) as caught:
        taken(lay, tmp_path, course("ada/ps1/a.py", "ada/ps2/b.py"))

    assert str(caught.value) == (
        "submitted/ holds the assignments ps1 and ps2; which one is 'Teach a network XOR'? Name "
        "its folder xor, or its notebooks xor.ipynb."
    )


def test_an_unreadable_time_is_none(tmp_path: Path) -> None:
    handed_in = {**course("ada/xor/xor.py"), "submitted/ada/xor/timestamp.txt": b"\xff yesterday"}

    assert taken(as_folder, tmp_path, handed_in).claims[0].submitted_at is None


def test_files_between_the_folders_belong_to_nobody(tmp_path: Path) -> None:
    found = taken(as_folder, tmp_path, course("ada/xor/xor.py", "ada/list.txt", "x.txt"))

    assert notes(found) == ["2 files belong to nobody: submitted/ada/list.txt and submitted/x.txt."]
