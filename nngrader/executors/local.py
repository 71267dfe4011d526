"""Workers on this machine."""

import os
import sys
import threading
from types import TracebackType

import numpy as np

from nngrader.arrays import digest
from nngrader.evidence import Answered, Evidence, Mishap, Table
from nngrader.executors import BadOptions, Options
from nngrader.executors._children import Children
from nngrader.executors._conversation import Conversation
from nngrader.executors._diagnose import diagnose
from nngrader.executors._examine import examine, needs_worker
from nngrader.executors._inspect import inspect
from nngrader.executors._one_shots import OneShots
from nngrader.executors._process import Launcher
from nngrader.executors._self_test import measure
from nngrader.executors._trainings import Workers
from nngrader.executors._zygote import Zygote
from nngrader.isolation import Isolation, Way
from nngrader.jobs import Array, Refused, Submission
from nngrader.rubric import Assignment, Training
from nngrader.training_memory import Memory, open_memory
from nngrader.untrusted import clean_lines, cleaned
from nngrader.wire import Frame
from nngrader.worker.nest import SLOTS

#: Submissions under examination per place for a child: one is judged while the other's child works.
BUSY = 2
MEASURING = threading.Lock()  #: one canary at a time; the second thread takes what the first found


def executor(options: Options) -> "Local":
    """Run on this machine; raises BadOptions."""
    if options.scheduler is not None:
        problem = (
            "A scheduler was named, and the executor `local` has none; `--executor dask` was meant?"
        )
        raise BadOptions(problem)
    jobs = min(cores(), SLOTS) if options.jobs is None else options.jobs
    return Local(jobs=jobs, memory=options.memory)


class Local:
    """Runs submissions in children of one warm process, `jobs` at the same time.

    Any number of threads may use it; those that find no place for a child wait for one. Who wants
    a network trained that another thread trains already waits for that one, without a place.
    """

    def __init__(
        self,
        *,
        jobs: int = 1,
        fork: bool = sys.platform == "linux",
        memory: Memory | None = None,
        way: Way | None = None,
    ) -> None:
        """Fork children where that is safe; `fork=False` starts a fresh process for each.

        Trainings are recalled from `memory`, by default the one of this machine. Children are
        confined in the best way that holds here, or in the one given. Raises BadOptions.
        """
        if not 1 <= jobs <= SLOTS:
            problem = f"From 1 to {SLOTS} submissions can be run at once here; {jobs} were asked."
            raise BadOptions(problem)
        self._jobs = jobs
        self._fork = fork
        self._memory = open_memory(confined=fork) if memory is None else memory
        self._way = way if fork else "process"
        self._children = Children(jobs, self._launcher)

    @property
    def isolation(self) -> Isolation:
        """How well children are confined; sends the canary, unless that was done before."""
        with MEASURING:
            return measure() if self._way is None else Isolation(self._way)

    @property
    def slots(self) -> int:
        """How many submissions to have under examination at once."""
        return BUSY * self._jobs

    def __enter__(self) -> "Local":
        """Start nothing yet: a broken file needs no TensorFlow."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all workers for good; threads that examine get Closed at once."""
        self._children.close()

    def warm_up(self) -> None:
        """Begin to import TensorFlow in the background."""
        self._children.launcher()

    def examine(
        self, submission: Submission | Refused, assignment: Assignment
    ) -> Evidence | Mishap:
        """Run one submission to its Evidence or Mishap; raises WorkerFault without TensorFlow."""
        return examine(submission, assignment, self.workers(self._memory))

    def inspect(self, submission: Submission | Refused, training: Training) -> Evidence | Mishap:
        """Run a file that belongs to no assignment, within limits, and tell what it did."""
        return inspect(submission, training, self.workers(self._memory))

    def diagnose(
        self, submission: Submission | Refused, training: Training, *, train: bool
    ) -> Evidence | Mishap:
        """Run a file that belongs to no assignment, and train its network anew if `train`."""
        return diagnose(submission, training, self.workers(self._memory), train=train)

    def workers(self, memory: Memory) -> Workers:
        """Lend the children to somebody who remembers trainings elsewhere."""
        return Workers(self._children.open, memory, self.isolation.level)

    def needs_worker(self, submission: Submission | Refused, assignment: Assignment) -> bool:
        """Say whether anything must be run to judge this submission."""
        return needs_worker(submission, assignment, self.isolation.level)

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
        workers = self.workers(self._memory)
        talk = workers.converse(Frame("call", body, arrays), assignment.training.code_limits)
        return cleaned(_answered(function, given, talk), clean_lines)

    def _launcher(self) -> Launcher:
        return Zygote(self.isolation.way) if self._fork else OneShots()


def cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
