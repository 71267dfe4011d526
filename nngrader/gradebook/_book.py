"""The gradebook as the rest of nngrader sees it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType

from sqlalchemy import Connection

from nngrader.errors import UnknownName
from nngrader.gradebook import _by_hand, _people, _reading, _recording, _results
from nngrader.gradebook._entry import Entry, Kind
from nngrader.gradebook._opening import Database, open_database
from nngrader.gradebook._reading import HeldByAnother, Known, PastScore, StoredAttempt
from nngrader.results import Attempt, Extension, Override, Results, Student


def open_gradebook(url: str, *, create: bool = True) -> "Gradebook":
    """Open a gradebook, as a context manager: a path, a sqlite:/// or a postgresql:// URL.

    A new one is created, unless that is not wanted; one of an older release is brought up to date,
    and `notice` then says so. Raises GradebookFault.
    """
    return Gradebook(open_database(url, create=create))


@dataclass(frozen=True)
class Gradebook:
    """Students, their attempts and all scores these ever had; everything raises GradebookFault.

    Ids of students come back as `spelled_out` leaves them, other texts as `clean_lines` does.
    """

    _database: Database

    def __enter__(self) -> "Gradebook":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    @property
    def notice(self) -> str:
        """A sentence for the teacher when the tables were changed; else empty."""
        return self._database.notice

    @contextmanager
    def together(self) -> Iterator["Gradebook"]:
        """Keep everything that is told to the gradebook this gives, or nothing; others wait."""
        with self._database.together() as database:
            yield Gradebook(database)

    @contextmanager
    def rehearsal(self) -> Iterator["Gradebook"]:
        """Give a gradebook that can be changed and looked at, and forget all changes at the end."""
        with self._database.rehearsal() as database:
            yield Gradebook(database)

    def enroll(self, students: Iterable[Student], *, whole_class: bool = False) -> None:
        """Insert or update; what is empty here keeps what was known. Ids are one whatever their case.

        The first of several with one id spells it; the latest call decides who is enrolled. Where
        they are the whole class everybody else has left it, and keeps attempts and scores.
        """
        with self._database.writing() as db:
            _people.enroll(db, students, whole_class=whole_class)

    def held_by_others(
        self, assignment: str, claims: Iterable[tuple[str, str]]
    ) -> tuple[HeldByAnother, ...]:
        """Find sources, each given with the id of its student, that were recorded under other ids.

        `claims` must be all of a batch. Empty for an assignment that nobody graded. Nothing is said
        of a source that one of its former students claims as well, nor of one that was recorded
        under the new id before: hand-ins of groups change their members.
        """
        with self._database.reading() as db:
            return _reading.held_by_others(db, assignment, tuple(claims))

    def begin(self, entry: Entry, kind: Kind, at: datetime, grader: str) -> int:
        """Open a grading, from now on under the rules of this entry; returns its id.

        Raises GradebookFault where another course has an assignment of this name here.
        """
        with self._database.writing() as db:
            return _recording.begin(db, entry, kind, at, grader, self._database.where)

    def asked(self, assignment: str) -> dict[tuple[str, str], str]:
        """Map (student id, digest of what was asked) to the record of evidence.

        Of every current score; empty for an assignment that nobody graded.
        """
        with self._database.reading() as db:
            return _reading.asked(db, assignment)

    def record(self, grading: int, student_id: str, graded: Attempt, asked: str) -> Attempt:
        """Keep an attempt and its score, on the disk when this returns; gives it back as it is kept.

        It is the same attempt as before where code and time of handing in agree, and then a score
        that differs becomes the current one. A new one gets the number it brings if that is free, and
        else the next. Several copies found in one grading are several attempts.
        """
        with self._database.writing() as db:
            return _recording.record(db, grading, student_id, graded, asked)

    def note(self, grading: int, notes: Iterable[str]) -> None:
        """Keep what a grading found odd among the hand-ins."""
        with self._database.writing() as db:
            _recording.note(db, grading, tuple(notes))

    def override(self, assignment: str, student_id: str, override: Override) -> None:
        """Give points by hand; raises UnknownName for an assignment or a criterion that is not."""
        with self._database.writing() as db:
            _by_hand.override(db, _known(db, assignment), student_id, override)

    def withdraw(
        self, assignment: str, student_id: str, *, by: str, at: datetime, criterion: str = ""
    ) -> int:
        """Withdraw what was given for a criterion, or for the score as a whole; returns how many."""
        with self._database.writing() as db:
            known = _known(db, assignment)
            return _by_hand.withdraw_override(db, known, student_id, criterion, by, at)

    def extend(self, assignment: str, student_id: str, extension: Extension) -> None:
        """Give a student a later due date; the newest one counts."""
        with self._database.writing() as db:
            _by_hand.extend(db, _known(db, assignment), student_id, extension)

    def withdraw_extension(self, assignment: str, student_id: str, *, by: str, at: datetime) -> int:
        """Withdraw a student's later due dates; returns how many there were."""
        with self._database.writing() as db:
            known = _known(db, assignment)
            return _by_hand.withdraw_extension(db, known, student_id, by, at)

    def results(self, assignment: str) -> Results:
        """Say what counts for each student now; raises UnknownName."""
        with self._database.reading() as db:
            known = _reading.known_assignments(db)
            return _results.results(db, _named(known, assignment), known)

    def attempts(self, assignment: str) -> Iterator[StoredAttempt]:
        """Pass through all attempts with their current scores, a few at a time.

        Nothing is held open meanwhile, so each may be recorded again at once.
        """
        with self._database.reading() as db:
            row = _known(db, assignment).row
        after = 0
        while True:
            with self._database.reading() as db:
                stored, after = _reading.page_of(db, row, after)
            if not stored:
                return
            yield from stored

    def history(self, assignment: str, student_id: str) -> tuple[PastScore, ...]:
        """List every score that a student's attempts had or have, the oldest first."""
        with self._database.reading() as db:
            row = _known(db, assignment).row
            return _reading.history(db, row, _people.row_of(db, student_id))

    def assignments(self) -> tuple[str, ...]:
        """Name the assignments that were graded, sorted."""
        with self._database.reading() as db:
            return tuple(sorted(_reading.known_assignments(db)))


def _known(db: Connection, assignment: str) -> Known:
    known = _reading.known_assignments(db)
    return known[_named(known, assignment)]


def _named(known: dict[str, Known], assignment: str) -> str:
    if assignment not in known:
        room = "The gradebook"
        raise UnknownName(room, assignment, known)
    return assignment
