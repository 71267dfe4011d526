"""Which files are hand-ins, and whose they are."""

import os
from pathlib import Path

import pytest

from nngrader.assignments import open_assignment
from nngrader.hand_ins import assignment_of, is_hand_in, student_names
from nngrader.rubric import Assignment
from tests import builders

XOR = builders.assignment(hand_in="xor")
OWN = "from tests.builders import assignment\nASSIGNMENT = assignment()\n"


def picked(folder: Path, files: str, assignment: Assignment | None = None) -> str:
    """Lay files out in a folder; return the names that are hand-ins."""
    paths = [folder / name for name in files.split()]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(OWN if path.name == "assignment.py" else "")
    return " ".join(
        name
        for name, path in zip(files.split(), paths, strict=True)
        if is_hand_in(path, assignment)
    )


def test_a_folder_of_students_is_picked_for_a_named_assignment(tmp_path: Path) -> None:
    assert picked(tmp_path, "ada.py bob.ipynb notes.txt", XOR) == "ada.py bob.ipynb"


def test_a_file_of_the_hand_in_name_stands_for_its_folder(tmp_path: Path) -> None:
    files = "ada/xor.py ada/helper.py bob/xor.ipynb bob/plot.py eve/mine.py"

    assert picked(tmp_path, files, XOR) == "ada/xor.py bob/xor.ipynb eve/mine.py"


def test_a_script_and_a_notebook_of_one_name_are_both_picked(tmp_path: Path) -> None:
    assert picked(tmp_path, "xor.py xor.ipynb", XOR) == "xor.py xor.ipynb"


@pytest.mark.parametrize(
    "name",
    ["assignment.py", "conftest.py", "setup.py", "__init__.py", "test_xor.py", ".x.py", "a.txt"],
)
def test_files_that_serve_tests_are_never_picked(tmp_path: Path, name: str) -> None:
    assert picked(tmp_path, name, XOR) == ""


def test_without_an_assignment_only_built_in_names_are_picked(tmp_path: Path) -> None:
    files = "xor.py iris.ipynb mnist.py other.py mutants/no_hidden_layer.py"

    assert picked(tmp_path, files) == "xor.py iris.ipynb mnist.py"


def test_mutants_are_picked_for_a_named_assignment(tmp_path: Path) -> None:
    assert picked(tmp_path, "xor.py mutants/broken.py", XOR) == "xor.py mutants/broken.py"


def test_beside_an_assignment_its_own_hand_in_is_picked(tmp_path: Path) -> None:
    files = "week3/assignment.py week3/week3.py week3/helper.py week3/xor.py"

    assert picked(tmp_path, files) == "week3/week3.py"


def test_a_starter_keeps_its_name_in_a_folder_of_any_name(tmp_path: Path) -> None:
    files = "homework/assignment.py homework/xor.py homework/xor.ipynb homework/helper.py"

    assert picked(tmp_path, files) == "homework/xor.py homework/xor.ipynb"


def test_beside_an_assignment_any_script_serves_when_none_is_named_so(tmp_path: Path) -> None:
    assert picked(tmp_path, "week3/assignment.py week3/ada.py") == "week3/ada.py"


def test_a_broken_assignment_claims_its_folder_so_that_it_is_complained_about(
    tmp_path: Path,
) -> None:
    (tmp_path / "assignment.py").write_text("ASSIGNMENT = 3\n")
    (tmp_path / "ada.py").write_text("")

    assert is_hand_in(tmp_path / "ada.py", None)


def test_an_assignment_may_name_its_hand_in(tmp_path: Path) -> None:
    source = OWN.replace("assignment()", "assignment(hand_in='homework')")
    (tmp_path / "assignment.py").write_text(source)
    for name in ("homework.py", "xor.py"):
        (tmp_path / name).write_text("")

    assert is_hand_in(tmp_path / "homework.py", None)
    assert not is_hand_in(tmp_path / "xor.py", None)


def names(*files: str, assignment: Assignment = XOR) -> list[str]:
    return student_names([(Path(file), assignment) for file in files])


def test_a_file_of_its_own_name_is_a_student() -> None:
    assert names("ada.py", "bob.ipynb") == ["ada", "bob"]


