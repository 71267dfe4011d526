"""From a submission to evidence: the student child, then a neutral child per seed.

The only effects are those of `Workers`: children that are asked, and a memory of what they trained.
Hidden labels are used here and never sent.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import msgspec
import numpy as np

from nngrader.answers import Code
from nngrader.breakages import explained
from nngrader.errors import NngraderError
from nngrader.evidence import (
    Evidence,
    Healed,
    Mishap,
    ModelSpec,
    StageError,
)
from nngrader.executors._case import Case, asked_of, plan_of
from nngrader.executors._collect import Drawn, Seen, Tampered, fault_told
from nngrader.executors._conversation import Conversation
from nngrader.executors._exam import Exam
from nngrader.executors._honesty import Inquiry, with_honesty, with_strange_rows
from nngrader.executors._runs import label_code, training_run
from nngrader.executors._saved_outputs import left_out_notes, order_notes
from nngrader.executors._script import read_script, unkept_results
from nngrader.executors._trainings import Trainings, Workers
from nngrader.executors._trials import is_quick, with_trials
from nngrader.grading import next_seed, with_error
from nngrader.jobs import Refused, Rows, Submission
from nngrader.mishaps import (
    End,
    another_network,
    crashed,
    ended,
    exceeded,
    grader_fault,
    no_model,
    no_network,
    place_in_dump,
    raised,
    rejected,
    tampered,
    timed_out,
    training_timed_out,
    without_dump,
    x_test_still_text,
)
from nngrader.modernizing.healing import healed
from nngrader.rubric import Assignment
from nngrader.submission.handed_out import differences, handed_out_cells
from nngrader.submission.outline import Outline, outline
from nngrader.untrusted import clean_lines, cleaned

ORPHANED = "the process that starts all others was gone before its work was done"
ALONE = (
    threading.Lock()
)  #: parsing turns warnings off for all threads; authors' loaders may do more


def before_running(
    submission: Submission | Refused, assignment: Assignment, level: int
) -> tuple[Evidence, Outline] | Mishap:
    """Say what needs no TensorFlow: broken files, missing functions, untouched starters.

    `level` is the isolation level at which the rest would be run.
    """
    blank = _blank(submission, assignment, level)
    with ALONE:
        found = outline(submission, assignment.contract, blank)
    if isinstance(found, Mishap):
        return replace(found, captured=_with_rows(found.captured, assignment))
    known = replace(blank, blanks=found.blanks, unfinished=found.unfinished)
    return _with_rows(known, assignment), found


def needs_worker(submission: Submission | Refused, assignment: Assignment, level: int) -> bool:
    """Say whether anything must be run to judge this submission."""
    try:
        begun = before_running(_healed(submission, assignment)[0], assignment, level)
    except Exception:  # noqa: BLE001 - examining it will say so, of this hand-in alone
        return True
    return not isinstance(begun, Mishap) and not begun[1].untouched


def _blank(submission: Submission | Refused, assignment: Assignment, level: int) -> Evidence:
    return Evidence(
        assignment=assignment.name, student=submission.student, classes=(), isolation=level
    )


def _rows(assignment: Assignment) -> Rows:
    """Load the rows, once where several threads come for them at first."""
    with ALONE:
        return assignment.dataset.load()


def _with_rows(evidence: Evidence, assignment: Assignment) -> Evidence:
    rows = _rows(assignment)
    return replace(
        evidence,
        classes=rows.classes,
        truth=rows.truth,
        data=rows.source,
        data_digest=rows.digest,
        stand_in=rows.stand_in,
    )


def examine(
    submission: Submission | Refused, assignment: Assignment, workers: Workers
) -> Evidence | Mishap:
    """Run one submission to its Evidence, or to the Mishap that ended it.

    An exception of our own is a mishap of this submission: the others go on. Only what a teacher
    can mend, such as missing data, is raised.
    """
    blank = _blank(submission, assignment, workers.level)
    try:
        with np.errstate(all="ignore"):  # the numbers of a submission may be of any size
            return cleaned(_examined(submission, assignment, workers), clean_lines)
    except NngraderError:
        raise
    except Exception as error:  # noqa: BLE001 - see above
        return grader_fault(submission.name, raised(error), blank)


def _examined(
    submission: Submission | Refused, assignment: Assignment, workers: Workers
) -> Evidence | Mishap:
    submission, changes = _healed(submission, assignment)
    begun = before_running(submission, assignment, workers.level)
    if isinstance(begun, Mishap):
        return replace(begun, captured=replace(begun.captured, healed=changes))
    known, found = begun
    if isinstance(submission, Refused) or found.untouched:
        return known
    case = Case(submission, assignment, _rows(assignment), workers, script=found.script)
    return _run(case, replace(known, script=found.script, healed=changes))


def _healed(
    submission: Submission | Refused, assignment: Assignment
) -> tuple[Submission | Refused, tuple[Healed, ...]]:
    """Rewrite old Keras where the assignment allows it."""
    if isinstance(submission, Refused) or not assignment.heal:
        return submission, ()
    with ALONE:
        return healed(submission)


def captured(case: Case, known: Evidence) -> Evidence | Mishap:
    """Run a script, and tell what it did; what it trains is not trained again."""
    try:
        with np.errstate(all="ignore"):
            return cleaned(_captured(case, known), clean_lines)
    except NngraderError:
        raise
    except Exception as error:  # noqa: BLE001 - one file of many; the others go on
        return grader_fault(case.submission.name, raised(error), known)


def _captured(case: Case, known: Evidence) -> Evidence | Mishap:
    said = heard(case, known)
    if isinstance(said, Mishap):
        return said
    talk, seen = said
    evidence = evidence_of(case, read_script(seen, known, None), seen, talk)
    mishap = mishap_of(case, seen, talk, evidence)
    if mishap is None and seen.chosen is None:
        return no_network(seen.no_model, evidence)
    return mishap or evidence


def heard(case: Case, known: Evidence) -> tuple[Conversation, Seen] | Mishap:
    """Run the submission's own code, its trainings shortened, and read what it told."""
    talk = case.ask_student(shorten=True, seed=case.assignment.training.seeds[0])
    seen = Seen(case.submission)
    try:
        for frame in talk.frames:
            seen.take(frame)
    except Tampered as problem:
        return tampered(str(problem), known)
    if talk.ending == "tampered":
        return tampered(talk.complaint, known)
    return talk, seen


