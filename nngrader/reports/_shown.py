"""What a student may see already, in the page and in the terminal alike."""

from dataclasses import dataclass

from nngrader.evidence import StageError
from nngrader.grades import GradedCriterion, GradeReport
from nngrader.language import counted, say, voice
from nngrader.reports._words import MISHAPS, where
from nngrader.wording import points


@dataclass(frozen=True)
class Stopped:
    """What ended the run early, in words."""

    heading: str
    sentence: str
    place: str  #: "cell 3, line 7"; empty when unknown
    python_said: str  #: "ValueError: ..."; empty when the sentence says it already


def visible(report: GradeReport) -> tuple[GradedCriterion, ...]:
    """The criteria whose sentence, points and reason may be shown."""
    return tuple(c for c in report.criteria if c.visibility == "visible")


def shown_later(report: GradeReport) -> str:
    """Say how much is still covered, and nothing else about it; empty when nothing is."""
    covered = [c for c in report.criteria if c.visibility != "visible"]
    if not covered:
        return ""
    worth = points(sum(c.max_points for c in covered))
    told = counted(
        "{number} further criterion, worth {worth}, is shown later.",
        "{number} further criteria, worth {worth}, are shown later.",
        len(covered),
        worth=counted("{worth} point", "{worth} points", 1 if worth == "1" else 2, worth=worth),
    )
    return voice(report.language)(told)


def first_step(report: GradeReport) -> str:
    """The one thing to fix first, unless saying it would uncover a criterion."""
    covered = [c for c in report.criteria if c.visibility != "visible"]
    if not any(report.first_step.startswith(f"{c.title}:") for c in covered):
        return report.first_step
    lost = [c for c in visible(report) if not c.full]
    if lost:
        return f"{lost[0].title}: {lost[0].because} {lost[0].hint}".strip()
    return voice(report.language)(say("Every criterion shown here has full points."))


def stopped(report: GradeReport) -> Stopped | None:
    """What stopped the code: the mishap, or an error that left enough to grade."""
    error, speak = report.evidence.error, voice(report.language)
    if report.trouble is not None:
        trouble = report.trouble
        place = where(trouble.place, speak)
        said = _python_said(error, trouble.message)
        return Stopped(speak(MISHAPS[trouble.name]), trouble.message, place, said)
    if error is None:
        return None
    sentence = say(
        "`{stage}` stopped with {kind}. What came before it was graded.",
        stage=error.stage,
        kind=error.kind,
    )
    place = where(error.place, speak)
    heading = speak(MISHAPS["crashed"])
    return Stopped(heading, speak(sentence), place, _python_said(error, ""))


def _python_said(error: StageError | None, sentence: str) -> str:
    if error is None or (error.message and error.message in sentence):
        return ""
    return f"{error.kind}: {error.message}"
