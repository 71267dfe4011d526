"""How well networks answer, beside how large they are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from nngrader.class_page._people import name_of
from nngrader.results import Result

MOST_NAMES = 3  #: named at one dot
WITHIN = (1, 3)  #: where a decade is cut


@dataclass(frozen=True)
class Dot:
    """Networks of one size and one accuracy, as far as a picture can tell."""

    parameters: int
    accuracy: float  #: 0..1
    names: tuple[str, ...]  #: of the students, all of them


@dataclass(frozen=True)
class Size:
    """Networks of about one size."""

    words: str  #: "30,000 to under 100,000"
    count: int
    low: float
    median: float
    high: float


def dots_of(results: Iterable[Result]) -> tuple[Dot, ...]:
    """Place every network that was trained, the smallest first."""
    placed: dict[tuple[int, float], list[str]] = defaultdict(list)
    for result in results:
        where = _place(result)
        if where is not None:
            placed[where].append(name_of(result))
    return tuple(Dot(*where, tuple(names)) for where, names in sorted(placed.items()))


def sizes_of(dots: Iterable[Dot]) -> tuple[Size, ...]:
    """Sum the same up in words."""
    by_size: dict[tuple[int, int], list[float]] = defaultdict(list)
    for dot in dots:
        by_size[_bounds(dot.parameters)] += [dot.accuracy] * len(dot.names)
    return tuple(_size(bounds, sorted(found)) for bounds, found in sorted(by_size.items()))


def _place(result: Result) -> tuple[int, float] | None:
    """Round to what can be seen: a thousandth of accuracy is less than a dot is wide."""
    attempt = result.attempt
    if attempt is None or attempt.accuracy is None or not attempt.parameters:
        return None
    return attempt.parameters, round(attempt.accuracy, 3)


def _bounds(parameters: int) -> tuple[int, int]:
    decade = 10 ** (len(str(parameters)) - 1)
    marks = (*(cut * decade for cut in WITHIN), 10 * decade)
    low = max(mark for mark in marks if mark <= parameters)
    return low, marks[marks.index(low) + 1]


def _size(bounds: tuple[int, int], found: list[float]) -> Size:
    words = f"{bounds[0]:,} to under {bounds[1]:,}"
    return Size(words, len(found), found[0], median(found), found[-1])
