"""How the points of a class are spread, and which sentences of the rubric were hard."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count, takewhile
from statistics import mean, median, quantiles

from nngrader.grades import Visibility
from nngrader.results import Column, Result, Results
from nngrader.wording import points

VISIBILITIES: dict[Visibility, str] = {
    "visible": "",
    "after_due": "shown after the due date",
    "after_publish": "shown when published",
    "hidden": "hidden from students",
}
MOST_BARS = 20  #: of equal width; more cannot be told apart on a phone


@dataclass(frozen=True)
class Bar:
    """Scores from one number on."""

    mark: str  #: where it starts
    words: str  #: "13 to under 14"
    final: int  #: students whose score that counts lies here
    raw: int  #: students to whom the rubric gave as much


@dataclass(frozen=True, kw_only=True)
class Scores:
    """The points of everybody who handed in."""

    bars: tuple[Bar, ...]
    changed: int  #: students whose score lateness or a teacher changed
    median: float
    mean: float
    half: tuple[float, float]  #: the middle half of the class lies between
    full: int  #: students with all points
    count: int
    most: float  #: points that could be earned


@dataclass(frozen=True, kw_only=True)
class Hardness:
    """How a class did on one sentence of the rubric."""

    place: int  #: in the rubric, from 1
    title: str
    worth: str
    visibility: str  #: when students see it; empty for at once
    full: int
    part: int
    none: int
    share: float  #: of its points, that the class earned, 0..1

    @property
    def count(self) -> int:
        """How many were judged by it."""
        return self.full + self.part + self.none


def scores_of(results: Results, most_bars: int = MOST_BARS) -> Scores | None:
    """Gather the scores; None when nobody handed anything in."""
    standings = [r.standing for r in results.results if r.standing is not None]
    if not standings or results.max_score <= 0:
        return None
    final = sorted(standing.final for standing in standings)
    return Scores(
        bars=_bars(
            final, [standing.raw for standing in standings], _starts(results.max_score, most_bars)
        ),
        changed=sum(standing.raw != standing.final for standing in standings),
        median=median(final),
        mean=mean(final),
        half=_half(final),
        full=sum(score >= results.max_score for score in final),
        count=len(final),
        most=results.max_score,
    )


def hardness_of(results: Results) -> tuple[Hardness, ...]:
    """Judge every sentence of the rubric, the hardest first."""
    told = (_hardness(place, c, results.results) for place, c in enumerate(results.criteria, 1))
    return tuple(sorted(told, key=lambda one: (one.share, one.place)))


def _hardness(place: int, column: Column, results: Iterable[Result]) -> Hardness:
    shares = [share for result in results if (share := share_of(result, column)) is not None]
    full = sum(share >= 1 for share in shares)
    none = sum(share <= 0 for share in shares)
    return Hardness(
        place=place,
        title=column.title,
        worth=points(column.max_points),
        visibility=VISIBILITIES[column.visibility],
        full=full,
        part=len(shares) - full - none,
        none=none,
        share=mean(shares) if shares else 1.0,
    )


def points_of(result: Result, column: Column) -> float | None:
    """The points of one sentence; None when it was not judged."""
    criteria = result.attempt.criteria if result.attempt else ()
    return next((c.points for c in criteria if c.title == column.title), None)


def share_of(result: Result, column: Column) -> float | None:
    """The share of a sentence's points that was earned, 0..1; None when it was not judged."""
    earned = points_of(result, column)
    return None if earned is None else min(1.0, earned / column.max_points)


def _half(final: list[float]) -> tuple[float, float]:
    if len(final) == 1:
        return final[0], final[0]
    low, _, high = quantiles(final, n=4, method="inclusive")
    return low, high


def _bars(final: list[float], raw: list[float], starts: list[float]) -> tuple[Bar, ...]:
    return tuple(
        Bar(
            points(low),
            _words(low, starts[place + 1 :]),
            final=_within(final, place, starts),
            raw=_within(raw, place, starts),
        )
        for place, low in enumerate(starts)
    )


def _starts(most: float, bars: int) -> list[float]:
    """Step by a round number; all points are a bar of their own.

    Rounded, or three times 0.1 would lie above 0.3.
    """
    step, steps = step_of(most, bars), count()
    below = takewhile(lambda low: low < most, (round(n * step, 6) for n in steps))
    return [*below, most]


def step_of(most: float, bars: int = MOST_BARS) -> float:
    """Choose 1, 2 or 5 times a power of ten, so that there are few enough bars."""
    steps = (digit * 10.0**power for power in count(-2) for digit in (1, 2, 5))
    return next(step for step in steps if most / step <= bars)


def _words(low: float, later: list[float]) -> str:
    return f"{points(low)} to under {points(later[0])}" if later else f"{points(low)}, all points"


def _within(scores: list[float], place: int, starts: list[float]) -> int:
    low = starts[place] if place else float("-inf")
    high = starts[place + 1] if place + 1 < len(starts) else float("inf")
    return sum(low <= score < high for score in scores)
