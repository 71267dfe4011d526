"""From evidence to a graded report. Pure: no clock, no files, no Keras."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from nngrader.evidence import (
    Evidence,
    FitCall,
    KerasWarning,
    LayerSpec,
    Mishap,
    ModelSpec,
    StageError,
    TrainingRun,
)
from nngrader.findings import Finding
from nngrader.grades import (
    Explained,
    GradedCriterion,
    GradeReport,
    LayerRow,
    Origin,
    Reproduction,
    Trouble,
    Verdict,
    short,
)
from nngrader.mishaps import grader_fault, raised
from nngrader.network import SUPPORTING, Asked, computing_layers, output_activation, told
from nngrader.rubric import Assignment, Check, Criterion
from nngrader.rubric.checks.combine import Combined
from nngrader.rules import find
from nngrader.warnings_explained import OURS, UNKNOWN, explain

ADVISORY = (
    "Made by continuous integration, where the files of the grader can be changed together with "
    "the hand-in: this result is advisory. The teacher's own grading counts."
)
FULL = "Every criterion has full points"
FULL_SO_FAR = "Every criterion that is shown has full points"


@runtime_checkable
class AsksForSeeds(Protocol):
    """A check that may need another seeded run before it can decide."""

    at_least: float

    def __call__(self, evidence: Evidence) -> Verdict:
        """Judge the runs there are."""
        ...

    def is_open(self, evidence: Evidence) -> bool:
        """Say whether another seed could still change the points."""
        ...


def next_seed(assignment: Assignment, evidence: Evidence) -> int | None:
    """Name the next seed worth training; None when every criterion is decided.

    A rubric that asks for no accuracy gets one run, for the curves.
    """
    seeds = assignment.training.seeds
    left = seeds[len(evidence.runs) :]
    if not left or any(run.error for run in evidence.runs):
        return None
    asking = [part for criterion in assignment.rubric for part in asking_for_seeds(criterion.check)]
    wanted = any(check.is_open(evidence) for check in asking) or not evidence.runs
    return left[0] if wanted else None


def asking_for_seeds(check: Check) -> Iterator[AsksForSeeds]:
    """Find the checks that ask for seeds, inside `all_of` and `any_of` as well."""
    if isinstance(check, AsksForSeeds):
        yield check
    elif isinstance(check, Combined):
        for part in check.parts:
            yield from asking_for_seeds(part)


def grade(
    assignment: Assignment,
    outcome: Evidence | Mishap,
    command: str,
    extra: tuple[GradedCriterion, ...] = (),
    origin: Origin = Origin(),  # noqa: B008 - frozen, and empty
) -> GradeReport:
    """Judge one submission; a mishap keeps the points that its captured evidence proves.

    `command` is what to paste to get the same result; `extra` are the points of tests that stand
    beside `assignment.py`; `origin` changes no point.
    """
    try:
        return _graded(assignment, outcome, command, extra, origin)
    except Exception as error:  # noqa: BLE001 - a check or a rule of one assignment stops no class
        blank = _ungraded(outcome, error)
        rubric = tuple(replace(c, check=_Guarded(c.check)) for c in assignment.rubric)
        return _graded(replace(assignment, rubric=rubric), blank, command, extra, origin)


@dataclass(frozen=True)
class _Guarded:
    """A check that says so when it stops, instead of stopping everything."""

    check: Check

    def __call__(self, evidence: Evidence) -> Verdict:
        try:
            return self.check(evidence)
        except Exception as error:  # noqa: BLE001 - see above
            return Verdict(0.0, f"The check itself stopped: {raised(error)}.")


def _ungraded(outcome: Evidence | Mishap, error: Exception) -> Mishap:
    """Forget what a check or a rule could not read."""
    seen = outcome.captured if isinstance(outcome, Mishap) else outcome
    blank = Evidence(
        assignment=seen.assignment,
        student=seen.student,
        classes=seen.classes,
        truth=seen.truth,
        data=seen.data,
        data_digest=seen.data_digest,
        stand_in=seen.stand_in,
        source=seen.source,
        isolation=seen.isolation,
        versions=seen.versions,
    )
    return grader_fault(seen.student, raised(error), blank)


def _graded(
    assignment: Assignment,
    outcome: Evidence | Mishap,
    command: str,
    extra: tuple[GradedCriterion, ...],
    origin: Origin,
) -> GradeReport:
    evidence = outcome.captured if isinstance(outcome, Mishap) else outcome
    criteria = (*(_judge(criterion, evidence) for criterion in assignment.rubric), *extra)
    findings = find(evidence)
    return GradeReport(
        assignment=assignment.name,
        title=assignment.title,
        student=evidence.student,
        status=outcome.name if isinstance(outcome, Mishap) else "graded",
        criteria=criteria,
        findings=findings,
        first_step=_first_step(outcome, findings, criteria),
        evidence=evidence,
        reproduction=_reproduction(assignment, evidence, command, origin),
        trouble=_trouble(outcome),
        layers=layer_rows(assignment.asked, evidence.model),
        warnings=_explained(evidence),
        threshold=_threshold(assignment),
        notes=(*_notes_on_origin(assignment.name, origin), *_notes(evidence)),
        advisory=origin.by_ci,
    )


def _judge(criterion: Criterion, evidence: Evidence) -> GradedCriterion:
    verdict = criterion.check(evidence)
    return GradedCriterion(
        title=criterion.title,
        points=_points(criterion.points, verdict.share),
        max_points=criterion.points,
        because=verdict.because,
        hint=(criterion.hint or verdict.hint) if verdict.share < 1 else "",
        why=criterion.why,
        visibility=criterion.visibility,
        self_reported=verdict.self_reported,
    )


def _points(most: float, share: float) -> float:
    """Round to a hundredth; what is worth 0.333 can still be earned in full, and never more."""
    return most if share == 1.0 else min(most, round(most * share, 2))


def _first_step(
    outcome: Evidence | Mishap,
    findings: tuple[Finding, ...],
    criteria: tuple[GradedCriterion, ...],
) -> str:
    evidence = outcome.captured if isinstance(outcome, Mishap) else outcome
    if evidence.unfinished:
        return _begin(evidence)
    serious = _serious(outcome, findings)
    lost = [c for c in criteria if c.visibility == "visible" and not c.full]
    if serious and (lost or evidence.error or isinstance(outcome, Mishap)):
        return f"{serious[0].message} {serious[0].hint}"
    if isinstance(outcome, Mishap):
        return outcome.message
    if lost:
        return f"{lost[0].title}: {lost[0].because} {lost[0].hint}".strip()
    full = FULL if all(c.visibility == "visible" for c in criteria) else FULL_SO_FAR
    if serious:
        return f"{full}. One question is left: {serious[0].message} {serious[0].hint}"
    return f"{full}: nothing to mend."


def _serious(outcome: Evidence | Mishap, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Keep the findings that may come first: after a mishap, only those that can explain it."""
    if isinstance(outcome, Evidence):
        return tuple(f for f in findings if f.severity in ("fatal", "major"))
    error = outcome.captured.error
    if outcome.name != "crashed" or error is None or error.stage != "train":
        return ()
    return tuple(f for f in findings if f.severity == "fatal")


