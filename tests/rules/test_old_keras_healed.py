"""What was rewritten is told in one finding, and nothing is told where nothing was."""

from dataclasses import replace

from nngrader.evidence import Healed, Place
from nngrader.grading import grade
from nngrader.rules import find
from nngrader.rules.old_keras_healed import MOST
from tests import builders
from tests.rules import healthy

RULE = "old-keras-healed"
RATE = Healed(
    "K25", Place(3), "SGD(lr=0.1)", "SGD(learning_rate=0.1)", "`lr` was renamed in Keras 2.3"
)
EPOCHS = Healed("K35", Place(4), "fit(x, y, nb_epoch=9)", "fit(x, y, epochs=9)", "renamed")
HINT = (
    "Which of these names does the documentation of Keras 3 still have? "
    "`nngrader modernize` shows every change."
)


def test_silent_where_nothing_was_rewritten() -> None:
    assert find(healthy.xor(), only=RULE) == ()


def test_one_line_is_told_with_its_place() -> None:
    (found,) = find(healthy.xor(healed=(RATE,)), only=RULE)

    assert found.message == (
        "1 line of old Keras was rewritten before grading: line 3, `SGD(lr=0.1)` → "
        "`SGD(learning_rate=0.1)`."
    )
    assert found.hint == HINT
    assert (found.severity, found.place) == ("minor", Place(3))


def test_two_changes_of_one_line_are_one_line() -> None:
    (found,) = find(healthy.xor(healed=(RATE, replace(EPOCHS, place=Place(3)))), only=RULE)

    assert found.message.startswith("1 line of old Keras was rewritten")


def test_several_lines_are_one_finding() -> None:
    (found,) = find(healthy.xor(healed=(RATE, EPOCHS)), only=RULE)

    assert found.message == (
        "2 lines of old Keras were rewritten before grading: line 3, `SGD(lr=0.1)` → "
        "`SGD(learning_rate=0.1)`; line 4, `fit(x, y, nb_epoch=9)` → `fit(x, y, epochs=9)`."
    )


def test_the_most_that_is_shown_is_shown_whole() -> None:
    (found,) = find(healthy.xor(healed=(RATE,) * MOST), only=RULE)

    assert found.message.count("SGD(lr=0.1)") == MOST
    assert "more" not in found.message


def test_more_are_counted() -> None:
    changes = tuple(replace(RATE, place=Place(line)) for line in range(1, MOST + 3))

    (found,) = find(healthy.xor(healed=changes), only=RULE)

    assert found.message.startswith(f"{MOST + 2} lines of old Keras were rewritten")
    assert found.message.endswith("`SGD(learning_rate=0.1)`; and 2 more.")


def test_no_points_are_lost() -> None:
    told = builders.evidence(healed=(RATE,))

    report = grade(builders.assignment(), told, builders.COMMAND, origin=builders.ORIGIN)

    assert report.score == builders.report().score
    assert RULE in [finding.rule for finding in report.findings]
