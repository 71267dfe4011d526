"""Pictures are drawn to scale, in little text, whatever the values."""

import re
import zlib
from base64 import b64decode
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from nngrader.evidence import Surface
from nngrader.reports._pictures import curves, digit, surface
from nngrader.reports._pictures.ink import path
from nngrader.reports._pictures.scale import Scale, spanning, ticks
from nngrader.reports._series import Series
from tests import builders
from tests.reports.reading import read

ODD = (5e-324, 1e-310, 1e-9, 1.0, 1.0 + 1e-12, 3e5, 1e15, 1e300, 1.7e308)


def _said(low: float, high: float, most: int = 8, **how: bool) -> list[str]:
    return [said for _, said in ticks(Scale(low, high, 0.0, 100.0), most, **how)]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.49, 1.02, "0.5 0.6 0.7 0.8 0.9 1.0"),
        (0.0, 2.0, "0.00 0.25 0.50 0.75 1.00 1.25 1.50 1.75 2.00"),
        (-0.5, 1.5, "−0.50 −0.25 0.00 0.25 0.50 0.75 1.00 1.25 1.50"),
        (-3.0, 40.0, "0 10 20 30 40"),
        (1.1e6, 2.4e6, "1.2e+06 1.4e+06 1.6e+06 1.8e+06 2.0e+06 2.2e+06 2.4e+06"),
        (
            -2e-7,
            2e-7,
            "−2.0e−07 −1.5e−07 −1.0e−07 −5.0e−08 0.0e+00 5.0e−08 1.0e−07 1.5e−07 2.0e−07",
        ),
    ],
)
def test_an_axis_names_round_values(low: float, high: float, said: str) -> None:
    """With the same digits each, as few as tell them apart."""
    assert " ".join(_said(low, high)) == said


@pytest.mark.parametrize(
    ("high", "said"),
    [(1.2, "1"), (5.2, "1 2 3 4 5"), (13.0, "2 4 6 8 10 12"), (25.0, "5 10 15 20 25")],
)
def test_an_axis_of_epochs_names_whole_numbers(high: float, said: str) -> None:
    """There is no epoch 2.5."""
    assert " ".join(_said(0.8, high, 7, whole=True)) == said


def test_a_logarithmic_axis_names_powers_of_ten() -> None:
    """All of them where there is room."""
    few = spanning(np.array([0.002, 30.0]), 0.0, 100.0, margin=0.0, logarithmic=True)
    many = spanning(np.array([1e-30, 1e30]), 0.0, 100.0, margin=0.0, logarithmic=True)

    assert [said for _, said in ticks(few, 8)] == ["0.01", "0.1", "1", "10"]
    assert 5 <= len(ticks(many, 8)) <= 8


def test_values_lie_where_the_axis_says() -> None:
    """The ends, with their margin, and the middle; a logarithm counts factors."""
    plain = spanning(np.array([0.0, 10.0]), 0.0, 120.0, margin=0.1)
    steep = spanning(np.array([1.0, 10_000.0]), 100.0, 0.0, margin=0.0, logarithmic=True)

    assert [plain.place(value) for value in (0.0, 5.0, 10.0)] == pytest.approx([10.0, 60.0, 110.0])
    assert [steep.place(value) for value in (1.0, 100.0)] == pytest.approx([100.0, 50.0])


def test_one_value_lies_in_the_middle() -> None:
    """A span of nothing would divide by nothing."""
    alone = spanning(np.array([7.0, 7.0]), 0.0, 100.0, margin=0.05)

    assert alone.place(7.0) == pytest.approx(50.0)
    assert alone.place(7.7) > 100


@pytest.mark.parametrize("low", [0.0, *ODD, *(-value for value in ODD)])
@pytest.mark.parametrize("high", [0.0, *ODD])
@pytest.mark.parametrize("measure", ["loss", "accuracy"])
def test_any_finite_values_give_a_picture(low: float, high: float, measure: str) -> None:
    """A loss can be anything; what is drawn stays inside."""
    line = Series(0, measure, "training", (low, None, high, low, float("inf"), low, high))  # type: ignore[arg-type]

    picture = curves.draw((line,), "Any", str, threshold=0.9)

    assert read(picture).faults == []
    assert not re.search(r"nan|inf", picture)
    assert all(-1 <= float(place) <= 390 for place in re.findall(r' [xy]="(-?[\d.]+)"', picture))


def test_a_line_leaves_out_what_a_straight_line_passes() -> None:
    """A thousand equal values are one stroke; a corner stays, doubled points or not."""
    flat = np.stack([np.linspace(0, 100, 1001), np.full(1001, 3.0)], axis=1)
    corner = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 0.0), (1.0, 1.0)])

    assert path(flat) == "M0 30l1000,0"
    assert path(corner) == "M0 0l10,0 0,10"


