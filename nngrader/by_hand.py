"""What a teacher decides for one student: points given by hand, and a later due date."""

import getpass
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from nngrader.assignments import open_assignment
from nngrader.class_files import write_class, write_reports
from nngrader.errors import NngraderError
from nngrader.gradebook import Gradebook, key_of, open_gradebook
from nngrader.limits import overrides
from nngrader.out_folder import OutFolder, address
from nngrader.results import Attempt, Extension, Override, Result, Results


class NotDecided(NngraderError):
    """A decision that cannot be kept as it was written."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Whom it concerns, and why."""

    out: Path
    student: str
    reason: str
    author: str = ""  #: empty for the user of this computer
    gradebook: str = ""  #: URL; empty for the one the batch wrote to
    assignment: str = ""  #: where it lies now; empty for where the batch found it


def override(decision: Decision, points: float, criterion: str = "") -> str:
    """Give points by hand, for one criterion or the whole; says what the student has now."""
    given = Override(
        points=points,
        reason=_reason(decision),
        author=_author(decision),
        at=_now(),
        criterion=criterion,
    )
    return _decided(decision, lambda book, name: book.override(name, decision.student, given))


def withdraw(decision: Decision, criterion: str = "") -> str:
    """Take back points given by hand; says what the student has now."""
    by, now = _author(decision), _now()

    def decide(book: Gradebook, name: str) -> None:
        count = book.withdraw(name, decision.student, by=by, at=now, criterion=criterion)
        if not count:
            what = f"for {criterion!r}" if criterion else "for the score as a whole"
            problem = f"{decision.student!r} has no points given by hand {what}."
            raise NotDecided(problem)

    return _decided(decision, decide)


def extend(decision: Decision, until: datetime) -> str:
    """Give a later due date; says what the student has now."""
    given = Extension(until=until, reason=_reason(decision), author=_author(decision), at=_now())
    return _decided(decision, lambda book, name: book.extend(name, decision.student, given))


def moment(text: str) -> datetime:
    """Read a due date such as 2027-02-03T23:59+01:00; raises NotDecided without its zone."""
    wanted = "A date with time and zone was wanted, such as 2027-02-03T23:59+01:00"
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        problem = f"{text!r} is no date. {wanted}."
        raise NotDecided(problem) from error
    if found.tzinfo is None:
        problem = f"{text!r} does not say in which time zone. {wanted}."
        raise NotDecided(problem)
    return found


def _reason(decision: Decision) -> str:
    if not decision.reason.strip():
        problem = "A decision needs its reason: somebody will ask."
        raise NotDecided(problem)
    return decision.reason.strip()


def _author(decision: Decision) -> str:
    return decision.author or getpass.getuser()


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _decided(decision: Decision, decide: Callable[[Gradebook, str], None]) -> str:
    """Keep a decision, and write the pages of the class anew."""
    out = OutFolder(decision.out.absolute())
    settings = out.settings()
    named = open_assignment(decision.assignment or settings.opened)
    assignment = named.limited(overrides(settings.limits)).speaking(settings.language)
    with open_gradebook(address(decision.gradebook, settings, out), create=False) as book:
        decide(book, settings.assignment)
        results = book.results(settings.assignment)

    def whose(result: Result, _: Attempt) -> bool:
        return key_of(result.student.id) == key_of(decision.student)

    write_reports(assignment, out, results, whose)
    write_class(out, results, settings)
    return told(results, decision.student)


def told(results: Results, student: str) -> str:
    """Say what a student has now."""
    mine = (r for r in results.results if key_of(r.student.id) == key_of(student))
    whose = next(mine, None)
    if whose is None or whose.standing is None:
        return f"{whose.student.shown if whose else student}: nothing handed in yet."
    points = f"{whose.standing.final:g} of {results.max_score:g} points"
    return f"{whose.student.shown}: {points}. {whose.standing.because}".strip()
