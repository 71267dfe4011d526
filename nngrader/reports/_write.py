"""Putting a student's reports on disk, all or nothing."""

from dataclasses import replace
from pathlib import Path

from nngrader.file_names import file_name
from nngrader.files import make_folder, write_whole
from nngrader.grades import GradeReport
from nngrader.reports import html, json
from nngrader.results import Standing


def write(
    report: GradeReport,
    folder: Path,
    name: str = "",
    *,
    shown: str = "",
    standing: Standing | None = None,
    lasting: bool = True,
) -> Path:
    """Write `<name>.html` and `<name>.json`, each whole or not at all; return the page's path.

    The name is made of the student's when not given. `shown` is what people call the student, and
    `standing` what a gradebook makes of the score; `lasting` as for `write_whole`. Raises NotWritten.
    """
    make_folder(folder)
    name = name or file_name(report.student)
    write_whole(folder / f"{name}.json", json.render(report, standing), lasting=lasting)
    page = folder / f"{name}.html"
    named = replace(report, student=shown or report.student)
    write_whole(page, html.render(named, standing), lasting=lasting)
    return page
