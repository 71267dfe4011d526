"""From a matplotlib figure to an SVG that takes its colours and its font from the page.

Figures are drawn in stand-in colours. Here each becomes a CSS variable, so that the same picture
serves light, dark and paper.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import matplotlib as mpl
from markupsafe import Markup, escape
from matplotlib.figure import Figure

TEXT, SOFT, GRID, PAPER = "#000001", "#000002", "#000003", "#000004"
SERIES = ("#000011", "#000012", "#000013", "#000014")
SHADES = tuple(f"#0000{0x20 + number:x}" for number in range(8))  #: from no to yes
_VARIABLES = {
    TEXT: "--text",
    SOFT: "--soft",
    GRID: "--grid",
    PAPER: "--paper",
    **{ink: f"--series-{number}" for number, ink in enumerate(SERIES, start=1)},
    **{ink: f"--shade-{number}" for number, ink in enumerate(SHADES)},
}
_STYLE: dict[Any, Any] = {
    "axes.edgecolor": SOFT,
    "axes.facecolor": "none",
    "axes.labelcolor": TEXT,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.facecolor": "none",
    "font.size": 11,
    "grid.color": GRID,
    "legend.frameon": False,
    "legend.labelcolor": TEXT,
    "svg.fonttype": "none",  # text stays text: selectable, and in the reader's font
    "text.color": TEXT,
    "text.parse_math": False,
    "xtick.color": SOFT,
    "xtick.labelcolor": TEXT,
    "ytick.color": SOFT,
    "ytick.labelcolor": TEXT,
}


@contextmanager
def canvas(width: float, height: float, **margins: float) -> Iterator[Figure]:
    """Lend a figure of that many inches, drawn and saved in the page's style.

    Margins are fixed, as shares of the figure: letting matplotlib find them doubles the time.
    """
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(width, height))
        figure.subplots_adjust(**margins)
        yield figure


def svg(figure: Figure, name: str, title: str) -> Markup:
    """Write a figure as inline SVG; `name` keeps its ids apart from other pictures' ids."""
    written = StringIO()
    with mpl.rc_context({"svg.hashsalt": name}):
        figure.savefig(written, format="svg", metadata={"Date": None})
    preamble, _, body = written.getvalue().partition("</defs>")  # metadata and a global style
    box = preamble.partition('viewBox="')[2].partition('"')[0]
    head = (
        f'<svg xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{box}" role="img" '
        f'aria-labelledby="{name}-title"><title id="{name}-title">{escape(title)}</title>'
    )
    return Markup(head + _at_home(body, name))  # noqa: S704 - matplotlib escapes what it writes


def _at_home(body: str, name: str) -> str:
    """Make ids unique and let the page choose colours and font."""
    body = re.sub(
        r' id="(?:figure|axes|patch|text|line2d|legend|[xy]tick|matplotlib)[^"]*"', "", body
    )
    body = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}-", body)
    body = re.sub(r'\bd="[^"]+"', _rounded, body)
    body = re.sub(r"#0000[0-9a-f]{2}", lambda ink: f"var({_VARIABLES[ink[0]]})", body)
    body = re.sub(r" ?font-family: [^;\"]+;?", "", body)
    body = re.sub(r"font: ([\d.]+px) [^;\"]+", r"font-size: \1", body)  # older matplotlib
    return re.sub(r"\n\s*", "\n", body)


def _rounded(path: re.Match[str]) -> str:
    """Keep a tenth of a point: what is finer cannot be seen and triples the page."""
    return re.sub(r"(\.\d)\d+", r"\1", path[0]).replace(" \n", " ")
