"""The report as one page: no script, nothing to load, light, dark, on paper and on a phone."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from nngrader.grades import GradeReport
from nngrader.language import counted, say, voice
from nngrader.reports._page import page_of
from nngrader.reports._prose import prose
from nngrader.results import Standing
from nngrader.untrusted import cleaned


def render(report: GradeReport, standing: Standing | None = None) -> str:
    """Write the page of one student, complete in itself and under 400 KB.

    `standing` tells what lateness and decisions of a teacher made of the score, where they did.
    """
    return _template(report.language).render(page=cleaned(page_of(report, standing)))


@cache
def _template(language: str) -> Template:
    environment = Environment(
        loader=PackageLoader("nngrader.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    speak = voice(language)
    environment.filters["prose"] = prose
    environment.globals["say"] = lambda *words, **values: speak(say(*words, **values))
    environment.globals["counted"] = lambda *words, **values: speak(counted(*words, **values))
    return environment.get_template("student.html.j2")
