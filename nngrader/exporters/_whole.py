"""Whole points, for systems that know no others.

The total and what can be earned are rounded to the nearest whole point, a half upwards. Less than
full stays below full, and zero stays zero. The tests share the total out by what each earned, and
sum up to it exactly; a rubric of whole points in time comes out as it went in. A single test is
only rounded up to full, or from zero, where the sum leaves no other way.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Whole:
    """A score in whole points."""

    score: int
    max_score: int
    tests: tuple[tuple[int, int], ...]  #: points and most points of each; they sum up to the above


def whole(final: float, most: float, tests: Sequence[tuple[float, float]]) -> Whole:
    """Round a score, and share it out among tests, given as (points, most points)."""
    exact, limit = _hundredths(final), _hundredths(most)
    max_score = max(1, _rounded(limit)) if limit else 0
    score = max_score if exact >= limit else min(_rounded(exact), max(max_score - 1, 0))
    earned = [_hundredths(points) for points, _ in tests]
    could = [_hundredths(limit) for _, limit in tests]
    caps = _shared(max_score, could, [[max_score] * len(could)])
    return Whole(
        score, max_score, tuple(zip(_scores(score, earned, could, caps), caps, strict=True))
    )


def _hundredths(value: float) -> int:
    return max(0, round(100 * value))


def _rounded(hundredths: int) -> int:
    return (hundredths + 50) // 100


def _scores(total: int, earned: list[int], could: list[int], caps: list[int]) -> list[int]:
    """Share the score out: first so that no test becomes full or stops being zero by rounding."""
    judged = list(zip(earned, could, caps, strict=True))
    not_zero = [cap if got else 0 for got, _, cap in judged]
    honest = [
        cap if got >= most else max(0, cap - 1)
        for (got, most, _), cap in zip(judged, not_zero, strict=True)
    ]
    return _shared(total, earned, [honest, not_zero, caps])


def _shared(total: int, weights: list[int], ceilings: list[list[int]]) -> list[int]:
    """Share whole points out by weight, those left over to the largest remainders.

    Each ceiling is kept as long as the one before leaves no room.
    """
    whole = sum(weights) or 1
    given = [min(w * total // whole, most) for w, most in zip(weights, ceilings[0], strict=True)]
    nearest = sorted(range(len(weights)), key=lambda i: given[i] * whole - weights[i] * total)
    for ceiling in ceilings:
        for at_once in (1, total):
            for place in nearest:
                more = min(at_once, ceiling[place] - given[place], total - sum(given))
                given[place] += max(0, more)
    return given
