"""Workers on this machine."""

import sys
from functools import cached_property
from types import TracebackType

import numpy as np

from nngrader.arrays import digest
from nngrader.evidence import Answered, Evidence, Mishap, Table
from nngrader.executors._conversation import Conversation, Dialogue
from nngrader.executors._examine import before_running, examine
from nngrader.executors._one_shots import OneShots
from nngrader.executors._process import Launcher
from nngrader.executors._self_test import measure
from nngrader.executors._trainings import Workers
from nngrader.executors._zygote import Zygote
from nngrader.isolation import Isolation, Way
from nngrader.jobs import Array, Limits, Refused, Submission
from nngrader.rubric import Assignment
from nngrader.training_memory import Memory, open_memory
from nngrader.untrusted import clean_lines, cleaned
from nngrader.wire import Frame


class Local:
    """Runs submissions one after another in children of one warm process."""

    def __init__(
        self,
        *,
        fork: bool = sys.platform == "linux",
        memory: Memory | None = None,
        way: Way | None = None,
    ) -> None:
        """Fork children where that is safe; `fork=False` starts a fresh process for each.

        Trainings are recalled from `memory`, by default the one of this machine. Children are
        confined in the best way that holds here, or in the one given.
        """
        self._fork = fork
        self._memory = open_memory(confined=fork) if memory is None else memory
        self._way = way if fork else "process"
        self._launcher: Launcher | None = None

    @cached_property
    def isolation(self) -> Isolation:
        """How well children are confined; sends the canary, unless that was done before."""
        return measure() if self._way is None else Isolation(self._way)

    def __enter__(self) -> "Local":
        """Start nothing yet: a broken file needs no TensorFlow."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all workers."""
        if self._launcher is not None:
            self._launcher.close()
            self._launcher = None

    def warm_up(self) -> None:
        """Begin to import TensorFlow in the background."""
        if self._launcher is None:
            self._launcher = Zygote(self.isolation.way) if self._fork else OneShots()

    def examine(
        self, submission: Submission | Refused, assignment: Assignment
    ) -> Evidence | Mishap:
        """Run one submission to its Evidence or Mishap; raises WorkerFault without TensorFlow."""
        return examine(
            submission, assignment, Workers(self._open, self._memory, self.isolation.level)
        )

    def needs_worker(self, submission: Submission | Refused, assignment: Assignment) -> bool:
        """Say whether anything must be run to judge this submission."""
        try:
            begun = before_running(submission, assignment, self.isolation.level)
        except Exception:  # noqa: BLE001 - examining it will say so, of this hand-in alone
            return True
        return not isinstance(begun, Mishap) and len(begun[0].unfinished) < len(begun[0].blanks)

    def call(
        self,
        submission: Submission,
        assignment: Assignment,
        function: str,
        given: tuple[Array, ...],
    ) -> Answered:
        """Call one function of the submission in a child of its own."""
        arrays = {f"argument{index}": array for index, array in enumerate(given)}
        body = {
            "code": submission.code,
            "name": submission.name,
            "functions": list(assignment.contract.functions),
            "shorten": True,
            "seed": assignment.training.seeds[0],
            "function": function,
        }
        workers = Workers(self._open, self._memory, self.isolation.level)
        talk = workers.converse(Frame("call", body, arrays), assignment.training.limits)
        return cleaned(_answered(function, given, talk), clean_lines)

    def _open(self, limits: Limits) -> Dialogue:
        self.warm_up()
        assert self._launcher is not None  # warm_up made it
        return Dialogue(self._launcher, limits)


def _answered(function: str, given: tuple[Array, ...], talk: Conversation) -> Answered:
    asked = "+".join(digest(array) for array in given)
    try:
        return Answered(function, asked, _tables(talk), _stopped(talk))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return Answered(function, asked, error="a malformed answer")


def _tables(talk: Conversation) -> tuple[Table, ...]:
    told = next((frame for frame in talk.frames if frame.kind == "answer"), None)
    if told is None:
        return ()
    keys = (told.body["arrays"][f"answer{index}"] for index in range(told.body["count"]))
    return tuple(_table(told.arrays[key]) for key in keys)


def _stopped(talk: Conversation) -> str:
    """Say what stopped a call; empty when it was answered."""
    told = {frame.kind: frame.body for frame in reversed(talk.frames)}
    if "answer" in told:
        return ""
    if "error" in told:
        kind, message = told["error"]["kind"], told["error"]["message"]
        return str(message) if kind == "ContractBroken" else f"{kind}: {message}"
    return "it is not filled in yet" if "unfinished" in told else talk.complaint or talk.ending


def _table(array: Array) -> Table:
    return Table(array.shape, array.dtype.name, tuple(map(float, np.ravel(array))))