def _begin(evidence: Evidence) -> str:
    stage = evidence.unfinished[0]
    place = evidence.blanks.get(stage)
    where = f" ({place})" if place else ""
    left = len(evidence.unfinished)
    blanks = "1 blank is" if left == 1 else f"{left} blanks are"
    return (
        f"{blanks} left to fill in. Begin with `{stage}`{where}: replace "
        "`raise NotImplementedError` by your own code, then run the grader again."
    )


def _trouble(outcome: Evidence | Mishap) -> Trouble | None:
    if isinstance(outcome, Evidence):
        return None
    return Trouble(outcome.name, outcome.message, outcome.place)


def _reproduction(
    assignment: Assignment, evidence: Evidence, command: str, origin: Origin
) -> Reproduction:
    seed = evidence.runs[0].seed if evidence.runs else assignment.training.seeds[0]
    arrays = {} if not evidence.fits else _given(evidence.fits[-1])
    return Reproduction(
        command,
        seed,
        evidence.versions,
        evidence.data_digest,
        arrays,
        submission=origin.submission,
        assignment=origin.assignment,
    )


def _given(fit: FitCall) -> dict[str, str]:
    """Name what the last `fit` was given; text has no digest."""
    told = {"x": fit.x.digest, "y": fit.y.digest}
    return {role: f"blake2b:{digest}" for role, digest in told.items() if digest}


