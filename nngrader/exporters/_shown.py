"""What of a result may be passed on, and what a student may read of it already."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from nngrader.grades import GradedCriterion
from nngrader.results import Result, Standing
from nngrader.standing._by_hand import newest
from nngrader.untrusted import clean
from nngrader.wording import points

LATER = "Shown later"
BY_HAND = "Points were changed by hand."


@dataclass(frozen=True)
class Line:
    """One line among tests: a criterion, or all that are shown later."""

    title: str
    points: float
    max_points: float
    because: str = ""
    hint: str = ""

    @property
    def full(self) -> bool:
        """Whether nothing was lost."""
        return self.points >= self.max_points

    @property
    def message(self) -> str:
        """Say why, and what to do."""
        return f"{self.because} {self.hint}".strip()


def passed_on(result: Result) -> Standing | None:
    """The score that other systems get.

    None where nothing was handed in, and where the grader itself failed: that is no zero, unless
    a teacher made it one.
    """
    standing = result.standing
    failed = result.status == "grader_fault" and not result.overrides
    if standing is None or (failed and standing.adjusted <= 0):
        return None
    return standing


def criteria(result: Result) -> tuple[GradedCriterion, ...]:
    """The criteria of the attempt that counts, with the points that a teacher gave by hand.

    As in the score: points for the whole leave the criteria as they are, and criteria that share a
    title share its points, which the first of them shows.
    """
    graded = () if result.attempt is None else result.attempt.criteria
    given = newest(result.overrides)
    if "" in given:
        return graded
    left = {title: override.points for title, override in given.items()}
    return tuple(
        replace(c, points=left.pop(c.title, 0.0)) if c.title in given else c for c in graded
    )


def lines(result: Result) -> tuple[Line, ...]:
    """What a student may see: one line each, and one for all that is shown later."""
    every = criteria(result)
    seen = [c for c in every if c.visibility == "visible"]
    later = [c for c in every if c.visibility != "visible"]
    titles = distinct(c.title for c in seen)
    shown = [
        Line(title, c.points, c.max_points, clean(c.because), "" if c.full else clean(c.hint))
        for title, c in zip(titles, seen, strict=True)
    ]
    if later:
        earned, most = sum(c.points for c in later), sum(c.max_points for c in later)
        shown.append(Line(LATER, round(earned, 2), round(most, 2)))
    return tuple(shown)


def distinct(titles: Iterable[str]) -> tuple[str, ...]:
    """Clean titles and number those that come again, for systems that tell tests by their name."""
    seen: Counter[str] = Counter()
    told = []
    for title in map(clean, titles):
        seen[title] += 1
        told.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return tuple(told)


def first_step(result: Result) -> str:
    """The one thing to fix first, unless saying it would uncover a criterion."""
    attempt = result.attempt
    if attempt is None:
        return ""
    if not _uncovers(result, attempt.first_step):
        return clean(attempt.first_step)
    lost = [line for line in lines(result) if not line.full and line.title != LATER]
    if lost:
        return f"{lost[0].title}: {lost[0].message}"
    return "Every criterion shown here has full points."


def because(result: Result) -> str:
    """What teachers and lateness did to the score; the reason may name what is shown later."""
    standing = result.standing
    if standing is None or not standing.because:
        return ""
    if not _uncovers(result, standing.because):
        return clean(standing.because)
    late = f" {points(standing.penalty)} points are taken off: late." if standing.penalty else ""
    return f"{BY_HAND}{late}"


def summary(result: Result) -> str:
    """Say the score, how it came about, what stopped the code and what to do first."""
    standing, attempt = passed_on(result), result.attempt
    parts = []
    if standing is not None:
        parts.append(f"{points(standing.final)} of {points(standing.max_score)} points.")
    if standing is not None and standing.final != standing.raw:
        parts.append(because(result) or f"The rubric gave {points(standing.raw)}.")
    if attempt is not None and attempt.mishap:
        parts.append(clean(attempt.mishap))
    parts.append(first_step(result))
    return " ".join(dict.fromkeys(part for part in parts if part))


def _uncovers(result: Result, sentence: str) -> bool:
    return any(c.visibility != "visible" and _told(c, sentence) for c in criteria(result))


def _told(criterion: GradedCriterion, sentence: str) -> bool:
    """Whether a sentence holds the criterion's title, or what was found for it."""
    parts = (criterion.title, criterion.because, criterion.hint)
    return any(part and part in sentence for part in parts)
