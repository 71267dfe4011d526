"""Learning curves: one line per seed, with what was asked and what was reached."""

from dataclasses import dataclass, replace

import numpy as np
from markupsafe import Markup

from nngrader.jobs import Array
from nngrader.language import Voice, say
from nngrader.reports._pictures.axes import Axes
from nngrader.reports._pictures.ink import MIDDLE, PAPER, SERIES, TENTHS, TEXT, at, path, svg, text
from nngrader.reports._pictures.scale import spanning
from nngrader.reports._series import Series
from nngrader.wording import number

MOST_POINTS = 200  #: per line; more cannot be told apart at this size and would swell the page
MARKED = 8  #: places on a line that bear its mark
STEEP = 1000  #: a loss that spans more than this factor is drawn on a logarithmic axis
WIDTH, LEFT, RIGHT = 388.8, 66.1, 338.3  #: points
HEIGHT, TOP, FOOT = 213.0, 0.0, 176.3  #: below the legend
ROW, COLUMN, COLUMNS = 15.0, 85.0, 4  #: of the legend
LEGEND = 16.8  #: above the curves, and a row per four seeds
MARGIN = 0.05  #: of the span of the values
HIGHEST = 1.02  #: an accuracy of 1 does not lie on the edge
NAMES = {"accuracy": say("accuracy"), "loss": say("loss")}
SMALL, LARGE = 2.5, 5.0  #: half the width of a mark


@dataclass(frozen=True)
class Reached:
    """The accuracy on unseen rows, after the last epoch."""

    seed: int
    epochs: int
    accuracy: float


def draw(
    lines: tuple[Series, ...],
    title: str,
    speak: Voice,
    *,
    name: str = "",
    beside: tuple[Series, ...] = (),
    threshold: float | None = None,
    reached: tuple[Reached, ...] = (),
) -> Markup:
    """Draw curves of one measure; `lines` must hold at least one finite value.

    `name` tells the picture from others of that measure, and `beside` are the curves of one that
    stands beside it, so that both get the same axes.
    """
    measure = lines[0].measure
    seeds = sorted({line.seed for line in lines})
    known = tuple(mark for mark in reached if mark.seed in seeds)  # others have no colour
    top = LEGEND + ROW * -(-len(seeds) // COLUMNS)
    axes = _axes((*lines, *beside), threshold, known, top, speak)
    return svg(
        name or f"curve-{measure}",
        title,
        (WIDTH, top + HEIGHT),
        axes.drawn(7, 8, whole_x=True),
        *(_line(axes, line, seeds.index(line.seed)) for line in lines),
        "" if threshold is None else _threshold(axes, threshold, speak),
        *(_reached(axes, mark, seeds.index(mark.seed)) for mark in known),
        *(_legend(seed, place, speak) for place, seed in enumerate(seeds)),
    )


def _axes(
    lines: tuple[Series, ...],
    threshold: float | None,
    reached: tuple[Reached, ...],
    top: float,
    speak: Voice,
) -> Axes:
    values = [value for line in lines for value in line.finite]
    measure = lines[0].measure
    steep = measure == "loss" and min(values) > 0 and max(values) / STEEP > min(values)
    epochs = [1, *(len(line.values) for line in lines), *(mark.epochs for mark in reached)]
    values += [] if threshold is None else [threshold]
    values += [mark.accuracy for mark in reached]
    x = spanning(np.array(epochs, dtype=float), LEFT, RIGHT, margin=MARGIN)
    y = spanning(np.array(values), top + FOOT, top, margin=MARGIN, logarithmic=steep)
    if measure == "accuracy":
        y = replace(y, high=max(HIGHEST, *values))
    upright = say("loss (logarithmic)") if steep else NAMES[measure]
    return Axes(x, y, (speak(say("epoch")), speak(upright)))


def _line(axes: Axes, line: Series, seed: int) -> str:
    values = np.array([np.nan if v is None else v for v in line.values], dtype=float)
    kept = np.unique(np.linspace(0, len(values) - 1, MOST_POINTS).round().astype(int))
    points = np.stack([axes.x.places(kept + 1.0), axes.y.places(values[kept])], axis=1)
    points[~np.isfinite(values[kept])] = np.nan
    marked = points[:: max(1, len(kept) // MARKED)]
    colour, training = SERIES[seed % len(SERIES)], line.rows == "training"
    stroke = 'stroke-width="16"' if training else 'stroke-width="12" stroke-dasharray="44 19"'
    parts = (path(part) for part in _unbroken(points))
    return (
        f'<path transform="{TENTHS}" d="{"".join(parts)}" fill="none" stroke="{colour}" {stroke}/>'
        f'<path d="{_marks(seed, SMALL, marked)}" fill="{colour}"/>'
    )


def _unbroken(points: Array) -> list[Array]:
    """Part a line where a value was not finite."""
    gaps = np.flatnonzero(np.isnan(points[:, 1]))
    parts = np.split(points, gaps)
    return [part for part in (p[~np.isnan(p[:, 1])] for p in parts) if len(part) > 1]


def _marks(seed: int, half: float, points: Array) -> str:
    """One shape per seed, so that colour is not needed to tell them apart."""
    r, d, t = half, 1.3 * half, 2 * half
    shapes = (
        f"m-{r:g} 0a{r:g} {r:g} 0 1 0 {t:g} 0a{r:g} {r:g} 0 1 0-{t:g} 0z",
        f"m-{r:g}-{r:g}h{t:g}v{t:g}h-{t:g}z",
        f"m0-{r:g}l{r:g} {t:g}h-{t:g}z",
        f"m0-{d:g}l{d:g} {d:g}l-{d:g} {d:g}l-{d:g}-{d:g}z",
    )
    shape = shapes[seed % len(shapes)]
    finite = points[~np.isnan(points[:, 1])].tolist()
    return "".join(f"M{at(x)} {at(y)}{shape}" for x, y in finite)


def _reached(axes: Axes, mark: Reached, seed: int) -> str:
    point = np.array([[axes.x.place(mark.epochs), axes.y.place(mark.accuracy)]])
    colour = SERIES[seed % len(SERIES)]
    shape = _marks(seed, LARGE, point)
    return f'<path d="{shape}" fill="{PAPER}" stroke="{colour}" stroke-width="2"/>'


def _threshold(axes: Axes, threshold: float, speak: Voice) -> str:
    y, beside = axes.y.place(threshold), RIGHT + 5.4
    line = f'<path d="M{at(LEFT)} {at(y)}H{at(RIGHT)}" stroke="{TEXT}" stroke-dasharray="1 1.65"/>'
    asked = text(beside, y - 3, speak(say("asked")), anchor="start", size=10)
    return "\n".join(
        [line, asked, text(beside, y + 8.6, number(threshold), anchor="start", size=10)]
    )


def _legend(seed: int, place: int, speak: Voice) -> str:
    row, column = divmod(place, COLUMNS)
    x, y = 9.4 + COLUMN * column, 14.4 + ROW * row
    colour = SERIES[place % len(SERIES)]
    said = speak(say("seed {seed}", seed=seed))
    mark = _marks(place, SMALL, np.array([[x + 12.0, y]]))
    return (
        f'<path d="M{at(x)} {at(y)}h24" stroke="{colour}" stroke-width="1.6"/>'
        f'<path d="{mark}" fill="{colour}"/>'
        f"{text(x + 33.0, y + 11 * MIDDLE, said, anchor='start')}"
    )
