"""`nngrader rescore`: the stored evidence of a class judged again, by what the assignment says now.

No code of a student runs and nothing is trained. What was never measured, because the old rubric
did not ask for it, is named; only that is run, if the teacher wants it.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path

import nngrader
from nngrader.assignments import open_assignment
from nngrader.attempts import HandedIn, attempt_of
from nngrader.batch import asking, entry_of
from nngrader.class_files import depends_on_class, write_class, write_reports
from nngrader.errors import NngraderError
from nngrader.evidence import Mishap
from nngrader.executors import Executor, Options, open_executor
from nngrader.gradebook import Gradebook, StoredAttempt, open_gradebook
from nngrader.grades import GradeReport
from nngrader.judging import judge, wants_training
from nngrader.limits import overrides
from nngrader.out_folder import OutFolder, Settings, address
from nngrader.provenance import digest_of_examination, named_by
from nngrader.records import BadRecord, Record, keep, recall
from nngrader.results import Attempt, Result, Results
from nngrader.rubric import Assignment
from nngrader.score_changes import changes, lines
from nngrader.tests_beside import NotAsked, nobody_asks
from nngrader.wording import counted, duration

Say = Callable[[str], None]
Confirm = Callable[[str], bool]
Opening = Callable[[str, Options], Executor]


class OtherAssignment(NngraderError):
    """The assignment that was named is not the one of the batch."""


class Changed(NngraderError):
    """The gradebook is not as it was read."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the command was told."""

    out: Path
    assignment: str = ""  #: empty for the one the batch was given
    gradebook: str = ""  #: URL; empty for the one the batch wrote to
    dry_run: bool = False
    agreed: bool = False  #: write without asking
    probe: bool | None = None  #: run what was never measured; None to ask


@dataclass(frozen=True)
class Rejudged:
    """One attempt judged again."""

    stored: StoredAttempt
    attempt: Attempt
    asked: str
    lacks: str = ""  #: what was never measured, such as "a training with seed 3"


@dataclass(frozen=True)
class _Rescoring:
    """What one run of the command works with."""

    wanted: Wanted
    out: OutFolder
    settings: Settings
    assignment: Assignment
    book: Gradebook
    say: Say
    confirm: Confirm
    began: datetime
    opening: Opening


def rescore(wanted: Wanted, say: Say, confirm: Confirm, opening: Opening = open_executor) -> bool:
    """Judge a class again, show what would change, and write it once it is confirmed.

    Returns whether anything was written. Raises NoBatch, BadAssignment, OtherAssignment,
    GradebookFault, NotWritten.
    """
    out = OutFolder(wanted.out.absolute())
    settings = out.settings()
    assignment = _assignment(wanted, settings)
    where = address(wanted.gradebook, settings, out)
    with open_gradebook(where, create=False) as book:
        if book.notice:
            say(book.notice)
        now = datetime.now(timezone.utc)
        work = _Rescoring(wanted, out, settings, assignment, book, say, confirm, now, opening)
        judged = _judged_again(work)
        lacking = [one for one in judged if one.lacks]
        if lacking and _wants_probes(work, lacking):
            judged = _probed(work, judged)
        return _shown_and_written(work, judged)


def _assignment(wanted: Wanted, settings: Settings) -> Assignment:
    found = open_assignment(wanted.assignment or settings.opened)
    if found.name != settings.assignment:
        problem = (
            f"The batch graded {settings.assignment!r}; --assignment names {found.name!r}, and "
            "evidence on one says nothing about the other."
        )
        raise OtherAssignment(problem)
    return found.limited(overrides(settings.limits)).speaking(settings.language)


def _judged_again(work: _Rescoring) -> list[Rejudged]:
    begun = time.monotonic()
    judged = list(_each(work))
    took = duration(time.monotonic() - begun)
    work.say(f"{counted(len(judged), 'attempt', 'attempts')} judged again in {took}.")
    return judged


def _each(work: _Rescoring) -> Iterator[Rejudged]:
    for stored in work.book.attempts(work.assignment.name):
        try:
            record = recall(stored.attempt.evidence, work.out.evidence)
        except BadRecord as problem:
            work.say(f"{stored.student_id}: {problem} Its score stays as it is.")
            continue
        yield _again(work.assignment, stored, record)


def _again(assignment: Assignment, stored: StoredAttempt, record: Record) -> Rejudged:
    try:
        report, _ = judge(assignment, record, nobody_asks)
    except NotAsked as missing:
        return Rejudged(stored, stored.attempt, stored.asked, lacks=str(missing))
    again = _rejudged(stored, report, stored.asked, stored.attempt.evidence)
    return replace(again, lacks=_lacks(assignment, record))


