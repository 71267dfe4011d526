"""Results out of `<student>.json`, the reports that `pytest --grade` writes.

Anyone may have written such a file: in continuous integration it lies in the student's repository.
So reading is capped, links are refused, and points must be possible ones.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Literal

import msgspec

from nngrader.evidence import Place
from nngrader.exporters import NotExported
from nngrader.exporters._words import listed
from nngrader.exporters.site import REMEMBERED
from nngrader.findings import Finding, Severity
from nngrader.grades import GradedCriterion, Status, Visibility
from nngrader.results import Attempt, Column, Result, Results, Standing, Student
from nngrader.untrusted import clean, spelled_out

LARGEST = 8 << 20  #: bytes of one report; a long one of ours has 300,000
MOST_FILES = 5000  #: reports in one folder
MOST_CRITERIA = 500
MOST_POINTS = 1e6


class NotAReport(ValueError):
    """A file is none of our reports; the message says why."""


@dataclass(frozen=True, kw_only=True)
class _Criterion:
    title: str
    points: float
    max_points: float
    because: str
    hint: str = ""
    visibility: Visibility = "visible"
    self_reported: bool = False


@dataclass(frozen=True, kw_only=True)
class _Finding:
    rule: str
    catalogue: str
    severity: Severity
    message: str
    hint: str
    line: int | None = None
    cell: int | None = None


@dataclass(frozen=True, kw_only=True)
class _Training:
    accuracy: float
    remembered: bool = False
    seconds: float = 0.0


@dataclass(frozen=True, kw_only=True)
class _Model:
    parameters: int | None = None


@dataclass(frozen=True, kw_only=True)
class _Mishap:
    message: str


@dataclass(frozen=True, kw_only=True)
class _MadeFrom:
    submission: str = ""


@dataclass(frozen=True, kw_only=True)
class _Report:
    """The part of a report that results need; the keys are those of `reports/schema.json`."""

    format: Literal[1]
    assignment: str
    title: str
    student: str
    status: Status
    score: float
    max_score: float
    criteria: tuple[_Criterion, ...]
    first_step: str = ""
    findings: tuple[_Finding, ...] = ()
    training: tuple[_Training, ...] = ()
    model: _Model | None = None
    mishap: _Mishap | None = None
    isolation: int = 0
    advisory: bool = False
    notes: tuple[str, ...] = ()
    reproduce: _MadeFrom = field(default_factory=_MadeFrom)


def read(folder: Path, assignment: str = "") -> Results:
    """Make results of the reports in a folder; raises NotExported where there are none."""
    reports, complaints = _all(folder)
    names = sorted({report.assignment for _, report in reports})
    chosen = [(p, r) for p, r in reports if assignment in ("", r.assignment)]
    where = spelled_out(str(folder))
    if not chosen:
        wanted = f" on {clean(assignment)}" if assignment else ""
        reason = f" {complaints[0]}" if complaints else ""
        problem = f"{where} holds no reports{wanted} (<student>.json) and no batch.json.{reason}"
        raise NotExported(problem)
    if len(names) > 1 and not assignment:
        problem = f"{where} holds reports on {listed(names)}. Say which: --assignment NAME."
        raise NotExported(problem)
    _refuse_doubles(chosen)
    return _results(chosen, complaints)


def _all(folder: Path) -> tuple[list[tuple[Path, _Report]], list[str]]:
    paths = sorted(folder.glob("*.json"))
    if len(paths) > MOST_FILES:
        problem = f"{spelled_out(str(folder))} holds over {MOST_FILES} reports."
        raise NotExported(problem)
    reports, complaints = [], []
    for path in paths:
        try:
            reports.append((path, _report(path)))
        except NotAReport as reason:
            if path.name == REMEMBERED:
                continue
            complaints.append(f"{spelled_out(path.name)} is no report: {clean(str(reason))}.")
    return reports, complaints


def _report(path: Path) -> _Report:
    try:
        report = msgspec.json.decode(_content(path), type=_Report)
    except NotAReport:
        raise
    except RecursionError as error:
        reason = "it is nested too deeply"
        raise NotAReport(reason) from error
    except ValueError as error:  # of which msgspec's own are
        raise NotAReport(str(error).rstrip(".")) from error
    return _possible(report)


def _content(path: Path) -> bytes:
    """Read a regular file that is no link: a link in a student's repository may lead to yours."""
    if path.is_symlink() or not path.is_file():
        reason = "it is a link" if path.is_symlink() else "it is no file"
        raise NotAReport(reason)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise NotAReport(error.strerror or str(error)) from error
    if len(data) > LARGEST:
        reason = f"it has more than {LARGEST >> 20} MB"
        raise NotAReport(reason)
    return data


