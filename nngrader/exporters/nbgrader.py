"""The table that `nbgrader export` writes, column for column.

As there, the score is the raw score less the penalty, so points given by hand are in the raw score,
and who handed in nothing has 0. Times are UTC. A name of several words ends in the last name,
unless it is written with a comma.
"""

import csv
import io
from collections.abc import Iterator
from datetime import datetime, timezone

from nngrader.exporters import Exported, Given
from nngrader.exporters._shown import passed_on
from nngrader.exporters._words import listed, named
from nngrader.results import Result, Results
from nngrader.untrusted import for_csv

HEADER = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
)


def export(results: Results, given: Given) -> Exported:  # noqa: ARG001 - as every format
    """Write `grades.csv`, which is nbgrader's own name for it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    rows = [r for r in results.results if not _failed(r)]
    writer.writerows([for_csv(cell) for cell in _row(results, result)] for result in rows)
    return Exported(files={"grades.csv": text.getvalue()}, notes=tuple(_left_out(results)))


def _failed(result: Result) -> bool:
    return result.attempt is not None and passed_on(result) is None


def _left_out(results: Results) -> Iterator[str]:
    failed = [named(result.student) for result in results.results if _failed(result)]
    if failed:
        yield f"The grader itself failed on {listed(failed)}, so there is no row for them."


def _row(results: Results, result: Result) -> Iterator[str | float | None]:
    attempt, standing = result.attempt, passed_on(result)
    last, first = _names(result.student.name)
    yield from (results.assignment, _time(results.due))
    yield _time(attempt.submitted_at if attempt else None)
    yield from (result.student.id, last, first, result.student.email)
    if standing is None:
        yield from (0.0, 0.0, 0.0, float(results.max_score))
    else:
        yield from (standing.adjusted, standing.penalty, standing.final, standing.max_score)


def _names(name: str) -> tuple[str, str]:
    if "," in name:
        last, _, first = name.partition(",")
    else:
        first, _, last = name.rpartition(" ")
    return last.strip(), first.strip()


def _time(at: datetime | None) -> str:
    return "" if at is None else at.astimezone(timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
