"""What a network with two inputs answers over a square, and where it changes its mind."""

from typing import cast
from unicodedata import east_asian_width

import numpy as np
from contourpy import FillType, LineType, contour_generator
from markupsafe import Markup

from nngrader.evidence import Surface
from nngrader.jobs import Array
from nngrader.language import Voice, say
from nngrader.reports._pictures.axes import Axes
from nngrader.reports._pictures.ink import PAPER, SHADES, TENTHS, TEXT, at, path, svg, text
from nngrader.reports._pictures.scale import spanning
from nngrader.untrusted import clean

LONGEST_LABEL = 40  #: characters; what follows would lie outside the picture
SIDE = 302.4  #: points
LEFT, RIGHT, TOP, FOOT = 51.4, 293.3, 15.1, 257.0
HALF = 0.5  #: where it changes its mind
ABOVE = 2.0  #: every answer
LETTER = 10  #: points: the size of a label
NARROW = frozenset("fijlrtI .,:;!'|()[]-")


def draw(
    surface: Surface, points: tuple[tuple[float, float, str], ...], seed: int, speak: Voice
) -> Markup:
    """Draw the answers as shades, the line at 0.5, and labelled points (first, second, label)."""
    known = [point for point in points if _within(surface, point[:2])]
    ends = np.array([surface.low, surface.high])
    x = spanning(ends, LEFT, RIGHT, margin=0.0)
    y = spanning(ends, FOOT, TOP, margin=0.0)
    axes = Axes(x, y, (speak(say("first input")), speak(say("second input"))))
    return svg(
        f"surface-{seed}",
        speak(say("Answers over both inputs, seed {seed}", seed=seed)),
        (SIDE, SIDE),
        _answers(surface),
        axes.drawn(4, 4, lines=False),
        *(_point(x.place(first), y.place(second)) for first, second, _ in known),
        *(_label(x.place(first), y.place(second), label) for first, second, label in known),
    )


def _within(surface: Surface, place: tuple[float, ...]) -> bool:
    """Whether a point lies in the square; what lies far outside would leave no square to see."""
    return all(surface.low <= value <= surface.high for value in place)


def _answers(surface: Surface) -> str:
    """Lay shade over shade, each from its least answer up, so that no seam is between them."""
    across = np.linspace(LEFT, RIGHT, surface.steps)
    down = np.linspace(FOOT, TOP, surface.steps)
    answers = np.array(surface.values).reshape(surface.steps, surface.steps).clip(0, 1)
    traced = contour_generator(
        across, down, answers, fill_type=FillType.OuterOffset, line_type=LineType.Separate
    )
    shades = [
        f'<path d="{"".join(map(_outline, *traced.filled(number / len(SHADES), ABOVE)))}" '
        f'fill="{shade}"/>'
        for number, shade in enumerate(SHADES)
    ]
    strokes = cast(list[Array], traced.lines(HALF))  # as its type of line has it
    edge = (
        f'<path d="{"".join(map(path, strokes))}" fill="none" stroke="{TEXT}" stroke-width="15"/>'
    )
    return "\n".join([f'<g transform="{TENTHS}">', *shades, edge, "</g>"])


def _outline(points: Array, offsets: Array) -> str:
    """Close the outline of an area, and those of the holes in it."""
    return "".join(f"{path(part)}z" for part in np.split(points, offsets[1:-1]))


def _point(x: float, y: float) -> str:
    return f'<circle cx="{at(x)}" cy="{at(y)}" r="4" fill="{TEXT}" stroke="{PAPER}"/>'


def _label(x: float, y: float, label: str) -> str:
    """Write on a ground that is a little wider than the words."""
    words = clean(label, LONGEST_LABEL)
    width = LETTER * sum(map(_breadth, words)) + 5
    ground = f'x="{at(x - width / 2)}" y="{at(y - 20)}" width="{at(width)}" height="15" rx="2.5"'
    return f'<rect {ground} fill="{PAPER}"/>{text(x, y - 10, words, size=LETTER)}'


def _breadth(letter: str) -> float:
    """Guess how wide a letter is, in parts of its height; fonts differ."""
    if letter in NARROW:
        return 0.36
    return 1.0 if east_asian_width(letter) in "WF" else 0.62
