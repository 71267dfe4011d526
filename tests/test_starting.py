"""Handing out an assignment."""

from pathlib import Path

import pytest

from nngrader.assignments import open_assignment
from nngrader.errors import UnknownName
from nngrader.starting import WouldOverwrite, start

SOURCE = """\
from tests.builders import assignment
ASSIGNMENT = assignment(hand_in="week3")
"""
FILES = ("README.md", "assignment.py", "week3.py", "week3.ipynb", "test_more.py")


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    folder = tmp_path / "lesson"
    folder.mkdir()
    for name in (*FILES, "notes.txt"):
        (folder / name).write_text(f"# {name}\n")
    (folder / "assignment.py").write_text(SOURCE)
    return folder


def test_a_start_copies_what_a_student_needs(tmp_path: Path, lesson: Path) -> None:
    mine = tmp_path / "deep" / "mine"

    said = list(start(str(lesson), mine))

    assert sorted(path.name for path in mine.iterdir()) == sorted(FILES)
    assert said == [
        *(f"{mine / name}" for name in FILES),
        f"\nTeach a network XOR: read {mine / 'README.md'}, fill in the blanks of one of the two",
        f"starters (delete the other), then run `pytest --grade` in {mine}.",
    ]


def test_a_copy_keeps_its_text(tmp_path: Path, lesson: Path) -> None:
    list(start(str(lesson), tmp_path / "mine"))

    assert (tmp_path / "mine" / "week3.py").read_text() == "# week3.py\n"


def test_a_copy_opens_as_the_same_assignment(tmp_path: Path, lesson: Path) -> None:
    list(start(str(lesson), tmp_path / "mine"))

    assert open_assignment(str(tmp_path / "mine")).hand_in == "week3"


def test_what_an_assignment_lacks_is_not_copied(tmp_path: Path, lesson: Path) -> None:
    (lesson / "week3.ipynb").unlink()

    list(start(str(lesson), tmp_path / "mine"))

    assert not (tmp_path / "mine" / "week3.ipynb").exists()


def test_nobodys_work_is_overwritten(tmp_path: Path, lesson: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "week3.py").write_text("my work\n")

    with pytest.raises(WouldOverwrite) as caught:
        list(start(str(lesson), mine))

    assert str(caught.value) == (
        f"{mine} already holds week3.py. Nothing was copied; name another folder."
    )
    assert [path.read_text() for path in mine.iterdir()] == ["my work\n"]


def test_a_file_is_no_folder_to_copy_into(tmp_path: Path, lesson: Path) -> None:
    mine = tmp_path / "mine"
    mine.write_text("")

    with pytest.raises(WouldOverwrite) as caught:
        list(start(str(lesson), mine))

    assert str(caught.value) == f"{mine} is a file. Nothing was copied; name another folder."


def test_an_unknown_name_copies_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'xor'"):
        list(start("xorr", tmp_path / "mine"))

    assert not (tmp_path / "mine").exists()
