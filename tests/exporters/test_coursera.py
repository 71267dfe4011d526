"""Coursera's feedback.json."""

from tests import class_builders as classes
from tests.exporters.formats import document


def test_a_share_and_a_text() -> None:
    lost = classes.attempt(criteria=classes.criteria(2), first_step="Add a layer.")

    told = document("coursera", classes.results(results=(classes.result(1, lost),)))

    assert told["fractionalScore"] == 0.8
    assert told["feedback"].splitlines()[:4] == [
        "12 of 15 points. Add a layer.",
        "",
        "The segments become numbers: 2 of 2. 1 hidden layer: Dense, 16 units, relu.",
        "Loyal and not loyal become 1 and 0: 1 of 1. 1 hidden layer: Dense, 16 units, relu.",
    ]
    assert set(told) == {"fractionalScore", "feedback"}
