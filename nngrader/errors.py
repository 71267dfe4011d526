"""Errors for the teacher: what was found, what was wanted, what to do.

NngraderError
├── UnknownName      a name that a room does not have
├── BadAssignment    an assignment.py that breaks the contract
├── NoSubmission     nothing to grade at a path
├── NoData           the rows of a data set cannot be had
└── WorkerFault      the worker itself broke; the grader's fault, never the student's
"""

from collections.abc import Iterable
from difflib import get_close_matches


class NngraderError(Exception):
    """Anything a teacher can mend; shown as its sentence, without a traceback."""


class UnknownName(NngraderError):
    """A room was asked for something it does not hold."""

    def __init__(self, room: str, wanted: str, has: Iterable[str]) -> None:
        """Name the room, what was wanted, the nearest name and all names."""
        names = sorted(has)
        near = get_close_matches(wanted, names, n=1)
        guess = f" Did you mean {near[0]!r}?" if near else ""
        super().__init__(f"{room} has no {wanted!r}.{guess} It has: {', '.join(names)}.")


class BadAssignment(NngraderError):
    """An assignment.py that cannot be used."""


class NoSubmission(NngraderError):
    """There is nothing to grade at this path."""


class NoData(NngraderError):
    """The rows of a data set cannot be had."""


class WorkerFault(NngraderError):
    """The worker broke before any student code ran."""