def test_a_value_between_gaps_is_no_line() -> None:
    """One point is a mark where its turn comes, else nothing."""
    line = Series(0, "loss", "training", (None, 0.5, None, 0.7, 0.6))

    assert len(re.findall(r"M\d+ \d+l", curves.draw((line,), "Loss", str))) == 1


def test_seeds_are_told_apart_by_shape_and_listed_in_rows() -> None:
    """Four beside each other; the picture grows for the fifth."""
    lines = [Series(seed, "loss", "training", (0.9, 0.1 * seed)) for seed in range(5)]
    four, five = curves.draw(tuple(lines[:4]), "Loss", str), curves.draw(tuple(lines), "Loss", str)

    heights = [float(re.findall(r'viewBox="0 0 388.8 ([\d.]+)"', one)[0]) for one in (four, five)]
    shapes = {
        re.sub(r"M[\d.]+ [\d.]+", "", d) for d in re.findall(r'd="(M[\d.]+ [\d.]+m[^M]*)"', four)
    }

    assert heights[1] - heights[0] == 15
    assert len(shapes) == 4


def test_shades_lie_one_upon_the_other() -> None:
    """Below the least nothing is left out; a flat answer has one shade upon those below it."""
    flat = Surface(-0.5, 1.5, 5, (0.3,) * 25)

    drawn = surface.draw(flat, (), 0, str)

    shades = re.findall(r'd="([^"]*)" fill="var\(--shade-(\d)\)"', drawn)
    assert [shade for outline, shade in shades if outline] == ["0", "1", "2"]


def test_a_point_outside_the_square_is_not_drawn() -> None:
    """It would have to be drawn outside the picture; the numbers below tell of it."""
    points = ((0.0, 0.0, "in"), (1.5, -0.5, "edge"), (1.51, 0.0, "out"), (float("nan"), 0.0, "nan"))

    drawn = surface.draw(builders.surface(), points, 0, str)

    assert [word for word in ("in", "edge", "out", "nan") if f">{word}</text>" in drawn] == [
        "in",
        "edge",
    ]
    assert drawn.count("<circle") == 2


def test_a_label_of_a_student_does_nothing() -> None:
    """It is escaped, and cut to what fits."""
    drawn = surface.draw(builders.surface(), ((0.0, 0.0, "<script>" + "x" * 99),), 0, str)

    assert "<script" not in drawn
    assert f">&lt;script&gt;{'x' * 31}…</text>" in drawn


def test_a_digit_is_a_picture_of_its_grey_values() -> None:
    """Row by row, each behind a byte that says it is not filtered; every chunk has its checksum."""
    pixels = tuple(range(28)) * 27 + (255,) * 28

    png = b64decode(digit.data_uri(pixels).removeprefix("data:image/png;base64,"))

    chunks = _chunks(png)
    rows = zlib.decompress(chunks[b"IDAT"])
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    assert chunks[b"IHDR"] == bytes((0, 0, 0, 28, 0, 0, 0, 28, 8, 0, 0, 0, 0))
    assert b"".join(rows[at + 1 : at + 29] for at in range(0, len(rows), 29)) == bytes(pixels)
    assert {rows[at] for at in range(0, len(rows), 29)} == {0}


def _chunks(png: bytes) -> dict[bytes, bytes]:
    found, at = {}, 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        assert int.from_bytes(png[at + 8 + size : at + 12 + size]) == zlib.crc32(kind + data)
        found[kind] = data
        at += 12 + size
    return found


def test_higher_values_lie_higher() -> None:
    """The page counts downwards, and a curve must not."""
    rising = Series(0, "accuracy", "training", (0.1, 0.5, 0.9))

    marks = re.findall(r"M([\d.]+) ([\d.]+)m", curves.draw((rising,), "Accuracy", str))[:3]

    assert all(float(after[1]) < float(before[1]) for before, after in pairwise(marks))
    assert all(float(after[0]) > float(before[0]) for before, after in pairwise(marks))


def test_what_was_reached_is_drawn_for_seeds_with_a_curve_only() -> None:
    """A seed without one has no colour."""
    line = Series(3, "accuracy", "training", (0.1, 0.5))
    reached = (curves.Reached(3, 2, 0.5), curves.Reached(4, 2, 0.6))

    with_both = curves.draw((line,), "Accuracy", str, reached=reached)

    assert with_both == curves.draw((line,), "Accuracy", str, reached=reached[:1])
    assert with_both != curves.draw((line,), "Accuracy", str)
    assert 'fill="var(--paper)"' in curves.draw((replace(line, seed=4),), "", str, reached=reached)
