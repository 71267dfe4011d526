"""The judged part: criteria, and explained warnings."""

from dataclasses import dataclass

from nngrader.grades import Explained, GradedCriterion, GradeReport
from nngrader.language import Text, Voice, say
from nngrader.reports._shown import visible
from nngrader.reports._words import where
from nngrader.wording import points

MOST = 20  #: warnings shown


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
class Told:
    """A warning of Keras with its meaning."""

    message: str
    meaning: str
    place: str


def items_of(report: GradeReport, speak: Voice) -> tuple[Item, ...]:
    """Show the visible criteria in the order of the rubric."""
    return tuple(_item(criterion, speak) for criterion in visible(report))


def _item(criterion: GradedCriterion, speak: Voice) -> Item:
    state, symbol, word = _state(criterion)
    return Item(
        title=criterion.title,
        earned=points(criterion.points),
        possible=points(criterion.max_points),
        state=state,
        symbol=symbol,
        word=speak(word),
        because=criterion.because,
        why=criterion.why,
        hint=criterion.hint,
        self_reported=criterion.self_reported,
    )


def _state(criterion: GradedCriterion) -> tuple[str, str, Text]:
    if criterion.full:
        return "full", "✓", say("Done")
    if criterion.points > 0:
        return "part", "◐", say("In part")
    return "none", "○", say("Not yet")


def told_of(warnings: tuple[Explained, ...], speak: Voice) -> tuple[Told, ...]:
    """Show Keras's warnings beside their meaning."""
    return tuple(Told(w.message, w.meaning, where(w.place, speak)) for w in warnings[:MOST])
