"""The judged part: criteria, what the rules noticed, and explained warnings."""

from dataclasses import dataclass

from nngrader.findings import Finding, Severity
from nngrader.grades import Explained, GradedCriterion, GradeReport
from nngrader.reports._shown import visible
from nngrader.wording import points

MOST = 20  #: findings or warnings shown; the first are the most important
SEVERITIES: dict[Severity, str] = {
    "fatal": "Keeps it from working",
    "major": "Costs a lot",
    "minor": "Worth mending",
    "info": "Good to know",
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """A criterion with its result in words."""

    title: str
    earned: str
    possible: str
    state: str  #: "full", "part" or "none", for the style
    symbol: str
    word: str
    because: str
    why: str
    hint: str
    self_reported: bool


@dataclass(frozen=True)
class Noticed:
    """A mistake that a rule named."""

    rule: str
    weight: str  #: severity in words
    message: str
    hint: str
    place: str


@dataclass(frozen=True)
class Told:
    """A warning of Keras with its meaning."""

    message: str
    meaning: str
    place: str


def items_of(report: GradeReport) -> tuple[Item, ...]:
    """Show the visible criteria in the order of the rubric."""
    return tuple(map(_item, visible(report)))


def _item(criterion: GradedCriterion) -> Item:
    state, symbol, word = _state(criterion)
    return Item(
        title=criterion.title,
        earned=points(criterion.points),
        possible=points(criterion.max_points),
        state=state,
        symbol=symbol,
        word=word,
        because=criterion.because,
        why=criterion.why,
        hint=criterion.hint,
        self_reported=criterion.self_reported,
    )


def _state(criterion: GradedCriterion) -> tuple[str, str, str]:
    if criterion.full:
        return "full", "✓", "Done"
    return ("part", "◐", "In part") if criterion.points > 0 else ("none", "○", "Not yet")


def noticed_of(findings: tuple[Finding, ...]) -> tuple[Noticed, ...]:
    """Show what the rules found, most important first."""
    return tuple(
        Noticed(f.rule, SEVERITIES[f.severity], f.message, f.hint, str(f.place or ""))
        for f in findings[:MOST]
    )


def told_of(warnings: tuple[Explained, ...]) -> tuple[Told, ...]:
    """Show Keras's warnings beside their meaning."""
    return tuple(Told(w.message, w.meaning, str(w.place or "")) for w in warnings[:MOST])
