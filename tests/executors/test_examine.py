"""From a submission to its evidence, with children that say what a test lets them say."""

from dataclasses import dataclass, replace
from typing import Any

import msgspec
import numpy as np
import pytest

from nngrader.errors import NoData, WorkerFault
from nngrader.evidence import Evidence, LayerProbe, Mishap
from nngrader.executors._case import MOST_EPOCHS
from nngrader.executors._conversation import Conversation, Ending
from nngrader.executors._examine import examine
from nngrader.executors._trainings import OVERHEAD, OVERHEAD_S, Workers
from nngrader.executors.local import Local
from nngrader.jobs import Limits, Rows
from nngrader.limits import Excess
from nngrader.training_memory import Memory, Nothing, Session
from nngrader.wire import Frame
from tests import builders
from tests.executors.hand_ins import right, xor

X = np.array([[1, 0], [1, 1], [0, 0], [0, 1]], dtype=np.float32)
Y = np.array([1, 0, 0, 1], dtype=np.float32)
FORGETFUL = Nothing()
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
TRAINED = {
    "epochs": 5,
    "judged": 5,
    "cut": "",
    "engine": "loop",
    "why": "",
    "seconds": 1.0,
    "error": "",
    "warnings": [],
}


def frame(kind: str, sent: dict[str, Any] | None = None, /, **body: Any) -> Frame:
    return Frame(kind, body, sent or {})


def model(**changes: Any) -> Frame:
    body = {"spec": msgspec.to_builtins(builders.model()), "versions": {}, "model": 0}
    body |= {"initial": "weights"}
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


@dataclass
class Told:
    """A child that says one thing, whatever it is asked."""

    says: Conversation

    def __enter__(self) -> "Told":
        return self

    def __exit__(self, *_: object) -> None: ...

    def ask(self, request: Frame) -> Conversation:
        return self.says

    def output(self) -> str:
        return self.says.output


def answering(*conversations: Conversation, memory: Memory = FORGETFUL) -> Workers:
    """Let the first children say these, one each, and every other speak as a neutral child."""
    waiting = list(reversed(conversations))
    return Workers(lambda _: Told(waiting.pop() if waiting else ended(trained())), memory)


def no_child(error: Exception) -> Workers:
    def fail(_: Limits) -> Told:
        raise error

    return Workers(fail, Nothing())


def outcome_of(
    student: Conversation | None = None, neutral: Conversation | None = None
) -> Evidence | Mishap:
    said = [student or ended(told())]
    said += [neutral] * 3 if neutral else []
    return examine(right(name="s07.py"), xor(), answering(*said))


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
        {"epochs": None},
        {"seconds": None},
        {"warnings": 3},
        {"warnings": ["loud"]},
        {"again": 3},
        {"again": {"together": 1.0}},
        {"sent": {"history:loss": np.zeros((2, 2), dtype=np.float32)}},
        {"sent": {"history:loss": np.zeros(4_000_001, dtype=np.int8)}},
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


TOO_LOUD = Excess("output", 64.1, 64)
LOUD = Conversation((), "exceeded", 0, "", 1.0, excess=TOO_LOUD)


def test_a_submission_that_goes_beyond_a_limit_is_told_which() -> None:
    outcome = outcome_of(replace(LOUD, frames=told()[:3]))

    assert isinstance(outcome, Mishap)
    assert (outcome.name, outcome.message) == (
        "too_much_output",
        "The code printed 64.1 MiB of text, and 64 are allowed. "
        "Is there a `print` in a loop that never ends?",
    )


def test_a_training_that_goes_beyond_a_limit_is_told_which() -> None:
    outcome = outcome_of(neutral=replace(LOUD, excess=Excess("cpu", 300, 299)))

    assert isinstance(outcome, Mishap)
    assert (outcome.name, outcome.place) == ("out_of_cpu", outcome.captured.fits[0].place)


def test_a_child_whose_parent_was_killed_is_not_out_of_memory() -> None:
    outcome = outcome_of(ended((), "orphaned"), ended((), "orphaned"))

    assert isinstance(outcome, Mishap)
    assert outcome.name == "grader_fault"


@pytest.mark.parametrize("error", [KeyError("x"), RecursionError("deep"), MemoryError(), OSError()])
def test_an_exception_of_our_own_ends_one_submission_only(error: Exception) -> None:
    outcome = examine(right(name="s07.py"), xor(), no_child(error))

    assert isinstance(outcome, Mishap)
    assert outcome.name == "grader_fault"
    assert f"`s07.py`: {type(error).__name__} in test_examine.py, line " in outcome.message


def test_what_a_teacher_can_mend_is_raised() -> None:
    with pytest.raises(WorkerFault):
        examine(right(), xor(), no_child(WorkerFault("no TensorFlow")))


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


