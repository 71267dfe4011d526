"""Folders and files, one for each student."""

import os
from pathlib import Path

import pytest

from nngrader.errors import NoSubmission
from nngrader.intake import take_in
from nngrader.jobs import Refused, Submission
from tests.intake.classes import XOR, Lay, as_folder, as_zip, files, laid, notes, taken, told
from tests.submission.boxes import zipped

WANTED = "`xor.py` or `xor.ipynb` was expected"


@laid
def test_a_folder_is_a_student(lay: Lay, tmp_path: Path) -> None:
    found = taken(lay, tmp_path, files("ada/xor.py", "bob/deep/er/xor.py"))

    assert told(found) == ["ada | ada/xor.py | x = 1", "bob | bob/deep/er/xor.py | x = 1"]
    assert found.layout.endswith(" with a folder for each student")
    assert found.roster == found.notes == ()


@laid
def test_a_file_is_a_student(lay: Lay, tmp_path: Path) -> None:
    packed = zipped({"hw/xor.py": b"y = 2\n"})

    found = taken(lay, tmp_path, {**files("ada.py"), "bob.zip": packed})

    assert told(found) == ["ada | ada.py | x = 1", "bob | bob.zip | y = 2"]
    assert found.layout.endswith(" with a file for each student")


@laid
def test_folders_and_files_may_stand_side_by_side(lay: Lay, tmp_path: Path) -> None:
    found = taken(lay, tmp_path, files("ada/xor.py", "bob.py"))

    assert told(found) == ["ada | ada/xor.py | x = 1", "bob | bob.py | x = 1"]
    assert found.layout.endswith(" with a folder or a file for each student")


def test_where_a_hand_in_came_from_is_told(tmp_path: Path) -> None:
    in_folder = taken(as_folder, tmp_path, files("ada/xor.py"))
    in_zip = taken(as_zip, tmp_path, files("ada/xor.py"))

    assert in_folder.layout == "a folder with a folder for each student"
    assert in_folder.claims[0].source == "ada/xor.py"
    assert in_folder.claims[0].read() == Submission(
        student="ada", name="xor.py", path=f"{tmp_path}/class/ada/xor.py", code="x = 1\n"
    )
    assert in_zip.layout == "a zip with a folder for each student"
    assert in_zip.claims[0].source == "class.zip: ada/xor.py"
    assert in_zip.claims[0].read() == Submission(
        student="ada", name="xor.py", path=f"{tmp_path}/class.zip: ada/xor.py", code="x = 1\n"
    )


def test_a_single_hand_in_is_a_class_of_one(tmp_path: Path) -> None:
    (tmp_path / "xor.py").write_bytes(b"x = 1\n")

    found = take_in(tmp_path / "xor.py", XOR)

    assert told(found) == ["xor | xor.py | x = 1"]
    assert found.layout == "a single hand-in"


@laid
def test_a_folder_without_a_hand_in_is_refused_with_what_it_holds(lay: Lay, tmp_path: Path) -> None:
    handed_in = files("ada/xor.py", "bob/report.pdf", "bob/notes.txt", "cyd/")

    found = taken(lay, tmp_path, handed_in)

    assert told(found) == [
        "ada | ada/xor.py | x = 1",
        f"bob | bob | the folder holds notes.txt and report.pdf; {WANTED}",
        f"cyd | cyd | the folder is empty; {WANTED}",
    ]
    assert notes(found) == []


@laid
def test_a_script_of_another_name_is_taken_where_none_has_the_right_one(
    lay: Lay, tmp_path: Path
) -> None:
    handed_in = files("ada/mine.py", "bob/xor.py", "bob/plot.py", "cyd/mine.zip", "cyd/help.py")

    found = taken(lay, tmp_path, handed_in)

    assert told(found) == [
        "ada | ada/mine.py | x = 1",
        "bob | bob/xor.py | x = 1",
        "cyd | cyd/help.py | x = 1",
    ]
    assert notes(found) == ["Not graded, for a hand-in lies beside: bob/plot.py and cyd/mine.zip."]


@pytest.mark.parametrize("name", ["xor.py", "XOR.py", "xor-2.py", "xor (1).ipynb", "xor(1).zip"])
def test_a_copy_has_the_right_name(name: str, tmp_path: Path) -> None:
    found = taken(as_folder, tmp_path, files(f"ada/{name}", "ada/other.py"))

    assert [claim.source for claim in found.claims] == [f"ada/{name}"]


