"""Children for any number of threads: so many at once, all from one launcher, all ended together."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from nngrader.errors import WorkerFault
from nngrader.executors import Closed
from nngrader.executors._conversation import Conversation, Dialogue
from nngrader.executors._process import Launcher
from nngrader.jobs import Limits
from nngrader.wire import Frame


@dataclass
class Gate:
    """Lets so many in at once; when it is shut, nobody, and who waits before it goes away."""

    places: int
    is_shut: bool = False
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def enter(self) -> None:
        """Take a place, when there is one; raises Closed."""
        with self._changed:
            self._changed.wait_for(lambda: self.places or self.is_shut)
            if self.is_shut:
                raise Closed
            self.places -= 1

    def leave(self) -> None:
        """Give the place to the next."""
        with self._changed:
            self.places += 1
            self._changed.notify()

    def shut(self) -> None:
        """Let nobody in any more."""
        with self._changed:
            self.is_shut = True
            self._changed.notify_all()


@dataclass
class Opened:
    """A child that takes a place until it is left. What it says after the end is not believed."""

    dialogue: Dialogue
    gate: Gate

    def __enter__(self) -> "Opened":
        """Use it."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it, and give its place to the next."""
        try:
            self.dialogue.__exit__()
        finally:
            self.gate.leave()

    def ask(self, request: Frame) -> Conversation:
        """Put one request; raises Closed when it was ended from here, not by its own doing."""
        told = self.dialogue.ask(request)
        if self.gate.is_shut:
            raise Closed
        return told

    def output(self) -> str:
        """Give back what it printed, once it was ended."""
        return self.dialogue.output()


class Children:
    """Opens children, at most `jobs` at once, from one launcher that is started when needed."""

    def __init__(self, jobs: int, start: Callable[[], Launcher]) -> None:
        """Start nothing yet."""
        self._gate = Gate(jobs)
        self._start = start
        self._launcher: Launcher | None = None
        self._lock = threading.Lock()

    @property
    def started(self) -> bool:
        """Whether there is a process that has imported TensorFlow, or is about to."""
        return self._launcher is not None

    def launcher(self) -> Launcher:
        """Start the launcher, or return the one that was started; raises Closed."""
        with self._lock:
            if self._gate.is_shut:
                raise Closed
            if self._launcher is None:
                self._launcher = self._start()
            return self._launcher

    def open(self, limits: Limits) -> Opened:
        """Start a child when there is a place for it; raises WorkerFault, or Closed."""
        self._gate.enter()
        try:
            return Opened(Dialogue(self.launcher(), limits), self._gate)
        except BaseException as error:
            self._gate.leave()
            if self._gate.is_shut and isinstance(error, WorkerFault):
                raise Closed from error
            raise

    def close(self) -> None:
        """End all children at once, and whoever waits for one."""
        self._gate.shut()
        with self._lock:
            launcher, self._launcher = self._launcher, None
        if launcher is not None:
            launcher.close()