def test_a_file_of_the_hand_in_name_belongs_to_its_folder() -> None:
    assert names("class/ada/xor.py", "class/bob/xor.ipynb") == ["ada", "bob"]


def test_a_file_beside_its_assignment_is_named_after_itself() -> None:
    xor = open_assignment("xor")
    files = [xor.folder / "xor.py", Path("class/ada/mine.py")]

    assert student_names([(file, xor) for file in files]) == ["xor", "mine"]


@pytest.mark.parametrize("files", [("class/ada/xor.py",), ("xor.py", "iris.py")])
def test_files_of_one_folder_are_named_after_themselves(files: tuple[str, ...]) -> None:
    assert names(*files) == [Path(file).stem for file in files]


def test_one_hand_in_of_the_usual_name_among_other_folders_belongs_to_its_folder() -> None:
    assert names("class/ada/xor.py", "class/bob/mine.py") == ["ada", "mine"]


def test_a_script_and_a_notebook_are_told_apart_by_their_endings() -> None:
    assert names("s/ada/xor.py", "s/ada/xor.ipynb") == ["xor-py", "xor-ipynb"]


def test_a_script_and_a_notebook_of_one_student_are_told_apart_too() -> None:
    found = names("s/ada/xor.py", "s/ada/xor.ipynb", "s/bob/xor.py")

    assert found == ["ada-py", "ada-ipynb", "bob"]


def test_names_that_differ_in_case_only_are_told_apart() -> None:
    assert names("Ada.py", "ada.ipynb") == ["Ada-py", "ada-ipynb"]


def test_equal_names_are_numbered() -> None:
    assert names("a/ada.py", "b/ada.py", "c/bob.py") == ["ada-py-1", "ada-py-2", "bob"]


def test_a_name_that_looks_numbered_is_told_apart_too() -> None:
    found = names("a/ada.py", "b/ada.py", "ada-py-1.py")

    assert len({name.casefold() for name in found}) == 3


def test_nobody_has_no_name() -> None:
    assert names() == []


@pytest.mark.parametrize("ending", ["zip", "tar", "tar.gz", "tgz"])
def test_an_archive_of_the_hand_in_name_is_picked(tmp_path: Path, ending: str) -> None:
    files = f"ada/xor.{ending} bob/data.{ending} bob/mine.py"

    assert picked(tmp_path, files, XOR) == f"ada/xor.{ending} bob/mine.py"


def test_without_an_assignment_archives_of_built_in_names_are_picked(tmp_path: Path) -> None:
    assert picked(tmp_path, "xor.zip iris.tar.gz other.zip") == "xor.zip iris.tar.gz"


def test_a_script_goes_before_an_archive_of_its_name(tmp_path: Path) -> None:
    assert picked(tmp_path, "xor.py xor.zip", XOR) == "xor.py"


def test_beside_an_assignment_an_archive_of_its_hand_in_is_picked(tmp_path: Path) -> None:
    files = "week3/assignment.py week3/week3.zip week3/data.zip"

    assert picked(tmp_path, files) == "week3/week3.zip"


def test_a_broken_assignment_claims_an_archive_too(tmp_path: Path) -> None:
    (tmp_path / "assignment.py").write_text("ASSIGNMENT = 3\n")

    assert is_hand_in(tmp_path / "ada.zip", None)


def test_an_archive_is_graded_as_what_it_is_named_after() -> None:
    found = assignment_of(Path("ada/xor.tar.gz"))

    assert found is not None
    assert found.name == "xor"
    assert assignment_of(Path("ada/other.zip")) is None


def test_an_archive_belongs_to_its_folder_as_a_script_does() -> None:
    assert names("s/ada/xor.tar.gz", "s/bob/xor.zip", "s/cyd.zip") == ["ada", "bob", "cyd"]


@pytest.mark.skipif(os.name != "posix", reason="links need rights there")
def test_a_folder_that_is_a_link_keeps_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "ada").mkdir()
    (tmp_path / "bob").symlink_to("ada")

    assert names(f"{tmp_path}/ada/xor.py", f"{tmp_path}/bob/xor.py") == ["ada", "bob"]
