"""A50: what a student's own repository says of itself is advisory; the teacher grades again.

The hand-in is the untouched starter, which is graded without TensorFlow: nothing here takes long.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from nngrader.assignments import built_in_folder, open_assignment
from nngrader.grades import short
from nngrader.grading import ADVISORY
from nngrader.provenance import digest_of_assignment
from nngrader.starting import start

PROGRAMS = Path(sys.executable).parent
GENEROUS = """\
from nngrader import Assignment, worth
from nngrader.datasets import xor
from nngrader.grades import Verdict

def given(evidence):
    return Verdict(1.0, "1 of 1 is there.")

ASSIGNMENT = Assignment(
    title="Teach a network XOR",
    dataset=xor,
    rubric=(worth(15, "The network has a hidden layer", given),),
)
"""
FREE = """\
import pytest

@pytest.mark.points(5)
def test_free():
    "It exists"
"""
FORGED = """\
import nngrader.grading
nngrader.grading.grade = nngrader.graded_items.grade = None
raise SystemExit("imported")
"""


@dataclass(frozen=True)
class Semester:
    """A student's repository with an edited everything, and the teacher's folder elsewhere."""

    repository: Path
    teacher: Path

    @property
    def theirs(self) -> Path:
        """The report that their CI made."""
        return self.repository / "graded" / "xor.json"

    @property
    def ours(self) -> Path:
        """The report of the teacher's own grading."""
        return self.teacher / "graded" / "xor.json"


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program, *rest = words
    return subprocess.run(
        [str(PROGRAMS / program), *rest],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def grade(teacher: Path, hand_in: Path, out: str = "graded") -> Path:
    """Grade as a teacher does: in a folder of one's own, with the built-in assignment."""
    words = (str(hand_in), "--assignment", "xor", "--grade-dir", out)
    run(teacher, "nngrader", "grade", *words)
    return teacher / out / "xor.json"


@pytest.fixture(scope="module")
def semester(tmp_path_factory: pytest.TempPathFactory) -> Semester:
    """CI has run in the repository: workflow, settings, conftest, rubric and tests are theirs."""
    folder = tmp_path_factory.mktemp("semester")
    repository, teacher = folder / "xor", folder / "teacher"
    teacher.mkdir()
    list(start("xor", repository))
    (repository / "xor.ipynb").unlink()
    edited = {
        ".github/workflows/grade.yml": "on: push\njobs: {}\n",
        "requirements.txt": "nngrader @ git+https://example.invalid/mine\n",
        "conftest.py": FORGED,
        "assignment.py": GENEROUS,
        "test_free.py": FREE,
    }
    for name, text in edited.items():
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(text)
    done = run(repository, "pytest", "--grade", CI="true", GITHUB_ACTIONS="true")
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "said").write_text(done.stdout)
    return Semester(repository, teacher)


@pytest.fixture(scope="module")
def ours(semester: Semester) -> dict[str, Any]:
    """The teacher's own grading of the hand-in in that repository."""
    return read(grade(semester.teacher, semester.repository / "xor.py"))


def test_a50_what_their_ci_says_is_full_marks_and_marked_advisory(semester: Semester) -> None:
    theirs = read(semester.theirs)
    edited = short(digest_of_assignment(semester.repository))
    shipped = short(digest_of_assignment(open_assignment("xor").folder))

    assert (theirs["score"], theirs["max_score"], theirs["advisory"]) == (20.0, 20.0, True)
    assert theirs["notes"] == [
        str(ADVISORY),
        "This is not the built-in assignment `xor`: its assignment.py and tests have the digest "
        f"{edited}, the built-in ones {shipped}. Is it the one that your teacher grades with?",
    ]


def test_a50_the_note_stands_in_the_terminal_and_on_the_page(semester: Semester) -> None:
    said = " ".join((semester.repository.parent / "said").read_text().split())
    page = semester.theirs.with_suffix(".html").read_text()

    assert f"Note: {ADVISORY}" in said
    assert str(ADVISORY).replace("'", "&#39;") in page


