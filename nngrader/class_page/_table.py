"""The table of all students, one row each, and what it can be filtered by."""

from collections import Counter
from dataclasses import dataclass

from nngrader.class_page._causes import first_cause, rules_of, sentence_of, status_words
from nngrader.class_page._flags import KINDS, kinds_of
from nngrader.class_page._people import LONGEST_NAME, key_of, name_of, page_of
from nngrader.class_page._scores import points_of
from nngrader.results import Column, Result, Results
from nngrader.untrusted import clean
from nngrader.wording import points


@dataclass(frozen=True)
class Cell:
    """The points of one sentence of the rubric."""

    points: str  #: empty when it was not judged
    state: str  #: "full", "part", "none" or empty, for the style


@dataclass(frozen=True, kw_only=True)
class Row:
    """One student."""

    name: str
    id: str
    also: str  #: other names that a search finds
    page: str
    status: str
    status_words: str
    raw: str
    penalty: str
    final: str
    cells: tuple[Cell, ...]
    accuracy: str  #: in percent
    attempts: int
    cause: str
    flags: str  #: in words
    causes: str  #: keys of rules, parted by spaces
    lost: str  #: places of criteria that lost points, from 1, parted by spaces
    kinds: str  #: keys of flags, parted by spaces


@dataclass(frozen=True)
class Choice:
    """One value of a filter."""

    key: str
    words: str
    count: int


@dataclass(frozen=True)
class Filter:
    """A way to narrow the table."""

    name: str
    words: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """All students."""

    columns: tuple[Column, ...]
    adjusted: bool  #: lateness or a teacher changed a score, so the steps to it are shown
    most: str  #: points that could be earned
    rows: tuple[Row, ...]
    filters: tuple[Filter, ...]


def table_of(results: Results) -> Table:
    """Write one row for every student, in the order of the results."""
    rows = tuple(_row(result, results.criteria) for result in results.results)
    standings = [result.standing for result in results.results if result.standing]
    return Table(
        columns=results.criteria,
        adjusted=any(standing.raw != standing.final for standing in standings),
        most=points(results.max_score),
        rows=rows,
        filters=_filters(results, rows),
    )


def _row(result: Result, columns: tuple[Column, ...]) -> Row:
    student, attempt, standing = result.student, result.attempt, result.standing
    cells = tuple(_cell(result, column) for column in columns)
    kinds = kinds_of(result)
    known = (student.email, *student.other_ids.values())
    return Row(
        name=name_of(result),
        id=clean(student.id, LONGEST_NAME),
        also=" ".join(clean(name, LONGEST_NAME) for name in known if name),
        page=page_of(result),
        status=key_of(result.status),
        status_words=status_words(result.status),
        raw=points(standing.raw) if standing else "",
        penalty=points(standing.penalty) if standing and standing.penalty else "",
        final=points(standing.final) if standing else "",
        cells=cells,
        accuracy=_percent(attempt.accuracy) if attempt else "",
        attempts=len(result.attempts),
        cause=first_cause(result),
        flags=", ".join(kind.word for kind in kinds),
        causes=" ".join(map(key_of, rules_of(result))),
        lost=" ".join(str(n) for n, cell in enumerate(cells, 1) if cell.state in ("part", "none")),
        kinds=" ".join(kind.key for kind in kinds),
    )


def _cell(result: Result, column: Column) -> Cell:
    earned = points_of(result, column)
    if earned is None:
        return Cell("", "")
    state = "full" if earned >= column.max_points else "part" if earned > 0 else "none"
    return Cell(points(earned), state)


def _percent(share: float | None) -> str:
    """Write a share in percent; only what is all is called 100."""
    if share is None:
        return ""
    return f"{100 * share if share >= 1 else min(100 * share, 99.9):.1f}"


def _filters(results: Results, rows: tuple[Row, ...]) -> tuple[Filter, ...]:
    status = {row.status: row.status_words for row in rows}
    causes = {key_of(rule): sentence_of(rule) for r in results.results for rule in rules_of(r)}
    lost = {str(n): f"{n}. {column.title}" for n, column in enumerate(results.criteria, 1)}
    kinds = {kind.key: kind.word for kind in KINDS}
    return (
        Filter("status", "Status", _frequent(status, [row.status for row in rows])),
        Filter("cause", "Cause", _frequent(causes, [row.causes for row in rows])),
        Filter("lost", "Points lost", _present(lost, [row.lost for row in rows])),
        Filter("flag", "To look at", _present(kinds, [row.kinds for row in rows])),
    )


def _present(words: dict[str, str], found: list[str]) -> tuple[Choice, ...]:
    """Offer what occurs, in the order given."""
    counts = Counter(key for keys in found for key in keys.split())
    return tuple(Choice(key, said, counts[key]) for key, said in words.items() if counts[key])


def _frequent(words: dict[str, str], found: list[str]) -> tuple[Choice, ...]:
    """Offer what occurs, the most frequent first."""
    return tuple(sorted(_present(words, found), key=lambda one: (-one.count, one.words)))
