"""What a teacher writes in `assignment.py`."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import inf
from pathlib import Path
from typing import Any, TypeAlias

from nngrader.evidence import Evidence
from nngrader.grades import Verdict, Visibility
from nngrader.jobs import CORES, Contract, Dataset, Limits
from nngrader.limits import NAMED
from nngrader.network import Asked

Check: TypeAlias = Callable[[Evidence], Verdict]


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One sentence of the rubric."""

    title: str
    points: float
    check: Check
    why: str = ""  #: why it matters, shown with the result
    hint: str = ""  #: replaces the check's own hint
    visibility: Visibility = "visible"


def worth(
    points: float,
    title: str,
    check: Check,
    *,
    why: str = "",
    hint: str = "",
    visibility: Visibility = "visible",
) -> Criterion:
    """Give points to a sentence; raises ValueError for points that are not positive."""
    if not 0 < points < inf:
        problem = f"{title!r} is worth {points} points; a criterion must be worth more than 0."
        raise ValueError(problem)
    return Criterion(
        title=title, points=points, check=check, why=why, hint=hint, visibility=visibility
    )


@dataclass(frozen=True, kw_only=True)
class Training:
    """How the submitted network is trained."""

    seeds: tuple[int, ...] = (0, 1, 2)  #: tried in this order, only as far as needed
    limit_s: float = 60.0  #: for the student's own code, and again for each seed
    memory_mib: int = 4096  #: beyond what TensorFlow itself needs
    epochs: int | None = None  #: trained at most, whatever is asked; the best one then counts
    cpu_s: float | None = None  #: of the processor, for the student's own code; twice `limit_s`
    threads: int = Limits.threads
    disk_mib: int = Limits.disk_mib
    files: int = Limits.files
    output_mib: int = Limits.output_mib
    messages: int = Limits.messages

    def __post_init__(self) -> None:
        """Refuse impossible limits, no seed, one that would be the same twice, or no epoch."""
        if self.epochs is not None and self.epochs < 1:
            problem = f"Training needs at least 1 epoch; epochs={self.epochs} was given."
            raise ValueError(problem)
        if not self.seeds or len(set(self.seeds)) < len(self.seeds):
            problem = f"Training needs at least one seed, each once; given were {self.seeds}."
            raise ValueError(problem)
        for limit in NAMED:
            value = getattr(self, limit.field)
            if not (limit.holds(value) or (limit.field == "cpu_s" and value is None)):
                problem = f"Training({limit.field}={value!r}): {limit.wanted} is wanted."
                raise ValueError(problem)

    @property
    def limits(self) -> Limits:
        """The same, as a child process is told."""
        return Limits(
            wall_s=self.limit_s,
            cpu_s=self.cpu_s or CORES * self.limit_s,
            memory_mib=self.memory_mib,
            threads=self.threads,
            disk_mib=self.disk_mib,
            files=self.files,
            output_mib=self.output_mib,
            messages=self.messages,
        )


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """A rubric and what it is asked about."""

    title: str
    dataset: Dataset
    rubric: tuple[Criterion, ...]
    training: Training = Training()
    contract: Contract = field(default_factory=Contract)
    asked: tuple[Asked, ...] = ()  #: the layers asked for, for the table in the report
    hand_in: str = ""  #: file name without ending; the folder's name when empty
    name: str = ""  #: the folder's name, set when it is opened
    folder: Path = Path()  #: set when it is opened

    def __post_init__(self) -> None:
        """Refuse a rubric that says one sentence twice: results are kept by sentence."""
        titles = [criterion.title for criterion in self.rubric]
        twice = sorted({title for title in titles if titles.count(title) > 1})
        if twice:
            problem = f"{self.title!r} has two criteria called {twice[0]!r}; name them apart."
            raise ValueError(problem)
        for criterion in self.rubric:
            self._refuse_out_of_reach(criterion)

    def limited(self, limits: dict[str, Any]) -> "Assignment":
        """Give back the same with some fields of its training exchanged."""
        return replace(self, training=replace(self.training, **limits))

    def _refuse_out_of_reach(self, criterion: Criterion) -> None:
        wanted, seeds = getattr(criterion.check, "on_seeds", 1), len(self.training.seeds)
        if wanted > seeds:
            problem = f"{criterion.title!r} asks for {wanted} seeds; Training has {seeds}."
            raise ValueError(problem)
