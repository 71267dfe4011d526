"""A table of the class, one row per student, for a spreadsheet or for pandas.

It holds everything, hidden criteria too: it is for the teacher. It begins with a byte order mark,
without which Excel takes letters such as é for others; pandas and LibreOffice pass over it.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from nngrader.exporters import Exported, Given
from nngrader.exporters._shown import criteria, distinct, passed_on
from nngrader.results import Result, Results
from nngrader.untrusted import for_csv

MARK = "\ufeff"
Cell = str | float | None
BEFORE = (
    *("student", "name", "email", "enrolled", "status"),
    *("score", "max_score", "raw_score", "adjusted_score", "late_penalty"),
    *("late_hours", "late_days_spent", "attempt", "attempts", "submitted_at", "graded_at"),
    *("accuracy", "parameters"),
)
AFTER = ("first_step", "because", "mishap", "flags", "notes")


def export(results: Results, given: Given) -> Exported:  # noqa: ARG001 - as every format
    """Write `gradebook.csv`."""
    return Exported(files={"gradebook.csv": render(results)})


def render(results: Results) -> str:
    """Write the table; text cannot act as a formula, and titles that come twice are numbered."""
    titles = distinct(column.title for column in results.criteria)
    header = distinct((*BEFORE, *titles, *AFTER))
    rows = ([*_before(r), *_points(r, titles), *_after(r)] for r in results.results)
    return MARK + table([header, *rows])


def table(rows: Iterable[Sequence[Cell]]) -> str:
    """Write rows that no spreadsheet computes."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        [for_csv(cell) for cell in row] for row in rows
    )
    return text.getvalue()


def _before(result: Result) -> Iterator[Cell]:
    whose, attempt, standing = result.student, result.attempt, passed_on(result)
    yield from (whose.id, whose.name, whose.email, "yes" if whose.enrolled else "no", result.status)
    if standing is None:
        yield from (None,) * 7
    else:
        yield from (standing.final, standing.max_score, standing.raw, standing.adjusted)
        yield from (standing.penalty, _hours(standing.late_s), standing.late_days)
    yield from (result.counted, len(result.attempts))
    if attempt is None:
        yield from (None,) * 4
    else:
        yield from (_time(attempt.submitted_at), _time(attempt.graded_at))
        yield from (attempt.accuracy, attempt.parameters)


def _points(result: Result, titles: Sequence[str]) -> Iterator[Cell]:
    """The points by criterion, as long as they count at all."""
    graded = criteria(result) if passed_on(result) else ()
    names = distinct(criterion.title for criterion in graded)
    earned = dict(zip(names, (criterion.points for criterion in graded), strict=True))
    yield from (earned.get(title) for title in titles)


def _after(result: Result) -> Iterator[Cell]:
    attempt = result.attempt
    yield attempt.first_step if attempt else ""
    yield result.standing.because if result.standing else ""
    yield attempt.mishap if attempt else ""
    yield "; ".join(attempt.flags) if attempt else ""
    yield "; ".join(result.notes)


def _hours(late_s: float | None) -> float | None:
    return None if late_s is None else round(late_s / 3600, 2)


def _time(at: datetime | None) -> str:
    return "" if at is None else at.isoformat(timespec="seconds")