@pytest.mark.parametrize("name", ["xor2.py", "my_xor.py", "xor-final.py", "xor-1000.py"])
def test_a_name_that_only_resembles_it_is_another(name: str, tmp_path: Path) -> None:
    found = taken(as_folder, tmp_path, files(f"ada/{name}", "ada/other.py"))

    assert sorted(claim.source for claim in found.claims) == sorted(["ada/other.py", f"ada/{name}"])


def test_a_script_and_a_notebook_of_the_right_name_are_both_graded(tmp_path: Path) -> None:
    found = taken(as_folder, tmp_path, files("ada/xor.py", "ada/xor.ipynb"))

    assert [claim.student.id for claim in found.claims] == ["ada", "ada"]
    assert notes(found) == ["2 hand-ins claim ada: ada/xor.ipynb and ada/xor.py; both are graded."]


def test_five_scripts_are_graded_and_six_are_asked_about(tmp_path: Path) -> None:
    five = files(*(f"ada/{n}.py" for n in "abcde"))

    found = taken(as_folder, tmp_path, five)
    assert len(found.claims) == 5
    assert notes(found) == [
        "5 hand-ins claim ada: ada/a.py, ada/b.py, ada/c.py, ada/d.py and ada/e.py; all are graded."
    ]

    found = taken(as_folder, tmp_path, {**five, **files("ada/f.py", "bob/xor.py")})
    assert told(found)[0] == (
        f"ada | ada | the folder holds a.py, b.py, c.py, d.py, e.py and 1 more; {WANTED} among them"
    )


@laid
def test_litter_and_installed_packages_are_left_out(lay: Lay, tmp_path: Path) -> None:
    litter = files(
        "__MACOSX/ada/._xor.py",
        ".DS_Store",
        "ada/.ipynb_checkpoints/xor-checkpoint.ipynb",
        "ada/__pycache__/xor.pyc",
        "ada/venv/lib/xor.py",
        "ada/.git/xor.py",
    )

    found = taken(lay, tmp_path, {**files("ada/xor.py"), **litter})

    assert told(found) == ["ada | ada/xor.py | x = 1"]
    assert notes(found) == []


@laid
def test_what_is_not_graded_is_told(lay: Lay, tmp_path: Path) -> None:
    handed_in = files("ada/xor.py", "ada/plot.png", "bob/xor.py", "bob/a.csv", "list.pdf")

    assert notes(taken(lay, tmp_path, handed_in)) == [
        "1 file belongs to nobody: list.pdf.",
        "2 files beside hand-ins are not graded: ada/plot.png and bob/a.csv.",
    ]


@laid
@pytest.mark.parametrize("around", ["class/", "class/class/"])
def test_a_folder_around_all_students_is_none(lay: Lay, around: str, tmp_path: Path) -> None:
    found = taken(lay, tmp_path, files(f"{around}ada/xor.py", f"{around}bob/xor.py"))

    assert told(found) == [
        f"ada | {around}ada/xor.py | x = 1",
        f"bob | {around}bob/xor.py | x = 1",
    ]


def test_the_folder_that_a_zip_is_named_after_is_around_all_students(tmp_path: Path) -> None:
    found = taken(as_zip, tmp_path, files("class/ada.py", "class/bob.py"))

    assert [claim.student.id for claim in found.claims] == ["ada", "bob"]


@laid
@pytest.mark.parametrize("name", ["ada/xor.py", "ada/hw/xor.py", "ada/mine.py"])
def test_the_folder_of_an_only_student_is_theirs(lay: Lay, name: str, tmp_path: Path) -> None:
    assert told(taken(lay, tmp_path, files(name))) == [f"ada | {name} | x = 1"]


def test_students_whose_names_differ_in_capitals_are_told_apart(tmp_path: Path) -> None:
    found = taken(as_zip, tmp_path, files("Ada/xor.py", "ada/xor.py"))

    assert told(found) == [
        "Ada-99a563 | Ada/xor.py | x = 1",
        "ada-fdee43 | ada/xor.py | x = 1",
    ]
    assert notes(found) == [
        "Several students would be called Ada and ada; they are told apart as Ada-99a563 and "
        "ada-fdee43."
    ]


