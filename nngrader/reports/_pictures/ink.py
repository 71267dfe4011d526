"""The marks of a picture: SVG that takes its colours and its font from the page.

Colours are CSS variables, so that the same picture serves light, dark and paper.
"""

from typing import Literal

import numpy as np
from markupsafe import Markup, escape

from nngrader.jobs import Array

TEXT, SOFT, GRID, PAPER = (f"var(--{name})" for name in ("text", "soft", "grid", "paper"))
SERIES = tuple(f"var(--series-{number})" for number in range(1, 5))
SHADES = tuple(f"var(--shade-{number})" for number in range(8))  #: from no to yes
TENTHS = "scale(.1)"  #: of a group of paths: what is finer than a tenth of a point can't be seen
#: How the middle of a line of text lies above its foot, in parts of the size.
MIDDLE = 0.38


def svg(name: str, title: str, size: tuple[float, float], *parts: str) -> Markup:
    """Put parts together; `name` keeps ids apart from other pictures' ids."""
    head = (
        f'<svg viewBox="0 0 {at(size[0])} {at(size[1])}" role="img" '
        f'aria-labelledby="{name}-title"><title id="{name}-title">{escape(title)}</title>'
    )
    return Markup("\n".join([head, *filter(None, parts), "</svg>"]))  # noqa: S704 - all is escaped


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: Literal["start", "middle", "end"] = "middle",
    size: int = 11,
    more: str = "",
) -> str:
    """Write words whose foot is at a place; they stay selectable, and in the reader's font."""
    return (
        f'<text x="{at(x)}" y="{at(y)}" font-size="{size}" text-anchor="{anchor}"{more}>'
        f"{escape(words)}</text>"
    )


def path(points: Array) -> str:
    """Write a line through points, in tenths; what a straight line passes anyway is left out."""
    spots = np.rint(points * 10).astype(int)
    spots = spots[np.r_[True, np.diff(spots, axis=0).any(axis=1)]]
    moves = np.diff(spots, axis=0)
    before, after = moves[:-1], moves[1:]
    turns = before[:, 0] * after[:, 1] != before[:, 1] * after[:, 0]
    spots = spots[np.r_[True, turns, True][: len(spots)]]
    (x, y), moves = spots[0], np.diff(spots, axis=0)
    return f"M{x} {y}l" + " ".join(f"{right},{down}" for right, down in moves.tolist())


def at(value: float) -> str:
    """Write a place to a tenth of a point."""
    return f"{value:.1f}".removesuffix(".0")
