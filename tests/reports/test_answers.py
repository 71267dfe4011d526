"""The confusion matrix and the surest mistakes."""

from dataclasses import replace

from nngrader.evidence import Evidence
from nngrader.reports._page.answers import Confusion, confusion_of, mistakes_of
from tests import builders


def _confusion(evidence: Evidence) -> Confusion:
    made = confusion_of(evidence, str)
    assert made is not None
    return made


def _answering(*answers: int) -> Evidence:
    ill = builders.iris_evidence(truth=(0, 0, 1, 2))
    return replace(ill, runs=(builders.run(answers=answers, surface=None),))


def test_every_row_is_counted_under_its_class_and_its_answer() -> None:
    """A row per true class, a column per answer."""
    made = _confusion(_answering(0, 1, 1, 1))

    counts = [(name, [cell.count for cell in cells]) for name, cells in made.rows]

    assert made.answers == builders.SPECIES
    assert counts == [("setosa", [1, 1, 0]), ("versicolor", [0, 1, 0]), ("virginica", [0, 1, 0])]


def test_only_the_diagonal_is_right() -> None:
    """The outline in the table follows this."""
    made = _confusion(_answering(0, 1, 1, 1))

    assert [[cell.right for cell in cells] for _, cells in made.rows] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


def test_an_answer_that_is_no_class_has_its_own_column() -> None:
    """NaN or a missing column is not quietly dropped."""
    made = _confusion(_answering(0, -1, 1, 2))

    assert made.answers == (*builders.SPECIES, "no class")
    assert [cell.count for cell in made.rows[0][1]] == [1, 0, 0, 1]


def test_the_summary_names_the_commonest_mistake() -> None:
    """One sentence for who does not want to read a table."""
    assert _confusion(_answering(1, 1, 1, 2)).summary == (
        "2 of 4 unseen rows answered rightly. "
        "Most often mixed up: setosa taken for versicolor, 2 times."
    )


def test_a_perfect_network_mixes_nothing_up() -> None:
    """The twin of the test above."""
    assert _confusion(_answering(0, 0, 1, 2)).summary == "4 of 4 unseen rows answered rightly."


def test_a_yes_no_task_has_no_matrix() -> None:
    """XOR shows its four points instead."""
    assert confusion_of(builders.evidence(), str) is None


def test_a_mistake_says_what_it_is_what_was_answered_and_how_sure() -> None:
    """A digit is shown, a flower named by its row."""
    digit = mistakes_of(builders.mnist_evidence(), str)[0]
    flower = mistakes_of(builders.iris_evidence(), str)[0]

    assert digit.caption == "is 4, answered 9, 97 % sure"
    assert digit.picture.startswith("data:image/png;base64,")
    assert flower.caption == "Row 5 is versicolor, answered virginica, 83 % sure"
    assert flower.picture == ""
