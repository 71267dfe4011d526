"""From files to what was captured of each, in the order given, whatever happens to one of them."""

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, TypeAlias

from nngrader.errors import NngraderError
from nngrader.evidence import Evidence, Mishap
from nngrader.executors import Options
from nngrader.executors.local import executor
from nngrader.isolation import Isolation
from nngrader.jobs import Refused, Submission
from nngrader.limits import overrides
from nngrader.mishaps import crashed, grader_fault, raised
from nngrader.rubric import Training
from nngrader.submission import read
from nngrader.submission.reading import serves_as_hand_in

EMPTY_FOLDER = "it is a folder without a script or a notebook"


Outcome: TypeAlias = Evidence | Mishap


class Opened(Protocol):
    """Runs files, once it is opened. Any number of threads may use it while it is open."""

    @property
    def isolation(self) -> Isolation:
        """How well the code is confined."""
        ...

    @property
    def slots(self) -> int:
        """How many files to look at at once, to keep it busy."""
        ...

    def __enter__(self) -> object:
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


class Inspector(Opened, Protocol):
    """Inspects files; the executor `local` is one."""

    def inspect(self, submission: Submission | Refused, training: Training) -> Outcome:
        """Run one file once and give back what was captured."""
        ...


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the command was told."""

    files: tuple[str, ...]
    jobs: int | None = None  #: None for as many as there are processors
    level: int = 1  #: of isolation, at least
    limits: tuple[str, ...] = ()  #: "NAME=VALUE"


@dataclass(frozen=True)
class Inspected:
    """What was captured of one file, and what stopped it."""

    file: str  #: as it was given
    evidence: Evidence  #: as much as there was
    mishap: Mishap | None = None  #: None when it ran to its end


def listed(given: Iterable[str]) -> tuple[str, ...]:
    """Put in place of each folder the scripts and notebooks directly in it, sorted by name.

    A folder without any stays, and so does what cannot be opened: each comes to a mishap of its own.
    """
    return tuple(file for name in given for file in _files_of(name) or [name])


def _files_of(name: str) -> list[str]:
    folder = Path(name)
    try:
        found = sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError:
        return []
    return [str(path) for path in found if serves_as_hand_in(path.name) and not path.is_dir()]


def inspect(
    wanted: Wanted, opening: Callable[[Options], Inspector] = executor
) -> Generator[Inspected, None, None]:
    """Run each file once; raises what a teacher can mend, such as a missing level of isolation.

    Close the iterator when it is left early, as by Ctrl-C: that ends what still runs.
    """
    training = Training(**overrides(wanted.limits))
    inspector = opening(Options(jobs=wanted.jobs))
    yield from looked_at(wanted, inspector, lambda given: inspector.inspect(given, training))


def looked_at(
    wanted: Wanted, inspector: Opened, look: Callable[[Submission | Refused], Outcome]
) -> Generator[Inspected, None, None]:
    """Open whoever runs the files, and look at each, several at once."""
    training = Training(**overrides(wanted.limits))
    with ThreadPoolExecutor(inspector.slots) as pool, inspector:
        inspector.isolation.require(wanted.level)
        yield from pool.map(lambda file: _inspected(file, look, training), wanted.files)


def _inspected(
    file: str, look: Callable[[Submission | Refused], Outcome], training: Training
) -> Inspected:
    """Look at one file; a fault of ours costs only this one."""
    path = Path(file)
    try:
        outcome = look(_read(path, file))
    except NngraderError:
        raise
    except Exception as error:  # noqa: BLE001 - the others go on
        blank = Evidence(assignment="", student=path.stem, classes=())
        outcome = grader_fault(path.name, raised(error), blank)
    if isinstance(outcome, Mishap):
        return Inspected(file, outcome.captured, outcome)
    if outcome.error is None:
        return Inspected(file, outcome)
    return Inspected(file, outcome, crashed(outcome.error, outcome, training.limits))


def _read(path: Path, file: str) -> Submission | Refused:
    found = read(path)
    folder = isinstance(found, Refused) and path.is_dir()
    return Refused(path.stem, path.name, file, EMPTY_FOLDER) if folder else found