def test_a50_the_teachers_grading_is_what_the_hand_in_alone_gets(
    semester: Semester, ours: dict[str, Any]
) -> None:
    """In everything but the path in the command."""
    alone = read(grade(semester.teacher, built_in_folder() / "xor" / "xor.py", "alone"))
    alone["reproduce"]["command"] = ours["reproduce"]["command"]

    assert ours == alone
    assert (ours["score"], ours["advisory"], ours["notes"]) == (0.0, False, [])


def test_a50_comparing_shows_the_mismatch_whole(semester: Semester, ours: dict[str, Any]) -> None:
    edited = short(digest_of_assignment(semester.repository))
    shipped = short(digest_of_assignment(open_assignment("xor").folder))
    hidden, *others = [c for c in ours["criteria"] if "hidden layer" in c["title"]]
    assert not others

    done = run(semester.teacher, "nngrader", "compare", str(semester.ours), str(semester.theirs))

    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f"Assignment: ours {shipped}, theirs {edited}.",
        "Score: ours 0 of 15 points, theirs 20 of 20 points.",
        *(
            f"Criterion “{c['title']}”: ours 0 of {c['max_points']:g} points, theirs "
            f"{'15 of 15 points' if c == hidden else 'nothing'}."
            for c in ours["criteria"]
        ),
        "Criterion “It exists”: ours nothing, theirs 5 of 5 points.",
        "Theirs was made by continuous integration and is advisory.",
        "The reports do not agree.",
    ]


def test_a50_a_report_that_was_edited_is_given_away_by_its_points(
    semester: Semester, ours: dict[str, Any]
) -> None:
    """With the right digests, and no word of CI: what is left to edit is what is graded again."""
    first = ours["criteria"][0]
    criteria = [{**first, "points": first["max_points"]}, *ours["criteria"][1:]]
    edited = {**ours, "score": 15.0, "criteria": criteria}
    path = semester.teacher / "edited.json"
    path.write_text(json.dumps(edited))

    done = run(semester.teacher, "nngrader", "compare", str(semester.ours), str(path))

    assert (done.returncode, done.stdout.splitlines()) == (
        1,
        [
            "Score: ours 0 of 15 points, theirs 15 of 15 points.",
            "Criterion “The segments become numbers”: ours 0 of 2 points, theirs 2 of 2 points.",
            "The reports do not agree.",
        ],
    )


def test_a50_an_honest_ci_agrees_with_the_teacher(semester: Semester, tmp_path: Path) -> None:
    """The twin: the same hand-in in a repository where nothing else was edited."""
    honest = tmp_path / "xor"
    list(start("xor", honest))
    (honest / "xor.ipynb").unlink()
    ours = grade(semester.teacher, honest / "xor.py", "honest")
    run(honest, "pytest", "--grade", CI="true")
    theirs = honest / "graded" / "xor.json"

    done = run(tmp_path, "nngrader", "compare", str(ours), str(theirs))

    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            "Theirs was made by continuous integration and is advisory.",
            "The reports agree: the same hand-in, assignment and rows, and the same points.",
        ],
    )
    assert read(theirs)["notes"] == [str(ADVISORY)]


def test_a50_where_many_are_graded_the_note_stands_once_at_the_end(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"s{number}.py").write_bytes((built_in_folder() / "xor/xor.py").read_bytes())

    done = run(tmp_path, "pytest", "--grade", "--assignment", "xor", CI="true")

    assert done.stdout.splitlines().count(f"Note: {ADVISORY}") == 1


def test_a50_a_teacher_inside_the_repositorys_parent_gets_the_assignment_that_was_named(
    semester: Semester,
) -> None:
    folder = semester.repository.parent
    command = ("xor/xor.py", "--grade-dir", "inside", "--assignment")

    run(folder, "nngrader", "grade", *command, "xor")
    assert read(folder / "inside" / "xor.json")["notes"] == []

    run(folder, "nngrader", "grade", *command, "./xor")
    (note,) = read(folder / "inside" / "xor.json")["notes"]
    assert note.startswith("This is not the built-in assignment `xor`: ")