def _run(case: Case, known: Evidence) -> Evidence | Mishap:
    said = heard(case, known)
    if isinstance(said, Mishap):
        return said
    talk, seen = said
    if case.script:
        known = read_script(seen, known, case.rows.in_numbers)
    evidence = evidence_of(case, known, seen, talk)
    mishap = mishap_of(case, seen, talk, evidence)
    if mishap is not None and _may_come_of_shortening(mishap, seen, case) and _runs_in_full(case):
        evidence, mishap = replace(evidence, error=None), None
    return _trained(case, seen, evidence, mishap)


def _may_come_of_shortening(mishap: Mishap, seen: Seen, case: Case) -> bool:
    """Whether it stopped after a `fit`: its history was shortened, and may have been why.

    A script that stops over old Keras does so whatever was trained.
    """
    error = seen.error
    if error is None or mishap.name != "crashed" or not seen.trainings:
        return False
    if case.script:
        return explained(error.kind, error.message, error.text) is None
    return error.stage == "train"


def _runs_in_full(case: Case) -> bool:
    """Run the code once more with all its epochs, and see whether it stops as well."""
    seed = case.assignment.training.seeds[0]
    talk = case.ask_student(shorten=False, seed=seed)
    return talk.ending == "done" and all(frame.kind != "error" for frame in talk.frames)


def evidence_of(case: Case, known: Evidence, seen: Seen, talk: Conversation) -> Evidence:
    """Put together what was captured of a submission while it ran."""
    chosen = seen.chosen
    late = [stage for stage in seen.unfinished if stage not in known.unfinished]
    return replace(
        known,
        source=tuple(case.submission.code.splitlines()),
        unfinished=(*known.unfinished, *late),
        preprocessed=seen.preprocessed,
        model=chosen.spec if chosen else None,
        fits=seen.calls,
        asked=tuple(seen.asked),
        error=_placed(seen.error, known),
        notebook=_notebook_notes(case, seen),
        warnings=(*seen.warnings, *(unkept_results(case.submission) if case.script else ())),
        output=without_dump(talk.output),
        versions=seen.versions,
        seconds=talk.seconds,
    )


def _notebook_notes(case: Case, seen: Seen) -> tuple[str, ...]:
    cells = case.submission.cells
    return (
        *differences(handed_out_cells(case.assignment), cells),
        *order_notes(cells, seen.error, seen.printed, seen.calls),
        *left_out_notes(case.submission, seen.error),
    )


def _placed(error: StageError | None, known: Evidence) -> StageError | None:
    """Point at the function itself where Python stopped before its first line."""
    if error is None or error.place is not None:
        return error
    return replace(error, place=known.blanks.get(error.stage))


