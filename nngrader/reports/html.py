"""The report as one page: no script, nothing to load, light, dark, on paper and on a phone."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from nngrader.grades import GradeReport
from nngrader.reports._page import page_of
from nngrader.untrusted import cleaned


def render(report: GradeReport) -> str:
    """Write the page of one student, complete in itself and under 400 KB."""
    return _template().render(page=cleaned(page_of(report)))


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("nngrader.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["prose"] = _prose
    return environment.get_template("student.html.j2")


def _prose(text: str) -> Markup:
    """Set names between backticks as code; everything is escaped first."""
    parts = text.split("`")
    if len(parts) % 2 == 0:  # a lone backtick is only a backtick
        return escape(text)
    code = Markup("<code>{}</code>")
    return Markup().join(code.format(part) if odd % 2 else part for odd, part in enumerate(parts))
