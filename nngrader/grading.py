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
from nngrader.findings import Finding, first_cause
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
from nngrader.language import ENGLISH, Text, Voice, counted, placed, say, voice
from nngrader.mishaps import grader_fault, raised
from nngrader.network import SUPPORTING, Asked, computing_layers, output_activation, told
from nngrader.rubric import Assignment, Check, Criterion
from nngrader.rubric.checks.combine import Combined
from nngrader.rules import find
from nngrader.warnings_explained import OURS, UNKNOWN, explain

ADVISORY = say(
    "Made by continuous integration, where the files of the grader can be changed together with "
    "the hand-in: this result is advisory. The teacher's own grading counts."
)
FULL = say("Every criterion has full points")
FULL_SO_FAR = say("Every criterion that is shown has full points")


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
            return Verdict(0.0, say("The check itself stopped: {error}.", error=raised(error)))


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
    speak = voice(assignment.language)
    criteria = (*(_judge(criterion, evidence, speak) for criterion in assignment.rubric), *extra)
    findings = find(evidence, language=assignment.language)
    return GradeReport(
        assignment=assignment.name,
        title=assignment.title,
        student=evidence.student,
        status=outcome.name if isinstance(outcome, Mishap) else "graded",
        criteria=criteria,
        findings=findings,
        first_step=_first_step(outcome, findings, criteria, speak),
        evidence=evidence,
        reproduction=_reproduction(assignment, evidence, command, origin),
        trouble=_trouble(outcome, speak),
        layers=layer_rows(assignment.asked, evidence.model, assignment.language),
        warnings=_explained(evidence, speak),
        threshold=_threshold(assignment),
        notes=(
            *map(speak, _notes_on_origin(assignment.name, origin)),
            *map(speak, _notes(evidence)),
        ),
        language=assignment.language,
        lesson=assignment.lesson,
        advisory=origin.by_ci,
    )


def _judge(criterion: Criterion, evidence: Evidence, speak: Voice = str) -> GradedCriterion:
    verdict = criterion.check(evidence)
    return GradedCriterion(
        title=criterion.title,
        points=_points(criterion.points, verdict.share),
        max_points=criterion.points,
        because=speak(verdict.because),
        hint=speak(criterion.hint or verdict.hint) if verdict.share < 1 else "",
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
    speak: Voice,
) -> str:
    evidence = outcome.captured if isinstance(outcome, Mishap) else outcome
    if evidence.unfinished:
        return speak(_begin(evidence))
    cause = first_cause(_serious(outcome, findings))
    asked = "" if cause is None else f"{cause.message} {cause.hint}"
    lost = [c for c in criteria if c.visibility == "visible" and not c.full]
    if asked and (lost or evidence.error or isinstance(outcome, Mishap)):
        return asked
    if isinstance(outcome, Mishap):
        return speak(outcome.spoken)
    if lost:
        return f"{lost[0].title}: {lost[0].because} {lost[0].hint}".strip()
    full = FULL if all(c.visibility == "visible" for c in criteria) else FULL_SO_FAR
    if asked:
        return speak(say("{full}. One question is left: {asked}", full=full, asked=asked))
    return speak(say("{full}: nothing to mend.", full=full))


