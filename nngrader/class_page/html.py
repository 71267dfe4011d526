"""From page data to one file: nothing to load, and a script that only its digest lets run."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from nngrader.class_page._anonymous import anonymous_page_of, few
from nngrader.class_page._columns import fits, style_of
from nngrader.class_page._page import page_of
from nngrader.class_page._pictures import share_bar
from nngrader.reports._prose import prose
from nngrader.results import Results
from nngrader.untrusted import cleaned
from nngrader.wording import percent, points


def render(results: Results, *, similar: str = "", took_s: float = 0.0) -> str:
    """Write the page that a teacher opens after grading a class.

    `similar` is the address of the page of similar hand-ins, relative to this one. Reports are
    looked for in `reports/`. Without JavaScript it is the same page with a plain table.
    """
    page = cleaned(page_of(results, similar=similar, took_s=took_s))
    style, script = _style() + style_of(page.table), _script()
    return _written(
        "class.html.j2",
        page=page,
        fits=fits(page.table),
        style=style,
        script=script,
        policy=f"style-src {_digest(style)}; script-src {_digest(script)}",
    )


def render_anonymous(results: Results) -> str:
    """Write a page to show in class: nobody's name, report, or place among the others."""
    page = cleaned(anonymous_page_of(results))
    policy = f"style-src {_digest(_style())}"
    return _written("anonymous.html.j2", page=page, style=_style(), policy=policy)


def _written(template: str, **shown: object) -> str:
    return _environment().get_template(template).render(shown)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader(
            [PackageLoader("nngrader.class_page"), PackageLoader("nngrader.reports")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"prose": prose, "percent": percent, "points": points, "few": few}
    environment.globals["share_bar"] = share_bar
    return environment


@cache
def _style() -> Markup:
    """The style of a student's page, and what a class needs beyond it."""
    return Markup(_environment().get_template("class.css").render())  # noqa: S704 - ours alone


@cache
def _script() -> Markup:
    folder = files("nngrader.class_page") / "templates"
    return Markup((folder / "table.js").read_text("utf-8"))  # noqa: S704 - ours alone


def _digest(text: str) -> str:
    """Name a text as a content security policy does."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
