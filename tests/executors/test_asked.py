"""What a script asked of its networks, as the supervisor reads it: nothing is believed."""

from typing import Any

import numpy as np
import pytest

from nngrader.arrays import describe
from nngrader.evidence import Asking, Evidence, Place
from nngrader.executors._collect import MOST_ASKED, MOST_ROWS, UNKNOWN, Seen, Tampered
from nngrader.executors._inspect import inspect
from nngrader.jobs import Array, Submission
from nngrader.rubric import Training
from nngrader.wire import Frame
from tests.executors.test_collect import FITTED, fit
from tests.executors.test_examine import answering
from tests.executors.test_script import SCRIPT, says, trains

X, Y = np.arange(8.0).reshape(4, 2), np.array([0, 1, 1, 0])


@pytest.fixture
def seen() -> Seen:
    return Seen(Submission(student="s07", name="xor.py", path="xor.py", code=""))


def asked(sent: dict[str, Array] | None = None, **changes: Any) -> Frame:
    body = {
        "by": "evaluate",
        "model": 1,
        "line": 7,
        "arrays": {"x": "x", "y": "y"},
        "words": {},
        "rows": {"x": 4, "y": 4},
        "met": 0.25,
        **changes,
    }
    return Frame("asked", body, {"x": X, "y": Y} if sent is None else sent)


def again(**changes: Any) -> Frame:
    return Frame("asked_again", {"number": 0, "times": 3, **changes})


def test_a_question_is_noted_with_what_it_is_about(seen: Seen) -> None:
    seen.take(fit())
    seen.take(FITTED)
    seen.take(asked())

    (found,) = seen.asked
    assert found == Asking(
        by="evaluate",
        x=describe(X),
        y=describe(Y),
        network=1,
        after=1,
        met=0.25,
        place=Place(7),
    )


def test_the_labels_among_the_inputs_are_noted(seen: Seen) -> None:
    told = np.column_stack([X, Y])
    for name, x in (("x", X), ("told", told)):
        seen.take(fit({name: x, "y": Y}, arrays={"x": name, "y": "y"}))
        seen.take(FITTED)

    assert [one.call.telling for one in seen.fits] == [None, 2]


def test_a_prediction_has_no_labels(seen: Seen) -> None:
    seen.take(asked({"x": X}, by="predict", arrays={"x": "x"}, met=None))

    assert (seen.asked[0].y, seen.asked[0].met, seen.asked[0].after) == (None, None, 0)


def test_of_a_data_set_nothing_is_known(seen: Seen) -> None:
    seen.take(asked({}, arrays={}, rows={}, met=None))

    assert seen.asked[0].x == UNKNOWN


def test_of_a_sample_all_rows_are_told(seen: Seen) -> None:
    seen.take(asked(rows={"x": 10_000, "y": 10_000}))

    assert seen.asked[0].x.shape == (10_000, 2)


def test_a_question_in_a_loop_is_counted(seen: Seen) -> None:
    seen.take(asked())
    seen.take(again())

    assert seen.asked[0].repeated == 3


def test_as_many_questions_as_a_child_tells_are_taken(seen: Seen) -> None:
    for _ in range(MOST_ASKED):
        seen.take(asked())

    with pytest.raises(Tampered, match="a malformed message of kind 'asked'"):
        seen.take(asked())


@pytest.mark.parametrize(
    "frame",
    [
        asked(by="fit"),
        asked(met=1.01),
        asked(met=-0.01),
        asked(met="all"),
        asked(rows={"x": MOST_ROWS + 1}),
        asked(rows={"x": -1}),
        asked(model=-1),
        asked(arrays={"x": "never sent"}),
        again(number=0),
        again(number=-1),
        again(times=10**6),
        fit(validation_met=2.0),
    ],
)
def test_what_no_child_of_ours_says_is_tampering(seen: Seen, frame: Frame) -> None:
    with pytest.raises(Tampered):
        seen.take(frame)


def test_times_up_to_the_most_are_taken_only_of_what_was_asked(seen: Seen) -> None:
    seen.take(asked())
    seen.take(again(times=100_000))

    with pytest.raises(Tampered):
        seen.take(again(number=1))
    assert seen.asked[0].repeated == 100_000


def test_validation_data_are_described_and_compared(seen: Seen) -> None:
    arrays = {"x": "x", "y": "y", "validation_x": "x", "validation_y": "y"}
    seen.take(fit(arrays=arrays, validation_met=1.0, rows={"validation_x": 9}))
    seen.take(FITTED)

    call = seen.fits[0].call
    assert call.validation_x is not None
    assert call.validation_x.shape == (9, 2)
    assert (call.validation_y, call.validation_met, call.network) == (describe(Y), 1.0, 1)


def test_without_validation_data_nothing_is_compared(seen: Seen) -> None:
    seen.take(fit())

    assert seen.begun is not None
    call = seen.begun.call
    assert (call.validation_x, call.validation_y, call.validation_met) == (None, None, None)


def test_evidence_holds_the_questions_of_all_networks() -> None:
    question = asked({"x0": X}, arrays={"x": "x0"}, model=5)
    workers = answering(says(*trains(0, 20), question))

    outcome = inspect(SCRIPT, Training(), workers)

    assert isinstance(outcome, Evidence)
    assert [(one.network, one.after) for one in outcome.asked] == [(5, 1)]
