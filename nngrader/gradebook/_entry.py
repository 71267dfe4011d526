"""What results depend on besides scores, kept with every grading so that they can be had again."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import msgspec

from nngrader.gradebook._faults import GradebookFault
from nngrader.late import Attempts, Late
from nngrader.results import Column
from nngrader.standing import Policy
from nngrader.untrusted import clean_lines, cleaned

Kind = Literal["batch", "rescore"]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An assignment as it was when a grading began."""

    name: str
    title: str
    digest: str  #: "sha256:..." of assignment.py and the tests beside it
    course: str = ""  #: of the folder of results, at random; empty takes over what was known
    max_score: float
    columns: tuple[Column, ...]
    due: datetime | None = None  #: aware
    late: Late = field(default_factory=Late)
    attempts: Attempts = field(default_factory=Attempts)

    @property
    def policy(self) -> Policy:
        """The part that decides about lateness and attempts."""
        return Policy(
            max_score=self.max_score, due=self.due, late=self.late, attempts=self.attempts
        )


def written(entry: Entry) -> str:
    """Write an entry as JSON; its due date keeps the offset to UTC in which it was declared."""
    return msgspec.json.encode(cleaned(entry, clean_lines)).decode()


class _Course(msgspec.Struct):
    course: str = ""


def course_of(text: str) -> str:
    """Read only whose the entry is; empty where that is not known, for it may be unreadable."""
    try:
        return msgspec.json.decode(text, type=_Course).course
    except msgspec.MsgspecError:
        return ""


def read(text: str) -> Entry:
    """Read what `written` wrote, by this release or an older one; raises GradebookFault."""
    try:
        return msgspec.json.decode(text, type=Entry)
    except msgspec.MsgspecError as error:
        problem = (
            f"The rules by which an assignment was graded are not as they were written ({error}). "
            "Run its batch again with --resume."
        )
        raise GradebookFault(problem) from error