PROBED = {
    "first_loss": 0.7,
    "layers": [{"layer": 0, "dead": 0.25, "gradient": None, "moved": 0.5, "largest": 2.0}],
}
OWN = {"answer:own": np.array([[0.9], [0.2], [0.4], [0.3]], dtype=np.float32)}


def test_what_a_neutral_child_has_probed_is_kept() -> None:
    outcome = outcome_of(neutral=ended(trained(**PROBED, sent=OWN)))

    assert isinstance(outcome, Evidence)
    run = outcome.runs[0]
    assert run.first_loss == 0.7
    assert run.layers == (LayerProbe(layer=0, dead=0.25, moved=0.5, largest=2.0),)
    assert run.own is not None
    assert (run.own.rows, run.own.accuracy, run.own.counts) == (4, 0.75, (3, 1))


def test_a_run_that_nobody_probed_is_whole_without() -> None:
    outcome = outcome_of(neutral=ended(trained()))

    assert isinstance(outcome, Evidence)
    assert [(run.first_loss, run.layers, run.own) for run in outcome.runs][:1] == [(None, (), None)]


def test_answers_for_another_number_of_rows_are_not_set_against_labels() -> None:
    few = {"answer:own": OWN["answer:own"][:3]}
    outcome = outcome_of(neutral=ended(trained(**PROBED, sent=few)))

    assert isinstance(outcome, Evidence)
    assert outcome.runs[0].own is None


def test_probes_of_the_submissions_own_process_are_not_believed() -> None:
    own_loop = tuple(f for f in told() if f.kind not in ("fit", "fitted"))
    begun = ended((*own_loop, frame("built", model=0), frame("trained")))
    says = ended(trained(**PROBED, sent=OWN))

    outcome = examine(right(), xor(), answering(begun, says, says, says))

    assert isinstance(outcome, Evidence)
    assert outcome.runs
    assert {(run.first_loss, run.layers, run.own) for run in outcome.runs} == {(None, (), None)}


def test_an_own_network_whose_test_rows_are_still_text_is_no_fault_of_ours() -> None:
    words = {"x_test": {"shape": [4, 2], "dtype": "<U5", "sample": ["old"], "label_changes": 1.0}}
    arrays = {role: key for role, key in PREPARED.items() if role != "x_test"}
    body = {"arrays": arrays, "words": words, "audit": AUDIT}
    prepared = Frame("preprocessed", body, {"x": X, "y": Y})
    started, _, __, *_ = told()
    own = model(blueprint=None, reason="`Twice` is a layer of your own")
    frames = (started, prepared, own, frame("built", model=0), frame("trained"))

    outcome = examine(right(), xor(), answering(ended(frames), ended(())))

    assert isinstance(outcome, Mishap)
    assert outcome.name != "grader_fault"


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


# -- what is remembered, and how a training that was cut is told ----------------------------------


def remembered(memory: Memory, *frames: Frame) -> list[bool]:
    """Whether each run of a submission that says this was remembered."""
    outcome = examine(right(), xor(), answering(ended(frames), memory=memory))
    assert isinstance(outcome, Evidence)
    return [run.remembered for run in outcome.runs]


def test_what_was_trained_for_one_submission_is_remembered_for_the_next() -> None:
    memory = Session()

    assert remembered(memory, *told()) == [False, False]
    assert remembered(memory, *told()) == [True, True]


def trained_on(*frames: Frame) -> list[Frame]:
    """What neutral children are asked for a submission that says this."""
    asked: list[Frame] = []
    listening = Listening(asked, frames)
    examine(right(), xor(), Workers(lambda _: listening, Session()))
    return asked[1:]


def test_an_array_that_is_sent_again_does_not_replace_what_was_measured() -> None:
    """Else a training on other rows would be remembered as one on these."""
    (first, _) = trained_on(*told(fit=Frame("fit", fit().body, {"x": X + 1, "y": 1 - Y})))

    np.testing.assert_array_equal(first.arrays["x"], X)
    np.testing.assert_array_equal(first.arrays["y"], Y)


def test_rows_under_the_name_of_what_is_asked_are_not_taken_for_it() -> None:
    """The name is ours; a digest of what was sent under it must not stand for our rows."""
    memory = Session()
    sent = {"x": X, "y": Y, "odd": 1 - X, "ask:test": X}
    claimed = {**PREPARED, "x_train": "ask:test", "x_test": "odd"}
    lying = told(preprocessed=frame("preprocessed", sent, arrays=claimed, words={}, audit=AUDIT))

    assert remembered(memory, *lying) == [False, False]
    assert remembered(memory, *told()) == [False, False]
    assert remembered(memory, *lying) == [True, True]


def test_a_training_beside_the_students_code_is_never_remembered() -> None:
    memory = Session()
    own = told(model=model(blueprint=None, reason="a layer of your own"))

    for _ in range(2):
        assert remembered(memory, *own) == [False, False]
    assert memory.contents().entries == 0


