"""What a class earned in one assignment: students, their attempts, and the score that counts.

Plain data between the gradebook, which keeps it, and whoever shows or exports it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from nngrader.findings import Finding
from nngrader.grades import GradedCriterion, Status, Visibility

#: Names under which other systems know a student.
System = Literal["canvas", "sis", "login", "moodle", "gradescope", "github"]


@dataclass(frozen=True, kw_only=True)
class Student:
    """Somebody of whom there is, or should be, a hand-in."""

    id: str  #: the roster's, else the name of the folder or file; unique whatever its case
    name: str = ""  #: such as "Ada Lovelace"; empty when nobody said
    email: str = ""
    other_ids: dict[System, str] = field(default_factory=dict)
    enrolled: bool = True  #: on the roster, or there is none

    @property
    def shown(self) -> str:
        """Name them as people do."""
        return self.name or self.id


@dataclass(frozen=True, kw_only=True)
class Override:
    """Points that a teacher gave by hand; they outlast every rescoring."""

    points: float
    reason: str
    author: str
    at: datetime  #: aware
    criterion: str = ""  #: title; empty for the score as a whole, before lateness


@dataclass(frozen=True, kw_only=True)
class Extension:
    """A later due date for one student."""

    until: datetime  #: aware
    reason: str
    author: str
    at: datetime  #: aware


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One hand-in, as it was graded last."""

    number: int  #: 1-based, in the order of handing in, or of finding where no times are known
    source: str  #: where it came from, for people
    submission: str  #: "sha256:..." of the code; empty for what could not be read
    evidence: str  #: digest of the stored record, from which it can be graded again
    status: Status
    criteria: tuple[GradedCriterion, ...]
    findings: tuple[Finding, ...]  #: most important first
    first_step: str
    graded_at: datetime  #: aware
    page: str = (
        ""  #: its report's file name in `reports/`, without ending; empty outside of Results
    )
    submitted_at: datetime | None = None  #: aware; None where nobody said
    marked_late: bool = False  #: the platform calls it late without saying how late
    mishap: str = ""  #: its sentence; empty when there was none
    accuracy: float | None = None  #: best over the seeds, 0..1; None when nothing was trained
    parameters: int | None = None  #: of the network; None without one
    isolation: int = 1
    seconds: float = 0.0  #: that examining it took
    remembered: bool = False  #: every training was recalled
    flags: tuple[str, ...] = ()  #: what a teacher should look at, each a short sentence

    @property
    def score(self) -> float:
        """Points of the rubric, as in the report."""
        return round(sum(criterion.points for criterion in self.criteria), 2)

    @property
    def max_score(self) -> float:
        """Points that could be earned."""
        return round(sum(criterion.max_points for criterion in self.criteria), 2)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How the score of an attempt becomes the one that counts."""

    raw: float  #: what the rubric gave
    adjusted: float  #: after overrides
    penalty: float  #: points taken off for lateness, 0 or more
    final: float  #: adjusted less penalty, never below 0
    max_score: float
    late_s: float | None = None  #: seconds after the student's due date; 0 in time; None unknown
    late_days: int = 0  #: days of the student's budget that were spent on it
    because: str = ""  #: sentences about overrides and lateness; empty when there is nothing to say


@dataclass(frozen=True, kw_only=True)
class Result:
    """One student in one assignment."""

    student: Student
    attempts: tuple[Attempt, ...] = ()  #: by number; every one is kept
    counted: int | None = None  #: number of the attempt that counts; None without any
    standing: Standing | None = None  #: None with nothing to count
    standings: dict[int, Standing] = field(default_factory=dict)  #: of every attempt, by number
    overrides: tuple[Override, ...] = ()
    extension: Extension | None = None
    notes: tuple[str, ...] = ()  #: such as "3 attempts; at most 2 count"

    @property
    def attempt(self) -> Attempt | None:
        """The attempt that counts."""
        return next((a for a in self.attempts if a.number == self.counted), None)

    @property
    def status(self) -> Status | Literal["missing"]:
        """What became of it; "missing" when nothing was handed in."""
        return "missing" if self.attempt is None else self.attempt.status


@dataclass(frozen=True)
class Column:
    """A sentence of the rubric, and a column of the gradebook."""

    title: str
    max_points: float
    visibility: Visibility = "visible"


@dataclass(frozen=True, kw_only=True)
class Results:
    """A whole class in one assignment."""

    assignment: str
    title: str
    max_score: float
    criteria: tuple[Column, ...]
    results: tuple[Result, ...]  #: by the name that is shown, then by id
    due: datetime | None = None  #: aware
    policy: str = ""  #: what lateness costs and which attempt counts, in sentences
    notes: tuple[str, ...] = ()  #: what was found odd among the hand-ins
    graded_at: datetime | None = None  #: aware; of the last grading
    grader: str = ""  #: "nngrader 0.1.0"
