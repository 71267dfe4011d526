"""The page for the screen in class: nobody is on it, and nobody can be worked out from it."""

from dataclasses import replace

import pytest

from nngrader.class_page import render_anonymous
from nngrader.class_page._anonymous import Shared, anonymous_page_of, blurred, few
from nngrader.results import Column, Result
from tests import class_builders as built
from tests.reports.reading import read

PIXELS = built.finding("unscaled-inputs")


def having(count: int, of: int = 12) -> tuple[Result, ...]:
    """A class of which so many share a mistake."""
    has = built.attempt(findings=(PIXELS,))
    return tuple(built.result(n, has) if n <= count else built.result(n) for n in range(1, of + 1))


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0"), (1, "fewer than 3"), (2, "fewer than 3"), (3, "3")]
)
def test_one_or_two_are_fewer_than_three(count: int, shown: str) -> None:
    assert few(count) == few(blurred(count)) == shown


@pytest.mark.parametrize("count", [1, 2])
def test_one_and_two_look_the_same(count: int) -> None:
    page = anonymous_page_of(built.results(results=having(count)))

    assert page.causes == (Shared(2, "The inputs are large numbers"),)
    assert (
        "fewer than 3 The inputs are large numbers"
        in read(render_anonymous(built.results(results=having(count)))).text
    )


def test_three_are_counted() -> None:
    """The failing twin."""
    text = read(render_anonymous(built.results(results=having(3)))).text

    assert "3 of 12 The inputs are large numbers" in text


def test_among_small_groups_the_order_tells_nothing() -> None:
    """By their sentences, not by whether they are one or two."""
    one = built.attempt(findings=(built.finding("linear-hidden-layers"), PIXELS))
    results = (built.result(1, one), built.result(2, built.attempt(findings=(PIXELS,))))

    page = anonymous_page_of(built.results(results=results))

    assert [cause.sentence for cause in page.causes] == [
        "A hidden layer has no activation",
        "The inputs are large numbers",
    ]


@pytest.mark.parametrize(("count", "spread"), [(9, False), (10, True)])
def test_a_small_class_has_no_distribution(count: int, spread: bool) -> None:
    page = anonymous_page_of(built.results(count))

    assert bool(page.bars) is bool(page.hardness) is bool(page.sizes) is spread


def test_a_small_class_is_told_why() -> None:
    page = anonymous_page_of(built.results(9))

    assert page.lead == (
        "There are fewer than 10 hand-ins: how points are spread would tell who has which."
    )


def test_a_class_is_told_how_it_went() -> None:
    assert anonymous_page_of(built.results(12)).lead == (
        "12 hand-ins. Half of them have 15 of 15 points or more."
    )


def test_nobody_is_named_linked_or_listed() -> None:
    """Every name, id, address and link of a class of 60 with everything that can be the matter."""
    results = built.realistic(60)
    page = render_anonymous(results)
    told = read(page).text

    for result in results.results:
        assert result.student.name not in told
        assert result.student.id not in page
        assert result.student.email not in page
    assert read(page).addresses == []
    assert "submissions/" not in page
    assert "script" not in read(page).tags


def test_the_order_of_students_leaves_no_trace() -> None:
    results = built.realistic(60)
    turned = replace(results, results=tuple(reversed(results.results)))

    assert render_anonymous(turned) == render_anonymous(results)


def test_what_students_do_not_see_yet_is_left_out() -> None:
    columns = (*built.columns()[:5], Column(built.TITLES[5][0], 5.0, "after_publish"))

    text = read(render_anonymous(built.results(12, criteria=columns))).text

    assert built.TITLES[5][0] not in text
    assert built.TITLES[4][0] in text


@pytest.mark.parametrize(("count", "label"), [(1, "&lt; 3"), (2, "&lt; 3"), (3, "3")])
def test_a_bar_of_one_is_labelled_as_one_of_two(count: int, label: str) -> None:
    low = built.attempt(criteria=built.criteria(5))
    made = [built.result(n, low) if n <= count else built.result(n) for n in range(1, 13)]

    drawn = anonymous_page_of(built.results(results=tuple(made))).histogram

    assert f">{label}</text>" in drawn
    assert f">{12 - count}</text>" in drawn