def _lacks(assignment: Assignment, record: Record) -> str:
    """Say what examining would measure now that was not measured then; empty for nothing."""
    outcome = record.outcome
    evidence = outcome.captured if isinstance(outcome, Mishap) else outcome
    if evidence.data_digest not in ("", assignment.dataset.load().digest):
        return "everything, on the rows that the assignment has now"
    seed = wants_training(assignment, outcome)
    return "" if seed is None else f"a training with seed {seed}"


def _rejudged(stored: StoredAttempt, report: GradeReport, asked: str, digest: str) -> Rejudged:
    """Put the new judgement in place of the old one; what the hand-in is stays."""
    old = stored.attempt
    found = HandedIn(
        source=old.source,
        evidence=digest,
        submitted_at=old.submitted_at,
        marked_late=old.marked_late,
    )
    new = attempt_of(report, found, datetime.now(timezone.utc))
    kept = replace(new, number=old.number, submission=old.submission)
    return Rejudged(stored, kept, asked)


def _wants_probes(work: _Rescoring, lacking: list[Rejudged]) -> bool:
    """Name what was never measured, and ask whether to run that."""
    hand_ins = counted(len(lacking), "hand-in lacks", "hand-ins lack")
    work.say(f"{hand_ins} what the assignment asks for now, and did not ask for then:")
    for lack, count in Counter(one.lacks for one in lacking).most_common():
        work.say(f"  {lack}: {counted(count, 'hand-in', 'hand-ins')}")
    if work.wanted.probe is not None and not work.wanted.dry_run:
        return work.wanted.probe
    if work.wanted.dry_run or work.wanted.agreed:
        work.say("Not run; --probe runs it.")
        return False
    return work.confirm("Run only these now?")


def _probed(work: _Rescoring, judged: list[Rejudged]) -> list[Rejudged]:
    """Examine again those that lack something; what was trained before is remembered."""
    with work.opening("local", Options()) as executor:
        executor.isolation.require(work.settings.level)
        work.say(str(executor.isolation))
        return [_probe(work, executor, one) if one.lacks else one for one in judged]


def _probe(work: _Rescoring, executor: Executor, one: Rejudged) -> Rejudged:
    assignment, kept_in = work.assignment, work.out.evidence
    old = recall(one.stored.attempt.evidence, kept_in)
    record = replace(
        old,
        outcome=executor.examine(old.submission, assignment),
        asked=digest_of_examination(old.submission, assignment),
    )
    report, kept = judge(assignment, record, asking(executor, assignment, record))
    return _rejudged(one.stored, report, kept.asked, keep(kept, kept_in))


def _shown_and_written(work: _Rescoring, judged: list[Rejudged]) -> bool:
    """Show what changes; what is agreed to is written in one go, or not at all."""
    before = work.book.results(work.assignment.name)
    agreed = work.wanted.agreed and not work.wanted.dry_run
    with work.book.together() if agreed else work.book.rehearsal() as book:
        after = _recorded(work.assignment, book, judged)
    for line in lines(changes(before, after)):
        work.say(line)
    if not agreed:
        if work.wanted.dry_run or not work.confirm("Write these scores?"):
            work.say("Nothing was written.")
            return False
        with work.book.together() as book:
            after = _recorded(work.assignment, book, judged)
    _write(work, before, after)
    work.say("Written. The old scores are kept in the gradebook.")
    return True


def _recorded(assignment: Assignment, book: Gradebook, judged: list[Rejudged]) -> Results:
    _refuse_changed(assignment, book, judged)
    now, grader = datetime.now(timezone.utc), f"nngrader {nngrader.__version__}"
    grading = book.begin(entry_of(assignment), "rescore", now, grader)
    for one in judged:
        book.record(grading, one.stored.student_id, one.attempt, one.asked)
    return book.results(assignment.name)


def _refuse_changed(assignment: Assignment, book: Gradebook, judged: list[Rejudged]) -> None:
    """Refuse to write over what was graded since it was read; raises Changed."""
    now = {_key(stored): stored.attempt.evidence for stored in book.attempts(assignment.name)}
    if any(now.get(_key(one.stored)) != one.stored.attempt.evidence for one in judged):
        problem = "Hand-ins were graded meanwhile, by a batch. Nothing was written; rescore again."
        raise Changed(problem)


def _key(stored: StoredAttempt) -> tuple[str, int]:
    return stored.student_id, stored.attempt.number


def _write(work: _Rescoring, before: Results, after: Results) -> None:
    """Write the pages of the class, and of those for whom anything is told otherwise now."""
    told = {one.student.id: one.standings for one in before.results}

    def changed(result: Result, attempt: Attempt) -> bool:
        was = told.get(result.student.id, {}).get(attempt.number)
        now = result.standings.get(attempt.number)
        return attempt.graded_at >= work.began or depends_on_class(result, attempt) or was != now

    for lost in write_reports(work.assignment, work.out, after, changed):
        work.say(lost)
    settings = replace(work.settings, opened=named_by(work.assignment))
    work.out.begin(settings)
    write_class(work.out, after, settings)