def _threshold(assignment: Assignment) -> float | None:
    shown = [c.check for c in assignment.rubric if c.visibility == "visible"]
    return next((asking.at_least for check in shown for asking in asking_for_seeds(check)), None)


def _explained(evidence: Evidence) -> tuple[Explained, ...]:
    everything = (*evidence.warnings, *(w for run in evidence.runs for w in run.warnings))
    once: dict[str, KerasWarning] = {}
    for warning in everything:
        meaning = explain(warning.message, warning.category)
        alone = meaning == UNKNOWN or warning.category in OURS
        once.setdefault(warning.message if alone else meaning, warning)
    return tuple(
        Explained(w.message, explain(w.message, w.category), w.place) for w in once.values()
    )


def _notes_on_origin(name: str, origin: Origin) -> Iterator[str]:
    if origin.by_ci:
        yield ADVISORY
    if origin.built_in:
        yield (
            f"This is not the built-in assignment `{name}`: its assignment.py and tests have the "
            f"digest {short(origin.assignment)}, the built-in ones {short(origin.built_in)}. "
            "Is it the one that your teacher grades with?"
        )


def _notes(evidence: Evidence) -> tuple[str, ...]:
    notes = [f"The rows are a stand-in: {evidence.data}."] if evidence.stand_in else []
    if evidence.self_reported and not evidence.unasked:
        notes.append(
            f"The network could not be rebuilt without your code ({evidence.self_reported}), "
            "so it was trained beside it. Results that rest on this are marked self-reported."
        )
    notes += [*filter(None, [evidence.choice]), *evidence.notebook]
    cut = next((run for run in evidence.runs if run.cut), None)
    return (*notes, *([] if cut is None else [_cut(cut)]))


def _cut(run: TrainingRun) -> str:
    """Say that a budget ended a training, and which epoch counts instead of the last."""
    why = "its time was over" if run.cut == "time" else "no more epochs are trained here"
    return (
        f"Training was stopped after {run.epochs:,} of {run.asked:,} epochs because {why}; "
        f"what counts is its best epoch, {run.judged:,}."
    )


def layer_rows(asked: tuple[Asked, ...], model: ModelSpec | None) -> tuple[LayerRow, ...]:
    """Set the student's layers beside what was asked; the last layers face each other."""
    if model is None:
        return tuple(LayerRow("nothing yet", str(layer), "missing") for layer in asked)
    count = len(computing_layers(model))
    facing = list(_facing(asked, count))
    missing = asked[count - 1 : -1] if count else asked
    rows: list[LayerRow] = []
    for layer in model.layers:
        if layer.type in SUPPORTING:
            rows.append(LayerRow(told(layer), "", ""))
            continue
        last = len(facing) == 1
        rows += _missing(missing) if last else ()
        activation = output_activation(model) if last else layer.activation
        rows.append(_row(layer, facing.pop(0), activation))
    return (*rows, *(() if count else _missing(missing)))


def _missing(asked: tuple[Asked, ...]) -> tuple[LayerRow, ...]:
    return tuple(LayerRow("nothing", str(layer), "missing") for layer in asked)


def _facing(asked: tuple[Asked, ...], count: int) -> tuple[Asked | None, ...]:
    if not asked or not count:
        return (None,) * count
    hidden = (*asked[:-1], *(None,) * count)[: count - 1]
    return (*hidden, asked[-1])


def _row(layer: LayerSpec, asked: Asked | None, activation: str) -> LayerRow:
    if asked is None:
        return LayerRow(told(layer), "", "")
    return LayerRow(told(layer), str(asked), asked.difference(layer, activation))


def with_error(evidence: Evidence, error: StageError) -> Evidence:
    """Note where the code stopped, unless something stopped it before."""
    return evidence if evidence.error else replace(evidence, error=error)
