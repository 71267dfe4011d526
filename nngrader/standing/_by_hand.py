"""Points that a teacher gave by hand: what they replace, and how that is said."""

from collections.abc import Iterator, Sequence

from nngrader.results import Attempt, Override, Standing
from nngrader.standing._case import Case, instant
from nngrader.standing._words import number, points
from nngrader.untrusted import clean

MOST_POINTS = 1_000_000  #: of an override; far beyond it sums lose their hundredths
LONGEST = 300  #: characters of a name, a title or a reason inside a sentence
WHOLE = ""  #: the criterion of an override of the whole score


def may_be_given(points: float) -> bool:
    """Whether an override can hold these points: a number from 0 to 1,000,000."""
    return 0 <= points <= MOST_POINTS


def newest(overrides: Sequence[Override]) -> dict[str, Override]:
    """Find the newest one per criterion; of two at the same moment the one that was added later."""
    possible = [override for override in overrides if may_be_given(override.points)]
    by_time = sorted(possible, key=lambda override: instant(override.at))
    return {override.criterion: override for override in by_time}


def adjusted_score(attempt: Attempt, given: dict[str, Override]) -> float:
    """Sum the points after overrides; criteria that share one title share its override."""
    if WHOLE in given:
        return round(given[WHOLE].points, 2)
    kept = [c.points for c in attempt.criteria if c.title not in given]
    return round(sum(kept) + sum(given[t].points for t in _overridden(attempt, given)), 2)


def in_words(attempt: Attempt, given: dict[str, Override]) -> Iterator[str]:
    """Tell what overrides did; a criterion that is not visible keeps its name and its points."""
    if WHOLE in given:
        whole = given[WHOLE]
        yield f"The score as a whole is {points(whole.points)} by hand{_signed(whole)}."
        return
    covered = {c.title for c in attempt.criteria if c.visibility != "visible"}
    for title in _overridden(attempt, given):
        if title in covered:
            yield "A criterion that is not shown yet has points by hand."
        else:
            before = sum(c.points for c in attempt.criteria if c.title == title)
            now = f"{points(given[title].points)} instead of {number(before)}"
            yield f"{_quoted(title)} has {now} by hand{_signed(given[title])}."


def without_attempt(case: Case) -> Standing | None:
    """Count a whole score given by hand, such as for an oral exam, though nothing was handed in."""
    whole = case.given.get(WHOLE)
    if whole is None:
        return None
    score = round(whole.points, 2)
    told = f"Nothing was handed in; the score is {points(score)} by hand{_signed(whole)}."
    return Standing(
        raw=0.0,
        adjusted=score,
        penalty=0.0,
        final=score,
        max_score=case.policy.max_score,
        because=told,
    )


def unused(
    attempt: Attempt | None, overrides: Sequence[Override], given: dict[str, Override]
) -> Iterator[str]:
    """Tell of each override that somebody could expect to count and that does not."""
    for override in overrides:
        if not may_be_given(override.points):
            where = _quoted(override.criterion) if override.criterion else "the whole score"
            wanted = f"a number from 0 to {MOST_POINTS:,} is wanted"
            yield f"{override.points} points by hand for {where} do not count: {wanted}."
    for title in filter(None, given):
        why = _why_unused(title, attempt, given)
        if why:
            score = points(given[title].points)
            yield f"{score} by hand for {_quoted(title)}{_signed(given[title])}: {why}."


def _why_unused(title: str, attempt: Attempt | None, given: dict[str, Override]) -> str:
    if WHOLE in given:
        return "not counted, for the score as a whole is given by hand too"
    if attempt is None:
        return "not counted, for nothing was handed in"
    if title not in _overridden(attempt, given):
        return f"not counted, for attempt {attempt.number} has no such criterion (any more)"
    return ""


def _overridden(attempt: Attempt, given: dict[str, Override]) -> tuple[str, ...]:
    """Name the criteria that have an override, each once, in the order of the rubric."""
    return tuple(dict.fromkeys(c.title for c in attempt.criteria if c.title in given))


def _quoted(title: str) -> str:
    return f"“{clean(title, LONGEST)}”"


def _signed(override: Override) -> str:
    known = (clean(text, LONGEST) for text in (override.author, override.reason))
    said = ": ".join(filter(None, known))
    return f" ({said})" if said else ""
