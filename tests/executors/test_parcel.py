"""An assignment that travels is the same on the other side, or is refused by name and digest."""

from dataclasses import replace
from pathlib import Path

import pytest

from nngrader.assignments import built_in_folder, open_assignment
from nngrader.errors import BadAssignment, WorkerFault
from nngrader.executors._letters import decoded, encoded
from nngrader.executors._parcel import LARGEST, MOST_BESIDE, Parcel, parcel, unpacked
from nngrader.rubric import Assignment

OWN = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from nngrader import Assignment, Training, worth
from nngrader.datasets import xor
from nngrader.rubric.checks import accuracy

ASSIGNMENT = Assignment(
    title="Own",
    dataset=xor,
    training=Training(seeds=(4, 5), limit_s=30),
    rubric=(worth(1, "It learns", accuracy(at_least=1.0)),),
)
"""
CHECKS = '"""Points of plain tests."""\n'


@pytest.fixture
def own(tmp_path: Path) -> Assignment:
    folder = tmp_path / "here" / "own task"
    folder.mkdir(parents=True)
    folder.joinpath("assignment.py").write_text(OWN)
    folder.joinpath("test_own.py").write_text(CHECKS)
    folder.joinpath("beside.py").write_text("VALUE = 1\n")
    folder.joinpath("rows.csv").write_text("a,b\n")
    return open_assignment(str(folder))


def travelled(given: Parcel, folder: Path) -> Assignment:
    return unpacked(decoded(encoded(given), Parcel), folder, "Worker w")


def test_one_that_nngrader_ships_travels_by_name(tmp_path: Path) -> None:
    assignment = open_assignment("xor").limited({"limit_s": 7, "threads": 9})

    given = parcel(assignment)

    assert given.files == {}
    assert travelled(given, tmp_path) == assignment
    assert list(tmp_path.iterdir()) == []


def test_one_of_the_teachers_own_travels_with_its_programs(own: Assignment, tmp_path: Path) -> None:
    given = parcel(own.limited({"memory_mib": 512}))
    found = travelled(given, tmp_path / "there")

    assert sorted(given.files) == ["assignment.py", "beside.py", "test_own.py"]
    assert found.folder == (tmp_path / "there" / "own task").resolve()
    assert found.folder.joinpath("test_own.py").read_text() == CHECKS
    assert (found.name, found.hand_in, found.title) == ("own task", "own task", "Own")
    assert found.training == replace(own.training, memory_mib=512)


def test_a_copy_of_a_shipped_one_travels_with_its_programs(tmp_path: Path) -> None:
    folder = tmp_path / "xor"
    folder.mkdir()
    text = built_in_folder().joinpath("xor", "assignment.py").read_bytes()
    folder.joinpath("assignment.py").write_bytes(text)

    assert list(parcel(open_assignment(str(folder))).files) == ["assignment.py"]


@pytest.mark.parametrize(
    ("count", "size", "sent"),
    [
        (MOST_BESIDE - 1, 9, True),
        (MOST_BESIDE, 9, False),
        (1, LARGEST, True),
        (1, LARGEST + 1, False),
    ],
    ids=["as many as it may import", "a class of hand-ins", "just small enough", "too large"],
)
def test_hand_ins_that_lie_beside_it_do_not_travel(
    own: Assignment, count: int, size: int, sent: bool
) -> None:
    for number in range(count):
        own.folder.joinpath(f"s{number}.py").write_text("#" * size)

    files = parcel(own).files

    assert ("s0.py" in files) is sent
    assert {"assignment.py", "test_own.py"} <= set(files)


def test_one_that_came_from_no_folder_cannot_travel() -> None:
    with pytest.raises(BadAssignment) as caught:
        parcel(replace(open_assignment("xor"), folder=Path("gone")))

    assert str(caught.value) == (
        "'Teach a network XOR' was not opened from a folder, so no worker can open it."
    )


def test_other_rows_are_refused_with_both_digests(tmp_path: Path) -> None:
    given = replace(parcel(open_assignment("xor")), rows="sha256:here")
    there = open_assignment("xor").dataset.load().digest

    with pytest.raises(WorkerFault) as caught:
        travelled(given, tmp_path)

    assert str(caught.value) == (
        f"Worker w has other rows for 'xor': {there} there, and sha256:here here. Give it the same "
        "data (NNGRADER_DATA) and the same nngrader, or leave it out."
    )


def test_another_assignment_of_this_name_is_refused_with_both_digests(tmp_path: Path) -> None:
    given = replace(parcel(open_assignment("xor")), digest="sha256:here")

    with pytest.raises(
        WorkerFault, match=r"^Worker w has another assignment 'xor': sha256:[0-9a-f]"
    ):
        travelled(given, tmp_path)


def test_a_name_among_the_files_stays_in_the_folder(own: Assignment, tmp_path: Path) -> None:
    given = parcel(own)
    escaping = replace(given, files={**given.files, "../../out.py": b"x"})

    travelled(escaping, tmp_path / "there")

    assert not (tmp_path / "out.py").exists()
    assert (tmp_path / "there" / "own task" / "out.py").is_file()
