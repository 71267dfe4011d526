"""Pictures as plain SVG: colours and fonts come from the page, and no picture needs a library."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil, log10, sqrt

from markupsafe import Markup

from nngrader.class_page._networks import MOST_NAMES, Dot
from nngrader.class_page._scores import Bar

WIDTH = 400  #: units; a phone shows one of them as about one pixel
LETTER = 7  #: units that a digit of a label takes, with room around it
GAP = 0.14  #: share of its place that a bar leaves free
RADIUS, LARGEST = 3.5, 16  #: units, of one network and of many at one place
#: Labels of the axis of accuracy, in percent. It goes by the root of the error, or a class that
#: reads 97 to 98 of 100 digits would be one dot beside somebody who reads ten.
ACCURACIES = (100, 99, 95, 90, 75, 50, 0)
LEAST_SEEN = 90  #: percent, from which the axis starts even where nothing lies so low


@dataclass(frozen=True)
class _Frame:
    """Where a picture draws, in units."""

    left: float
    right: float
    top: float
    bottom: float

    def x(self, share: float) -> float:
        return self.left + share * (self.right - self.left)

    def y(self, share: float) -> float:
        return self.bottom - share * (self.bottom - self.top)


@dataclass(frozen=True)
class _Spot:
    """Where one bar stands."""

    frame: _Frame
    at: float  #: share of the width
    room: float  #: likewise

    @property
    def left(self) -> float:
        return self.frame.x(self.at)

    @property
    def right(self) -> float:
        return self.frame.x(self.at + self.room)


def histogram(
    bars: tuple[Bar, ...], *, lined: bool = False, told: Callable[[int], str] = str
) -> Markup:
    """Draw how many students have how many points, and where `lined` what the rubric alone gave."""
    frame = _Frame(4, WIDTH - 4, 20, 168)
    most = max(max(bar.final, bar.raw) for bar in bars)
    parts = [_line("axis", frame.left, frame.bottom, frame.right, frame.bottom)]
    for place, bar in enumerate(bars):
        spot = _Spot(frame, place / len(bars), 1 / len(bars))
        parts += _bar(spot, bar.final / most, max(bar.final, bar.raw) / most, told(bar.final))
        if bar.raw != bar.final and lined:
            height = frame.y(bar.raw / most)
            parts.append(_line("before", spot.left, height, spot.right, height))
    parts += _marks(frame, [bar.mark for bar in bars])
    parts.append(_text(frame.x(0.5), 202, "points", "middle"))
    return _picture(208, "scores", "How many students have how many points", parts)


def _bar(spot: _Spot, share: float, clear_of: float, told: str) -> list[Markup]:
    if not share:
        return []
    top, room = spot.frame.y(share), (spot.right - spot.left) * GAP / 2
    drawn = Markup('<rect class="fill" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>')
    rect = drawn.format(
        spot.left + room, top, spot.right - spot.left - 2 * room, spot.frame.bottom - top
    )
    above = spot.frame.y(clear_of) - 5
    return [rect, _text((spot.left + spot.right) / 2, above, told, "middle")]


def _marks(frame: _Frame, marks: list[str]) -> list[Markup]:
    """Label as many bars as there is room for; the last one always."""
    longest = max(map(len, marks))
    every = ceil(len(marks) * (longest + 1) * LETTER / (frame.right - frame.left))
    last = len(marks) - 1
    shown = [n for n in range(last) if n % every == 0 and last - n >= every] + [last]
    return [_text(frame.x((n + 0.5) / len(marks)), 183, marks[n], "middle") for n in shown]


def scatter(dots: tuple[Dot, ...]) -> Markup:
    """Draw accuracy over the number of parameters, which is on a logarithmic axis."""
    frame = _Frame(46, WIDTH - 22, 14, 222)
    decades = _decades(dots)
    lowest = min(LEAST_SEEN, 100 * min(dot.accuracy for dot in dots))
    bottom = next(mark for mark in ACCURACIES if mark <= lowest)
    parts = [*_accuracies(frame, bottom), *_sizes(frame, decades)]
    ordered = sorted(dots, key=lambda dot: -len(dot.names))  # small ones stay in sight
    parts += [_dot(frame, dot, decades, bottom) for dot in ordered]
    parts.append(_text(frame.x(0.5), 258, "parameters (logarithmic)", "middle"))
    return _picture(264, "networks", "Accuracy on unseen rows over parameters", parts)


def _decades(dots: Iterable[Dot]) -> tuple[int, int]:
    sizes = [dot.parameters for dot in dots]
    return len(str(min(sizes))) - 1, len(str(max(sizes)))


def _accuracies(frame: _Frame, bottom: int) -> list[Markup]:
    parts = []
    for mark in (mark for mark in ACCURACIES if mark >= bottom):
        height = frame.y(_stretched(mark / 100, bottom))
        parts.append(_line("grid", frame.left, height, frame.right, height))
        parts.append(_text(frame.left - 6, height + 4, f"{mark} %", "end"))
    return parts


def _stretched(accuracy: float, bottom: int) -> float:
    """Place an accuracy between the lowest label and 100 %, as a share of the height."""
    return 1 - sqrt((1 - accuracy) / (1 - bottom / 100))


def _sizes(frame: _Frame, decades: tuple[int, int]) -> list[Markup]:
    low, high = decades
    parts = [_line("axis", frame.left, frame.bottom, frame.right, frame.bottom)]
    for power in range(low, high + 1):
        at = frame.x((power - low) / (high - low))
        parts.append(_line("axis", at, frame.bottom, at, frame.bottom + 4))
        parts.append(_text(at, frame.bottom + 18, _short(power), "middle"))
    return parts


def _short(power: int) -> str:
    """Write a power of ten as short as it can be read at a glance."""
    whole = 10 ** (power % 3)
    units = ("", " k", " M", " G")
    return f"{whole}{units[power // 3]}" if power // 3 < len(units) else f"1e{power}"


def _dot(frame: _Frame, dot: Dot, decades: tuple[int, int], bottom: int) -> Markup:
    low, high = decades
    across = (log10(dot.parameters) - low) / (high - low)
    radius = min(LARGEST, RADIUS * sqrt(len(dot.names)))
    height = frame.y(_stretched(dot.accuracy, bottom))
    return Markup('<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="{:.1f}">{}</circle>').format(
        frame.x(across), height, radius, Markup("<title>{}</title>").format(_told(dot))
    )


def _told(dot: Dot) -> str:
    named = ", ".join(dot.names[:MOST_NAMES])
    more = len(dot.names) - MOST_NAMES
    who = f"{named} and {more} more" if more > 0 else named
    return f"{who}: {100 * dot.accuracy:.1f} %, {dot.parameters:,} parameters"


def share_bar(shares: tuple[tuple[str, float], ...]) -> Markup:
    """Draw parts of a whole beside one another; each is (class, share 0..1)."""
    parts, at = [], 0.0
    for name, share in shares:
        rect = Markup('<rect class="{}" x="{:.2f}" width="{:.2f}" height="8"/>')
        parts.append(rect.format(name, 100 * at, 100 * share))
        at += share
    return Markup(
        '<svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{}'
        "</svg>"
    ).format(Markup().join(parts))


def _picture(height: int, name: str, title: str, parts: list[Markup]) -> Markup:
    head = Markup(
        '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-picture">'
        '<title id="{}-picture">{}</title>\n'
    ).format(WIDTH, height, name, name, title)
    return head + Markup("\n").join(parts) + Markup("\n</svg>")


def _text(x: float, y: float, words: str, anchor: str) -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(
        x, y, anchor, words
    )


def _line(name: str, x1: float, y1: float, x2: float, y2: float) -> Markup:
    return Markup('<path class="{}" d="M{:.1f} {:.1f}L{:.1f} {:.1f}"/>').format(
        name, x1, y1, x2, y2
    )
