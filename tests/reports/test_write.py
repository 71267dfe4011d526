"""A student's report gets a file of its own on every system."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nngrader.file_names import LONGEST, file_name
from nngrader.files import NotWritten
from nngrader.reports._write import write
from tests import builders


@pytest.mark.parametrize(
    "student",
    [
        "s07",
        "zoë.müller@example.org",
        "ann_lee-2",
        "अदिति",
        "クラス1",
        "a+b",
        "conrad",
        "com10",
        "x" * 100,
    ],
)
def test_an_ordinary_name_is_kept(student: str) -> None:
    assert file_name(student) == student


@pytest.mark.parametrize(
    ("student", "start"),
    [
        ("ann lee", "ann_lee~"),
        ("../../etc/passwd", "_.._etc_passwd~"),
        ("..", "unnamed~"),
        ("", "unnamed~"),
        ("-rf", "rf~"),
        (".bashrc", "bashrc~"),
        ("s07.", "s07~"),
        ("CON", "_CON~"),
        ("nul.txt", "_nul.txt~"),
        ("Lpt¹", "_Lpt¹~"),
        ("conin$", "conin_~"),
        ("a~b", "a_b~"),
        ("s07\x1b[31m", "s07__31m~"),
        ("s07\u202e", "s07_~"),
        ("half\ud83d", "half_~"),
        ("=1+1", "_1+1~"),
    ],
)
def test_any_other_name_is_made_one_and_marked(student: str, start: str) -> None:
    name = file_name(student)

    assert name.startswith(start)
    assert len(name) == len(start) + 16


def test_two_students_never_share_a_file() -> None:
    alike = [
        "a b",
        "a?b",
        "a_b",
        "a\x00b",
        "a_b~",
        "é",
        unicodedata.normalize("NFD", "é"),
        "é" * 101,
    ]

    assert len({file_name(student) for student in alike}) == len(alike)


def test_a_name_made_of_another_ones_mark_is_a_different_name() -> None:
    """Who knows how a file is called cannot call himself so and overwrite it."""
    assert file_name(file_name("ann lee")) != file_name("ann lee")


@given(st.text(st.characters(exclude_categories=())))
def test_every_name_fits_every_system(student: str) -> None:
    name = file_name(student)

    assert 0 < len(name) <= LONGEST + 18
    assert len(f"{name}.html".encode()) < 255
    assert not {*name} & {*'\\/:*?"<>|\x00 '}
    assert name[0] not in ".-"


def test_a_name_of_the_largest_letters_can_be_written(tmp_path: Path) -> None:
    page = write(builders.report(builders.evidence(student="𝒶" * 300, runs=())), tmp_path)

    assert page.is_file()
    assert {path.suffix for path in tmp_path.iterdir()} == {".html", ".json"}


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "graded").write_text("mine")

    with pytest.raises(NotWritten, match="graded could not be written: File exists"):
        write(builders.report(builders.evidence(runs=())), tmp_path / "graded")


def test_a_page_may_be_called_otherwise_and_show_the_name_that_people_use(tmp_path: Path) -> None:
    page = write(builders.report(), tmp_path, "s07~attempt-2", shown="Ada Lovelace")

    assert page == tmp_path / "s07~attempt-2.html"
    assert "Ada Lovelace" in page.read_text()
    assert json.loads((tmp_path / "s07~attempt-2.json").read_text())["student"] == "s07"
