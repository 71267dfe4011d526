"""How workers are run. Each public file is one way, chosen by its name; all offer an `Executor`."""

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, cast

from nngrader.errors import NngraderError, WorkerFault
from nngrader.evidence import Answered, Evidence, Mishap
from nngrader.isolation import Isolation
from nngrader.jobs import Array, Refused, Submission
from nngrader.rooms import enter
from nngrader.rubric import Assignment
from nngrader.training_memory import Memory

ROOM = "nngrader.executors"


class BadOptions(NngraderError):
    """Options with which an executor cannot work."""


class Closed(WorkerFault):
    """The executor was closed while something ran, as by Ctrl-C; what ran has no result."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("It was stopped before it was done: the executor was closed.")


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a command line can say of an executor."""

    jobs: int | None = None  #: submissions whose code runs at the same time; None for what suits
    scheduler: str | None = None  #: address of a running Dask scheduler
    memory: Memory | None = None  #: of trainings; None for the one of this machine


class Executor(Protocol):
    """Runs submissions. A context manager; while it is open, any number of threads may use it."""

    @property
    def isolation(self) -> Isolation:
        """How well the code of submissions is confined, wherever it runs."""
        ...

    @property
    def slots(self) -> int:
        """How many submissions to have under examination at once, to keep it busy."""
        ...

    def __enter__(self) -> "Executor":
        """Open it."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End everything that runs; threads that wait for it get Closed."""
        ...

    def warm_up(self) -> None:
        """Begin with what every submission will need, and do not wait for it."""
        ...

    def examine(
        self, submission: Submission | Refused, assignment: Assignment
    ) -> Evidence | Mishap:
        """Run one submission to its Evidence or Mishap; raises what a teacher can mend."""
        ...

    def needs_worker(self, submission: Submission | Refused, assignment: Assignment) -> bool:
        """Say whether anything must be run to judge this submission."""
        ...

    def call(
        self,
        submission: Submission,
        assignment: Assignment,
        function: str,
        given: tuple[Array, ...],
    ) -> Answered:
        """Call one function of the submission."""
        ...


def open_executor(name: str, options: Options) -> Executor:
    """Make an executor by name, to be used with `with`; raises UnknownName or BadOptions."""
    return cast("Executor", enter(ROOM, name).executor(options))
