"""The frame of a picture: two axes with their names, their round values and lines across."""

from dataclasses import dataclass

from nngrader.reports._pictures.ink import GRID, MIDDLE, SOFT, at, text
from nngrader.reports._pictures.scale import Scale, ticks

TICK = 3.5  #: points that a tick sticks out
GAP = 7.0  #: between an axis and its numbers
LETTER = 6.6  #: width of a digit; fonts differ, and a little room is left
NEAREST_EDGE = 9.0  #: the name of the upright axis stays within the picture


@dataclass(frozen=True)
class Axes:
    """Two axes, and what they are called."""

    x: Scale
    y: Scale
    names: tuple[str, str]

    def drawn(
        self, x_ticks: int, y_ticks: int, *, whole_x: bool = False, lines: bool = True
    ) -> str:
        """Draw the axes; `lines` go across from the values of the upright one."""
        across = ticks(self.x, x_ticks, whole=whole_x)
        upright = ticks(self.y, y_ticks)
        return "\n".join(
            [
                self._lines([place for place, _ in upright]) if lines else "",
                self._strokes([place for place, _ in across], [place for place, _ in upright]),
                *(text(place, self.y.start + 15.4, said) for place, said in across),
                *self._numbers(upright),
                *self._names(max((len(said) for _, said in upright), default=0)),
            ]
        ).strip()

    def _lines(self, places: list[float]) -> str:
        width = at(self.x.end - self.x.start)
        d = "".join(f"M{at(self.x.start)} {at(place)}h{width}" for place in places)
        return f'<path d="{d}" stroke="{GRID}" stroke-width=".8"/>'

    def _strokes(self, across: list[float], upright: list[float]) -> str:
        left, foot = at(self.x.start), at(self.y.start)
        ticks = [f"M{at(place)} {foot}v{TICK}" for place in across]
        ticks += [f"M{left} {at(place)}h-{TICK}" for place in upright]
        d = f"M{left} {at(self.y.end)}V{foot}H{at(self.x.end)}{''.join(ticks)}"
        return f'<path d="{d}" fill="none" stroke="{SOFT}" stroke-width=".8"/>'

    def _numbers(self, upright: list[tuple[float, str]]) -> list[str]:
        x = self.x.start - GAP
        return [text(x, place + 11 * MIDDLE, said, anchor="end") for place, said in upright]

    def _names(self, longest: int) -> tuple[str, str]:
        middle, height = (self.x.start + self.x.end) / 2, (self.y.start + self.y.end) / 2
        beside = max(NEAREST_EDGE, self.x.start - 2 * GAP - LETTER * longest)
        turned = f' transform="rotate(-90 {at(beside)} {at(height)})"'
        return (
            text(middle, self.y.start + 30.4, self.names[0]),
            text(beside, height, self.names[1], more=turned),
        )