@pytest.mark.parametrize("cut", ["time", "epochs"])
def test_a_training_that_was_cut_is_evidence_and_says_what_counts(cut: str) -> None:
    outcome = outcome_of(neutral=ended(trained(cut=cut, epochs=4, judged=3)))

    assert isinstance(outcome, Evidence)
    run = outcome.runs[0]
    assert (run.epochs, run.asked, run.judged, run.cut) == (4, 5, 3, cut)


def test_a_run_says_which_engine_trained_and_why() -> None:
    looped = outcome_of()
    fitted = outcome_of(neutral=ended(trained(engine="fit", why="`steps_per_epoch` was given")))

    assert isinstance(looped, Evidence)
    assert isinstance(fitted, Evidence)
    assert [(run.engine, run.why_fit) for run in looped.runs[:1]] == [("loop", "")]
    assert [(run.engine, run.why_fit) for run in fitted.runs[:1]] == [
        ("fit", "`steps_per_epoch` was given")
    ]


def test_a_run_beside_the_students_code_says_so_and_judges_its_last_epoch() -> None:
    own = told(model=model(blueprint=None, reason="a layer of your own"))

    outcome = outcome_of(ended(own), ended(trained(cut="epochs", judged=1, engine="loop")))

    assert isinstance(outcome, Evidence)
    run = outcome.runs[0]
    assert (run.judged, run.cut) == (5, "")
    assert (run.engine, run.why_fit) == ("fit", "a layer of your own")


def test_epochs_of_a_loop_around_fit_are_counted_together() -> None:
    once = (fit(), frame("fitted"))

    outcome = outcome_of(ended((*told(), *once, *once)))

    assert isinstance(outcome, Evidence)
    assert outcome.runs[0].asked == 15


@dataclass
class Listening:
    """A neutral child that keeps what it was asked."""

    asked: list[Frame]
    says: tuple[Frame, ...] = told()

    def __enter__(self) -> "Listening":
        return self

    def __exit__(self, *_: object) -> None: ...

    def ask(self, request: Frame) -> Conversation:
        self.asked.append(request)
        return ended(self.says if request.kind == "student" else trained())

    def output(self) -> str:
        return ""


@pytest.mark.parametrize(("epochs", "most"), [(None, MOST_EPOCHS), (1, 1), (3, 3)])
def test_a_child_is_told_how_long_it_may_train(epochs: int | None, most: int) -> None:
    asked: list[Frame] = []
    assignment = xor(limit_s=12.0)
    assignment = replace(assignment, training=replace(assignment.training, epochs=epochs))

    examine(right(), assignment, Workers(lambda _: Listening(asked), Nothing()))

    assert [frame.kind for frame in asked] == ["student", "train", "again"]
    assert asked[1].body["limit"] == {"seconds": 12.0, "epochs": most}


# -- time for the student's own code alone --------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "code_s", "training_s"),
    [({}, 12.0, 12.0), ({"code_s": 5.0}, 5.0, 12.0), ({"code_s": 20.0}, 12.0, 12.0)],
    ids=["as for a training", "less", "never more"],
)
def test_code_whose_trainings_are_shortened_has_a_time_of_its_own(
    given: dict[str, float], code_s: float, training_s: float
) -> None:
    allowed: list[float] = []

    def open_child(limits: Limits) -> Told:
        allowed.append(limits.wall_s)
        return Told(ended(told()) if len(allowed) == 1 else ended(trained()))

    examine(right(), xor(12.0).limited({"code_s": None, **given}), Workers(open_child, Nothing()))

    assert allowed == [code_s, training_s * OVERHEAD + OVERHEAD_S]


def test_code_that_takes_too_long_is_told_its_own_time() -> None:
    assignment = xor(90.0).limited({"code_s": 5})

    outcome = examine(right(), assignment, answering(ended((), "timed_out")))

    assert isinstance(outcome, Mishap)
    assert outcome.message == (
        "The code did not finish within 5 seconds. Is there a loop that never ends?"
    )


def test_a_network_trained_beside_the_code_has_the_time_of_a_training() -> None:
    """There the code trains in full; the limit of its own is for what comes before."""
    allowed: list[float] = []
    talks = [
        ended(told(model=model(reason="a layer of your own", blueprint=None))),
        ended((), "timed_out"),
    ]

    def open_child(limits: Limits) -> Told:
        allowed.append(limits.wall_s)
        return Told(talks[len(allowed) - 1])

    outcome = examine(right(), xor(90.0).limited({"code_s": 5}), Workers(open_child, Nothing()))

    assert isinstance(outcome, Mishap)
    assert "did not finish within 90 seconds." in outcome.message
    assert allowed == [5, 90.0]
