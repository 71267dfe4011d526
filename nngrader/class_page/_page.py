"""The whole page of a class, as frozen data: the template only places it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from markupsafe import Markup

from nngrader.class_page._causes import causes_of, stopped_of
from nngrader.class_page._flags import counted_points, flags_of
from nngrader.class_page._networks import Size, dots_of, sizes_of
from nngrader.class_page._people import Group
from nngrader.class_page._pictures import histogram, scatter
from nngrader.class_page._scores import Hardness, Scores, hardness_of, scores_of
from nngrader.class_page._table import Table, table_of
from nngrader.class_page._times import moment
from nngrader.reports._words import ISOLATION
from nngrader.results import Attempt, Result, Results
from nngrader.wording import counted, duration, points


@dataclass(frozen=True)
class Networks:
    """Accuracy beside size."""

    picture: Markup
    sizes: tuple[Size, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class Page:
    """Everything on the teacher's page, in reading order."""

    title: str
    eyebrow: str
    lead: str  #: how many handed in, and how it went
    scores: Scores | None  #: None when nobody handed in
    histogram: Markup
    handed_in: int
    hardness: tuple[Hardness, ...]
    causes: tuple[Group, ...]
    networks: Networks | None  #: None when nothing was trained
    stopped: tuple[Group, ...]
    flags: tuple[Group, ...]
    notes: tuple[str, ...]
    similar: str  #: address of the page of similar hand-ins; empty without one
    table: Table
    facts: tuple[tuple[str, str], ...]


def page_of(results: Results, *, similar: str, took_s: float) -> Page:
    """Gather what a teacher sees."""
    scores = scores_of(results)
    return Page(
        title=results.title,
        eyebrow=eyebrow_of(results),
        lead=lead_of(results, scores),
        scores=scores,
        histogram=histogram(scores.bars, lined=scores.changed > 0) if scores else Markup(),
        handed_in=len(attempts_of(results)),
        hardness=hardness_of(results),
        causes=causes_of(results.results),
        networks=_networks(results.results),
        stopped=stopped_of(results.results),
        flags=flags_of(results.results),
        notes=results.notes,
        similar=similar,
        table=table_of(results),
        facts=tuple(_facts(results, took_s)),
    )


def attempts_of(results: Results) -> tuple[Attempt, ...]:
    """The attempts that count."""
    return tuple(result.attempt for result in results.results if result.attempt)


def eyebrow_of(results: Results) -> str:
    """Name what this is, and when it was made."""
    when = f", graded {moment(results.graded_at)}" if results.graded_at else ""
    return f"nngrader class report{when}"


def lead_of(results: Results, scores: Scores | None) -> str:
    """Say how it went in a few sentences."""
    return " ".join(_lead(results, scores))


def _lead(results: Results, scores: Scores | None) -> Iterator[str]:
    attempts, everybody = attempts_of(results), len(results.results)
    absent = everybody - len(attempts)
    whole = counted(everybody, "student", "students")
    yield f"{len(attempts)} of {whole} handed in." if absent else f"{whole} handed in."
    stopped = sum(attempt.status != "graded" for attempt in attempts)
    if stopped:
        yield f"{counted(stopped, 'hand-in', 'hand-ins')} did not run to the end."
    if scores:
        yield _halves(scores)


def _halves(scores: Scores) -> str:
    """Say how many have everything, and what half of the class has unless that is the same."""
    who = counted(scores.full, "student has", "students have") if scores.full else "Nobody has"
    full = f"{who} all {counted_points(scores.most)}"
    if scores.median >= scores.most:
        return f"{full}."
    return f"{full}; half of those who handed in have {points(scores.median)} or more."


def _networks(results: tuple[Result, ...]) -> Networks | None:
    dots = dots_of(results)
    if not dots:
        return None
    return Networks(scatter(dots), sizes_of(dots), sum(len(dot.names) for dot in dots))


def _facts(results: Results, took_s: float) -> Iterator[tuple[str, str]]:
    attempts = attempts_of(results)
    if results.due:
        yield "Due", moment(results.due)
    if results.policy:
        yield "Lateness and attempts", results.policy
    if attempts:
        yield "Hand-ins ran", _isolation(attempts)
    if took_s:
        yield "Grading the class took", duration(took_s)
    if attempts:
        yield "Examining the hand-ins", _seconds(attempts)
    remembered = sum(attempt.remembered for attempt in attempts)
    if remembered:
        yield "Trainings recalled", f"those of {counted(remembered, 'hand-in', 'hand-ins')}"
    if results.grader:
        yield "Grader", results.grader


def _isolation(attempts: tuple[Attempt, ...]) -> str:
    levels = Counter(attempt.isolation for attempt in attempts)
    words = {level: str(ISOLATION.get(level, f"level {level}")) for level in levels}
    if len(levels) == 1:
        return words[attempts[0].isolation]
    return ", ".join(f"{levels[level]} {words[level]}" for level in sorted(levels, reverse=True))


def _seconds(attempts: tuple[Attempt, ...]) -> str:
    """Two hands-in may be examined at once, so this is not the time that passed."""
    each = [attempt.seconds for attempt in attempts]
    return f"{duration(sum(each))} in all, {duration(median(each))} for the one in the middle"
