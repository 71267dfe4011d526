"""Scripts without the contract's functions: which network counts, and what it is asked."""

from typing import Any

import numpy as np
import pytest

from nngrader.evidence import Evidence, Mishap, Place
from nngrader.executors._inspect import inspect
from nngrader.executors._trainings import Workers
from nngrader.grading import grade
from nngrader.jobs import Limits, Refused, Submission
from nngrader.rubric import Training
from nngrader.training_memory import Nothing
from nngrader.wire import Frame
from tests.executors.hand_ins import xor
from tests.executors.test_examine import (
    answering,
    ended,
    examine,
    fit,
    frame,
    model,
    trained,
)

BITS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float32)
TRUE = np.array([0, 1, 1, 0], dtype=np.float32)
AND = np.array([0, 0, 0, 1], dtype=np.float32)
SCRIPT = Submission(student="s", name="s.py", path="s.py", code="import keras\n" + "\n" * 60)
#: The labels of the hidden rows as an XOR script writes them: old middle, old high, ...
RIGHT_ANSWERS = np.array([[0.1], [0.9], [0.9], [0.1]], dtype=np.float32)


def trains(number: int, line: int, y: Any = TRUE, **changes: Any) -> tuple[Frame, ...]:
    """One network that is made, compiled and trained."""
    arrays = {f"x{number}": BITS, f"y{number}": y}
    said: dict[str, Any] = {
        "line": line,
        "model": number,
        "stage": "load",
        "arrays": {"x": f"x{number}", "y": f"y{number}"},
        "by": "fit",
        "validated": False,
        **changes,
    }
    call = fit(**said)
    return (
        frame("candidate", model=number, reached="made", line=line - 2),
        frame("candidate", model=number, reached="compiled", line=line - 1),
        model(model=number),
        Frame("fit", call.body, arrays),
        frame("fitted"),
    )


def says(*frames: Frame) -> Any:
    return ended((frame("started", versions={}), *frames))


def neutral(answers: Any = RIGHT_ANSWERS) -> Any:
    return ended(trained(sent={"answer:test": answers, "history:loss": np.zeros(5, np.float32)}))


def graded(*frames: Frame, answers: Any = RIGHT_ANSWERS) -> Evidence | Mishap:
    said = [says(*frames), *[neutral(answers)] * 3]
    return examine(SCRIPT, xor(), answering(*said))


class TestOneNetwork:
    def test_it_is_trained_and_asked_as_the_rubric_wants(self) -> None:
        outcome = graded(*trains(0, 20))

        assert isinstance(outcome, Evidence)
        assert outcome.script
        assert [run.accuracy for run in outcome.runs] == [1.0, 1.0]
        assert outcome.choice == outcome.unasked == ""

    def test_that_answers_the_opposite_is_wrong_everywhere(self) -> None:
        outcome = graded(*trains(0, 20), answers=1 - RIGHT_ANSWERS)

        assert isinstance(outcome, Evidence)
        assert {run.accuracy for run in outcome.runs} == {0.0}

    def test_its_rows_stand_for_those_of_preprocess(self) -> None:
        outcome = graded(*trains(0, 20))

        assert isinstance(outcome, Evidence)
        assert outcome.preprocessed is not None
        assert outcome.preprocessed.x_test.shape == (4, 2)
        assert outcome.preprocessed.x_train == outcome.fits[-1].x

    def test_a_late_error_is_told_beside_its_trainings(self) -> None:
        late = frame("error", stage="load", kind="KeyError", message="'acc'", line=30)

        outcome = graded(*trains(0, 20), late)

        assert isinstance(outcome, Evidence)
        assert outcome.error is not None
        assert outcome.runs

    def test_that_stops_in_its_only_fit_has_prepared_rows(self) -> None:
        error = frame("error", stage="load", kind="ValueError", message="shapes", line=20)

        outcome = graded(*trains(0, 20)[:4], error)

        assert isinstance(outcome, Mishap)
        assert outcome.captured.runs == ()
        assert outcome.captured.preprocessed is not None
        assert outcome.captured.preprocessed.x_test.shape == (4, 2)

    def test_without_a_training_nothing_is_asked(self) -> None:
        made = trains(0, 20)[:3]

        outcome = graded(*made)

        assert isinstance(outcome, Evidence)
        assert outcome.runs == ()
        assert [c.reached for c in outcome.candidates] == ["compiled"]


