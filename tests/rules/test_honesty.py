"""Rules about where the answers come from."""

from dataclasses import replace

import pytest

from nngrader.evidence import AskedAgain, HiddenRows, OwnAnswers, Turned, Untrained
from nngrader.findings import Finding
from nngrader.rules import find
from nngrader.rules.hidden_rows_in_training import SHARE
from nngrader.rules.learned_without_labels import SAME
from nngrader.rules.predictions_not_from_the_network import DIFFERING
from nngrader.rules.unsteady_answers import MOVED
from tests.rules import healthy

OWN = OwnAnswers(replaced=("predict",), rows=100, differing=37)
KNOWN = Untrained(rows=30, right=29, chance=1e-12, unlike=2)
TURNED = Turned(rows=30, right=28, before=29, chance=1e-11)
MET = HiddenRows(rows=30, found=30, fitted=150, given=120)
RULES = (
    "predictions-not-from-the-network",
    "weights-arrive-trained",
    "learned-without-labels",
    "hidden-rows-in-training",
    "unsteady-answers",
)


def said(found: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """Message and hint of every finding."""
    return [(finding.message, finding.hint) for finding in found]


def test_a_predict_of_its_own() -> None:
    """Both counts are told."""
    found = find(healthy.iris(own_answers=OWN), only="predictions-not-from-the-network")

    assert said(found) == [
        (
            "The answers of `predict` differ from those of the network in 37 of 100 rows.",
            "Which lines decide what `predict` answers?",
        )
    ]


@pytest.mark.parametrize(("differing", "findings"), [(0, 0), (4, 0), (5, 1)])
def test_differing_from_one_row_in_twenty_on(differing: int, findings: int) -> None:
    """Below, rows on the fence may be meant."""
    evidence = healthy.iris(own_answers=replace(OWN, differing=differing))

    assert DIFFERING == 0.05
    assert len(find(evidence, only="predictions-not-from-the-network")) == findings


def test_no_decided_row_says_nothing() -> None:
    """0 of 0."""
    evidence = healthy.iris(own_answers=replace(OWN, rows=0, differing=0))

    assert find(evidence, only="predictions-not-from-the-network") == ()


def test_weights_that_know_the_answers() -> None:
    """The rows are counted."""
    found = find(healthy.iris(untrained=KNOWN), only="weights-arrive-trained")

    assert said(found) == [
        (
            "Before it is trained, your network already answers 29 of 30 rows of the exam rightly.",
            "Where do its first weights come from?",
        )
    ]


@pytest.mark.parametrize(
    ("known", "findings"),
    [
        (replace(KNOWN, chance=1e-6), 0),
        (replace(KNOWN, chance=9.9e-7), 1),
        (replace(KNOWN, unlike=0), 0),
        (replace(KNOWN, unlike=0, written=65), 1),
        (Untrained(rows=4, right=3, chance=0.312, unlike=2), 0),
        (Untrained(rows=4, right=4, chance=0.0625, unlike=2), 1),
        (Untrained(rows=4, right=4, chance=0.0625), 0),
    ],
)
def test_only_beyond_guessing_and_with_weights_of_their_own(
    known: Untrained, findings: int
) -> None:
    """A lucky start, drawn like any other, is no finding; nor are odd weights that know nothing."""
    assert len(find(healthy.iris(untrained=known), only="weights-arrive-trained")) == findings


def test_a_training_that_needs_no_labels() -> None:
    """The true class comes out all the same."""
    found = find(healthy.iris(turned=TURNED), only="learned-without-labels")

    assert said(found) == [
        (
            "Trained with every label turned to the next class, your network still answers 28 of "
            "30 rows with the true one.",
            "Which lines of your network could know the answers without the labels?",
        )
    ]


@pytest.mark.parametrize(
    ("told", "findings"),
    [
        (replace(TURNED, right=26), 0),
        (replace(TURNED, right=27, before=30), 1),
        (replace(TURNED, right=26, before=30), 0),
        (replace(TURNED, chance=1e-6), 0),
        (Turned(rows=4, right=4, before=4, chance=0.0625), 1),
        (Turned(rows=4, right=3, before=4, chance=0.312), 0),
    ],
)
def test_only_answers_that_stay_nine_in_ten(told: Turned, findings: int) -> None:
    """And that are beyond guessing."""
    assert SAME == 0.9
    assert len(find(healthy.iris(turned=told), only="learned-without-labels")) == findings


def test_rows_of_the_exam_among_the_training_rows() -> None:
    """Where they were met and how many there are."""
    found = find(healthy.iris(hidden_rows=MET), only="hidden-rows-in-training")

    assert said(found) == [
        (
            "30 of 30 rows of the exam are among the 150 rows given to `fit`; 120 rows were "
            "handed out for training.",
            "Which of your rows were not handed to `preprocess` for training, and where do they "
            "come from?",
        )
    ]


@pytest.mark.parametrize(("met", "findings"), [(0, 0), (2, 0), (3, 1)])
def test_met_from_one_row_in_ten_on(met: int, findings: int) -> None:
    """A few may be twins that rounding made."""
    evidence = healthy.iris(hidden_rows=replace(MET, found=met))

    assert SHARE == 0.1
    assert len(find(evidence, only="hidden-rows-in-training")) == findings


@pytest.mark.parametrize(
    ("moved", "how", "size"),
    [
        ({"repeated": 0.3, "reordered": 0.4, "regrouped": 0.5}, "a second time", "0.3"),
        ({"reordered": 0.4, "regrouped": 0.5}, "in another order", "0.4"),
        ({"regrouped": 0.5}, "in batches of another size", "0.5"),
        ({}, "in another order and in other batches", "0.61"),
    ],
)
def test_answers_that_move(moved: dict[str, float], how: str, size: str) -> None:
    """Chance explains everything, so it is named first."""
    again = AskedAgain(rows=30, together=0.61, **moved)
    run = healthy.run(3, again=again)

    assert said(find(healthy.iris(runs=(run, run)), only="unsteady-answers")) == [
        (
            f"With seed 3, the answers for 30 rows move by up to {size} when the same rows are "
            f"asked {how}.",
            "Which layer behaves differently while training, and does it know that training is "
            "over?",
        )
    ]


@pytest.mark.parametrize(("moved", "findings"), [(0.0099, 0), (0.01, 1)])
def test_moved_from_a_hundredth_on(moved: float, findings: int) -> None:
    """Below lies what rounding does."""
    run = healthy.run(again=AskedAgain(rows=30, together=moved, repeated=moved))

    assert MOVED == 0.01
    assert len(find(healthy.iris(runs=(run,)), only="unsteady-answers")) == findings


@pytest.mark.parametrize("rule", RULES)
def test_evidence_from_before_these_were_measured_says_nothing(rule: str) -> None:
    """All facts are missing there."""
    assert find(healthy.iris(), only=rule) == ()


@pytest.mark.parametrize("rule", RULES)
def test_a_finding_blames_nobody(rule: str) -> None:
    """No word of the messages says that anybody meant it."""
    run = healthy.run(again=AskedAgain(rows=30, together=1.0))
    evidence = healthy.iris(
        own_answers=OWN, untrained=KNOWN, turned=TURNED, hidden_rows=MET, runs=(run,)
    )

    (finding,) = find(evidence, only=rule)

    words = f"{finding.message} {finding.hint}".lower()
    assert not any(word in words for word in ("cheat", "fraud", "honest", "suspicious", "steal"))


def test_answers_that_move_on_purpose_are_minor() -> None:
    """A script may keep its dropout on; where the answers are good, that is no mistake."""
    run = healthy.run(accuracy=0.95, answers=(0, 1) * 9, again=AskedAgain(rows=18, together=0.3))

    (meant,) = find(healthy.script(healthy.iris(runs=(run,))), only="unsteady-answers")
    (graded,) = find(healthy.iris(runs=(run,)), only="unsteady-answers")

    assert (meant.severity, graded.severity) == ("minor", "major")
