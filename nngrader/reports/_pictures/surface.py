"""What a network with two inputs answers over a square, and where it changes its mind."""

import numpy as np
from markupsafe import Markup
from matplotlib.axes import Axes

from nngrader.evidence import Surface
from nngrader.reports._pictures.ink import PAPER, SHADES, TEXT, canvas, svg
from nngrader.untrusted import clean

LONGEST_LABEL = 40  #: characters; what follows would lie outside the picture
LEVELS = tuple(number / len(SHADES) for number in range(len(SHADES) + 1))


def draw(surface: Surface, points: tuple[tuple[float, float, str], ...], seed: int) -> Markup:
    """Draw the answers as shades, the line at 0.5, and labelled points (first, second, label)."""
    with canvas(4.2, 4.2, left=0.17, right=0.97, bottom=0.15, top=0.95) as figure:
        axes = figure.add_subplot(aspect="equal")
        _answers(axes, surface)
        for first, second, label in points:
            _point(axes, first, second, label)
        axes.set(xlabel="first input", ylabel="second input")
        axes.locator_params(nbins=4)
        return svg(figure, f"surface-{seed}", f"Answers over both inputs, seed {seed}")


def _answers(axes: Axes, surface: Surface) -> None:
    grid = np.linspace(surface.low, surface.high, surface.steps)
    answers = np.array(surface.values).reshape(surface.steps, surface.steps).clip(0, 1)
    axes.contourf(grid, grid, answers, levels=LEVELS, colors=SHADES)
    if answers.min() < 0.5 < answers.max():  # matplotlib warns about a line that is not there
        axes.contour(grid, grid, answers, levels=(0.5,), colors=TEXT, linewidths=1.5)


def _point(axes: Axes, first: float, second: float, label: str) -> None:
    axes.plot([first], [second], "o", color=TEXT, markeredgecolor=PAPER, markersize=8)
    axes.annotate(
        clean(label, LONGEST_LABEL),
        (first, second),
        xytext=(0, 10),
        textcoords="offset points",
        ha="center",
        fontsize=10,
        bbox={"boxstyle": "round,pad=0.25", "facecolor": PAPER, "edgecolor": "none"},
    )
