"""Every text on every ground can be read, in light and in dark (WCAG 2.2, AA)."""

import re
from importlib.resources import files

import pytest

CSS = (files("nngrader.reports") / "templates" / "student.css").read_text("utf-8")
READABLE, VISIBLE = 4.5, 3.0  #: least contrast of text, and of lines in a picture
TEXTS = ("text", "soft", "accent", "good", "part", "bad")
LINES = ("series-1", "series-2", "series-3", "series-4", "accent")


def _scheme(name: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    return dict(re.findall(r"--([\w-]+): (#\w{6});", light if name == "light" else dark))


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Compare two colours as WCAG does: 1 for equal ones, 21 for black on white."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
@pytest.mark.parametrize("text", TEXTS)
def test_text_can_be_read(scheme: str, ground: str, text: str) -> None:
    """Small text needs 4.5 to 1."""
    colours = _scheme(scheme)

    assert contrast(colours[text], colours[ground]) >= READABLE


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("line", LINES)
def test_lines_can_be_seen(scheme: str, line: str) -> None:
    """Lines and marks need 3 to 1."""
    colours = _scheme(scheme)

    assert contrast(colours[line], colours["paper"]) >= VISIBLE


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_line_on_a_surface_can_be_seen_on_the_shades_beside_it(scheme: str) -> None:
    """The line at 0.5 runs between the two middle shades."""
    colours = _scheme(scheme)

    assert contrast(colours["text"], colours["shade-3"]) >= VISIBLE
    assert contrast(colours["text"], colours["shade-4"]) >= VISIBLE


def test_contrast_knows_what_cannot_be_read() -> None:
    """The failing twin: light grey on white, and the two ends of the scale."""
    assert contrast("#aaaaaa", "#ffffff") < VISIBLE
    assert round(contrast("#000000", "#ffffff")) == 21
    assert contrast("#123456", "#123456") == 1.0
