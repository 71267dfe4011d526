"""Learning curves: one line per seed, with what was asked and what was reached."""

from dataclasses import dataclass

import numpy as np
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, NullLocator

from nngrader.reports._pictures.ink import PAPER, SERIES, TEXT, canvas, svg
from nngrader.reports._series import Series
from nngrader.reports._words import number

MOST_POINTS = 200  #: per line; more cannot be told apart at this size and would swell the page
MARKS = ("o", "s", "^", "D")  #: one per seed, so that colour is not needed to tell them apart
STEEP = 1000  #: a loss that spans more than this factor is drawn on a logarithmic axis


@dataclass(frozen=True)
class Reached:
    """The accuracy on unseen rows, after the last epoch."""

    seed: int
    epochs: int
    accuracy: float


def draw(
    lines: tuple[Series, ...],
    title: str,
    *,
    threshold: float | None = None,
    reached: tuple[Reached, ...] = (),
) -> Markup:
    """Draw curves of one measure; `lines` must hold at least one finite value."""
    measure = lines[0].measure
    seeds = sorted({line.seed for line in lines})
    with canvas(5.4, 3.4, left=0.17, right=0.87, bottom=0.15, top=0.87) as figure:
        axes = figure.add_subplot()
        for line in lines:
            _line(axes, line, seeds.index(line.seed))
        for mark in reached:
            if mark.seed in seeds:  # a seed whose curve was never finite has no colour
                _mark(axes, mark, seeds.index(mark.seed))
        if threshold is not None:
            _threshold(axes, threshold)
        _dress(axes, lines)
        figure.legend(loc="upper left", ncols=4, handlelength=2.2, columnspacing=1.4)
        return svg(figure, f"curve-{measure}", title)


def _line(axes: Axes, line: Series, place: int) -> None:
    values = np.array([np.nan if v is None else v for v in line.values], dtype=float)
    values[~np.isfinite(values)] = np.nan
    kept = np.unique(np.linspace(0, len(values) - 1, MOST_POINTS).round().astype(int))
    training = line.rows == "training"
    axes.plot(
        kept + 1,
        values[kept],
        "-" if training else "--",
        label=f"seed {line.seed}" if training else None,
        linewidth=1.6 if training else 1.2,
        marker=MARKS[place % len(MARKS)],
        markersize=4,
        markevery=max(1, len(kept) // 8),
        color=SERIES[place % len(SERIES)],
    )


def _mark(axes: Axes, mark: Reached, place: int) -> None:
    axes.plot(
        [mark.epochs],
        [mark.accuracy],
        MARKS[place % len(MARKS)],
        markersize=10,
        markerfacecolor=PAPER,
        markeredgecolor=SERIES[place % len(SERIES)],
        markeredgewidth=2,
        clip_on=False,
    )


def _threshold(axes: Axes, threshold: float) -> None:
    axes.axhline(threshold, color=TEXT, linewidth=1, linestyle=":")
    axes.annotate(
        f"asked\n{number(threshold)}",
        (1.02, threshold),
        xycoords=("axes fraction", "data"),
        va="center",
        fontsize=10,
    )


def _dress(axes: Axes, lines: tuple[Series, ...]) -> None:
    measure = lines[0].measure
    values = [value for line in lines for value in line.finite]
    axes.grid(axis="y", linewidth=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6, min_n_ticks=1))
    axes.set_xlabel("epoch")
    if measure == "loss" and min(values) > 0 and max(values) / min(values) > STEEP:
        axes.set_yscale("log")
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
        axes.yaxis.set_minor_locator(NullLocator())
        axes.set_ylabel("loss (logarithmic)")
    else:
        axes.set_ylabel(measure)
    if measure == "accuracy":
        axes.set_ylim(top=max(1.02, max(values)))
