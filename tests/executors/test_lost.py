"""A child that is lost with the process that had forked it is asked for once more, and only once."""

from dataclasses import dataclass, field, replace

import pytest

from nngrader.evidence import Evidence, Mishap
from nngrader.executors._conversation import Conversation, Ending
from nngrader.executors._examine import examine
from nngrader.executors._trainings import Trainings, Workers
from nngrader.jobs import Limits
from nngrader.training_memory import Nothing
from nngrader.wire import Frame
from tests.executors.hand_ins import right, xor
from tests.executors.test_examine import answering, ended, told, trained
from tests.executors.test_trainings import plan

LOST = ended((), "orphaned")


@dataclass
class Child:
    """Ends each conversation as it is told to."""

    endings: list[Ending]
    asked: list[Frame] = field(default_factory=list)
    closed: bool = False

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.closed = True

    def ask(self, request: Frame) -> Conversation:
        assert not self.closed
        self.asked.append(request)
        return Conversation((), self.endings.pop(0), 0, "", 1.0)

    def output(self) -> str:
        return "printed" if self.closed else "printing"


@dataclass
class Nursery:
    """Opens the children that it was given, in turn."""

    children: list[Child]
    opened: int = 0

    @property
    def workers(self) -> Workers:
        return Workers(self.open, Nothing())

    def open(self, _: Limits) -> Child:
        self.opened += 1
        return self.children[self.opened - 1]


def nursery(*endings: list[Ending]) -> Nursery:
    return Nursery([Child(list(own)) for own in endings])


@pytest.mark.parametrize(
    ("endings", "children", "ending"),
    [
        ([["done"]], 1, "done"),
        ([["orphaned"], ["done"]], 2, "done"),
        ([["orphaned"], ["orphaned"]], 2, "orphaned"),
        ([["timed_out"]], 1, "timed_out"),
        ([["orphaned"], ["timed_out"]], 2, "timed_out"),
    ],
)
def test_one_more_child_is_asked_where_one_was_lost(
    endings: list[list[Ending]], children: int, ending: Ending
) -> None:
    found = nursery(*endings)

    said = found.workers.converse(Frame("student"), Limits())

    assert (found.opened, said.ending, said.output) == (children, ending, "printed")
    assert all(child.closed for child in found.children)


def test_a_training_goes_on_in_a_new_child_with_the_whole_network() -> None:
    found = nursery(["done", "orphaned"], ["done", "done"])
    with Trainings(plan(), found.workers) as trainings:
        said = [trainings.run(seed).ending for seed in (0, 1, 2)]

    first, second = (child.asked for child in found.children)
    assert said == ["done", "done", "done"]
    assert [(one.kind, one.body["seed"]) for one in first] == [("train", 0), ("again", 1)]
    assert [(one.kind, one.body["seed"]) for one in second] == [("train", 1), ("again", 2)]
    assert second[0].arrays == first[0].arrays
    assert all(child.closed for child in found.children)


def test_a_training_that_is_lost_twice_is_lost() -> None:
    found = nursery(["orphaned"], ["orphaned"])
    with Trainings(plan(), found.workers) as trainings:
        assert trainings.run(0).ending == "orphaned"

    assert found.opened == 2


def test_a_hand_in_that_was_lost_once_is_graded() -> None:
    outcome = examine(right(), xor(), answering(LOST, ended(told()), LOST, ended(trained())))

    assert isinstance(outcome, Evidence)
    assert outcome.runs


@pytest.mark.parametrize("before", [(), (ended(told()),)], ids=["its own code", "its training"])
def test_a_hand_in_that_was_lost_twice_is_told_to_show_it_to_the_teacher(
    before: tuple[Conversation, ...],
) -> None:
    outcome = examine(replace(right(), name="s07.py"), xor(), answering(*before, LOST, LOST))

    assert isinstance(outcome, Mishap)
    assert (outcome.name, outcome.message) == (
        "grader_fault",
        "The grader itself stopped while it looked at `s07.py`: the process that starts all others "
        "was gone before its work was done. Please show this to your teacher.",
    )
