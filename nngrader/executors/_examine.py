"""From a submission to evidence: the student child, then a neutral child per seed.

The only effect is `ask`: one request to one child. Hidden labels are used here and never sent.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import numpy as np

from nngrader.answers import Code, named, plain_code, read_code, squashed, worst
from nngrader.evidence import (
    Evidence,
    FitCall,
    KerasWarning,
    Mishap,
    ModelSpec,
    Place,
    StageError,
    Surface,
    TrainingRun,
)
from nngrader.executors._collect import Fit, Seen, Tampered, curves
from nngrader.executors._conversation import Conversation
from nngrader.grading import next_seed, with_error
from nngrader.isolation import LEVEL
from nngrader.jobs import Array, Refused, Rows, Submission
from nngrader.mishaps import (
    crashed,
    ended,
    no_model,
    place_in_dump,
    tampered,
    timed_out,
    training_timed_out,
    without_dump,
    x_test_still_text,
)
from nngrader.network import output_activation
from nngrader.rubric import Assignment
from nngrader.submission.outline import Outline, outline
from nngrader.wire import Frame

Ask = Callable[[Frame], Conversation]
SURFACE_STEPS = 31
MARGIN = 0.25  #: share of the input range drawn beyond the outermost rows


@dataclass(frozen=True, eq=False)
class Case:
    """One submission under examination."""

    submission: Submission
    assignment: Assignment
    rows: Rows
    ask: Ask


def before_running(
    submission: Submission | Refused, assignment: Assignment
) -> tuple[Evidence, Outline] | Mishap:
    """Say what needs no TensorFlow: broken files, missing functions, untouched starters."""
    blank = Evidence(
        assignment=assignment.name, student=submission.student, classes=(), isolation=LEVEL
    )
    found = outline(submission, assignment.contract, blank)
    if isinstance(found, Mishap):
        return replace(found, captured=_with_rows(found.captured, assignment))
    known = replace(blank, blanks=found.blanks, unfinished=found.unfinished)
    return _with_rows(known, assignment), found


def _with_rows(evidence: Evidence, assignment: Assignment) -> Evidence:
    rows = assignment.dataset.load()
    return replace(
        evidence,
        classes=rows.classes,
        truth=rows.truth,
        data=rows.source,
        data_digest=rows.digest,
        stand_in=rows.stand_in,
    )


def examine(
    submission: Submission | Refused, assignment: Assignment, ask: Ask
) -> Evidence | Mishap:
    """Run one submission to its Evidence, or to the Mishap that ended it."""
    begun = before_running(submission, assignment)
    if isinstance(begun, Mishap):
        return begun
    known, found = begun
    if isinstance(submission, Refused) or len(found.unfinished) == len(found.blanks) == 3:
        return known
    return _run(Case(submission, assignment, assignment.dataset.load(), ask), known)


def _run(case: Case, known: Evidence) -> Evidence | Mishap:
    talk = case.ask(_student_request(case, shorten=True, seed=case.assignment.training.seeds[0]))
    seen = Seen(case.submission)
    try:
        for frame in talk.frames:
            seen.take(frame)
    except Tampered as problem:
        return tampered(str(problem), known)
    if talk.ending == "tampered":
        return tampered(talk.complaint, known)
    evidence = _evidence(case, known, seen, talk)
    return _trained(case, seen, evidence, _mishap(case, seen, talk, evidence))


def _student_request(case: Case, *, shorten: bool, seed: int) -> Frame:
    rows, shown = case.rows, case.rows.rehearsal
    probe = rows.x_test.copy()
    probe[: len(shown)] = rows.x_train[list(shown)]
    body = {
        "code": case.submission.code,
        "name": case.submission.name,
        "functions": list(case.assignment.contract.functions),
        "shorten": shorten,
        "seed": seed,
    }
    arrays = {
        "x_train": rows.x_train,
        "y_train": rows.y_train,
        "x_test": rows.x_test,
        "x_probe": probe,
        "rehearsal": np.array([len(shown)]),
    }
    return Frame("student", body, arrays)


def _chosen(seen: Seen) -> tuple[ModelSpec, dict[str, Any] | None, str] | None:
    """Choose the model of the last completed `fit`, else the one that `build_model` gave back."""
    return seen.models.get(_number(seen))


def _number(seen: Seen) -> int:
    if seen.fits:
        return seen.fits[-1].model
    return seen.begun.model if seen.begun else 0


def _fits(seen: Seen) -> list[Fit]:
    """List the completed trainings of the chosen model."""
    return [fit for fit in seen.fits if fit.model == _number(seen)]


def _calls(seen: Seen) -> tuple[FitCall, ...]:
    """List the same as evidence, with the one that did not come to its end."""
    calls = [fit.call for fit in _fits(seen)]
    if seen.begun is not None and seen.begun.model == _number(seen):
        calls.append(replace(seen.begun.call, completed=False))
    return tuple(calls)


def _evidence(case: Case, known: Evidence, seen: Seen, talk: Conversation) -> Evidence:
    chosen = _chosen(seen)
    late = [stage for stage in seen.unfinished if stage not in known.unfinished]
    return replace(
        known,
        source=tuple(case.submission.code.splitlines()),
        unfinished=(*known.unfinished, *late),
        preprocessed=seen.preprocessed,
        model=chosen[0] if chosen else None,
        fits=_calls(seen),
        error=seen.error,
        warnings=tuple(seen.warnings),
        output=without_dump(talk.output),
        versions=seen.versions,
        seconds=talk.seconds,
    )


def _mishap(case: Case, seen: Seen, talk: Conversation, evidence: Evidence) -> Mishap | None:
    dumped = place_in_dump(talk.output, case.submission.name)
    place = case.submission.place(dumped) if dumped else None
    if talk.ending == "timed_out":
        return timed_out(case.assignment.training.limit_s, evidence, place)
    if talk.ending == "ended":
        return ended(talk.status, evidence, place)
    if seen.no_model:
        name = case.assignment.contract.build_model
        return no_model(name, seen.no_model, evidence, evidence.blanks.get("build_model"))
    return crashed(seen.error, evidence) if seen.error else None


def _trained(
    case: Case, seen: Seen, evidence: Evidence, mishap: Mishap | None
) -> Evidence | Mishap:
    """Train with as many seeds as the rubric needs, and describe the rebuilt model."""
    chosen = _chosen(seen)
    if chosen is None:
        return mishap or evidence
    if seen.fits and "x_test" not in seen.prepared:
        return x_test_still_text(evidence)
    reason = chosen[2] or next((fit.reason for fit in _fits(seen) if fit.reason), "")
    if reason:
        evidence = replace(evidence, self_reported=reason)
    if not seen.fits:
        evidence = _described(case, seen, evidence)
        return replace(mishap, captured=evidence) if mishap else evidence
    return _seeds(case, seen, evidence, mishap)


def _described(case: Case, seen: Seen, evidence: Evidence) -> Evidence:
    """Let a neutral child describe the model: the student's process may say anything."""
    chosen = _chosen(seen)
    if chosen is None or chosen[1] is None:
        return evidence
    talk = case.ask(Frame("train", {"blueprint": chosen[1], "seed": 0, "fits": []}))
    return _with_neutral_model(evidence, talk)


