"""What a worker on some machine does: one warm process, and submissions that come as letters.

Knows nothing of Dask. The first submission of an assignment opens it; what leaves is evidence.
"""

import shutil
import ssl
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from nngrader.engine import conditions
from nngrader.errors import NngraderError
from nngrader.executors import Closed
from nngrader.executors._examine import examine
from nngrader.executors._letters import Letter, Reply, decoded, encoded, reply
from nngrader.executors._parcel import Parcel, unpacked
from nngrader.executors._remote_memory import Line, Place, RemoteMemory, answers
from nngrader.executors.local import Local
from nngrader.isolation import WORDS, Isolation
from nngrader.mishaps import raised
from nngrader.rubric import Assignment
from nngrader.training_memory import Nothing


@dataclass(frozen=True)
class Station:
    """What a worker is, as it says itself."""

    conditions: dict[str, str]
    isolation: Isolation
    threads: int


@dataclass(frozen=True)
class Promise:
    """What every worker must be, so that a result is the same wherever it comes from."""

    conditions: dict[str, str]
    level: int  #: of isolation, at least
    encrypted: bool  #: whether strangers on the network can't reach the scheduler
    memory: Place | None = None  #: where trainings are remembered; None before that is known


def station(threads: int) -> Station:
    """Describe this machine; sends the canary, unless that was done before."""
    return Station(conditions(), Local(memory=Nothing()).isolation, threads)


def difference(promise: Promise, found: Station) -> str:
    """Say why a worker is given nothing; empty for one that will do."""
    names = promise.conditions | found.conditions
    apart = [
        f"{name} is {found.conditions.get(name)} there and {promise.conditions.get(name)} here"
        for name in names
        if found.conditions.get(name) != promise.conditions.get(name)
    ]
    level = found.isolation.level
    if apart:
        return f"its results could be others: {'; '.join(apart)}"
    if level < promise.level:
        return f"it reaches isolation level {level}, and {promise.level} was promised"
    if level == 1 and not promise.encrypted:
        return (
            f"it reaches isolation level 1 ({WORDS[1]}), so a submission could reach the "
            "scheduler, which runs whatever it is sent. Level 2 is needed, or TLS (docs/cluster.md)"
        )
    return ""


@dataclass
class Outpost:
    """One worker process: its children, and the assignments it has opened."""

    name: str  #: as people know this worker
    promise: Promise
    jobs: int
    context: ssl.SSLContext | None = None
    _local: Local = field(init=False)
    _folder: Path = field(init=False)
    _opened: dict[str, Assignment] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Start nothing yet."""
        self._local = Local(jobs=self.jobs, memory=Nothing())
        self._folder = Path(tempfile.mkdtemp(prefix="nngrader-worker-"))

    def refusal(self) -> str:
        """Say why this worker cannot take part; empty when it can."""
        why = difference(self.promise, station(self.jobs))
        place = self.promise.memory
        if not why and place is not None and not answers(place, self.context):
            why = f"it cannot reach the machine that grades at {place.host}, port {place.port}"
        return why

    def warm_up(self) -> None:
        """Begin to import TensorFlow."""
        self._local.warm_up()

    def answer(self, parcel: bytes, letter: bytes, before_waiting: Callable[[], None]) -> bytes:
        """Do what a letter asks; raises Closed when the worker is about to go.

        `before_waiting` is called before this waits for a training of another worker.
        """
        try:
            return encoded(self._answered(parcel, decoded(letter, Letter), before_waiting))
        except Closed:
            raise
        except NngraderError as error:
            return encoded(Reply(fault=f"Worker {self.name}: {error}"))
        except Exception as error:  # noqa: BLE001 - told to the teacher, by whoever sent the letter
            return encoded(Reply(fault=f"Worker {self.name} stopped with {raised(error)}."))

    def _answered(self, parcel: bytes, letter: Letter, before_waiting: Callable[[], None]) -> Reply:
        assignment = self._assignment(parcel)
        if letter.function:
            given = letter.arguments
            answered = self._local.call(letter.submission, assignment, letter.function, given)
            return Reply(answered=answered)
        assert self.promise.memory is not None  # known before anybody works
        line = Line(self.promise.memory, self.context)
        try:
            workers = self._local.workers(RemoteMemory(line, before_waiting))
            return reply(examine(letter.submission, assignment, workers))
        finally:
            line.close()

    def _assignment(self, parcel: bytes) -> Assignment:
        """Open an assignment, once."""
        key = sha256(parcel).hexdigest()
        with self._lock:
            if key not in self._opened:
                given = decoded(parcel, Parcel)
                self._opened[key] = unpacked(given, self._folder / key[:16], self.name)
            return self._opened[key]

    def close(self) -> None:
        """End everything that runs here."""
        self._local.__exit__(None, None, None)
        shutil.rmtree(self._folder, ignore_errors=True)
