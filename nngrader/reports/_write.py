"""Putting a student's reports on disk, all or nothing."""

import os
import re
import tempfile
from pathlib import Path

from nngrader.grades import GradeReport
from nngrader.reports import html, json

UNSAFE = re.compile(r"[^\w.@+-]+")
LONGEST = 100  #: characters of a file name


def write(report: GradeReport, folder: Path) -> Path:
    """Write `<student>.html` and `<student>.json`, each atomically; return the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    name = file_name(report.student)
    _replace(folder / f"{name}.json", json.render(report))
    page = folder / f"{name}.html"
    _replace(page, html.render(report))
    return page


def file_name(student: str) -> str:
    """Make a student's name safe as a file name on every system."""
    return UNSAFE.sub("_", student).strip(".")[:LONGEST] or "unnamed"


def _replace(path: Path, text: str) -> None:
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(path)
