"""What a teacher opens after grading: reports, the table, and the pages of the class."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from nngrader.class_page import render, render_anonymous
from nngrader.exporters import csv
from nngrader.file_names import page_name
from nngrader.files import write_whole
from nngrader.findings import Finding
from nngrader.grades import GradeReport
from nngrader.grading import grade
from nngrader.jobs import Submission
from nngrader.out_folder import OutFolder, Settings
from nngrader.provenance import origin_of
from nngrader.records import BadRecord, Record, recall
from nngrader.reports._write import write
from nngrader.results import Attempt, Result, Results
from nngrader.rubric import Assignment
from nngrader.similarity import Similar, Work, background_of, compare, starter_of
from nngrader.similarity import render as render_similar


def write_class(out: OutFolder, results: Results, settings: Settings) -> None:
    """Write the table and the two pages of the class; raises NotWritten."""
    similar = out.similar_page.name if settings.alike else ""
    write_whole(out.table, csv.render(results))
    write_whole(out.class_page, render(results, similar=similar, took_s=settings.took_s))
    write_whole(out.anonymous_page, render_anonymous(results))


def write_similar(assignment: Assignment, out: OutFolder, results: Results) -> Similar:
    """Compare the hand-ins that count, and write the list; raises NotWritten."""
    works = [work for result in results.results for work in _work(result, out)]
    similar = compare(works, starter_of(assignment), background_of(assignment))
    write_whole(out.similar_page, render_similar(similar, results.title))
    return similar


def write_reports(
    assignment: Assignment,
    out: OutFolder,
    results: Results,
    wanted: Callable[[Result, Attempt], bool],
) -> tuple[str, ...]:
    """Write the pages of those attempts that are wanted; says which records are lost.

    Where another attempt counts than before, the page under its former name goes.
    """
    lost = []
    for result in results.results:
        if result.counted is not None:
            _remove(out, page_name(result.student.id, result.counted, None))
        for attempt in (one for one in result.attempts if wanted(result, one)):
            try:
                record = recall(attempt.evidence, out.evidence)
            except BadRecord as problem:
                lost.append(f"{result.student.shown}: {problem}")
                continue
            report = report_of(assignment, attempt, record)
            standing = result.standings.get(attempt.number)
            shown = result.student.shown
            place, page = out.reports, attempt.page
            write(report, place, page, shown=shown, standing=standing, lasting=False)
    return tuple(lost)


def report_of(assignment: Assignment, attempt: Attempt, record: Record) -> GradeReport:
    """Make the report of an attempt again, with the points that the gradebook has for it.

    The assignment may have been changed since; what it would give now is for rescoring to say.
    """
    origin = origin_of(record.submission, assignment)
    made = grade(assignment, record.outcome, record.command, (), origin)
    return replace(
        made,
        status=attempt.status,
        criteria=attempt.criteria,
        findings=tuple(_whole(one, made.findings) for one in attempt.findings),
        first_step=attempt.first_step,
    )


def _whole(kept: Finding, found: tuple[Finding, ...]) -> Finding:
    """Give a finding of the gradebook the stages of its hint, which stand in no table."""
    same = next((one for one in found if one.rule == kept.rule), kept)
    return replace(kept, look=same.look, concept=same.concept, confirmed_by=same.confirmed_by)


def _remove(out: OutFolder, page: str) -> None:
    for ending in ("html", "json"):
        (out.reports / f"{page}.{ending}").unlink(missing_ok=True)


def depends_on_class(result: Result, attempt: Attempt) -> bool:
    """Whether more than its own evidence decides about a page: other attempts, lateness, a teacher."""
    told = result.standings.get(attempt.number)
    return len(result.attempts) > 1 or (told is not None and bool(told.because))


def _work(result: Result, out: OutFolder) -> Iterator[Work]:
    """Yield the hand-in that counts, if there is one to be read."""
    if result.attempt is None:
        return
    try:
        record = recall(result.attempt.evidence, out.evidence)
    except BadRecord:
        return
    if isinstance(record.submission, Submission):
        yield Work(
            student=result.student.id,
            shown=result.student.shown,
            source=result.attempt.source,
            code=record.submission.code,
        )
