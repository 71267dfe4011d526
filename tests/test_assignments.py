"""Assignments by name and by folder."""

from pathlib import Path

import pytest

from nngrader.assignments import (
    assignment_for,
    built_in_folder,
    built_in_names,
    open_assignment,
)
from nngrader.errors import BadAssignment, UnknownName

GOOD = "from tests.builders import assignment\nASSIGNMENT = assignment()\n"


def written(folder: Path, source: str) -> Path:
    path = folder / "assignment.py"
    path.write_text(source)
    return path


def complaint(wanted: str) -> str:
    with pytest.raises(BadAssignment) as caught:
        open_assignment(wanted)
    return str(caught.value)


def test_the_shipped_assignments_are_listed() -> None:
    assert built_in_names() == ("iris", "mnist", "xor")


@pytest.mark.parametrize("name", ["iris", "mnist", "xor"])
def test_a_shipped_assignment_opens_by_name(name: str) -> None:
    found = open_assignment(name)

    assert (found.name, found.hand_in, found.folder) == (name, name, built_in_folder() / name)


def test_an_assignment_opens_by_folder_and_takes_its_name(tmp_path: Path) -> None:
    written(tmp_path, GOOD)

    found = open_assignment(str(tmp_path))

    assert (found.name, found.hand_in, found.folder) == (tmp_path.name, tmp_path.name, tmp_path)


def test_an_assignment_opens_by_its_file(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)

    assert open_assignment(str(path)).folder == tmp_path


def test_a_bare_name_means_the_shipped_assignment_and_a_path_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder may be a student's, and opening an assignment runs it."""
    (tmp_path / "xor").mkdir()
    written(tmp_path / "xor", GOOD)
    monkeypatch.chdir(tmp_path)

    assert open_assignment("xor").folder == built_in_folder() / "xor"
    assert open_assignment("./xor").folder == tmp_path / "xor"


def test_an_assignment_may_name_its_hand_in(tmp_path: Path) -> None:
    written(tmp_path, GOOD.replace("assignment()", "assignment(hand_in='homework')"))

    assert open_assignment(str(tmp_path)).hand_in == "homework"


def test_a_file_is_run_once(tmp_path: Path) -> None:
    source = "from pathlib import Path\nPath(__file__).with_name('ran').mkdir()\n"
    written(tmp_path, source + GOOD)

    open_assignment(str(tmp_path))
    open_assignment(str(tmp_path))

    assert (tmp_path / "ran").is_dir()


def test_two_folders_of_one_name_are_two_assignments(tmp_path: Path) -> None:
    for parent in ("a", "b"):
        (tmp_path / parent / "xor").mkdir(parents=True)
        written(tmp_path / parent / "xor", GOOD.replace("()", f"(title='{parent}')"))

    found = [open_assignment(str(tmp_path / parent / "xor")).title for parent in ("a", "b")]

    assert found == ["a", "b"]


def test_a_check_of_the_author_may_be_a_dataclass(tmp_path: Path) -> None:
    check = "@dataclass\nclass Mine:\n    share: ClassVar[float] = 1.0\n"
    head = "from __future__ import annotations\nfrom dataclasses import dataclass\n"
    written(tmp_path, f"{head}from typing import ClassVar\n{check}{GOOD}")

    assert open_assignment(str(tmp_path)).name == tmp_path.name


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        open_assignment("minst")

    assert str(caught.value) == (
        "nngrader has no 'minst'. Did you mean 'mnist'? It has: iris, mnist, xor."
    )


def test_a_folder_without_an_assignment_is_named(tmp_path: Path) -> None:
    assert complaint(str(tmp_path)) == f"{str(tmp_path)!r} is a folder without assignment.py."


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("1 / 0\n", "ZeroDivisionError: division by zero"),
        ("import keras_of_mine\n", "ModuleNotFoundError: No module named 'keras_of_mine'"),
        ("raise SystemExit(3)\n", "SystemExit: 3"),
        ("def f(:\n", "SyntaxError: invalid syntax (assignment.py, line 1)"),
        (
            "from nngrader import worth\nworth(0, 'It learns', None)\n",
            "ValueError: 'It learns' is worth 0 points; a criterion must be worth more than 0.",
        ),
    ],
)
def test_an_assignment_that_breaks_says_how(tmp_path: Path, source: str, why: str) -> None:
    path = written(tmp_path, source)

    assert complaint(str(tmp_path)) == f"{path} cannot be used: {why}"


@pytest.mark.parametrize(
    ("source", "guess"),
    [
        ("", ""),
        ("ASSIGNMENT = {'title': 'XOR'}\n", ""),
        (GOOD.replace("ASSIGNMENT", "HOMEWORK"), " It calls it 'HOMEWORK'."),
    ],
)
def test_an_assignment_without_its_name_says_what_to_define(
    tmp_path: Path, source: str, guess: str
) -> None:
    path = written(tmp_path, source)

    assert complaint(str(tmp_path)) == (
        f"{path}: this file must define ASSIGNMENT = Assignment(...).{guess}"
    )


def test_a_broken_assignment_can_be_mended_and_opened_again(tmp_path: Path) -> None:
    written(tmp_path, "1 / 0\n")
    complaint(str(tmp_path))
    written(tmp_path, GOOD + "# mended\n")

    assert open_assignment(str(tmp_path)).name == tmp_path.name


def test_a_hand_in_belongs_to_the_assignment_beside_it(tmp_path: Path) -> None:
    written(tmp_path, GOOD)

    found = assignment_for(tmp_path / "xor.py")

    assert found is not None
    assert found.folder == tmp_path


def test_a_hand_in_alone_belongs_to_the_shipped_assignment_of_its_name(tmp_path: Path) -> None:
    found = assignment_for(tmp_path / "iris.ipynb")

    assert found is not None
    assert found.folder == built_in_folder() / "iris"


def test_a_hand_in_of_another_name_belongs_to_none(tmp_path: Path) -> None:
    assert assignment_for(tmp_path / "ada.py") is None
