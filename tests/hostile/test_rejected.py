"""A network that is not built again without the student's code: told, and worth nothing claimed."""

from dataclasses import replace

import pytest

from nngrader.evidence import Evidence, Mishap
from nngrader.executors._examine import examine
from nngrader.executors._trainings import Workers
from nngrader.training_memory import Session
from nngrader.wire import Frame
from tests.executors.hand_ins import right, xor
from tests.executors.test_examine import Told, answering, ended, frame, outcome_of, told, trained

REASON = (
    "the layer `Dense` brings the network to 54,000,000 parameters, and at most 50,000,000 can be "
    "graded. Does it need to be so large?"
)
REJECTED = ended((Frame("rejected", {"reason": REASON}),))
ERROR = frame("error", stage="train", kind="ValueError", message="late", line=3)


def test_the_student_reads_why_a_network_was_not_built_again() -> None:
    outcome = outcome_of(neutral=REJECTED)

    assert isinstance(outcome, Mishap)
    assert outcome.name == "rejected"
    assert outcome.message == f"The network cannot be graded: {REASON}"


def test_a_reason_without_an_end_gets_one() -> None:
    outcome = outcome_of(neutral=ended((Frame("rejected", {"reason": "it is odd"}),)))

    assert isinstance(outcome, Mishap)
    assert outcome.message == "The network cannot be graded: it is odd."


@pytest.mark.parametrize(
    "said",
    [told(), told()[:3], (*told(), ERROR)],
    ids=["trained", "only built", "stopped after its training"],
)
def test_what_the_submission_claims_of_such_a_network_is_forgotten(
    said: tuple[Frame, ...],
) -> None:
    outcome = outcome_of(ended(said), REJECTED)

    assert isinstance(outcome, Mishap)
    assert outcome.name == "rejected"
    assert outcome.captured.model is None


def test_a_neutral_child_that_says_nothing_confirms_no_network() -> None:
    outcome = outcome_of(ended(told()[:3]), ended(()))

    assert isinstance(outcome, Mishap)
    assert outcome.name == "grader_fault"
    assert outcome.captured.model is None


def test_a_submission_cannot_reject_itself() -> None:
    outcome = outcome_of(ended((*told(), *REJECTED.frames)))

    assert isinstance(outcome, Mishap)
    assert outcome.name == "tampered"


def test_a_rejection_is_not_remembered() -> None:
    memory = Session()
    children = answering(ended(told()), REJECTED, memory=memory)
    assert isinstance(examine(right(), xor(), children), Mishap)

    outcome = examine(right(), xor(), answering(ended(told()), memory=memory))

    assert isinstance(outcome, Evidence)


def test_without_rows_no_training_is_replayed() -> None:
    said = told()
    fit = replace(said[3], body={**said[3].body, "arrays": {}, "words": {}})

    outcome = outcome_of(ended((*said[:3], fit, said[4])))

    assert isinstance(outcome, Mishap)
    assert outcome.name == "tampered"


def test_a_version_that_is_no_text_is_not_shown() -> None:
    model, run = trained()
    odd = ended((replace(model, body={**model.body, "versions": [1]}), run))
    workers = Workers(lambda _: Told(odd), answering().memory)

    outcome = examine(right(), xor(), replace(workers, open=answering(ended(told()), odd).open))

    assert isinstance(outcome, Mishap)
    assert outcome.name == "grader_fault"