class TestSeveralNetworks:
    def test_the_one_whose_labels_are_the_tasks_counts_though_another_came_later(self) -> None:
        outcome = graded(*trains(0, 20), *trains(1, 40, AND))

        assert isinstance(outcome, Evidence)
        assert [c.chosen for c in outcome.candidates] == [True, False]
        assert outcome.choice == (
            "The script trains 2 networks (line 20, line 40); counted is the last one that suits "
            "the task (line 20)."
        )

    def test_of_two_that_suit_the_later_counts(self) -> None:
        outcome = graded(*trains(0, 20), *trains(1, 40))

        assert isinstance(outcome, Evidence)
        assert outcome.choice == (
            "The script trains 2 networks (line 20, line 40); counted is the last one (line 40)."
        )
        assert [fit.place for fit in outcome.fits] == [Place(40)]

    def test_of_several_in_one_line_it_is_said_which(self) -> None:
        outcome = graded(*trains(0, 20), *trains(1, 20, AND))

        assert isinstance(outcome, Evidence)
        assert outcome.choice == (
            "The script trains 2 networks (line 20 2 times); counted is the last one that suits "
            "the task (line 20, number 1 of 2)."
        )

    def test_an_untrained_wrapper_does_not_count(self) -> None:
        wrapper = frame("candidate", model=1, reached="made", line=50)

        outcome = graded(*trains(0, 20), wrapper, model(model=1))

        assert isinstance(outcome, Evidence)
        assert outcome.choice == (
            "The script makes 2 networks; counted is the only one that was trained (line 20)."
        )

    def test_where_none_suits_the_student_is_asked(self) -> None:
        outcome = graded(*trains(0, 20, AND), *trains(1, 40, AND))

        assert isinstance(outcome, Evidence)
        assert "none suits the task" in outcome.choice
        assert outcome.choice.endswith("Which one do you mean?")


class TestARepeatedTraining:
    def test_counts_its_rounds(self) -> None:
        outcome = graded(*trains(0, 20), frame("repeated", times=19_999, changing=False))

        assert isinstance(outcome, Evidence)
        assert outcome.fits[0].repeated == 20_000

    def test_on_other_rows_each_time_is_trained_beside_the_script(self) -> None:
        told = (*trains(0, 20), frame("repeated", times=9, changing=True))
        in_full = says(*told, *ran())

        outcome = examine(SCRIPT, xor(), answering(says(*told), in_full, in_full))

        assert isinstance(outcome, Evidence)
        assert outcome.self_reported == "`train_on_batch` was called on other rows each time"
        assert all(run.self_reported for run in outcome.runs)

    def test_of_nothing_is_tampering(self) -> None:
        outcome = graded(frame("repeated", times=2, changing=False))

        assert isinstance(outcome, Mishap)
        assert outcome.name == "tampered"

    @pytest.mark.parametrize(("epochs", "times"), [(5, 10**6), (10**12, 2)])
    def test_of_numbers_beyond_any_report_is_tampering(self, epochs: int, times: int) -> None:
        told = list(trains(0, 20))
        told[3].body["arguments"] = {**told[3].body["arguments"], "epochs": epochs}

        outcome = graded(*told, frame("repeated", times=times, changing=False))

        assert isinstance(outcome, Mishap)
        assert outcome.name == "tampered"

    @pytest.mark.parametrize(
        ("said", "message"),
        [
            (
                (),
                "Run once more, with all its epochs, the code did not come to the network that "
                "counted at first. Does it do the same each time?",
            ),
            (
                (frame("error", stage="load", kind="KeyError", message="'a'", line=30),),
                "The script stopped with KeyError, line 30: 'a'.",
            ),
        ],
    )
    def test_that_is_not_made_when_run_in_full_is_no_fault_of_ours(
        self, said: tuple[Frame, ...], message: str
    ) -> None:
        told = (*trains(0, 20), frame("repeated", times=9, changing=True))

        outcome = examine(SCRIPT, xor(), answering(says(*told), says(*said)))

        assert isinstance(outcome, Mishap)
        assert (outcome.name, outcome.message) == ("crashed", message)


