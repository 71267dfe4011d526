"""How the network learned: one row per seed, the curves, and the curves as a table."""

from dataclasses import dataclass

from markupsafe import Markup

from nngrader.evidence import TrainingRun
from nngrader.grades import GradeReport
from nngrader.language import Text, Voice, counted, say
from nngrader.reports._pictures import curves
from nngrader.reports._series import Measure, Rows, Series, series
from nngrader.wording import number


@dataclass(frozen=True)
class Trained:
    """One seeded training."""

    seed: int
    epochs: str
    unseen: str  #: accuracy on rows the network had never seen
    time: str
    remark: str  #: why it stopped early, or what its numbers rest on; often empty


@dataclass(frozen=True)
class CurveRow:
    """A curve in numbers."""

    seed: int
    rows: str
    first: str
    best: str
    last: str


@dataclass(frozen=True)
class Curve:
    """A picture with the same in numbers."""

    name: str
    picture: Markup
    rows: tuple[CurveRow, ...]


@dataclass(frozen=True)
class Training:
    """Everything about the training runs."""

    runs: tuple[Trained, ...]
    asked: str  #: accuracy asked for; empty when none was
    curves: tuple[Curve, ...]
    validated: bool  #: whether there are validation curves to explain
    silent: str  #: what is not drawn and why; empty when all is drawn


def training_of(report: GradeReport, speak: Voice) -> Training | None:
    """Describe the training runs; None when there was none."""
    runs = report.evidence.runs
    if not runs:
        return None
    lines = {measure: series(runs, measure) for measure in _MEASURES}
    drawn = [m for m in _MEASURES if any(line.finite for line in lines[m])]
    return Training(
        runs=tuple(_trained(run, speak) for run in runs),
        asked="" if report.threshold is None else number(report.threshold),
        curves=tuple(_curve(measure, lines[measure], report, speak) for measure in drawn),
        validated=any(s.rows == "validation" for m in drawn for s in lines[m]),
        silent=" ".join(speak(_NOT_DRAWN[m, bool(lines[m])]) for m in _MEASURES if m not in drawn),
    )


_MEASURES: tuple[Measure, ...] = ("accuracy", "loss")
_TITLES: dict[Measure, Text] = {
    "accuracy": say("Accuracy per epoch for {seeds}"),
    "loss": say("Loss per epoch for {seeds}"),
}
_ROWS: dict[Rows, Text] = {"training": say("training"), "validation": say("validation")}
#: By measure and by whether it was reported at all.
_NOT_DRAWN: dict[tuple[Measure, bool], Text] = {
    ("accuracy", False): say("Your network reports no accuracy while it learns, so none is drawn."),
    ("accuracy", True): say("The accuracy was never a finite number, so it is not drawn."),
    ("loss", False): say("No loss was recorded, so none is drawn."),
    ("loss", True): say("The loss was never a finite number, so it is not drawn."),
}


def _trained(run: TrainingRun, speak: Voice) -> Trained:
    time = speak(say("remembered")) if run.remembered else f"{run.seconds:.1f} s"
    return Trained(run.seed, str(run.epochs), number(run.accuracy), time, _remark(run, speak))


def _remark(run: TrainingRun, speak: Voice) -> str:
    if run.error:
        return speak(say("Stopped early: {error}", error=run.error))
    if run.self_reported:
        return speak(say("Self-reported: trained beside your own code."))
    return " ".join(map(speak, filter(None, (_cut(run), _engine(run)))))


def _cut(run: TrainingRun) -> Text | None:
    if not run.cut:
        return None
    return say(
        "Stopped after epoch {epochs:,} of {asked:,}; "
        "judged as it was after its best, epoch {judged:,}.",
        epochs=run.epochs,
        asked=run.asked,
        judged=run.judged,
    )


def _engine(run: TrainingRun) -> Text | None:
    if not run.why_fit:
        return None
    return say("Trained by Keras's `fit` itself: {why}.", why=run.why_fit)


def _curve(measure: Measure, lines: tuple[Series, ...], report: GradeReport, speak: Voice) -> Curve:
    seeds = counted("{number} seed", "{number} seeds", len({line.seed for line in lines}))
    title = speak(say(_TITLES[measure].english, seeds=seeds))
    drawn = tuple(line for line in lines if line.finite)
    if measure == "loss":
        picture = curves.draw(drawn, title, speak)
    else:
        reached = tuple(curves.Reached(r.seed, r.epochs, r.accuracy) for r in report.evidence.runs)
        picture = curves.draw(drawn, title, speak, threshold=report.threshold, reached=reached)
    return Curve(measure, picture, tuple(_in_numbers(line, speak) for line in lines))


def _in_numbers(line: Series, speak: Voice) -> CurveRow:
    first, last = line.values[0], line.values[-1]
    said = (_said(value, speak) for value in (first, line.best, last))
    return CurveRow(line.seed, speak(_ROWS[line.rows]), *said)


def _said(value: float | None, speak: Voice) -> str:
    return speak(say("not finite")) if value is None else number(value)
