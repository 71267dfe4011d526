"""A whole class: every hand-in is examined once, judged, and kept as soon as it is done.

Hand-ins are examined by threads that only wait for their children. Everything else happens in one
thread, one hand-in after another: judging, the report, and the gradebook, whose commit is what
makes a hand-in finished. Whatever is killed before it is done again, and nothing else.
"""

import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from itertools import islice
from pathlib import Path, PurePath

import nngrader
from nngrader.arrays import digest as digest_of_array
from nngrader.attempts import HandedIn, attempt_of
from nngrader.errors import NngraderError
from nngrader.evidence import Answered, Evidence, Mishap
from nngrader.executors import Executor
from nngrader.gradebook import Entry, Gradebook
from nngrader.grades import GradeReport
from nngrader.intake import Claim, Intake
from nngrader.jobs import Array, Refused, Submission
from nngrader.judging import judge, wants_training
from nngrader.mishaps import grader_fault, raised
from nngrader.out_folder import OutFolder
from nngrader.progress import Row, Shown
from nngrader.provenance import digest_of_assignment, digest_of_examination, reproduction
from nngrader.records import BadRecord, Record, keep, recall
from nngrader.reports._write import write
from nngrader.rubric import Assignment
from nngrader.tests_beside import Ask, columns_of
from nngrader.wording import counted

MOST_PER_STUDENT = 20  #: hand-ins of one student in one batch; who hands in more holds up the class


class OtherNames(NngraderError):
    """Hand-ins were graded before as those of students with other ids."""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What is to be graded, and where it goes."""

    assignment: Assignment
    intake: Intake
    out: OutFolder
    limits: tuple[str, ...] = ()  #: as they were given, for the command that reproduces a result
    course: str = ""  #: tells its gradebook from that of another folder
    resume: bool = False  #: take over what was examined before and is unchanged


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A hand-in with its evidence, on disk already."""

    claim: Claim
    record: Record
    digest: str  #: of the record
    known: bool  #: it was examined by an earlier batch
    seconds: float


@dataclass(frozen=True)
class Graded:
    """How far a batch came."""

    found: int  #: hand-ins to be graded
    done: int
    known: int  #: of these, taken over from an earlier batch
    faults: int  #: of these, where the grader itself failed
    interrupted: bool = False  #: by Ctrl-C


@dataclass(frozen=True)
class _Desk:
    """Where finished hand-ins go, one after another."""

    batch: Batch
    executor: Executor
    book: Gradebook
    grading: int
    alone: frozenset[str]  #: ids of students with one hand-in, whose report can be written at once

    def finish(self, examined: Examined) -> Row:
        """Judge one, write its report, and commit it."""
        assignment, record = self.batch.assignment, examined.record
        report, kept = judge(assignment, record, asking(self.executor, assignment, record))
        digest = examined.digest if kept == record else keep(kept, self.batch.out.evidence)
        student = examined.claim.student
        if student.id in self.alone:
            write(report, self.batch.out.reports, shown=student.shown, lasting=False)
        attempt = attempt_of(report, _handed_in(examined.claim, digest), _now())
        self.book.record(self.grading, student.id, attempt, kept.asked)
        return _row(examined, report)


def run(batch: Batch, executor: Executor, book: Gradebook, show: Shown) -> Graded:
    """Grade every hand-in; what is finished is kept whenever and however this ends.

    Raises what stops the whole: NotWritten, GradebookFault, WorkerFault, NoData, NotAsked.
    """
    claims, left_out = _accepted(sorted(batch.intake.claims, key=_when))
    batch.assignment.dataset.load()  # once, before several threads ask for it
    show.begin(told(batch.intake), len(claims))
    grading = _begin(batch, book, show, left_out)
    finished = book.asked(batch.assignment.name) if batch.resume else {}
    desk = _Desk(batch, executor, book, grading, _alone(claims))
    count: Counter[str] = Counter()
    interrupted = False
    try:
        for examined in in_turn(claims, examine_all(batch, executor, claims, finished)):
            row = desk.finish(examined)
            count.update({"done": 1, "known": row.known, "faults": row.status == "grader_fault"})
            show.row(row)
    except KeyboardInterrupt:
        interrupted = True
    return Graded(len(claims), count["done"], count["known"], count["faults"], interrupted)


