"""What only a teacher can decide: who may not have earned it, and where somebody stepped in."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from nngrader.attempts import LOOK_AT
from nngrader.class_page._causes import rules_of, sentence_of
from nngrader.class_page._people import Group, person
from nngrader.class_page._times import moment
from nngrader.reports._words import MISHAPS
from nngrader.results import Override, Result
from nngrader.wording import counted, points


@dataclass(frozen=True)
class Kind:
    """One thing to look at."""

    key: str
    word: str  #: for the table
    sentence: str
    tell: Callable[[Result], Iterator[str]]  #: yields a text about those it is true of


def flags_of(results: Iterable[Result]) -> tuple[Group, ...]:
    """Group students by what to look at, the gravest first."""
    everybody = tuple(results)
    groups = (_group(kind, everybody) for kind in KINDS)
    return tuple(group for group in groups if group.people)


def kinds_of(result: Result) -> tuple[Kind, ...]:
    """List what there is to look at in one student's result."""
    return tuple(kind for kind in KINDS if next(kind.tell(result), None) is not None)


def _group(kind: Kind, results: tuple[Result, ...]) -> Group:
    told = ((result, tuple(kind.tell(result))) for result in results)
    people = tuple(person(result, " ".join(said)) for result, said in told if said)
    return Group(key=kind.key, sentence=kind.sentence, people=people)


def _honesty(result: Result) -> Iterator[str]:
    yield from (f"{sentence_of(rule)}." for rule in rules_of(result) if rule in LOOK_AT)
    if result.status == "tampered":
        yield f"{MISHAPS['tampered']}."


def _self_reported(result: Result) -> Iterator[str]:
    criteria = result.attempt.criteria if result.attempt else ()
    yield from (f"{criterion.title}." for criterion in criteria if criterion.self_reported)


def _marked_late(result: Result) -> Iterator[str]:
    if result.attempt and result.attempt.marked_late:
        yield ""


def _remarks(result: Result) -> Iterator[str]:
    yield from result.attempt.flags if result.attempt else ()
    yield from result.notes
    if not result.student.enrolled:
        yield "Not on the roster."


def _overrides(result: Result) -> Iterator[str]:
    yield from map(_override, result.overrides)


def _override(given: Override) -> str:
    of = f" for “{given.criterion}”" if given.criterion else ""
    much = counted_points(given.points)
    return f"{much}{of}: {given.reason} ({given.author}, {moment(given.at)})"


def counted_points(value: float) -> str:
    """Write points with their word."""
    return f"{points(value)} {'point' if value == 1 else 'points'}"


def _extension(result: Result) -> Iterator[str]:
    given = result.extension
    if given is not None:
        yield f"Until {moment(given.until)}: {given.reason} ({given.author})"


def _late(result: Result) -> Iterator[str]:
    standing = result.standing
    if standing is None or not (standing.late_s or standing.penalty):
        return
    used = standing.late_days
    yield standing.because or (f"{counted(used, 'day', 'days')} of the budget." if used else "")


KINDS = (
    Kind("honesty", "honesty", "The answers may not be the network's own work", _honesty),
    Kind(
        "self-reported",
        "self-reported",
        "Points rest on what the hand-in's own code said",
        _self_reported,
    ),
    Kind(
        "marked-late",
        "marked late",
        "The platform calls it late and does not say how late",
        _marked_late,
    ),
    Kind("remark", "remark", "The grader remarks on something", _remarks),
    Kind("override", "by hand", "Points were given by hand", _overrides),
    Kind("extension", "extension", "More time was granted", _extension),
    Kind("late", "late", "Handed in late", _late),
)
