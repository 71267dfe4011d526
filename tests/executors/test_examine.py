"""From a submission to its evidence, with children that say what a test lets them say."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
import pytest

from nngrader.errors import NoData, WorkerFault
from nngrader.evidence import Evidence, Mishap
from nngrader.executors._conversation import Conversation, Ending
from nngrader.executors._examine import examine
from nngrader.executors.local import Local
from nngrader.jobs import Rows
from nngrader.wire import Frame
from tests import builders
from tests.executors.hand_ins import right, xor

X = np.array([[1, 0], [1, 1], [0, 0], [0, 1]], dtype=np.float32)
Y = np.array([1, 0, 0, 1], dtype=np.float32)
AUDIT = {"repeatable": True, "train_follows_test": False, "test_follows_itself": False}
ARGUMENTS = {
    "epochs": 5,
    "batch_size": 4,
    "validation_split": 0.0,
    "shuffle": True,
    "callbacks": [],
    "callback_names": [],
    "class_weight": None,
}
PREPARED = {"x_train": "x", "y_train": "y", "x_test": "x", "rehearsed": "x"}
TRAINED = {"epochs": 5, "seconds": 1.0, "error": "", "warnings": []}


def frame(kind: str, sent: dict[str, Any] | None = None, /, **body: Any) -> Frame:
    return Frame(kind, body, sent or {})


def model(**changes: Any) -> Frame:
    body = {"spec": msgspec.to_builtins(builders.model()), "versions": {}, "model": 0}
    return Frame("model", {**body, "blueprint": {}, "reason": "", **changes})


def fit(**changes: Any) -> Frame:
    body = {"arguments": ARGUMENTS, "arrays": {"x": "x", "y": "y"}, "words": {}}
    return Frame("fit", {**body, "line": 22, "reason": "", "model": 0, "stage": "train", **changes})


def told(**changes: Frame) -> tuple[Frame, ...]:
    """What a healthy student child says, with single messages exchanged."""
    said = {
        "started": frame("started", versions={}),
        "preprocessed": frame(
            "preprocessed", {"x": X, "y": Y}, arrays=PREPARED, words={}, audit=AUDIT
        ),
        "model": model(),
        "fit": fit(),
        "fitted": frame("fitted"),
    }
    return tuple({**said, **changes}.values())


def trained(**changes: Any) -> tuple[Frame, ...]:
    answers = {"answer:test": Y[:, None], "history:loss": np.zeros(5, dtype=np.float32)}
    arrays = {**answers, **changes.pop("sent", {})}
    return (model(), Frame("run", {**TRAINED, **changes}, arrays))


def ended(
    frames: tuple[Frame, ...], ending: Ending = "done", status: int = 0, complaint: str = ""
) -> Conversation:
    return Conversation(frames, ending, status, "", 1.0, complaint)


def asked(student: Conversation, neutral: Conversation) -> Callable[[Frame], Conversation]:
    """Answer the first request with `student` and every training with `neutral`."""
    waiting = [student]
    return lambda request: waiting.pop() if waiting else neutral


def outcome_of(
    student: Conversation | None = None, neutral: Conversation | None = None
) -> Evidence | Mishap:
    ask = asked(student or ended(told()), neutral or ended(trained()))
    return examine(right(name="s07.py"), xor(), ask)


def test_healthy_children_give_evidence() -> None:
    outcome = outcome_of()

    assert isinstance(outcome, Evidence)
    assert [run.accuracy for run in outcome.runs][:1] == [1.0]


@pytest.mark.parametrize(
    "frames",
    [
        told(started=frame("started")),
        told(started=frame("nonsense")),
        told(preprocessed=frame("preprocessed", arrays=PREPARED, words={}, audit=AUDIT)),
        told(preprocessed=frame("preprocessed", {"x": X}, arrays=[], words=3, audit=None)),
        told(model=model(blueprint=[1, 2])),
        told(model=model(spec={"layers": 3})),
        told(model=model(model="zero")),
        told(fit=fit(arrays={"x": "x", "y": "y", "sample_weight": "never sent"})),
        told(fit=fit(arguments=[])),
        told(fit=fit(line={"a": 1})),
        told(fit=frame("fitted")),
        told(fitted=frame("error", stage="later", kind="E", message="", line=1)),
        (frame("warning", category="W", message="m", line="last"),),
    ],
)
def test_malformed_words_of_a_submission_are_tampering(frames: tuple[Frame, ...]) -> None:
    outcome = outcome_of(ended(frames))

    assert isinstance(outcome, Mishap)
    assert outcome.name == "tampered"
    assert outcome.captured.model is None


@pytest.mark.parametrize(
    "changes",
    [
        {"epochs": {}},
        {"seconds": None},
        {"warnings": 3},
        {"warnings": ["loud"]},
        {"sent": {"history:loss": np.zeros((2, 2), dtype=np.float32)}},
        {"sent": {"history:loss": np.zeros(1_000_001, dtype=np.int8)}},
        {"sent": {"answer:test": np.array(3, dtype=np.float32)}},
    ],
    ids=str,
)
class TestAMalformedResult:
    def test_of_the_submissions_own_process_is_tampering(self, changes: dict[str, Any]) -> None:
        own = told(model=model(blueprint=None, reason="a layer of your own"))

        outcome = outcome_of(ended(own), ended(trained(**changes)))

        assert isinstance(outcome, Mishap)
        assert outcome.name == "tampered"
        assert not outcome.captured.runs

    def test_of_our_own_process_is_the_graders_fault(self, changes: dict[str, Any]) -> None:
        outcome = outcome_of(neutral=ended(trained(**changes)))

        assert isinstance(outcome, Mishap)
        assert outcome.name == "grader_fault"
        assert outcome.message.startswith("The grader itself stopped while it looked at `s07.py`: ")


def test_labels_that_become_numbers_only_for_fit_are_read_there() -> None:
    arrays = {name: key for name, key in PREPARED.items() if name != "y_train"}
    words = {"y_train": {"shape": [4], "dtype": "str5", "sample": ["no"], "label_changes": 1.0}}
    sent = {"x": X, "y": Y}
    late = told(preprocessed=frame("preprocessed", sent, arrays=arrays, words=words, audit=AUDIT))

    outcome = outcome_of(ended(late))

    assert isinstance(outcome, Evidence)
    assert outcome.runs[0].accuracy == 1.0


def test_a_fault_of_our_own_in_a_child_is_named_with_its_line() -> None:
    fault = frame("fault", kind="KeyError", where="describe.py, line 12", message="'units'")

    outcome = outcome_of(ended((*told(), fault), "ended", 1))

    assert isinstance(outcome, Mishap)
    assert (outcome.name, outcome.message) == (
        "grader_fault",
        "The grader itself stopped while it looked at `s07.py`: KeyError in describe.py, line 12: "
        "'units'. Please show this to your teacher.",
    )


@pytest.mark.parametrize(
    ("neutral", "name", "found"),
    [
        (
            ended((frame("fault", kind="TypeError", where="blueprint.py, line 9", message="no"),)),
            "grader_fault",
            "TypeError in blueprint.py, line 9: no",
        ),
        (ended((), "ended", 1), "grader_fault", "the worker that trains ended with exit code 1"),
        (ended((), "ended", -9), "out_of_memory", "want of memory"),
        (ended((), "ended", -11), "crashed", "SIGSEGV"),
        (ended((), "orphaned"), "grader_fault", "the process that starts all others was gone"),
        (ended(()), "grader_fault", "the training gave no result"),
        (ended((), "tampered", 0, "odd"), "grader_fault", "the training gave no result"),
        (ended((), "timed_out"), "timed_out", "Training 5 epochs did not finish within 60 seconds"),
    ],
)
def test_a_training_without_a_result_is_explained(
    neutral: Conversation, name: str, found: str
) -> None:
    outcome = outcome_of(neutral=neutral)

    assert isinstance(outcome, Mishap)
    assert outcome.name == name
    assert found in outcome.message


def test_a_child_whose_parent_was_killed_is_not_out_of_memory() -> None:
    outcome = outcome_of(ended((), "orphaned"))

    assert isinstance(outcome, Mishap)
    assert outcome.name == "grader_fault"


@pytest.mark.parametrize("error", [KeyError("x"), RecursionError("deep"), MemoryError(), OSError()])
def test_an_exception_of_our_own_ends_one_submission_only(error: Exception) -> None:
    def ask(_: Frame) -> Conversation:
        raise error

    outcome = examine(right(name="s07.py"), xor(), ask)

    assert isinstance(outcome, Mishap)
    assert outcome.name == "grader_fault"
    assert f"`s07.py`: {type(error).__name__} in test_examine.py, line " in outcome.message


def test_what_a_teacher_can_mend_is_raised() -> None:
    def ask(_: Frame) -> Conversation:
        problem = "no TensorFlow"
        raise WorkerFault(problem)

    with pytest.raises(WorkerFault):
        examine(right(), xor(), ask)


class NoRows:
    def load(self) -> Rows:
        problem = "no rows"
        raise NoData(problem)


def test_missing_data_is_told_when_examining_and_not_before() -> None:
    assignment = replace(xor(), dataset=NoRows())

    assert Local().needs_worker(right(), assignment)
    with pytest.raises(NoData):
        Local().examine(right(), assignment)


LATE = frame("error", stage="train", kind="ValueError", message="1.0 is not in list", line=23)


def answering(*conversations: Conversation) -> Callable[[Frame], Conversation]:
    """Answer the first requests in this order, and every other as a neutral child."""
    waiting = list(reversed(conversations))
    return lambda _: waiting.pop() if waiting else ended(trained())


def test_an_error_that_comes_of_the_shortened_history_is_not_held_against_anyone() -> None:
    shortened, in_full = ended((*told(), LATE)), ended(told())

    outcome = examine(right(), xor(), answering(shortened, in_full))

    assert isinstance(outcome, Evidence)
    assert outcome.error is None


def test_an_error_that_comes_back_in_full_is_kept() -> None:
    both = ended((*told(), LATE))

    outcome = examine(right(), xor(), answering(both, both))

    assert isinstance(outcome, Evidence)
    assert outcome.error is not None
    assert outcome.error.message == "1.0 is not in list"


def test_training_without_fit_is_examined_beside_the_students_code() -> None:
    own_loop = tuple(f for f in told() if f.kind not in ("fit", "fitted"))

    outcome = examine(
        right(), xor(), answering(ended((*own_loop, frame("built", model=0), frame("trained"))))
    )

    assert isinstance(outcome, Evidence)
    assert outcome.self_reported == "`train` never called `fit`"
    assert all(run.self_reported for run in outcome.runs)


def test_code_that_never_came_to_the_end_of_train_is_not_trained() -> None:
    own_loop = tuple(f for f in told() if f.kind not in ("fit", "fitted"))

    outcome = examine(right(), xor(), answering(ended((*own_loop, frame("built", model=0)))))

    assert isinstance(outcome, Evidence)
    assert (outcome.runs, outcome.self_reported) == ((), "")


def test_a_toy_that_was_trained_while_loading_is_not_the_hand_in() -> None:
    toy = (model(model=0), fit(model=0, stage="load"), frame("fitted"))
    started, preprocessed, *_ = told()
    contract = (model(model=1), frame("built", model=1), fit(model=1), LATE)

    stopped = (started, preprocessed, *toy, *contract)
    outcome = examine(right(), xor(), answering(ended(stopped)))

    assert isinstance(outcome, Mishap)
    assert [call.completed for call in outcome.captured.fits] == [False]
    assert outcome.captured.runs == ()