def test_students_who_are_told_apart_keep_their_ids_whoever_else_is_there(tmp_path: Path) -> None:
    more = taken(as_zip, tmp_path, files("ADA/xor.py", "ada/xor.py", "Ada/xor.py", "bob/xor.py"))

    assert {"Ada-99a563", "ada-fdee43", "bob"} < {claim.student.id for claim in more.claims}


def test_alone_a_name_is_the_id_of_nobody_who_was_told_apart(tmp_path: Path) -> None:
    together = taken(as_zip, tmp_path, files("Ada/xor.py", "ada/xor.py"))
    alone = taken(as_zip, tmp_path, files("ada/xor.py"))

    assert [claim.student.id for claim in alone.claims] == ["ada"]
    assert "ada" not in {claim.student.id.lower() for claim in together.claims}


def test_a_student_may_be_called_as_another_would_be_told_apart(tmp_path: Path) -> None:
    found = taken(as_zip, tmp_path, files("Ada/xor.py", "ada/xor.py", "ada-fdee43/xor.py"))

    assert told(found) == [
        "Ada-99a563 | Ada/xor.py | x = 1",
        "ada-fdee43-2 | ada/xor.py | x = 1",
        "ada-fdee43 | ada-fdee43/xor.py | x = 1",
    ]


@laid
def test_nothing_to_grade_is_an_error_that_says_what_was_found(lay: Lay, tmp_path: Path) -> None:
    with pytest.raises(NoSubmission) as caught:
        taken(lay, tmp_path, files("ada/a.pdf", "notes.txt"))

    assert str(caught.value).endswith(
        " holds ada/a.pdf and notes.txt; nothing in it can be graded. Wanted is `xor.py` or "
        "`xor.ipynb` in a folder or a zip with a folder or a file for each student, a download "
        "of Moodle, Canvas or Gradescope, a course of nbgrader, or a CSV of repositories."
    )


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("none", "does not exist"),
        ("a.txt", "is neither a folder nor a zip"),
        ("a.tar.gz", "is neither a folder nor a zip"),
    ],
)
def test_other_files_are_no_class(name: str, problem: str, tmp_path: Path) -> None:
    if name != "none":
        (tmp_path / name).write_text("x")

    with pytest.raises(NoSubmission) as caught:
        take_in(tmp_path / name, XOR)

    assert str(caught.value) == (
        f"{tmp_path}/{name} {problem}. Give a folder or a zip with a folder or a file for each "
        "student, a download of Moodle, Canvas or Gradescope, a course of nbgrader, or a CSV of "
        "repositories."
    )


@pytest.mark.skipif(os.name != "posix", reason="links need rights there")
def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    top = as_folder(tmp_path, files("ada/xor.py", "bob/notes.txt"))
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "xor.py").write_text("secret = 1\n")
    (top / "cyd").symlink_to(tmp_path / "secret")
    (top / "bob" / "inner").symlink_to(tmp_path / "secret")
    (top / "dan").mkdir()
    (top / "dan" / "xor.py").symlink_to(tmp_path / "secret" / "xor.py")
    (top / "eve").mkdir()
    os.mkfifo(top / "eve" / "xor.py")

    found = take_in(top, XOR)

    assert told(found) == [
        "ada | ada/xor.py | x = 1",
        f"bob | bob | the folder holds notes.txt; {WANTED}",
        "cyd | cyd | it is a link. Hand in the folder itself",
        "dan | dan/xor.py | it is a link. Hand in the file itself",
        "eve | eve/xor.py | it is not an ordinary file",
    ]
    assert notes(found) == [
        "bob/inner was not looked into: it is a link. Hand in the folder itself.",
        "cyd was not looked into: it is a link. Hand in the folder itself.",
    ]


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="root may open all")
def test_a_folder_that_cannot_be_opened_costs_only_itself(tmp_path: Path) -> None:
    top = as_folder(tmp_path, files("ada/xor.py", "bob/xor.py"))
    (top / "bob").chmod(0)
    try:
        found = take_in(top, XOR)
    finally:
        (top / "bob").chmod(0o755)

    assert told(found)[1] == "bob | bob | it cannot be opened (Permission denied)"


def test_a_file_that_is_gone_when_it_is_read_is_refused(tmp_path: Path) -> None:
    found = taken(as_folder, tmp_path, files("ada/xor.py"))
    (tmp_path / "class/ada/xor.py").unlink()

    assert told(found) == ["ada | ada/xor.py | it cannot be opened (No such file or directory)"]
    assert isinstance(found.claims[0].read(), Refused)
