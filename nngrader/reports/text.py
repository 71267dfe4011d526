"""The report in a terminal: plain text, one line per criterion, then what to do first."""

from textwrap import wrap

from nngrader.findings import first_cause
from nngrader.grades import GradedCriterion, GradeReport
from nngrader.language import Voice, say, voice
from nngrader.reports._shown import Stopped, first_step, shown_later, stopped, visible
from nngrader.untrusted import clean, cleaned
from nngrader.wording import points

NARROWEST = 40  #: columns; below that, wrapped sentences are harder to read than overlong lines


def render(report: GradeReport, *, width: int, report_path: str) -> str:
    """Write the short form of a report in lines of at most `width` columns, without colour."""
    width, speak = max(width, NARROWEST), voice(report.language)
    score, most = points(report.score), points(report.max_score)
    parts = [
        _paragraph(f"{report.title}: {report.student}", width),
        *(_paragraph(speak(say("Note: {note}", note=note)), width) for note in report.notes),
        _trouble(stopped(report), width),
        _criteria(report, width, speak),
        _paragraph(speak(say("Score: {score} of {most} points", score=score, most=most)), width),
        _labelled(speak(say("First:")), first_step(report), width),
        _labelled(speak(say("Look:")), _place_to_look(report), width),
        clean(
            speak(say("Report: {path}", path=report_path))
        ),  # never wrapped: a path is there to be copied
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _place_to_look(report: GradeReport) -> str:
    """Give the second stage of the hint where the first step is what a rule asks."""
    cause = first_cause(report.findings)
    return cause.look if cause is not None and cause.message in first_step(report) else ""


def _labelled(label: str, text: str, width: int) -> str:
    return _paragraph(f"{label} {text}", width, " " * (len(label) + 1)) if text else ""


def _trouble(what: Stopped | None, width: int) -> str:
    if what is None:
        return ""
    what = cleaned(what)
    where = f" ({what.place})" if what.place else ""
    said = f" {what.python_said}" if what.python_said else ""
    return _paragraph(f"{what.heading}{where}: {what.sentence}{said}", width)


def _criteria(report: GradeReport, width: int, speak: Voice) -> str:
    shown = visible(report)
    earned = [f"{points(c.points)}/{points(c.max_points)}" for c in shown]
    margin = max(map(len, earned), default=0) + 2
    reasons = ["", *map(_reason, shown)]
    again = speak(say("As above."))
    rows = [
        _criterion(
            _title(criterion, speak),
            share.rjust(margin),
            again if reason and reason == before else reason,
            width,
        )
        for criterion, share, before, reason in zip(
            shown, earned, reasons, reasons[1:], strict=False
        )
    ]
    later = _paragraph(" " * (margin + 2) + shown_later(report), width)
    return "\n".join([*rows, *([later] if later else [])])


def _reason(criterion: GradedCriterion) -> str:
    return "" if criterion.full else f"{criterion.because} {criterion.hint}".strip()


def _title(criterion: GradedCriterion, speak: Voice) -> str:
    if not criterion.self_reported:
        return criterion.title
    return speak(say("{title} (self-reported)", title=criterion.title))


def _criterion(title: str, earned: str, reason: str, width: int) -> str:
    indent = " " * (len(earned) + 2)
    line = _paragraph(f"{earned}  {title}", width, indent)
    return line if not reason else f"{line}\n{_paragraph(indent + reason, width, indent)}"


def _paragraph(text: str, width: int, indent: str = "") -> str:
    """Wrap a text; whatever line breaks it held are gone, so it cannot forge lines of ours."""
    line = clean(text)
    start = line[: len(line) - len(line.lstrip())]
    return "\n".join(
        wrap(line.strip(), width, initial_indent=start, subsequent_indent=indent or start)
    )
