"""What a teacher has to decide is said with who, and why."""

from dataclasses import replace
from typing import Any

import pytest

from nngrader.class_page._flags import flags_of, kinds_of
from nngrader.class_page._people import Person
from nngrader.results import Extension, Override, Result
from tests import builders
from tests import class_builders as built

REPORTED = replace(builders.criterion(), self_reported=True)
OVERRIDE = Override(points=13, reason="Explained it.", author="prof", at=built.DUE)
EXTENSION = Extension(until=built.GRADED, reason="Ill.", author="prof", at=built.DUE)


def of(**changes: Any) -> Result:
    """A student whose attempt differs."""
    return built.result(1, built.attempt(page="s001", **changes))


def late(**changes: Any) -> Result:
    healthy = built.result(1)
    return replace(healthy, standing=built.standing(healthy.attempts[0], **changes))


FLAGGED: dict[str, tuple[Result, str, str]] = {
    "honesty": (
        of(findings=(built.finding("hidden-rows-in-training"),)),
        "The answers may not be the network's own work",
        "Rows of the exam are among those the network is trained on.",
    ),
    "honesty by deed": (
        of(status="tampered"),
        "The answers may not be the network's own work",
        "Something interfered with the grading.",
    ),
    "self-reported": (
        of(criteria=(REPORTED,)),
        "Points rest on what the hand-in's own code said",
        "The network has a hidden layer.",
    ),
    "marked late": (
        of(marked_late=True),
        "The platform calls it late and does not say how late",
        "",
    ),
    "remark": (
        replace(of(flags=("Rows are a stand-in.",)), notes=("Two hand-ins at once.",)),
        "The grader remarks on something",
        "Rows are a stand-in. Two hand-ins at once.",
    ),
    "stranger": (
        built.result(1, student=built.student(1, enrolled=False)),
        "The grader remarks on something",
        "Not on the roster.",
    ),
    "by hand": (
        replace(of(), overrides=(OVERRIDE,)),
        "Points were given by hand",
        "13 points: Explained it. (prof, 2027-01-31 23:59 UTC)",
    ),
    "one sentence by hand": (
        replace(of(), overrides=(replace(OVERRIDE, points=1, criterion="It bends"),)),
        "Points were given by hand",
        "1 point for “It bends”: Explained it. (prof, 2027-01-31 23:59 UTC)",
    ),
    "extension": (
        replace(of(), extension=EXTENSION),
        "More time was granted",
        "Until 2027-02-04 08:59 UTC: Ill. (prof)",
    ),
    "late": (
        late(late_s=60.0, penalty=1.5, final=13.5, because="1 day late: 10 % of 15 points."),
        "Handed in late",
        "1 day late: 10 % of 15 points.",
    ),
    "late for nothing": (
        late(late_s=60.0, late_days=2),
        "Handed in late",
        "2 days of the budget.",
    ),
}


@pytest.mark.parametrize("name", FLAGGED)
def test_a_flag_says_what_is_up_and_with_whom(name: str) -> None:
    result, sentence, detail = FLAGGED[name]

    (group,) = flags_of([result, built.result(2), built.missing(3)])

    assert group.sentence == sentence
    assert group.people == (Person("Émile Zola", "reports/s001.html", detail),)


@pytest.mark.parametrize("name", FLAGGED)
def test_the_table_knows_the_same_flag(name: str) -> None:
    (group,) = flags_of([FLAGGED[name][0]])

    assert [kind.key for kind in kinds_of(FLAGGED[name][0])] == [group.key]


def test_a_healthy_hand_in_needs_nobody() -> None:
    """The failing twin."""
    assert flags_of([built.result(1), built.missing(2)]) == ()
