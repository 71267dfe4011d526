"""What the rules noticed: the cause to mend first with its hints in stages, and the rest folded."""

from dataclasses import dataclass

from markupsafe import Markup

from nngrader.concepts import concept, names
from nngrader.evidence import Trial
from nngrader.findings import Finding, Severity, first_cause
from nngrader.grades import GradeReport
from nngrader.language import Text, Voice, counted, say
from nngrader.reports._pictures import curves
from nngrader.reports._series import Measure, Series, of_history
from nngrader.reports._words import where
from nngrader.trials import change_named

MOST = 20  #: findings shown; the first are the most important
SEVERITIES: dict[Severity, Text] = {
    "fatal": say("Keeps it from working"),
    "major": say("Costs a lot"),
    "minor": say("Worth mending"),
    "info": say("Good to know"),
}
OTHER_LOSS = frozenset({"log-loss", "without-penalty"})  #: changes after which a loss is another


@dataclass(frozen=True)
class Idea:
    """The idea behind a mistake: the last stage of its hint."""

    title: str
    paragraphs: tuple[str, ...]
    lesson: str  #: where it is taught; empty when no lesson teaches it
    heading: str  #: of that place, the words of a link
    address: str  #: of that link; empty where nobody knows an address


@dataclass(frozen=True)
class Curve:
    """A training in a picture: as it was, or with one thing changed."""

    caption: str
    picture: Markup


@dataclass(frozen=True, kw_only=True)
class Noticed:
    """A mistake that a rule named."""

    rule: str
    weight: str  #: severity in words, and how sure it is
    message: str
    known: str  #: how the cause is known, or what became of a guess; empty for a mere guess
    hint: str
    look: str
    idea: Idea | None
    tried: tuple[Curve, ...]  #: before and after the change; empty where nothing was tried
    place: str


@dataclass(frozen=True)
class Noted:
    """All that was noticed."""

    first: Noticed
    more: tuple[Noticed, ...]
    more_said: str


def noticed_of(report: GradeReport, speak: Voice) -> Noted | None:
    """Put the first cause before all others; None where nothing was noticed."""
    first = first_cause(report.findings)
    if first is None:
        return None
    others = [one for one in report.findings if one is not first][: MOST - 1]
    shown = [_noticed(number, one, report, speak) for number, one in enumerate((first, *others))]
    more = speak(say("More ({count})", count=len(others)))
    return Noted(shown[0], tuple(shown[1:]), more)


def _noticed(number: int, finding: Finding, report: GradeReport, speak: Voice) -> Noticed:
    trial = next((one for one in report.evidence.trials if one.rule == finding.rule), None)
    return Noticed(
        rule=finding.rule,
        weight=speak(_weight(finding, trial)),
        message=finding.message,
        known=finding.confirmed_by or _in_vain(trial, speak),
        hint=finding.hint,
        look=finding.look,
        idea=_idea(finding.concept, report),
        tried=() if trial is None else _tried(number, trial, speak),
        place=where(finding.place, speak),
    )


def _weight(finding: Finding, trial: Trial | None) -> Text:
    """Say how much it matters; what nobody confirmed is called a guess."""
    weight = SEVERITIES[finding.severity]
    if finding.confirmed_by:
        return weight
    if trial is not None and not trial.confirms:
        return say("Unlikely cause")
    return say("Possible cause: {weight}", weight=weight)


def _in_vain(trial: Trial | None, speak: Voice) -> str:
    if trial is None:
        return ""
    told = say(
        "Tried: with {change} it reaches {reaches:.3g} instead of {reached:.3g}, so the cause "
        "lies elsewhere.",
        change=change_named(trial.change).WORDS,
        reaches=trial.reaches,
        reached=trial.reached,
    )
    return speak(told)


def _idea(name: str, report: GradeReport) -> Idea | None:
    if name not in names():  # a report of an older nngrader may name a page that is gone
        return None
    found = concept(name, report.language)
    paragraphs = tuple(" ".join(part.split()) for part in found.text.split("\n\n"))
    own = [lesson for lesson in found.lessons if lesson.assignment == report.assignment]
    lesson = next(iter(own or found.lessons), None)
    if lesson is None:
        return Idea(found.title, paragraphs, "", "", "")
    address = f"{report.lesson}#{lesson.anchor}" if own and report.lesson else ""
    return Idea(found.title, paragraphs, lesson.assignment, lesson.heading, address)


def _tried(number: int, trial: Trial, speak: Voice) -> tuple[Curve, ...]:
    """Draw a training as it was and as it went with the change, both on the same axes."""
    for measure in _comparable(trial):
        before, after = (
            of_history(trial.seed, history, measure)[:1] for history in (trial.before, trial.after)
        )
        if all(line.finite for line in (*before, *after)) and before and after:
            return _drawn(number, trial, (before, after), speak)
    return ()


def _comparable(trial: Trial) -> tuple[Measure, ...]:
    """List what means the same before and after the change."""
    return ("accuracy",) if trial.change in OTHER_LOSS else ("loss", "accuracy")


def _drawn(
    number: int,
    trial: Trial,
    lines: tuple[tuple[Series, ...], tuple[Series, ...]],
    speak: Voice,
) -> tuple[Curve, ...]:
    change = change_named(trial.change).WORDS
    captions = (say("As it is"), say("With {change}", change=change))
    names = (f"tried-{number}-before", f"tried-{number}-after")
    return tuple(
        Curve(
            speak(caption),
            curves.draw(here, speak(_title(caption, here[0])), speak, name=name, beside=there),
        )
        for caption, here, there, name in zip(captions, lines, lines[::-1], names, strict=True)
    )


def _title(caption: Text, line: Series) -> Text:
    """Say the curve to whoever cannot see it."""
    return counted(
        "{caption}: {measure} from {first:.3g} to {last:.3g} in {number} epoch",
        "{caption}: {measure} from {first:.3g} to {last:.3g} in {number} epochs",
        len(line.values),
        caption=caption,
        measure=curves.NAMES[line.measure],
        first=line.finite[0],
        last=line.finite[-1],
    )
