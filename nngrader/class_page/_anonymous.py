"""The same class for the screen in the room: nobody can be told from anybody else.

One or two people are always "fewer than 3", also in the pictures; what students do not see yet is
left out; and a class that is too small for a distribution gets none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from nngrader.class_page._causes import causes_of, stopped_of
from nngrader.class_page._networks import dots_of, sizes_of
from nngrader.class_page._page import attempts_of
from nngrader.class_page._people import Group
from nngrader.class_page._pictures import histogram
from nngrader.class_page._scores import Bar, Hardness, Scores, hardness_of, scores_of
from nngrader.results import Results
from nngrader.wording import counted, points

FEWEST = 3  #: people, from whom on they are counted
SMALLEST = 10  #: hand-ins, from which on a distribution is shown
MOST_BARS = 6  #: wide ones, so that few people stand alone


@dataclass(frozen=True)
class Shared:
    """How many share something, and nobody's name."""

    count: int  #: blurred
    sentence: str


@dataclass(frozen=True)
class Median:
    """Networks of about one size."""

    words: str
    count: int  #: blurred
    accuracy: float | None  #: of the one in the middle, 0..1; None for fewer than 3


@dataclass(frozen=True, kw_only=True)
class AnonymousPage:
    """Everything on the page for the class; every count in it is blurred."""

    title: str
    lead: str
    handed_in: int
    students: int
    histogram: Markup  #: empty in a class too small for it
    bars: tuple[Bar, ...]
    hardness: tuple[Hardness, ...]
    causes: tuple[Shared, ...]
    stopped: tuple[Shared, ...]
    sizes: tuple[Median, ...]


def anonymous_page_of(results: Results) -> AnonymousPage:
    """Gather what a class may see of itself."""
    count = len(attempts_of(results))
    scores = scores_of(results, MOST_BARS) if count >= SMALLEST else None
    bars = tuple(map(_blurred_bar, scores.bars)) if scores else ()
    return AnonymousPage(
        title=results.title,
        lead=_lead(count, scores),
        handed_in=blurred(count),
        students=blurred(len(results.results)),
        histogram=histogram(bars, told=_brief) if bars else Markup(),
        bars=bars,
        hardness=_hardness(results) if scores else (),
        causes=_shared(causes_of(results.results)),
        stopped=_shared(stopped_of(results.results)),
        sizes=_sizes(results) if scores else (),
    )


def blurred(count: int) -> int:
    """Make one person two, so that a bar does not tell them apart either."""
    return FEWEST - 1 if 0 < count < FEWEST else count


def few(count: int) -> str:
    """Write how many people, unless they are too few."""
    return f"fewer than {FEWEST}" if 0 < count < FEWEST else str(count)


def _brief(count: int) -> str:
    return few(count).replace("fewer than ", "< ")


def _lead(count: int, scores: Scores | None) -> str:
    if scores is None:
        return (
            f"There are fewer than {SMALLEST} hand-ins: how points are spread would tell who has "
            "which."
        )
    half = f"{points(scores.median)} of {points(scores.most)} points or more"
    return f"{counted(count, 'hand-in', 'hand-ins')}. Half of them have {half}."


def _blurred_bar(bar: Bar) -> Bar:
    return replace(bar, final=blurred(bar.final), raw=0)


def _hardness(results: Results) -> tuple[Hardness, ...]:
    shown = {column.title for column in results.criteria if column.visibility == "visible"}
    return tuple(
        replace(one, full=blurred(one.full), part=blurred(one.part), none=blurred(one.none))
        for one in hardness_of(results)
        if one.title in shown
    )


def _shared(groups: Iterable[Group]) -> tuple[Shared, ...]:
    """Forget who they are, and of small groups also which is the smaller one."""
    made = (Shared(blurred(group.count), group.sentence) for group in groups)
    return tuple(sorted(made, key=lambda one: (-one.count, one.sentence)))


def _sizes(results: Results) -> tuple[Median, ...]:
    return tuple(
        Median(size.words, blurred(size.count), size.median if size.count >= FEWEST else None)
        for size in sizes_of(dots_of(results.results))
    )
