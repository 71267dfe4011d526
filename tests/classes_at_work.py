"""A class that is handed in and examined without a worker: fakes at the two edges of a batch."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from nngrader.arrays import digest
from nngrader.evidence import Answered, Evidence, Mishap
from nngrader.intake import Claim, Intake
from nngrader.isolation import Isolation
from nngrader.jobs import Array, Refused, Submission
from nngrader.progress import Row
from nngrader.results import Student
from nngrader.rubric import Assignment
from tests import builders

Outcome = Evidence | Mishap
Examine = Callable[[Submission | Refused], Outcome]


def claim(
    student: str, code: str = "import keras\n", *, name: str = "", **changes: object
) -> Claim:
    """One hand-in, read from memory."""
    source = str(changes.pop("source", f"in/{student}/xor.py"))
    work = Submission(student=student, name="xor.py", path=source, code=code)
    made = Claim(student=Student(id=student, name=name), source=source, read=lambda: work)
    return replace(made, **changes)  # type: ignore[arg-type]


def intake(*claims: Claim, **changes: object) -> Intake:
    """A folder of folders."""
    made = Intake(claims=claims, roster=(), notes=(), layout="a folder for each student")
    return replace(made, **changes)  # type: ignore[arg-type]


def perfect(submission: Submission | Refused) -> Outcome:
    """Every hand-in learns XOR."""
    return builders.evidence(student=submission.student, data_digest="sha256:4f0c")


@dataclass
class FakeExecutor:
    """Examines by a function, and counts."""

    by: Examine = perfect
    slots: int = 2
    isolation: Isolation = Isolation("namespaces by root")  # noqa: RUF009 - frozen
    examined: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    closed: bool = False

    def __enter__(self) -> "FakeExecutor":
        return self

    def __exit__(self, *_: object) -> None:
        self.closed = True

    def warm_up(self) -> None:
        pass

    def examine(self, submission: Submission | Refused, assignment: Assignment) -> Outcome:
        self.examined.append(submission.student)
        return self.by(submission)

    def needs_worker(self, submission: Submission | Refused, assignment: Assignment) -> bool:
        return True

    def call(
        self,
        submission: Submission,
        assignment: Assignment,
        function: str,
        given: tuple[Array, ...],
    ) -> Answered:
        self.called.append(function)
        asked = "+".join(map(digest, given))
        return Answered(function, asked, error="nobody is at home")


@dataclass
class Told:
    """Keeps what was shown."""

    what: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    after: Callable[[int], None] = lambda _: None

    def __enter__(self) -> "Told":
        return self

    def __exit__(self, *_: object) -> None:
        return

    def begin(self, what: str, total: int) -> None:
        self.what += [what]

    def note(self, text: str) -> None:
        self.notes += [text]

    def row(self, row: Row) -> None:
        self.rows += [row]
        self.after(len(self.rows))


class Gate:
    """Holds an examination until it is opened."""

    def __init__(self) -> None:
        self._open = threading.Event()

    def open(self) -> None:
        self._open.set()

    def wait(self) -> None:
        assert self._open.wait(10), "nobody opened the gate"


def folder_with(path: Path, assignment: str) -> Path:
    """Write an assignment.py."""
    path.mkdir(parents=True, exist_ok=True)
    (path / "assignment.py").write_text(assignment, encoding="utf-8")
    return path