def _begin(batch: Batch, book: Gradebook, show: Shown, left_out: tuple[str, ...]) -> int:
    """Enroll everybody and open a grading, or neither; returns its number."""
    claims, roster = batch.intake.claims, batch.intake.roster
    _refuse_other_names(batch.assignment.name, claims, book)
    entry = replace(entry_of(batch.assignment), course=batch.course)
    notes = (*batch.intake.notes, *left_out)
    with book.together() as whole:
        everybody = [*roster, *(claim.student for claim in claims)]
        whole.enroll(everybody, whole_class=bool(roster))
        grading = whole.begin(entry, "batch", _now(), f"nngrader {nngrader.__version__}")
        whole.note(grading, notes)
    for note in notes:
        show.note(note)
    return grading


def _refuse_other_names(name: str, claims: tuple[Claim, ...], book: Gradebook) -> None:
    """Refuse what would give students a second row: their ids come of folders and of rosters."""
    if name not in book.assignments():
        return
    held = book.held_by_others(name, ((claim.student.id, claim.source) for claim in claims))
    if held:
        told = "".join(f"\n  {one.source}: {one.recorded!r}, now {one.claimed!r}" for one in held)
        problem = (
            "In this gradebook some hand-ins belong to students of other ids. Has a roster come or "
            "changed, or a folder been renamed? Give the former roster or names, or name a new --out, "
            f"and a new --gradebook if you gave one.{told}"
        )
        raise OtherNames(problem)


def _when(claim: Claim) -> datetime:
    """Sort by time; those without one stay in the order in which they were found, and come first."""
    return claim.submitted_at or datetime.min.replace(tzinfo=timezone.utc)


def entry_of(assignment: Assignment) -> Entry:
    """Say of an assignment what a gradebook must know to count its scores."""
    columns = columns_of(assignment)
    return Entry(
        name=assignment.name,
        title=assignment.title,
        digest=digest_of_assignment(assignment.folder),
        max_score=round(sum(column.max_points for column in columns), 2),
        columns=columns,
        due=assignment.due,
        late=assignment.late,
        attempts=assignment.attempts,
    )


def _accepted(claims: list[Claim]) -> tuple[list[Claim], tuple[str, ...]]:
    """Take so many of each student, the first ones found, and say what is left out."""
    count: Counter[str] = Counter()
    accepted, notes = [], []
    for claim in claims:
        count[claim.student.id] += 1
        if count[claim.student.id] <= MOST_PER_STUDENT:
            accepted.append(claim)
    for student, number in count.items():
        if number > MOST_PER_STUDENT:
            notes.append(
                f"{student} has {number} hand-ins; the first {MOST_PER_STUDENT} were graded."
            )
    return accepted, tuple(notes)


def _alone(claims: list[Claim]) -> frozenset[str]:
    count = Counter(claim.student.id for claim in claims)
    return frozenset(student for student, number in count.items() if number == 1)


def told(intake: Intake) -> str:
    """Say what was found, and of how many students."""
    students = {claim.student.id for claim in intake.claims}
    layout = intake.layout[:1].upper() + intake.layout[1:]
    found = f"{counted(len(intake.claims), 'hand-in', 'hand-ins')} of "
    found += counted(len(students), "student", "students")
    if not intake.roster:
        return f"{layout}: {found}."
    missing = sum(student.id not in students for student in intake.roster)
    return (
        f"{layout}: {found}; {len(intake.roster)} on the roster, "
        f"{missing or 'none'} without a hand-in."
    )


