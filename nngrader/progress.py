"""What is shown while a class is graded: a bar for people, lines for logs, JSON for machines."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from types import TracebackType
from typing import Literal, Protocol, TextIO, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, track
from rich.text import Text

from nngrader.untrusted import clean, clean_lines, for_terminal
from nngrader.wording import duration

Mode = Literal["people", "quiet", "json"]
T = TypeVar("T")
LONGEST = 60  #: characters of a student's name


@dataclass(frozen=True)
class Row:
    """One submission that is done."""

    student: str  #: id
    shown: str  #: name
    source: str
    status: str
    score: float
    max_score: float
    seconds: float  #: since it was begun
    known: bool  #: it was done before and only judged again

    @property
    def outcome(self) -> str:
        """Sort it into what a tally counts."""
        if self.status != "graded":
            return self.status.replace("_", " ")
        return "full points" if self.score >= self.max_score else "graded"


class Shown(Protocol):
    """What a batch tells while it runs; a context manager."""

    def __enter__(self) -> "Shown":
        """Begin."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the terminal as it was."""
        ...

    def begin(self, what: str, total: int) -> None:
        """Say what is graded, and how many there are."""
        ...

    def note(self, text: str) -> None:
        """Tell something about the whole."""
        ...

    def row(self, row: Row) -> None:
        """Tell that one is done."""
        ...


@dataclass
class _Silent:
    """Shows nothing; what shows more does so in its own way."""

    def __enter__(self) -> "_Silent":
        return self

    def __exit__(self, *_: object) -> None:
        return

    def begin(self, what: str, total: int) -> None:
        pass

    def note(self, text: str) -> None:
        pass

    def row(self, row: Row) -> None:
        pass


@dataclass
class _Json(_Silent):
    """One JSON object per line, written at once."""

    out: TextIO
    done: int = 0
    total: int = 0

    def begin(self, what: str, total: int) -> None:
        self.total = total
        self._say("begun", what=clean(what), total=total)

    def note(self, text: str) -> None:
        self._say("note", text=clean(text))

    def row(self, row: Row) -> None:
        self.done += 1
        told = {name: clean(v) if isinstance(v, str) else v for name, v in asdict(row).items()}
        self._say("done", **told, done=self.done, total=self.total)

    def _say(self, event: str, **what: object) -> None:
        print(json.dumps({"event": event, **what}), file=self.out, flush=True)


@dataclass
class _Lines(_Silent):
    """A line for each, for a log."""

    out: TextIO
    done: int = 0
    total: int = 0

    def begin(self, what: str, total: int) -> None:
        self.total = total
        self._say(what)

    def note(self, text: str) -> None:
        self._say(f"Note: {text}")

    def row(self, row: Row) -> None:
        self.done += 1
        points = f"{row.score:g}/{row.max_score:g}"
        known = ", known" if row.known else ""
        name = clean(row.shown, LONGEST)
        self._say(f"{self.done}/{self.total} {name}: {points} points, {row.status}{known}")

    def _say(self, text: str) -> None:
        print(for_terminal(text, self.out.encoding), file=self.out, flush=True)


@dataclass
class _Bar(_Silent):
    """A bar with rate, time left and a running tally."""

    console: Console
    tally: Counter[str] = field(default_factory=Counter)
    worked: int = 0  #: not known before, so that the rate is that of work

    def __enter__(self) -> "_Bar":
        self._progress = Progress(
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TextColumn("{task.fields[tally]}"),
            console=self.console,
            expand=True,
        )
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def begin(self, what: str, total: int) -> None:
        self._task: TaskID = self._progress.add_task("", total=total, rate="", tally="")
        self._line(what)

    def note(self, text: str) -> None:
        self._line(f"Note: {text}")

    def row(self, row: Row) -> None:
        self.tally[row.outcome] += 1
        self.worked += not row.known
        task = self._progress.tasks[self._task]
        left = (task.total or 0) - task.completed - 1
        rate = told_rate(self.worked, task.elapsed or 0.0, int(left))
        self._progress.update(self._task, advance=1, rate=rate, tally=told_tally(self.tally))

    def _line(self, text: str) -> None:
        self._progress.console.print(Text(clean_lines(text)))


def told_rate(worked: int, elapsed_s: float, left: int) -> str:
    """Say how fast it goes and how long the rest will take; empty before anything is known."""
    if not worked or elapsed_s <= 0:
        return ""
    rate = worked / elapsed_s
    fast = f"{rate:.1f}/s" if rate >= 1 else f"{60 * rate:.1f}/min"
    return f"{fast}, {duration(left / rate)} left" if left else fast


def told_tally(tally: Counter[str]) -> str:
    """Count outcomes, full points first, then graded, then what went wrong most often."""
    usual = [name for name in ("full points", "graded") if tally[name]]
    others = sorted(tally.keys() - {"full points", "graded"}, key=lambda name: (-tally[name], name))
    return ", ".join(f"{tally[name]} {name}" for name in [*usual, *others])


def shown(mode: Mode, out: TextIO | None = None) -> Shown:
    """Open what suits a mode; people get a bar at a terminal and lines elsewhere."""
    out = out or sys.stdout
    if mode == "json":
        return _Json(out)
    if mode == "quiet":
        return _Silent()
    return _Bar(Console(file=out)) if out.isatty() else _Lines(out)


def passing(done: Iterable[T], total: int) -> Iterator[T]:
    """Pass on what is done, with a bar on the standard error where that is a terminal."""
    quiet = not sys.stderr.isatty()
    bar = Console(stderr=True)
    yield from track(done, "", total=total, console=bar, transient=True, disable=quiet)
