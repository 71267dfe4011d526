"""The report in a terminal: plain text, one line per criterion, then what to do first."""

from textwrap import wrap

from nngrader.grades import GradedCriterion, GradeReport
from nngrader.reports._shown import Stopped, first_step, shown_later, stopped, visible
from nngrader.untrusted import clean, cleaned
from nngrader.wording import points

NARROWEST = 40  #: columns; below that, wrapped sentences are harder to read than overlong lines


def render(report: GradeReport, *, width: int, report_path: str) -> str:
    """Write the short form of a report in lines of at most `width` columns, without colour."""
    width = max(width, NARROWEST)
    parts = [
        _paragraph(f"{report.title}: {report.student}", width),
        *(_paragraph(f"Note: {note}", width) for note in report.notes),
        _trouble(stopped(report), width),
        _criteria(report, width),
        _paragraph(f"Score: {points(report.score)} of {points(report.max_score)} points", width),
        _paragraph(f"First: {first_step(report)}", width, "       "),
        clean(f"Report: {report_path}"),  # never wrapped: a path is there to be copied
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _trouble(what: Stopped | None, width: int) -> str:
    if what is None:
        return ""
    what = cleaned(what)
    where = f" ({what.place})" if what.place else ""
    said = f" {what.python_said}" if what.python_said else ""
    return _paragraph(f"{what.heading}{where}: {what.sentence}{said}", width)


def _criteria(report: GradeReport, width: int) -> str:
    shown = visible(report)
    earned = [f"{points(c.points)}/{points(c.max_points)}" for c in shown]
    margin = max(map(len, earned), default=0) + 2
    reasons = ["", *map(_reason, shown)]
    rows = [
        _criterion(
            criterion, share.rjust(margin), "As above." if reason == before else reason, width
        )
        for criterion, share, before, reason in zip(
            shown, earned, reasons, reasons[1:], strict=False
        )
    ]
    later = _paragraph(" " * (margin + 2) + shown_later(report), width)
    return "\n".join([*rows, *([later] if later else [])])


def _reason(criterion: GradedCriterion) -> str:
    return "" if criterion.full else f"{criterion.because} {criterion.hint}".strip()


def _criterion(criterion: GradedCriterion, earned: str, reason: str, width: int) -> str:
    indent = " " * (len(earned) + 2)
    reported = " (self-reported)" if criterion.self_reported else ""
    line = _paragraph(f"{earned}  {criterion.title}{reported}", width, indent)
    return line if criterion.full else f"{line}\n{_paragraph(indent + reason, width, indent)}"


def _paragraph(text: str, width: int, indent: str = "") -> str:
    """Wrap a text; whatever line breaks it held are gone, so it cannot forge lines of ours."""
    line = clean(text)
    start = line[: len(line) - len(line.lstrip())]
    return "\n".join(
        wrap(line.strip(), width, initial_indent=start, subsequent_indent=indent or start)
    )
