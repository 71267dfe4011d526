"""Accuracy beside size: every trained network once, the same in picture and words."""

from typing import Any

import pytest

from nngrader.class_page._networks import Dot, Size, dots_of, sizes_of
from nngrader.class_page._pictures import histogram, scatter, share_bar
from nngrader.class_page._scores import Bar
from nngrader.results import Result
from tests import class_builders as built


def network(number: int, parameters: int | None, accuracy: float | None) -> Result:
    return built.result(number, built.attempt(parameters=parameters, accuracy=accuracy))


def test_networks_that_cannot_be_told_apart_are_one_dot() -> None:
    dots = dots_of([network(1, 65, 0.75), network(2, 65, 0.7501), network(3, 33, 1.0)])

    assert dots == (
        Dot(33, 1.0, ("Øyvind Ødegaard",)),
        Dot(65, 0.75, ("Émile Zola", "Grace Hopper")),
    )


@pytest.mark.parametrize(
    "untrained", [network(1, None, 1.0), network(1, 65, None), network(1, 0, 1.0), built.missing(1)]
)
def test_what_was_not_trained_has_no_dot(untrained: Result) -> None:
    assert dots_of([untrained]) == ()


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        (9, "3 to under 10"),
        (29_999, "10,000 to under 30,000"),
        (30_000, "30,000 to under 100,000"),
        (99_999, "30,000 to under 100,000"),
        (100_000, "100,000 to under 300,000"),
        (1, "1 to under 3"),
    ],
)
def test_sizes_are_summed_up_in_half_decades(parameters: int, words: str) -> None:
    (size,) = sizes_of([Dot(parameters, 0.5, ("Ada",))])

    assert size.words == words


def test_a_dot_of_several_weighs_as_many() -> None:
    sizes = sizes_of([Dot(50, 0.5, ("a",)), Dot(60, 0.9, ("b", "c")), Dot(500, 1.0, ("d",))])

    assert sizes == (
        Size("30 to under 100", 3, 0.5, 0.9, 0.9),
        Size("300 to under 1,000", 1, 1.0, 1.0, 1.0),
    )


def test_a_dot_names_whose_it_is() -> None:
    names = ("Ada", "Grace", "Hedy", "Mary", "Emmy")

    picture = scatter((Dot(669_706, 0.9784, names),))

    assert "<title>Ada, Grace, Hedy and 2 more: 97.8 %, 669,706 parameters</title>" in picture


@pytest.mark.parametrize(("accuracy", "labels"), [(0.9, 4), (0.899, 5), (0.0, 7)])
def test_the_axis_reaches_down_to_the_worst_network(accuracy: float, labels: int) -> None:
    """From 90 % on it ends there; the rest of it is shown only where somebody is."""
    assert scatter((Dot(100, accuracy, ("Ada",)),)).count(" %</text>") == labels


def test_a_name_cannot_leave_its_picture() -> None:
    assert "&lt;script&gt;" in scatter((Dot(65, 1.0, ("</title><script>",)),))


def bars(*counts: int, **changes: Any) -> tuple[Bar, ...]:
    return tuple(
        Bar(str(n), f"{n}", count, changes.get("raw", count)) for n, count in enumerate(counts)
    )


def test_a_bar_is_as_high_as_it_counts() -> None:
    picture = histogram(bars(0, 2, 4))

    assert picture.count("<rect") == 2
    assert 'height="74.0"' in picture
    assert 'height="148.0"' in picture
    assert ">4</text>" in picture


def test_what_the_rubric_alone_gave_is_a_line_where_it_differs() -> None:
    assert histogram(bars(2, 2, raw=1), lined=True).count('class="before"') == 2
    assert histogram(bars(2, 2), lined=True).count('class="before"') == 0
    assert histogram(bars(2, 2, raw=1)).count('class="before"') == 0


def test_labels_that_do_not_fit_are_left_out_but_for_the_last() -> None:
    marks = tuple(Bar(f"{1000 * n}", "", 1, 1) for n in range(21))

    picture = histogram(marks)

    assert ">20000</text>" in picture
    assert picture.count("000</text>") < len(marks) - 1


def test_parts_of_a_bar_stand_beside_one_another() -> None:
    drawn = share_bar((("full", 0.5), ("part", 0.25)))

    assert '<rect class="full" x="0.00" width="50.00"' in drawn
    assert '<rect class="part" x="50.00" width="25.00"' in drawn