def _with_neutral_model(evidence: Evidence, talk: Conversation) -> Evidence:
    told = next((frame for frame in talk.frames if frame.kind == "model"), None)
    if told is None:
        return evidence
    spec = msgspec.convert(told.body["spec"], ModelSpec)
    return replace(evidence, model=spec, versions=told.body["versions"])


def _seeds(case: Case, seen: Seen, evidence: Evidence, mishap: Mishap | None) -> Evidence | Mishap:
    code = _code(case, seen)
    evidence = replace(evidence, aligned=code.aligned)
    while (seed := next_seed(case.assignment, evidence)) is not None:
        request = _training_request(case, seen, evidence, seed)
        talk = case.ask(request)
        if not evidence.self_reported:
            evidence = _with_neutral_model(evidence, talk)
        try:
            run = _run_told(case, seen, evidence, talk, seed, code)
        except (KeyError, TypeError, ValueError, IndexError):  # only a student's process errs here
            return tampered("a malformed result of a training", _before_running(evidence))
        if run is None:
            return replace(mishap or _no_run(case, evidence, talk), captured=evidence)
        evidence = replace(evidence, runs=(*evidence.runs, run))
    return _concluded(evidence, mishap)


def _before_running(evidence: Evidence) -> Evidence:
    """Forget everything that the submission's own process said."""
    return replace(evidence, preprocessed=None, model=None, fits=(), runs=(), output="")


def _concluded(evidence: Evidence, mishap: Mishap | None) -> Evidence | Mishap:
    failed = next((run.error for run in evidence.runs if run.error), "")
    if mishap is not None and not _came_after_training(mishap, evidence):
        return replace(mishap, captured=evidence)
    if not failed:
        return evidence
    kind, _, message = failed.partition(": ")
    error = StageError("train", kind, message, evidence.fits[0].place)
    return crashed(error, with_error(evidence, error))


def _came_after_training(mishap: Mishap, evidence: Evidence) -> bool:
    """Whether an exception was all that went wrong, though the network could be trained.

    Then the network counts, and a rule says the rest.
    """
    return mishap.name == "crashed" and evidence.error is not None


def _no_run(case: Case, evidence: Evidence, talk: Conversation) -> Mishap:
    place = evidence.fits[0].place
    if talk.ending == "timed_out":
        epochs = sum(fit.epochs * fit.repeated for fit in evidence.fits)
        return training_timed_out(case.assignment.training.limit_s, epochs, evidence, place)
    if talk.ending == "done":
        problem = "The training gave no result."
        return Mishap("grader_fault", problem, evidence, place)
    return ended(talk.status, evidence, place)


