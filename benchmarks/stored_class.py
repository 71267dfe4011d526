"""Grades a class of any size from evidence that was measured before. Runs by itself.

All but the running of code is done as ever: reading, judging, reports, the gradebook, the pages.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import cycle, islice
from pathlib import Path
from types import TracebackType

import psutil

from benchmarks.children import reply
from benchmarks.class_mix import of
from benchmarks.tasks import Data
from nngrader.assignments import open_assignment
from nngrader.evidence import Evidence, Mishap
from nngrader.executors import Options
from nngrader.executors._recorded import Recorded
from nngrader.executors.local import Local
from nngrader.isolation import Isolation
from nngrader.jobs import Submission
from nngrader.progress import Row
from nngrader.provenance import digest_of_code
from nngrader.records import Record, keep, recall
from nngrader.whole_class import Wanted, grade_class

DATA: Data = "xor"  #: whose pages have the most pictures
KINDS = ("right", "mistake", "stops")
MIB = 1 << 20


@dataclass(frozen=True)
class Recording:
    """Where to keep the records."""

    folder: str


def record(wanted: Recording) -> list[str]:
    """Examine the hand-ins of one assignment that end, and keep what was measured."""
    assignment = open_assignment(DATA)
    digests = []
    with Local() as local:
        for one in of(DATA):
            if one.kind in KINDS:
                name = f"{one.student}.py"
                submission = Submission(student=one.student, name=name, path=name, code=one.code)
                outcome = local.examine(submission, assignment)
                kept = Record(submission=submission, outcome=outcome, asked="")
                digests.append(keep(kept, Path(wanted.folder)))
    return digests


@dataclass(frozen=True)
class Stored:
    """A class: how many, from which records, and where it goes."""

    count: int
    digests: list[str]
    records: str
    folder: str


@dataclass(frozen=True)
class Held:
    """What grading it took, and how much memory."""

    wall_s: float
    last_mib: float  #: when the last hand-in was done
    ended_mib: float  #: when the pages of the class were written


def grade(wanted: Stored) -> Held:
    """Lay out a class and grade it."""
    records = [recall(digest, Path(wanted.records)) for digest in wanted.digests]
    outcomes = _lay_out(wanted, records)
    told = Told()
    begun = time.monotonic()
    work = Wanted(
        submissions=Path(wanted.folder) / "hand_ins",
        assignment=DATA,
        out=Path(wanted.folder) / "out",
    )

    def opening(_name: str, _options: Options) -> Recorded:
        return Recorded(outcomes, Isolation("process"))

    grade_class(work, told, opening)
    return Held(time.monotonic() - begun, told.held_mib, _mib())


def _lay_out(wanted: Stored, records: list[Record]) -> Mapping[str, Evidence | Mishap]:
    """Write hand-ins, each unlike all others in its text; names and evidence are alike in turn."""
    folder = Path(wanted.folder) / "hand_ins"
    folder.mkdir(parents=True)
    outcomes: dict[str, Evidence | Mishap] = {}
    for number, record in enumerate(islice(cycle(records), wanted.count), 1):
        student = f"s{number:04}"
        submission = record.submission
        assert isinstance(submission, Submission)
        code = f"{submission.code}\n# {student}\n"
        (folder / f"{student}.py").write_text(code, encoding="utf-8")
        digest = digest_of_code(replace(submission, code=code))
        outcomes[digest] = _renamed(record.outcome, student)
    return outcomes


def _renamed(outcome: Evidence | Mishap, student: str) -> Evidence | Mishap:
    """Give evidence to another student; what it holds is shared, not copied."""
    if isinstance(outcome, Mishap):
        return replace(outcome, captured=replace(outcome.captured, student=student))
    return replace(outcome, student=student)


def _mib() -> float:
    return float(psutil.Process().memory_full_info().uss / MIB)


@dataclass
class Told:
    """Says nothing, and looks at the memory."""

    held_mib: float = 0.0
    rows: int = field(default=0)

    def __enter__(self) -> "Told":
        """Nothing to do."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing to do."""

    def begin(self, what: str, total: int) -> None:  # noqa: ARG002 - as all that show
        """Note how many there are."""
        self.rows = total

    def row(self, row: Row) -> None:  # noqa: ARG002 - likewise
        """Look when it is the last."""
        self.rows -= 1
        if not self.rows:
            self.held_mib = _mib()

    def note(self, text: str) -> None:
        """Nothing to do."""


def main_record() -> None:
    """Answer `ask`."""
    reply(record, Recording)


def main_grade() -> None:
    """Answer `ask`."""
    reply(grade, Stored)