def mishap_of(case: Case, seen: Seen, talk: Conversation, evidence: Evidence) -> Mishap | None:
    """Say what ended the submission before its time; None when nothing did."""
    dumped = place_in_dump(talk.output, case.submission.name)
    place = case.submission.place(dumped) if dumped else None
    if seen.fault or talk.ending == "orphaned":
        return grader_fault(case.submission.name, seen.fault or ORPHANED, evidence)
    if talk.ending == "timed_out":
        return timed_out(case.assignment.training.code_limits.wall_s, evidence, place)
    if talk.excess:
        return exceeded(talk.excess, evidence, place)
    if talk.ending == "ended":
        return ended(_end(talk), case.assignment.training.limits, evidence, place)
    if seen.no_model and not case.script:
        name = case.assignment.contract.build_model
        return no_model(name, seen.no_model, evidence, evidence.blanks.get("build_model"))
    limits = case.assignment.training.limits
    return crashed(evidence.error, evidence, limits) if evidence.error else None


def _end(talk: Conversation) -> End:
    return End(talk.status, talk.peak_mib, talk.output)


def _trained(
    case: Case, seen: Seen, evidence: Evidence, mishap: Mishap | None
) -> Evidence | Mishap:
    """Train with as many seeds as the rubric needs, and describe the rebuilt model."""
    chosen = seen.chosen
    if chosen is None:
        return mishap or (no_network(seen.no_model, evidence) if case.script else evidence)
    evidence = replace(evidence, self_reported=only_beside(chosen, seen))
    unasked = bool(seen.trainings) and "x_test" not in seen.prepared
    if unasked or not seen.trainings:
        described = _described(case, seen, evidence)
        if isinstance(described, Mishap):
            return described
        evidence = described
        if unasked and seen.preprocessed is not None and not case.script:
            return x_test_still_text(evidence)
        if unasked or not (seen.trained and evidence.self_reported):
            return replace(mishap, captured=evidence) if mishap else evidence
    return _seeds(case, seen, evidence, mishap)


def only_beside(chosen: Drawn, seen: Seen) -> str:
    """Say why the network must be trained beside the student's code; empty when it need not."""
    reasons = [chosen.reason, *(fit.reason for fit in seen.trainings)]
    if seen.trained and not seen.trainings and "x_test" in seen.prepared:
        reasons.append("`train` never called `fit`")
    return next((reason for reason in reasons if reason), "")


def _described(case: Case, seen: Seen, evidence: Evidence) -> Evidence | Mishap:
    """Let a neutral child describe the model: the student's process may say anything."""
    chosen = seen.chosen
    if chosen is None or chosen.blueprint is None:
        return evidence
    with Trainings(plan_of(case, seen, {}), case.workers) as trainings:
        talk = trainings.run(0)
    evidence = _with_neutral_model(evidence, talk)
    return evidence if evidence.model is not None else _no_run(case, evidence, talk)


def _with_neutral_model(evidence: Evidence, talk: Conversation) -> Evidence:
    """Put what a neutral child says of the network in place of what the submission's own says."""
    told = next((frame for frame in talk.frames if frame.kind == "model"), None)
    if told is None:
        return replace(evidence, model=None)
    spec = msgspec.convert(told.body["spec"], ModelSpec)
    versions = msgspec.convert(told.body["versions"], dict[str, str])
    return replace(evidence, model=spec, versions=versions)


def _seeds(case: Case, seen: Seen, evidence: Evidence, mishap: Mishap | None) -> Evidence | Mishap:
    code = label_code(case.rows, seen)
    evidence = replace(evidence, aligned=code.aligned)
    with trainer(case, seen, evidence) as train:
        while (seed := next_seed(case.assignment, evidence)) is not None:
            talk = train(seed)
            if not evidence.self_reported:
                evidence = _with_neutral_model(evidence, talk)
            try:
                run = training_run(case.rows, seen, evidence, talk, seed, code)
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
                if not evidence.self_reported:  # our own process told it
                    raise
                return tampered("a malformed result of a training", _before_running(evidence))
            if run is None:
                why = _no_run(case, evidence, talk)
                first = mishap if mishap and why.name != "rejected" else why
                return replace(first, captured=evidence)
            evidence = replace(evidence, runs=(*evidence.runs, run))
    inquiry = _inquiry(case, seen, code)
    asked = with_strange_rows if case.script else with_honesty
    evidence = asked(inquiry, evidence)
    if is_quick(evidence):
        evidence = with_trials(case, seen, evidence, _exam(case, seen, code))
    return _concluded(case, evidence, mishap)