def _training_request(case: Case, seen: Seen, evidence: Evidence, seed: int) -> Frame:
    if evidence.self_reported:
        return _student_request(case, shorten=False, seed=seed)
    fits = _fits(seen)
    chosen = _chosen(seen)
    assert chosen is not None  # there is a fit, and every fit tells its model first
    keys = {key for fit in fits for key in fit.arrays.values()}
    arrays = {key: seen.store[key] for key in sorted(keys)}
    arrays["ask:test"] = seen.store[seen.prepared["x_test"]]
    grid = _grid(seen.store[fits[-1].arrays["x"]]) if not evidence.runs else None
    if grid is not None:
        arrays["ask:surface"] = grid
    body = {"blueprint": chosen[1], "seed": seed, "fits": [_replay(fit) for fit in fits]}
    return Frame("train", body, arrays)


def _replay(fit: Fit) -> dict[str, Any]:
    epochs = fit.call.epochs * fit.call.repeated
    return {"arguments": {**fit.arguments, "epochs": epochs}, "arrays": fit.arrays}


def _grid(x: Array) -> Array | None:
    """Lay a square of inputs over and around the rows of a two-input network."""
    if x.ndim != 2 or x.shape[1] != 2 or not len(x):
        return None
    low, high = _reach(x)
    line = np.linspace(low, high, SURFACE_STEPS, dtype=np.float32)
    first, second = np.meshgrid(line, line)
    return np.stack([first.ravel(), second.ravel()], axis=1)


def _reach(x: Array) -> tuple[float, float]:
    low, high = float(np.nanmin(x)), float(np.nanmax(x))
    extra = MARGIN * (high - low or 1.0)
    return low - extra, high + extra


def _run_told(
    case: Case, seen: Seen, evidence: Evidence, talk: Conversation, seed: int, code: Code
) -> TrainingRun | None:
    told = next((frame for frame in reversed(talk.frames) if frame.kind == "run"), None)
    if told is None:
        return None
    predictions = _predictions(told, "answer:test", evidence, len(case.rows.truth))
    answers, confidence = named(predictions, code)
    truth = case.rows.truth
    return TrainingRun(
        seed=seed,
        epochs=int(told.body["epochs"]),
        history=curves(told),
        accuracy=round(float(np.mean(answers == np.array(truth))), 6),
        answers=tuple(int(answer) for answer in answers),
        wrong=worst(answers, confidence, truth, case.rows.x_test),
        surface=_surface(told, evidence, seen, code),
        warnings=_run_warnings(told, evidence),
        error=str(told.body["error"]),
        self_reported=bool(evidence.self_reported),
        seconds=round(float(told.body["seconds"]) or talk.seconds, 2),
    )


def _predictions(told: Frame, role: str, evidence: Evidence, count: int) -> Array:
    """Read predictions; rows that are missing answer nothing."""
    found = told.arrays.get(role)
    if found is None or len(found) != count or found.dtype != np.float32:
        return np.full((count, 1), np.nan, dtype=np.float32)
    model = evidence.model
    if model is not None and model.head == "linear" and model.loss and model.loss.from_logits:
        return squashed(found, output_activation(model))
    return found


def _code(case: Case, seen: Seen) -> Code:
    """Read how the labels are spelled from the rows given to `fit`, else from `preprocess`."""
    rehearsed = seen.store.get(seen.prepared.get("rehearsed", ""))
    classes = len(case.rows.classes)
    if rehearsed is None:
        return plain_code(classes)
    known = case.rows.raw_labels
    labels = tuple(known[row] for row in case.rows.rehearsal)
    pairs = [_fits(seen)[-1].arrays, {"x": seen.prepared["x_train"], "y": seen.prepared["y_train"]}]
    codes = [
        read_code(seen.store[pair["x"]], seen.store[pair["y"]], rehearsed, labels, classes)
        for pair in pairs
        if pair.get("x") in seen.store and pair.get("y") in seen.store
    ]
    return next((code for code in codes if code.aligned is not None), plain_code(classes))


def _surface(told: Frame, evidence: Evidence, seen: Seen, code: Code) -> Surface | None:
    """Read how sure the network is of the first class, over the grid."""
    found = told.arrays.get("answer:surface")
    if found is None or found.ndim != 2 or len(found) != SURFACE_STEPS**2:
        return None
    values = _predictions(told, "answer:surface", evidence, SURFACE_STEPS**2)
    if not np.isfinite(values).all() or code.codes[0] >= max(2, values.shape[1]):
        return None
    column = values[:, int(code.codes[0])] if values.shape[1] > 1 else values[:, 0]
    sure = 1.0 - column if values.shape[1] == 1 and code.codes[0] < code.codes[1] else column
    low, high = _reach(seen.store[_fits(seen)[-1].arrays["x"]])
    rounded = tuple(round(float(value), 4) for value in sure)
    return Surface(round(low, 6), round(high, 6), SURFACE_STEPS, rounded)


def _run_warnings(told: Frame, evidence: Evidence) -> tuple[KerasWarning, ...]:
    """Keep the warnings that the student's own run did not raise already."""
    known = {warning.message for warning in evidence.warnings}
    place: Place | None = evidence.fits[0].place if evidence.fits else None
    return tuple(
        KerasWarning(str(warning["category"]), str(warning["message"]), place)
        for warning in told.body["warnings"]
        if warning["message"] not in known
    )
