"""The decision surface says at its four points what it shows."""

from dataclasses import replace

import pytest

from nngrader.evidence import ArraySpec, Evidence, Surface
from nngrader.reports._page.plane import Corner, planes_of
from tests import builders


def _with_surface(surface: Surface | None) -> Evidence:
    return builders.evidence(runs=(builders.run(4, surface=surface),))


def _flat(value: float) -> Surface:
    return Surface(-0.5, 1.5, 5, (value,) * 25)


def test_a_network_with_other_inputs_has_no_surface() -> None:
    """Iris has four inputs, and no square to draw."""
    assert planes_of(_with_surface(None), str) == ()


def test_the_four_points_are_told_in_numbers() -> None:
    """Inputs, truth, output, answer, and whether that is right."""
    (plane,) = planes_of(_with_surface(builders.surface()), str)

    assert plane.seed == 4
    assert plane.corners[1] == Corner("(0, 1)", "loyal", "1", "loyal", "right")
    assert plane.sentence == (
        "The answer is 0.5 or more at (0, 1) and (1, 0), and below at the other points."
    )


def test_the_second_input_runs_from_row_to_row() -> None:
    """A surface that follows the second input alone is high where that input is high."""
    rows = tuple(row / 4 for row in range(5) for _ in range(5))
    (plane,) = planes_of(_with_surface(Surface(-0.5, 1.5, 5, rows)), str)

    assert plane.sentence == (
        "The answer is 0.5 or more at (0, 1) and (1, 1), and below at the other points."
    )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (0.49, "The answer stays below 0.5 at all four points."),
        (0.5, "The answer is 0.5 or more at all four points."),
    ],
)
def test_a_network_that_always_says_the_same_is_told_so(value: float, sentence: str) -> None:
    """Just below and just at the line."""
    assert planes_of(_with_surface(_flat(value)), str)[0].sentence == sentence


def test_points_stand_where_the_students_own_preprocessing_put_them() -> None:
    """With inputs of -1 and 1, (0, 0) is not one of the four rows."""
    evidence = builders.evidence()
    assert evidence.preprocessed is not None
    scaled: ArraySpec = replace(
        evidence.preprocessed.x_test, sample=(-1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0)
    )
    moved = replace(evidence, preprocessed=replace(evidence.preprocessed, x_test=scaled))
    wide = replace(moved, runs=(builders.run(surface=Surface(-2, 2, 5, (0.1,) * 25)),))

    assert [c.inputs for c in planes_of(wide, str)[0].corners] == [
        "(-1, -1)",
        "(-1, 1)",
        "(1, -1)",
        "(1, 1)",
    ]


def test_answers_that_are_not_finite_are_told_but_not_drawn() -> None:
    """A picture of NaN would be an empty square."""
    (plane,) = planes_of(_with_surface(_flat(float("nan"))), str)

    assert plane.picture is None
    assert plane.corners[0].output == "not finite"
