"""How the network learned: one row per seed, the curves, and the curves as a table."""

from dataclasses import dataclass

from markupsafe import Markup

from nngrader.evidence import TrainingRun
from nngrader.grades import GradeReport
from nngrader.reports._pictures import curves
from nngrader.reports._series import Measure, Series, series
from nngrader.wording import counted, number


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


def training_of(report: GradeReport) -> Training | None:
    """Describe the training runs; None when there was none."""
    runs = report.evidence.runs
    if not runs:
        return None
    lines = {measure: series(runs, measure) for measure in _MEASURES}
    drawn = [m for m in _MEASURES if any(line.finite for line in lines[m])]
    return Training(
        runs=tuple(map(_trained, runs)),
        asked="" if report.threshold is None else number(report.threshold),
        curves=tuple(_curve(measure, lines[measure], report) for measure in drawn),
        validated=any(s.rows == "validation" for m in drawn for s in lines[m]),
        silent=" ".join(_NOT_DRAWN[m, bool(lines[m])] for m in _MEASURES if m not in drawn),
    )


_MEASURES: tuple[Measure, ...] = ("accuracy", "loss")
#: By measure and by whether it was reported at all.
_NOT_DRAWN: dict[tuple[Measure, bool], str] = {
    ("accuracy", False): "Your network reports no accuracy while it learns, so none is drawn.",
    ("accuracy", True): "The accuracy was never a finite number, so it is not drawn.",
    ("loss", False): "No loss was recorded, so none is drawn.",
    ("loss", True): "The loss was never a finite number, so it is not drawn.",
}


def _trained(run: TrainingRun) -> Trained:
    time = "remembered" if run.remembered else f"{run.seconds:.1f} s"
    return Trained(run.seed, str(run.epochs), number(run.accuracy), time, _remark(run))


def _remark(run: TrainingRun) -> str:
    if run.error:
        return f"Stopped early: {run.error}"
    if run.self_reported:
        return "Self-reported: trained beside your own code."
    return " ".join(filter(None, (_cut(run), _engine(run))))


def _cut(run: TrainingRun) -> str:
    if not run.cut:
        return ""
    return (
        f"Stopped after epoch {run.epochs:,} of {run.asked:,}; "
        f"judged as it was after its best, epoch {run.judged:,}."
    )


def _engine(run: TrainingRun) -> str:
    return f"Trained by Keras's `fit` itself: {run.why_fit}." if run.why_fit else ""


def _curve(measure: Measure, lines: tuple[Series, ...], report: GradeReport) -> Curve:
    seeds = counted(len({line.seed for line in lines}), "seed", "seeds")
    title = f"{measure.capitalize()} per epoch for {seeds}"
    drawn = tuple(line for line in lines if line.finite)
    if measure == "loss":
        picture = curves.draw(drawn, title)
    else:
        reached = tuple(curves.Reached(r.seed, r.epochs, r.accuracy) for r in report.evidence.runs)
        picture = curves.draw(drawn, title, threshold=report.threshold, reached=reached)
    return Curve(measure, picture, tuple(map(_in_numbers, lines)))


def _in_numbers(line: Series) -> CurveRow:
    first, last = line.values[0], line.values[-1]
    return CurveRow(line.seed, line.rows, _said(first), _said(line.best), _said(last))


def _said(value: float | None) -> str:
    return "not finite" if value is None else number(value)
