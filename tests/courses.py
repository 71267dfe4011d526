"""A small course that was graded without a worker, to be changed and judged again."""

import atexit
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from nngrader.datasets import xor
from nngrader.gradebook import open_gradebook
from nngrader.jobs import Refused, Submission
from nngrader.out_folder import OutFolder
from nngrader.rescoring import Wanted, rescore
from nngrader.results import Result
from nngrader.whole_class import Wanted as WantedBatch
from nngrader.whole_class import grade_class
from tests import builders
from tests.classes_at_work import FakeExecutor, Outcome, Told, folder_with

RUBRIC = """\
from datetime import datetime, timedelta, timezone
from nngrader import Assignment, Attempts, Late, Training, worth
from nngrader.datasets import xor
from nngrader.rubric.checks import accuracy, hidden_layers, loss

ASSIGNMENT = Assignment(
    title="Teach a network XOR",
    dataset=xor,
    hand_in="xor",
    training=Training(seeds=(0, 1, 2)),
    rubric=(
        worth(2, "It has a hidden layer", hidden_layers(at_least=1)),
        worth(1, "The loss fits", loss(one_of=("mean_squared_error",))),
        worth(5, "It learns all four rows", accuracy(at_least=1.0, margin=0)),
    ),
)
"""


@dataclass
class Course:
    """A graded class of two, whose rubric can be changed."""

    folder: Path
    executor: FakeExecutor
    said: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def change(self, old: str, new: str) -> None:
        path = self.folder / "own" / "assignment.py"
        text = path.read_text()
        assert old in text
        folder_with(path.parent, text.replace(old, new))
        _forget(path)

    def rescore(self, *, yes: bool = True, **changes: object) -> bool:
        def confirm(question: str) -> bool:
            self.questions.append(question)
            return yes

        self.said.clear()
        wanted = replace(Wanted(out=self.out), **changes)  # type: ignore[arg-type]
        return rescore(wanted, self.said.append, confirm, lambda *_: self.executor)  # type: ignore[arg-type, return-value]

    def results(self) -> dict[str, Result]:
        with open_gradebook(str(self.out / "gradebook.db")) as book:
            return {one.student.id: one for one in book.results("own").results}

    def finals(self) -> dict[str, float | None]:
        return {
            student: result.standing.final if result.standing else None
            for student, result in self.results().items()
        }

    def report(self, student: str) -> dict[str, object]:
        found: dict[str, object] = json.loads(
            (self.out / "reports" / f"{student}.json").read_text()
        )
        return found


def _forget(path: Path) -> None:
    """Let the assignment be imported again, as a new command would."""
    for name, module in [*sys.modules.items()]:
        if getattr(module, "__file__", None) == str(path):
            del sys.modules[name]


def learned(submission: Submission | Refused) -> Outcome:
    """Ada's network learns three rows of four, Alan's all."""
    rows = xor.load().digest
    accuracy = 0.75 if submission.student == "ada" else 1.0
    runs = tuple(builders.run(seed, accuracy=accuracy) for seed in (0, 1, 2))
    runs = runs if submission.student == "ada" else runs[:1]
    return builders.evidence(student=submission.student, runs=runs, data_digest=rows)


def graded_course(folder: Path) -> Course:
    """Give a course of its own to a test; it is graded once, and copied."""
    shutil.copytree(_graded_once(), folder, dirs_exist_ok=True)
    out = OutFolder(folder / "out")
    out.begin(replace(out.settings(), opened=str(folder / "own")))
    return Course(folder, FakeExecutor(learned))


@cache
def _graded_once() -> Path:
    """Grade two students; nbgrader keeps their times of handing in."""
    folder = Path(tempfile.mkdtemp(prefix="nngrader-course-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for student in ("ada", "alan"):
        place = folder / "in" / "submitted" / student / "own"
        place.mkdir(parents=True)
        (place / "xor.py").write_text(f"import keras  # {student}\n")
        (place / "timestamp.txt").write_text("2027-01-31 12:00:00 UTC\n")
    own = folder_with(folder / "own", RUBRIC)
    wanted = WantedBatch(submissions=folder / "in", assignment=str(own), out=folder / "out")
    grade_class(wanted, Told(), lambda *_: FakeExecutor(learned))  # type: ignore[arg-type, return-value]
    made = Course(folder, FakeExecutor(learned))
    assert made.finals() == {"ada": 3.0, "alan": 8.0}
    return folder