def _exam(case: Case, seen: Seen, code: Code) -> Exam:
    """Take the hidden rows for the exam of a trial too; their labels stay here."""
    x, truth = seen.store[seen.prepared["x_test"]], case.rows.truth
    labels = np.array([code.codes[one] for one in truth])
    return Exam("classes", x, labels, truth, code)


def _inquiry(case: Case, seen: Seen, code: Code) -> Inquiry:
    """Say who can be asked where the answers come from."""
    training = case.assignment.training
    return Inquiry(
        rows=case.rows,
        seen=seen,
        code=code,
        ask_neutral=lambda request: case.workers.converse(request, training.limits),
        ask_student=lambda rows, shorten: replace(case, rows=rows).ask_student(
            shorten=shorten, seed=training.seeds[0]
        ),
    )


@contextmanager
def trainer(case: Case, seen: Seen, evidence: Evidence) -> Iterator[Callable[[int], Conversation]]:
    """Train with a seed, in a neutral child or, where only that goes, beside the student's code."""
    if evidence.self_reported:
        asked = (seen.number, seen.store.get(seen.prepared.get("x_test", "")))
        yield lambda seed: case.ask_student(shorten=False, seed=seed, asked=asked)
        return
    with Trainings(plan_of(case, seen, asked_of(seen)), case.workers) as trainings:
        yield trainings.run


def _before_running(evidence: Evidence) -> Evidence:
    """Forget everything that the submission's own process said."""
    return replace(evidence, preprocessed=None, model=None, fits=(), runs=(), output="")


def _concluded(case: Case, evidence: Evidence, mishap: Mishap | None) -> Evidence | Mishap:
    failed = next((run.error for run in evidence.runs if run.error), "")
    if mishap is not None and not _came_after_training(mishap, evidence):
        return replace(mishap, captured=evidence)
    if not failed:
        return evidence
    kind, _, message = failed.partition(": ")
    error = StageError("train", kind, message, evidence.fits[0].place)
    limits = case.assignment.training.limits
    return crashed(error, with_error(evidence, error), limits)


def _came_after_training(mishap: Mishap, evidence: Evidence) -> bool:
    """Whether an exception was all that went wrong, though the network could be trained.

    Then the network counts, and a rule says the rest.
    """
    return mishap.name == "crashed" and evidence.error is not None


def _no_run(case: Case, evidence: Evidence, talk: Conversation) -> Mishap:
    place = evidence.fits[0].place if evidence.fits else evidence.blanks.get("train")
    refused = next((frame for frame in talk.frames if frame.kind == "rejected"), None)
    if refused is not None and not evidence.self_reported:
        made = evidence.blanks.get("build_model")
        return rejected(str(refused.body["reason"]), evidence, made)
    if talk.ending == "timed_out":
        epochs = sum(fit.epochs * fit.repeated for fit in evidence.fits)
        return training_timed_out(case.assignment.training.limit_s, epochs, evidence, place)
    if talk.excess:
        return exceeded(talk.excess, evidence, place)
    if evidence.self_reported and talk.ending == "tampered":
        return tampered(talk.complaint, _before_running(evidence))
    if talk.ending == "ended" and (evidence.self_reported or talk.status < 0):
        return ended(_end(talk), case.assignment.training.limits, evidence, place)
    if evidence.self_reported and talk.ending == "done":
        return _without_run(case, evidence, talk)
    return grader_fault(case.submission.name, _why_no_run(talk), evidence)


def _without_run(case: Case, evidence: Evidence, talk: Conversation) -> Mishap:
    """Say why a hand-in that was to train in full came to its end without a result."""
    seen = Seen(case.submission)
    try:
        for frame in talk.frames:
            if frame.kind in ("error", "fault"):
                seen.take(frame)
    except Tampered as problem:
        return tampered(str(problem), _before_running(evidence))
    if seen.fault:
        return grader_fault(case.submission.name, seen.fault, evidence)
    return another_network(seen.error, evidence, case.assignment.training.limits)


def _why_no_run(talk: Conversation) -> str:
    """Say why a worker that ran nothing of the student's has no result."""
    told = next((frame.body for frame in talk.frames if frame.kind == "fault"), None)
    if told is not None:
        return fault_told(told)
    if talk.ending == "ended":
        return f"the worker that trains ended with exit code {talk.status}"
    return ORPHANED if talk.ending == "orphaned" else "the training gave no result"