def ran() -> tuple[Frame, ...]:
    return (
        trained(sent={"answer:test": RIGHT_ANSWERS, "history:loss": np.zeros(5, np.float32)})[1],
    )


def test_rows_that_cannot_be_followed_are_not_asked() -> None:
    noise = np.random.default_rng(0).normal(size=(40, 2)).astype(np.float32)
    labels = (noise[:, 0] > 0).astype(np.float32)
    frames = list(trains(0, 20, labels))
    frames[3] = Frame("fit", frames[3].body, {"x0": noise, "y0": labels})

    outcome = graded(*frames)

    assert isinstance(outcome, Evidence)
    assert outcome.runs == ()
    assert outcome.unasked
    told = grade(xor(), outcome, "")
    assert f"The exam could not be asked: {outcome.unasked}." in {c.because for c in told.criteria}


def test_a_script_without_a_network_says_what_its_model_is() -> None:
    outcome = graded(frame("no_model", got="Its `model` is of the kind `Pipeline`"))

    assert isinstance(outcome, Mishap)
    assert outcome.name == "no_model"
    assert outcome.message == (
        "The script ran to its end without making a Keras network. Its `model` is of the kind "
        "`Pipeline`. Is the network made and trained in this file, where it is run?"
    )


@pytest.mark.parametrize(
    "broken",
    [
        frame("candidate", model="first", reached="made", line=3),
        frame("candidate", model=0, reached="graded", line=3),
        frame("candidate", model=0, reached="made"),
        frame("repeated", times="many", changing=False),
    ],
)
def test_malformed_words_of_a_script_are_tampering(broken: Frame) -> None:
    outcome = graded(*trains(0, 20), broken)

    assert isinstance(outcome, Mishap)
    assert outcome.name == "tampered"


class TestInspecting:
    def inspected(self, workers: Workers, submission: Submission | Refused = SCRIPT) -> Any:
        return inspect(submission, Training(), workers)

    def test_the_last_completed_training_counts(self) -> None:
        begun = trains(1, 40)[:4]

        outcome = self.inspected(answering(says(*trains(0, 20), *begun)))

        assert [fit.place for fit in outcome.fits] == [Place(20)]
        assert [c.reached for c in outcome.candidates] == ["fit", "begun"]

    def test_nothing_is_trained(self) -> None:
        workers = answering(says(*trains(0, 20)))

        outcome = self.inspected(workers)

        assert outcome.runs == ()
        assert outcome.model is not None

    def test_a_network_that_was_begun_beats_none(self) -> None:
        error = frame("error", stage="load", kind="ValueError", message="shapes", line=20)

        outcome = self.inspected(answering(says(*trains(0, 20)[:4], error)))

        assert isinstance(outcome, Mishap)
        assert outcome.captured.model is not None
        assert [fit.completed for fit in outcome.captured.fits] == [False]

    def test_one_that_was_stopped_before_it_had_layers_does_not_count(self) -> None:
        empty = model(model=1)
        empty.body["spec"] |= {"layers": [], "input_shape": [], "output_shape": []}
        made = frame("candidate", model=1, reached="made", line=40)

        outcome = self.inspected(answering(says(*trains(0, 20)[:3], made, empty)))

        assert [c.chosen for c in outcome.candidates] == [True, False]
        assert outcome.choice == (
            "The script makes 2 networks; counted is the last one with layers; none was trained "
            "(line 19)."
        )

    def test_what_cannot_be_read_needs_no_child(self) -> None:
        refused = Refused("s", "s.py", "s.py", "it is not text: it holds zero bytes")

        outcome = self.inspected(answering(), refused)

        assert outcome.message == "`s.py` cannot be read: it is not text: it holds zero bytes."

    def test_our_own_fault_stops_only_this_file(self) -> None:
        def broken(_: Limits) -> Any:
            raise ZeroDivisionError

        outcome = self.inspected(Workers(broken, Nothing()))

        assert outcome.name == "grader_fault"
        assert outcome.message.startswith("The grader itself stopped while it looked at `s.py`: ")
