"""How lists of people are said in notes and messages."""

from collections.abc import Sequence

from nngrader.results import Student
from nngrader.untrusted import clean

MOST = 10  #: people named in one sentence; the others are counted


def listed(names: Sequence[str]) -> str:
    """Name the first, and count the others."""
    shown = [clean(name, 80) for name in names[:MOST]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def named(student: Student) -> str:
    """Name a student so that nobody else is meant."""
    return f"{student.name} ({student.id})" if student.name else student.id
