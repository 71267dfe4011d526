"""From values to places on an axis, and which values are named there."""

from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np

from nngrader.jobs import Array

MULTIPLES = (1.0, 2.0, 2.5, 5.0, 10.0)  #: of a power of ten: what is a round step
FARTHEST = 1e100  #: values beyond are drawn there: differences stay finite
NOTHING = 1e-100  #: what is less is none: quotients stay finite
FINEST = 1e-9  #: parts of the values, below which they are one
ALONE = 0.05  #: parts of a value that stands alone, which are shown around it
CLOSE = 1e-9  #: parts of a step that rounding may take
PLAIN = range(-4, 6)  #: powers of ten that are written without an exponent
MOST_DECADES = 8  #: named on a logarithmic axis


@dataclass(frozen=True)
class Scale:
    """An axis from `low` at the place `start` to `high` at `end`."""

    low: float  #: the logarithm of it where `logarithmic`
    high: float
    start: float  #: in points
    end: float
    logarithmic: bool = False

    def places(self, values: Array) -> Array:
        """Where values lie, in points."""
        return self.along(_told(values, logarithmic=self.logarithmic))

    def place(self, value: float) -> float:
        """Where one value lies."""
        return float(self.places(np.array(value, dtype=float)))

    def along(self, told: Array) -> Array:
        """Where values lie that are told as the ends are."""
        return self.start + (told - self.low) / (self.high - self.low) * (self.end - self.start)


def _told(values: Array, *, logarithmic: bool) -> Array:
    """Bring values into reach, and to logarithms where wanted."""
    near = np.clip(values, NOTHING if logarithmic else -FARTHEST, FARTHEST)
    return np.log10(near) if logarithmic else near


def spanning(
    values: Array, start: float, end: float, *, margin: float, logarithmic: bool = False
) -> Scale:
    """Make an axis over finite values, with a margin in parts of their span on both sides."""
    known = _told(values, logarithmic=logarithmic)
    low, high = float(known.min()), float(known.max())
    largest, span = max(abs(low), abs(high)), high - low
    apart = span > FINEST * largest and span > NOTHING
    alone = ALONE * largest if largest > NOTHING else ALONE
    extra = margin * span if apart else alone
    return Scale(low - extra, high + extra, start, end, logarithmic)


def ticks(scale: Scale, most: int, *, whole: bool = False) -> list[tuple[float, str]]:
    """Choose round values to name, about `most` of them, each with its place."""
    if scale.logarithmic:
        return _decades(scale)
    multiple, power = _step((scale.high - scale.low) / most, whole=whole)
    step = multiple * 10.0**power
    numbers = range(ceil(scale.low / step - CLOSE), floor(scale.high / step + CLOSE) + 1)
    values = [number * step for number in numbers]
    decimals = _decimals(values, power - (multiple == 2.5))
    return [(scale.place(value), _said(value, decimals)) for value in values]


def _step(least: float, *, whole: bool) -> tuple[float, int]:
    """Find the smallest round step that is no smaller, as a multiple of a power of ten."""
    wanted = max(1.0, least) if whole else least
    power = floor(log10(wanted))
    fitting = (m for m in MULTIPLES if m * 10.0**power >= wanted * (1 - CLOSE))
    fraction = whole and power == 0  # of which 2.5 is one
    found = next(m for m in fitting if not (fraction and m == 2.5))
    return (found, power) if found < 10 else (1.0, power + 1)


def _decimals(values: list[float], finest: int) -> str:
    """Write every value of an axis with the same digits, and as few as tell them apart."""
    largest = max(map(abs, values), default=0.0)
    top = floor(log10(largest)) if largest else 0
    return f".{max(0, -finest)}f" if top in PLAIN else f".{max(0, top - finest)}e"


def _said(value: float, decimals: str) -> str:
    """Set a minus as long as a plus, and none before zero."""
    return format(value or 0.0, decimals).replace("-", "−")


def _decades(scale: Scale) -> list[tuple[float, str]]:
    first, last = ceil(scale.low - CLOSE), floor(scale.high + CLOSE)
    stride = ceil((last - first + 1) / MOST_DECADES)
    powers = np.arange(first, last + 1, stride)
    places = scale.along(powers).tolist()
    return [
        (at, _said(10.0**power, "g")) for at, power in zip(places, powers.tolist(), strict=True)
    ]