def _possible(report: _Report) -> _Report:
    """Refuse points that no grading gives; the score is what the criteria sum up to."""
    if len(report.criteria) > MOST_CRITERIA:
        reason = f"it has more than {MOST_CRITERIA} criteria"
        raise NotAReport(reason)
    for criterion in report.criteria:
        if not 0 <= criterion.points <= criterion.max_points <= MOST_POINTS:
            reason = f"{criterion.points:g} of {criterion.max_points:g} points are not possible"
            raise NotAReport(reason)
    if round(sum(criterion.points for criterion in report.criteria), 2) != round(report.score, 2):
        reason = f"its criteria do not sum up to its score of {report.score:g}"
        raise NotAReport(reason)
    return report


def _refuse_doubles(reports: Sequence[tuple[Path, _Report]]) -> None:
    """A student has one report here; which of several counts is for a batch to say."""
    files: dict[str, list[str]] = defaultdict(list)
    for path, report in reports:
        files[report.student.casefold()].append(path.name)
    for names in files.values():
        if len(names) > 1:
            problem = f"{listed(names)} are reports of the same student. Remove all but one."
            raise NotExported(problem)


def _results(reports: Sequence[tuple[Path, _Report]], complaints: Sequence[str]) -> Results:
    made = [_result(path, report) for path, report in reports]
    fullest = max((report for _, report in reports), key=lambda report: len(report.criteria))
    return Results(
        assignment=fullest.assignment,
        title=fullest.title,
        max_score=round(fullest.max_score, 2),
        criteria=tuple(Column(c.title, c.max_points, c.visibility) for c in fullest.criteria),
        results=tuple(sorted(made, key=lambda r: (r.student.shown.casefold(), r.student.id))),
        notes=(*complaints, *_advisory([report for _, report in reports])),
        graded_at=max(result.attempts[0].graded_at for result in made),
    )


def _advisory(reports: Sequence[_Report]) -> Iterator[str]:
    told = [report.student for report in reports if report.advisory]
    if told:
        yield f"Made by continuous integration, so advisory and not final: {listed(told)}."


def _result(path: Path, report: _Report) -> Result:
    attempt = _attempt(path, report)
    standing = Standing(
        raw=attempt.score,
        adjusted=attempt.score,
        penalty=0.0,
        final=attempt.score,
        max_score=attempt.max_score,
    )
    return Result(
        student=Student(id=report.student),
        attempts=(attempt,),
        counted=1,
        standing=standing,
        standings={1: standing},
    )


def _attempt(path: Path, report: _Report) -> Attempt:
    return Attempt(
        number=1,
        source=path.name,
        submission=report.reproduce.submission,
        evidence="",
        page=path.stem,
        status=report.status,
        criteria=tuple(_criterion(criterion) for criterion in report.criteria),
        findings=tuple(map(_finding, report.findings)),
        first_step=report.first_step,
        graded_at=datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.utc),
        mishap=report.mishap.message if report.mishap else "",
        accuracy=max((run.accuracy for run in report.training), default=None),
        parameters=report.model.parameters if report.model else None,
        isolation=report.isolation,
        seconds=round(sum(run.seconds for run in report.training if not run.remembered), 3),
        remembered=bool(report.training) and all(run.remembered for run in report.training),
        flags=report.notes,
    )


def _criterion(told: _Criterion) -> GradedCriterion:
    return GradedCriterion(
        title=told.title,
        points=told.points,
        max_points=told.max_points,
        because=told.because,
        hint=told.hint,
        visibility=told.visibility,
        self_reported=told.self_reported,
    )


def _finding(told: _Finding) -> Finding:
    place = None if told.line is None else Place(told.line, told.cell)
    return Finding(told.rule, told.catalogue, told.severity, told.message, told.hint, place)
