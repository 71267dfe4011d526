"""The answer of the intake."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from nngrader.jobs import Refused, Submission
from nngrader.results import Student


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One hand-in, and whose it claims to be."""

    student: Student
    source: str  #: for people, such as "downloads.zip: lovelaceada_123_456_xor.py"
    read: Callable[[], Submission | Refused]  #: reads it now; never raises for bad content
    submitted_at: datetime | None = None  #: aware; None where nobody said
    marked_late: bool = False  #: the platform calls it late without saying how late


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What a class handed in."""

    claims: tuple[Claim, ...]  #: in the order of their places
    roster: tuple[Student, ...]  #: everybody on it; empty without one
    notes: tuple[str, ...]  #: what was odd, each a sentence
    layout: str  #: for people, such as "a Moodle download"
