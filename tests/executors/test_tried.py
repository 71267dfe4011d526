"""Suspicions are tried in the neutral child: which, how often, and what comes of it."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest

from nngrader.answers import Code
from nngrader.evidence import Evidence
from nngrader.executors._case import Case
from nngrader.executors._collect import Seen
from nngrader.executors._conversation import Conversation
from nngrader.executors._exam import Exam
from nngrader.executors._trainings import Workers
from nngrader.executors._trials import QUICK, SMALL, is_quick, with_trials
from nngrader.rules import find
from nngrader.training_memory import Nothing
from nngrader.wire import Frame
from tests.executors.hand_ins import right, xor
from tests.executors.test_examine import X, Y, ended, told, trained
from tests.rules import healthy

TRUTH = tuple(int(label) for label in Y)
EXAM = Exam("classes", X, Y, TRUTH, Code((0.0, 1.0)))


@dataclass
class Child:
    """A neutral child that answers every row with the same numbers."""

    answers: Any
    asked: list[Frame] = field(default_factory=list)

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing runs."""

    def ask(self, request: Frame) -> Conversation:
        self.asked.append(request)
        if self.answers is None:
            return ended(())
        return ended(trained(sent={"answer:test": np.float32(self.answers)[:, None]}))

    def output(self) -> str:
        return ""


def tried(evidence: Evidence, answers: Any = Y) -> tuple[Evidence, list[Frame]]:
    """Try the suspicions about a training; the child answers as given, whatever is changed."""
    child, seen = Child(answers), Seen(right())
    for frame in told():
        seen.take(frame)
    assignment = xor()
    workers = Workers(lambda _: child, Nothing())
    case = Case(right(), assignment, assignment.dataset.load(), workers)
    return with_trials(case, seen, evidence, EXAM), child.asked


def cut_short(**changes: Any) -> Evidence:
    """XOR that was stopped after 20 corrections, while the loss was falling."""
    losses = tuple(0.7 * 0.99**epoch for epoch in range(20))
    runs = tuple(healthy.failed(seed, epochs=20, history={"loss": losses}) for seed in range(2))
    evidence = healthy.fitted(healthy.xor(runs=runs), epochs=20)
    return replace(evidence, **changes)


def test_a_suspicion_is_tried_with_its_change() -> None:
    evidence, asked = tried(cut_short())

    (trial,) = evidence.trials
    assert (trial.change, trial.rule) == ("more-epochs", "too-few-updates")
    assert (trial.reached, trial.reaches, trial.confirms) == (0.75, 1.0, True)
    assert trial.before["loss"][0] == 0.7
    assert [len(frame.body["fits"]) for frame in asked] == [1]


def test_what_is_confirmed_says_so() -> None:
    evidence, _ = tried(cut_short())

    assert find(evidence)[0].confirmed_by == (
        "Tried: with many more epochs it reaches 1 instead of 0.75."
    )


def test_what_is_refuted_claims_nothing_any_more() -> None:
    (before,) = find(cut_short(), only="too-few-updates")
    evidence, _ = tried(cut_short(), answers=1 - Y)

    (after,) = find(evidence, only="too-few-updates")
    assert not evidence.trials[0].confirms
    assert (before.severity, before.confirmed_by) == ("major", "")
    assert (after.severity, after.confirmed_by) == ("info", "")


def test_beside_trials_a_suspicion_that_nobody_tried_is_a_small_one() -> None:
    evidence, _ = tried(cut_short(), answers=1 - Y)
    other = replace(evidence, trials=(replace(evidence.trials[0], rule="unscaled-inputs"),))

    (found,) = find(other, only="too-few-updates")

    assert (found.severity, found.confirmed_by) == ("minor", "")


def test_a_training_that_went_well_needs_no_trial() -> None:
    assert tried(healthy.xor())[1] == []


def test_a_serious_fact_needs_no_trial() -> None:
    evidence = cut_short(model=healthy.xor_model("constant"))

    assert tried(evidence)[1] == []


@pytest.mark.parametrize("changes", [{"runs": ()}, {"self_reported": "a layer of your own"}])
def test_what_cannot_be_trained_beside_the_code_is_not_tried(changes: dict[str, Any]) -> None:
    assert tried(cut_short(**changes))[1] == []


def test_a_trial_without_a_result_is_forgotten() -> None:
    evidence, asked = tried(cut_short(), answers=None)

    assert (evidence.trials, len(asked)) == ((), 1)


@pytest.mark.parametrize(("epochs", "quick"), [(QUICK // 4, True), (QUICK // 4 + 1, False)])
def test_few_rows_and_epochs_are_quick(epochs: int, quick: bool) -> None:
    evidence = healthy.fitted(healthy.xor(), epochs=epochs)

    assert is_quick(evidence) is quick


@pytest.mark.parametrize(("parameters", "quick"), [(SMALL, True), (SMALL + 1, False)])
def test_a_large_network_is_not_quick(parameters: int, quick: bool) -> None:
    model = replace(healthy.xor_model(), parameters=parameters)

    assert is_quick(healthy.xor(model=model)) is quick


def test_the_labels_of_the_exam_never_reach_the_child() -> None:
    _, (request,) = tried(cut_short())

    assert {name for name in request.arrays if name.startswith("ask:")} == {
        "ask:test",
        "ask:surface",
    }
