"""What crosses between this machine and a worker elsewhere: MessagePack of our own types, no pickle.

Unlike JSON it keeps NaN, infinity and bytes as they are. What a student wrote travels as text and
bytes inside it; whoever receives it checks every field against its type.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from nngrader.errors import WorkerFault
from nngrader.evidence import Answered, Evidence, Mishap, MishapName, Place
from nngrader.jobs import Array, CellFacts, LeftOut, Submission
from nngrader.language import Text
from nngrader.training_memory import packed, unpacked
from nngrader.wire import Frame

NO_KEY = (
    "0" * 32
)  #: arrays are packed as the memory of trainings does, which files them under a key
T = TypeVar("T")


@dataclass(frozen=True)
class Letter:
    """A submission, and what is asked of it: to be examined, or what one function answers."""

    student: str
    name: str
    path: str
    code: bytes  #: of a text that may hold what UTF-8 does not
    places: tuple[Place, ...]
    function: str = ""  #: to be called; empty where the whole is examined
    given: bytes = b""
    cells: tuple[CellFacts, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def submission(self) -> Submission:
        """Read the submission."""
        return Submission(
            student=self.student,
            name=self.name,
            path=self.path,
            code=self.code.decode("utf-8", "surrogatepass"),
            places=self.places,
            cells=self.cells,
            left_out=self.left_out,
        )

    @property
    def arguments(self) -> tuple[Array, ...]:
        """Read the arrays for the function."""
        (frame,) = unpacked(NO_KEY, self.given)
        return tuple(frame.arrays[f"argument{index}"] for index in range(len(frame.arrays)))


@dataclass(frozen=True)
class _Stopped:
    name: MishapName
    message: str
    place: Place | None
    words: Text | None


@dataclass(frozen=True)
class Reply:
    """What came of it. Exactly one of evidence, answer and fault is there."""

    evidence: Evidence | None = None
    mishap: _Stopped | None = None  #: beside the evidence that was captured before it
    answered: Answered | None = None
    fault: str = ""  #: a sentence for the teacher

    @property
    def outcome(self) -> Evidence | Mishap:
        """Read what an examination came to; raises WorkerFault."""
        if self.evidence is None:
            raise WorkerFault(self.fault or "A worker gave no evidence.")
        said = self.mishap
        if said is None:
            return self.evidence
        return Mishap(said.name, said.message, self.evidence, said.place, said.words)

    @property
    def answer(self) -> Answered:
        """Read what a function answered; raises WorkerFault."""
        if self.answered is None:
            raise WorkerFault(self.fault or "A worker gave no answer.")
        return self.answered


def letter(submission: Submission, function: str = "", given: tuple[Array, ...] = ()) -> bytes:
    """Write down what is asked."""
    arrays = {f"argument{index}": array for index, array in enumerate(given)}
    return encoded(
        Letter(
            student=submission.student,
            name=submission.name,
            path=submission.path,
            code=submission.code.encode("utf-8", "surrogatepass"),
            places=submission.places,
            function=function,
            given=packed(NO_KEY, (Frame("call", {}, arrays),)),
            cells=submission.cells,
            left_out=submission.left_out,
        )
    )


def reply(outcome: Evidence | Mishap) -> Reply:
    """Take an outcome apart: evidence, and beside it what stopped it."""
    if isinstance(outcome, Evidence):
        return Reply(outcome)
    stopped = _Stopped(outcome.name, outcome.message, outcome.place, outcome.words)
    return Reply(outcome.captured, stopped)


def encoded(what: object) -> bytes:
    """Write one of our types."""
    return msgspec.msgpack.encode(what)


def decoded(data: bytes, kind: Callable[..., T]) -> T:
    """Read one of our types; raises WorkerFault for anything else."""
    try:
        read: T = msgspec.msgpack.decode(data, type=kind)
    except (ValueError, msgspec.MsgspecError) as error:
        problem = (
            f"What came from the cluster cannot be read ({error}). Is nngrader the same there?"
        )
        raise WorkerFault(problem) from error
    return read
