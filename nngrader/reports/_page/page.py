"""The whole page of one student."""

from dataclasses import dataclass

from nngrader.grades import GradeReport, short
from nngrader.language import Voice, say, voice
from nngrader.reports._page.answers import Confusion, Mistake, confusion_of, mistakes_of
from nngrader.reports._page.criteria import Item, Told, items_of, told_of
from nngrader.reports._page.network import Network, network_of
from nngrader.reports._page.noticed import Noted, noticed_of
from nngrader.reports._page.plane import Plane, planes_of
from nngrader.reports._page.training import Training, training_of
from nngrader.reports._shown import Stopped, first_step, shown_later, stopped
from nngrader.reports._words import ISOLATION
from nngrader.results import Standing
from nngrader.untrusted import clean
from nngrader.wording import points

LAST_LINES = 40  #: of what the student's code printed; errors stand at the end
MOST_VERSIONS = 20  #: packages; the worker names four
ENGINES = {
    "loop": say("one compiled loop, which gives the weights of Keras's `fit` to the bit"),
    "fit": say("Keras's `fit` itself"),
    "own": say("your own code"),
}
LONGEST_NAME = 80  #: characters; enough for any name and any e-mail address


@dataclass(frozen=True)
class Again:
    """How to get this result again."""

    command: str
    seed: int
    submission: str  #: digest, short; empty when unknown
    assignment: str  #: likewise
    data: str
    isolation: str
    trained: str  #: by what; empty when nothing was trained
    arrays: tuple[tuple[str, str], ...]  #: digests of what `fit` was given
    versions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Counts:
    """What counts, where that is not simply what the rubric gave."""

    final: str
    because: str
    rows: tuple[tuple[str, str], ...]  #: from the rubric's points to those that count


@dataclass(frozen=True, kw_only=True)
class Page:
    """Everything on the page, in reading order."""

    language: str
    title: str
    student: str
    score: str
    max_score: str
    share: float  #: of all points, 0..1, for the bar
    full: bool
    counts: Counts | None
    notes: tuple[str, ...]
    stopped: Stopped | None
    stop_comes_first: bool  #: what stopped the code is the thing to fix first
    first_step: str  #: empty when `stopped` says it already
    items: tuple[Item, ...]
    later: str
    noticed: Noted | None
    network: Network
    training: Training | None
    confusion: Confusion | None
    planes: tuple[Plane, ...]
    mistakes: tuple[Mistake, ...]
    warnings: tuple[Told, ...]
    output: tuple[str, ...]
    again: Again


def page_of(report: GradeReport, standing: Standing | None = None) -> Page:
    """Gather what the page shows, in the language of the report."""
    speak = voice(report.language)
    stop, first = stopped(report), first_step(report)
    same = stop is not None and stop.sentence == first
    return Page(
        language=report.language,
        title=report.title,
        student=clean(report.student, LONGEST_NAME),
        score=points(report.score),
        max_score=points(report.max_score),
        share=report.score / report.max_score if report.max_score else 0.0,
        full=report.full,
        counts=_counts(standing, speak),
        notes=report.notes,
        stopped=stop,
        stop_comes_first=same and report.status != "grader_fault",
        first_step="" if same else first,
        items=items_of(report, speak),
        later=shown_later(report),
        noticed=noticed_of(report, speak),
        network=network_of(report, speak),
        training=training_of(report, speak),
        confusion=confusion_of(report.evidence, speak),
        planes=planes_of(report.evidence, speak),
        mistakes=mistakes_of(report.evidence, speak),
        warnings=told_of(report.warnings, speak),
        output=tuple(report.evidence.output.splitlines()[-LAST_LINES:]),
        again=_again(report, speak),
    )


def _counts(standing: Standing | None, speak: Voice) -> Counts | None:
    if standing is None or not standing.because:
        return None
    rows = [(speak(say("By the rubric")), points(standing.raw))]
    if standing.adjusted != standing.raw:
        rows.append((speak(say("With points given by hand")), points(standing.adjusted)))
    if standing.penalty:
        rows.append((speak(say("Taken off for lateness")), points(standing.penalty)))
    rows.append((speak(say("Counts")), points(standing.final)))
    return Counts(points(standing.final), standing.because, tuple(rows))


def _again(report: GradeReport, speak: Voice) -> Again:
    how, level = report.reproduction, report.evidence.isolation
    versions = tuple(sorted(how.versions.items()))[:MOST_VERSIONS]
    isolation = ISOLATION.get(level, say("level {level}", level=level))
    runs = report.evidence.runs
    engines = {"own" if run.self_reported else run.engine for run in runs}
    trained = [speak(told) for engine, told in ENGINES.items() if engine in engines]
    arrays = tuple(sorted(how.arrays.items()))
    return Again(
        command=how.command,
        seed=how.seed,
        submission=short(how.submission),
        assignment=short(how.assignment),
        data=how.data,
        isolation=speak(isolation),
        trained=speak(say(" and ")).join(trained),
        arrays=arrays,
        versions=versions,
    )
