"""The decision surface of a network with two inputs, and what it answers at the four points."""

from dataclasses import dataclass
from math import isfinite

from markupsafe import Markup

from nngrader.evidence import Evidence, Surface, TrainingRun
from nngrader.language import Text, Voice, both, say
from nngrader.reports._page.answers import NO_CLASS
from nngrader.reports._pictures import surface as picture
from nngrader.wording import number

CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))


@dataclass(frozen=True)
class Corner:
    """One of the four rows: where it lies, what it is and what the network says."""

    inputs: str
    truth: str
    output: str
    answer: str
    verdict: str


@dataclass(frozen=True)
class Plane:
    """A decision surface with the same in numbers."""

    seed: int
    picture: Markup | None  #: None when the answers were not finite
    corners: tuple[Corner, ...]
    sentence: str


def planes_of(evidence: Evidence, speak: Voice) -> tuple[Plane, ...]:
    """Draw one surface per seed that has one."""
    return tuple(
        _plane(evidence, run, run.surface, speak)
        for run in evidence.runs
        if run.surface is not None
    )


def _plane(evidence: Evidence, run: TrainingRun, surface: Surface, speak: Voice) -> Plane:
    places = _places(evidence)
    corners = tuple(
        _corner(evidence, run, _at(surface, *place), row, place, speak)
        for row, place in enumerate(places)
    )
    drawable = all(map(isfinite, surface.values))
    labels = tuple((*at, corner.truth) for at, corner in zip(places, corners, strict=True))
    drawn = picture.draw(surface, labels, run.seed, speak) if drawable else None
    return Plane(run.seed, drawn, corners, speak(_sentence(surface, places)))


def _places(evidence: Evidence) -> tuple[tuple[float, float], ...]:
    """Where the student's own `preprocess` put the four exam rows; 0 and 1 if it did not say."""
    data = evidence.preprocessed
    sample = () if data is None or data.x_test.shape != (4, 2) else data.x_test.sample
    numbers = [float(value) for value in sample if isinstance(value, int | float)]
    if len(numbers) != 8:
        return CORNERS
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def _corner(
    evidence: Evidence,
    run: TrainingRun,
    output: float | None,
    row: int,
    place: tuple[float, float],
    speak: Voice,
) -> Corner:
    truth = _class(evidence, evidence.truth, row, speak)
    answer = _class(evidence, run.answers, row, speak)
    verdict = speak(say("right") if truth == answer else say("wrong"))
    return Corner(_pair(place), truth, _said(output, speak), answer, verdict)


def _class(evidence: Evidence, indices: tuple[int, ...], row: int, speak: Voice) -> str:
    index = indices[row] if row < len(indices) else -1
    return evidence.classes[index] if 0 <= index < len(evidence.classes) else speak(NO_CLASS)


def _at(surface: Surface, first: float, second: float) -> float | None:
    """Read the answer nearest to a point; None outside the square."""
    step = (surface.high - surface.low) / (surface.steps - 1)
    column, row = (round((value - surface.low) / step) for value in (first, second))
    if not (0 <= column < surface.steps and 0 <= row < surface.steps):
        return None
    return surface.values[row * surface.steps + column]


def _sentence(surface: Surface, places: tuple[tuple[float, float], ...]) -> Text:
    answers = [_at(surface, *place) for place in places]
    pairs = zip(places, answers, strict=True)
    yes = [_pair(place) for place, answer in pairs if answer is not None and answer >= 0.5]
    if len(yes) == len(places):
        return say("The answer is 0.5 or more at all four points.")
    if not yes:
        return say("The answer stays below 0.5 at all four points.")
    return say(
        "The answer is 0.5 or more at {points}, and below at the other points.", points=both(yes)
    )


def _pair(place: tuple[float, float]) -> str:
    return f"({number(place[0])}, {number(place[1])})"


def _said(value: float | None, speak: Voice) -> str:
    if value is None:
        return speak(say("outside"))
    return number(value) if isfinite(value) else speak(say("not finite"))