def _serious(outcome: Evidence | Mishap, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Keep the findings that may come first: after a mishap, only those that can explain it."""
    if isinstance(outcome, Evidence):
        return tuple(f for f in findings if f.severity in ("fatal", "major"))
    error = outcome.captured.error
    if outcome.name != "crashed" or error is None or error.stage != "train":
        return ()
    return tuple(f for f in findings if f.severity == "fatal")


def _begin(evidence: Evidence) -> Text:
    stage = evidence.unfinished[0]
    place = evidence.blanks.get(stage)
    return counted(
        "{number} blank is left to fill in. Begin with `{stage}`{where}: replace "
        "`raise NotImplementedError` by your own code, then run the grader again.",
        "{number} blanks are left to fill in. Begin with `{stage}`{where}: replace "
        "`raise NotImplementedError` by your own code, then run the grader again.",
        len(evidence.unfinished),
        stage=stage,
        where=say(" ({place})", place=placed(place)) if place else "",
    )


def _trouble(outcome: Evidence | Mishap, speak: Voice) -> Trouble | None:
    if isinstance(outcome, Evidence):
        return None
    return Trouble(outcome.name, speak(outcome.spoken), outcome.place)


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


def _explained(evidence: Evidence, speak: Voice) -> tuple[Explained, ...]:
    everything = (*evidence.warnings, *(w for run in evidence.runs for w in run.warnings))
    once: dict[Text | str, KerasWarning] = {}
    for warning in everything:
        meaning = explain(warning.message, warning.category)
        alone = meaning == UNKNOWN or warning.category in OURS
        once.setdefault(warning.message if alone else meaning, warning)
    return tuple(
        Explained(w.message, speak(explain(w.message, w.category)), w.place) for w in once.values()
    )


def _notes_on_origin(name: str, origin: Origin) -> Iterator[Text]:
    if origin.by_ci:
        yield ADVISORY
    if origin.built_in:
        yield say(
            "This is not the built-in assignment `{name}`: its assignment.py and tests have the "
            "digest {here}, the built-in ones {built_in}. "
            "Is it the one that your teacher grades with?",
            name=name,
            here=short(origin.assignment),
            built_in=short(origin.built_in),
        )


def _notes(evidence: Evidence) -> Iterator[Text | str]:
    if evidence.stand_in:
        yield say("The rows are a stand-in: {data}.", data=evidence.data)
    if evidence.self_reported and not evidence.unasked:
        yield say(
            "The network could not be rebuilt without your code ({why}), "
            "so it was trained beside it. Results that rest on this are marked self-reported.",
            why=evidence.self_reported,
        )
    yield from filter(None, [evidence.choice])
    yield from evidence.notebook
    yield from [_cut(run) for run in evidence.runs if run.cut][:1]


def _cut(run: TrainingRun) -> Text:
    """Say that a budget ended a training, and which epoch counts instead of the last."""
    numbers = {"epochs": run.epochs, "asked": run.asked, "judged": run.judged}
    if run.cut == "time":
        return say(
            "Training was stopped after {epochs:,} of {asked:,} epochs because its time was over; "
            "what counts is its best epoch, {judged:,}.",
            **numbers,
        )
    return say(
        "Training was stopped after {epochs:,} of {asked:,} epochs because no more epochs are "
        "trained here; what counts is its best epoch, {judged:,}.",
        **numbers,
    )


def layer_rows(
    asked: tuple[Asked, ...], model: ModelSpec | None, language: str = ENGLISH
) -> tuple[LayerRow, ...]:
    """Set the student's layers beside what was asked; the last layers face each other."""
    speak = voice(language)
    if model is None:
        return _missing(asked, say("nothing yet"), speak)
    count = len(computing_layers(model))
    facing = list(_facing(asked, count))
    missing = _missing(asked[count - 1 : -1] if count else asked, say("nothing"), speak)
    rows: list[LayerRow] = []
    for layer in model.layers:
        if layer.type in SUPPORTING:
            rows.append(LayerRow(speak(told(layer)), "", ""))
            continue
        last = len(facing) == 1
        rows += missing if last else ()
        activation = output_activation(model) if last else layer.activation
        rows.append(_row(layer, facing.pop(0), activation, speak))
    return (*rows, *(() if count else missing))


def _missing(asked: tuple[Asked, ...], instead: Text, speak: Voice) -> tuple[LayerRow, ...]:
    return tuple(
        LayerRow(speak(instead), speak(layer.told()), speak(say("missing"))) for layer in asked
    )


def _facing(asked: tuple[Asked, ...], count: int) -> tuple[Asked | None, ...]:
    if not asked or not count:
        return (None,) * count
    hidden = (*asked[:-1], *(None,) * count)[: count - 1]
    return (*hidden, asked[-1])


def _row(layer: LayerSpec, asked: Asked | None, activation: str, speak: Voice) -> LayerRow:
    if asked is None:
        return LayerRow(speak(told(layer)), "", "")
    difference = asked.difference(layer, activation)
    return LayerRow(speak(told(layer)), speak(asked.told()), speak(difference))


def with_error(evidence: Evidence, error: StageError) -> Evidence:
    """Note where the code stopped, unless something stopped it before."""
    return evidence if evidence.error else replace(evidence, error=error)
