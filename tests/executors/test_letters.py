"""What crosses between machines arrives as it was written, and nothing else is believed."""

import numpy as np
import pytest

from nngrader.errors import WorkerFault
from nngrader.evidence import Answered, Evidence, Mishap, Place, Table
from nngrader.executors._letters import Letter, Reply, decoded, encoded, letter, reply
from nngrader.jobs import CellFacts, LeftOut, Submission
from nngrader.mishaps import timed_out
from tests.builders import evidence

SUBMISSION = Submission(
    student="añ",
    name="x.ipynb",
    path="/a/x.ipynb",
    code="x = '\udce9\0'\n",
    places=(Place(3, 1),),
    cells=(CellFacts(number=1, line=1, role="solution", name="q1", count=3, makes=("x",)),),
    left_out=(LeftOut(1, "%run a.py"),),
)


def test_a_submission_arrives_as_it_is_also_where_utf_8_cannot_write_it() -> None:
    told = decoded(letter(SUBMISSION), Letter)

    assert (told.submission, told.function, told.arguments) == (SUBMISSION, "", ())


def test_a_call_arrives_with_its_arrays_of_numbers_and_of_text() -> None:
    given = (np.array([["old", "high"]]), np.array([np.nan, 1.0], dtype=np.float32))

    told = decoded(letter(SUBMISSION, "preprocess", given), Letter)

    assert told.function == "preprocess"
    for sent, arrived in zip(given, told.arguments, strict=True):
        assert (arrived.dtype, arrived.shape) == (sent.dtype, sent.shape)
        assert arrived.tobytes() == sent.tobytes()


@pytest.mark.parametrize(
    "outcome",
    [
        evidence(),
        Mishap("timed_out", "too long", evidence(), Place(4)),
        Mishap("grader_fault", "ours", Evidence(assignment="xor", student="s", classes=())),
        timed_out(1.5, evidence(), Place(4)),
    ],
    ids=["evidence", "a mishap with its place", "a mishap without", "its words"],
)
def test_an_outcome_arrives_as_it_was(outcome: Evidence | Mishap) -> None:
    assert decoded(encoded(reply(outcome)), Reply).outcome == outcome


def test_numbers_that_are_none_arrive_as_they_are() -> None:
    answered = Answered("f", "d", (Table((3,), "float64", (float("nan"), float("inf"), -0.0)),))

    told = decoded(encoded(Reply(answered=answered)), Reply).answer

    assert repr(told) == repr(answered)


def test_a_fault_is_raised_with_its_sentence() -> None:
    told = decoded(encoded(Reply(fault="Worker a: it broke.")), Reply)

    with pytest.raises(WorkerFault, match=r"^Worker a: it broke\.$"):
        _ = told.outcome
    with pytest.raises(WorkerFault, match=r"^Worker a: it broke\.$"):
        _ = told.answer


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x80", encoded({"student": 1})])
def test_what_is_no_letter_is_a_fault_of_the_cluster(data: bytes) -> None:
    with pytest.raises(WorkerFault, match=r"^What came from the cluster cannot be read"):
        decoded(data, Letter)