def examine_all(
    batch: Batch,
    executor: Executor,
    claims: list[Claim],
    finished: Mapping[tuple[str, str], str],
) -> Iterator[Examined]:
    """Examine with as many threads as the executor can keep busy; yields as they are done.

    No more are begun than that, so that memory does not grow with the class.
    """
    pool = ThreadPoolExecutor(executor.slots, thread_name_prefix="examining")
    waiting = iter(claims)
    running: set[Future[Examined]] = set()
    try:
        for claim in islice(waiting, executor.slots):
            running.add(pool.submit(_examine, batch, executor, claim, finished))
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for claim in islice(waiting, len(done)):
                running.add(pool.submit(_examine, batch, executor, claim, finished))
            for future in done:
                yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def in_turn(claims: list[Claim], done: Iterable[Examined]) -> Iterator[Examined]:
    """Hold back the later hand-ins of a student until the earlier ones are done.

    Attempts are numbered in this order, which must not depend on how long each takes.
    """
    turns: dict[str, deque[Claim]] = defaultdict(deque)
    for claim in claims:
        turns[claim.student.id].append(claim)
    held: dict[int, Examined] = {}
    for examined in done:
        held[id(examined.claim)] = examined
        turn = turns[examined.claim.student.id]
        while turn and id(turn[0]) in held:
            yield held.pop(id(turn.popleft()))


def _examine(
    batch: Batch,
    executor: Executor,
    claim: Claim,
    finished: Mapping[tuple[str, str], str],
) -> Examined:
    """Take over what is known of a hand-in, or examine it; a fault of ours costs only this one."""
    begun = time.monotonic()
    digest, known = "", True
    submission: Submission | Refused = Refused(claim.student.id, "", claim.source, "not read yet")
    try:
        submission = replace(claim.read(), student=claim.student.id)
        asked = digest_of_examination(submission, batch.assignment)
        digest = finished.get((submission.student, asked), "")
        record = _known(batch, digest)
        if record is None:
            known, record = False, _examined(batch, executor, submission, asked)
            digest = keep(record, batch.out.evidence)
    except NngraderError:
        raise
    except Exception as error:  # noqa: BLE001 - the others go on
        known, record = False, _at_fault(batch, submission, error)
        digest = keep(record, batch.out.evidence)
    seconds = time.monotonic() - begun
    return Examined(claim=claim, record=record, digest=digest, known=known, seconds=seconds)


def _examined(
    batch: Batch, executor: Executor, submission: Submission | Refused, asked: str
) -> Record:
    outcome = executor.examine(submission, batch.assignment)
    path = Path(submission.path)
    command = (
        reproduction(path.absolute(), batch.assignment, batch.limits) if path.is_file() else ""
    )
    return Record(submission=submission, outcome=outcome, asked=asked, command=command)


def _at_fault(batch: Batch, submission: Submission | Refused, error: Exception) -> Record:
    """Record that the grader itself failed; without a digest of what was asked it is tried again."""
    blank = Evidence(assignment=batch.assignment.name, student=submission.student, classes=())
    name = submission.name or PurePath(submission.path).name
    outcome = grader_fault(name, raised(error), blank)
    return Record(submission=submission, outcome=outcome, asked="")


def _known(batch: Batch, digest: str) -> Record | None:
    """Recall what an earlier batch measured, unless that must be done again.

    Again is done what failed by the grader's own fault, and what a changed rubric wants more
    trainings of.
    """
    if not digest:
        return None
    try:
        record = recall(digest, batch.out.evidence)
    except BadRecord:
        return None
    failed = isinstance(record.outcome, Mishap) and record.outcome.name == "grader_fault"
    again = failed or wants_training(batch.assignment, record.outcome) is not None
    return None if again else record


def asking(executor: Executor, assignment: Assignment, record: Record) -> Ask:
    """Return who can be asked what a function of this submission answers."""

    def ask(function: str, given: tuple[Array, ...]) -> Answered:
        if isinstance(record.submission, Refused):
            asked = "+".join(map(digest_of_array, given))
            return Answered(function, asked, error="there is no code to call")
        return executor.call(record.submission, assignment, function, given)

    return ask


def _handed_in(claim: Claim, digest: str) -> HandedIn:
    return HandedIn(
        source=claim.source,
        evidence=digest,
        submitted_at=claim.submitted_at,
        marked_late=claim.marked_late,
    )


def _row(examined: Examined, report: GradeReport) -> Row:
    claim = examined.claim
    return Row(
        student=report.student,
        shown=claim.student.shown,
        source=claim.source,
        status=report.status,
        score=report.score,
        max_score=report.max_score,
        seconds=round(examined.seconds, 3),
        known=examined.known,
    )


def _now() -> datetime:
    return datetime.now(timezone.utc)
