"""What a teacher writes in `assignment.py`."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import inf
from pathlib import Path
from typing import Any, TypeAlias

from nngrader.evidence import Evidence
from nngrader.grades import Verdict, Visibility
from nngrader.jobs import CORES, Contract, Dataset, Limits
from nngrader.language import ENGLISH, voice
from nngrader.late import Attempts, Late
from nngrader.limits import NAMED
from nngrader.network import Asked

Check: TypeAlias = Callable[[Evidence], Verdict]
DUE = "datetime(2027, 1, 31, 23, 59, tzinfo=timezone.utc)"  #: as a teacher may write it


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


MAY_BE_NONE = ("code_s", "cpu_s")  #: fields of Training that follow another one then


@dataclass(frozen=True, kw_only=True)
class Training:
    """How the submitted network is trained."""

    seeds: tuple[int, ...] = (0, 1, 2)  #: tried in this order, only as far as needed
    limit_s: float = 60.0  #: for the student's own code, and again for each seed
    #: For the student's own code where its trainings are shortened; at most, and else, `limit_s`.
    code_s: float | None = None
    memory_mib: int = 4096  #: beyond what TensorFlow itself needs
    epochs: int | None = None  #: trained at most, whatever is asked; the best one then counts
    cpu_s: float | None = None  #: of the processor, for the student's own code; else twice its time
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
            if not (limit.holds(value) or (limit.field in MAY_BE_NONE and value is None)):
                problem = f"Training({limit.field}={value!r}): {limit.wanted} is wanted."
                raise ValueError(problem)

    @property
    def limits(self) -> Limits:
        """The same, as a child process is told."""
        return self._limits(self.limit_s)

    @property
    def code_limits(self) -> Limits:
        """The same for one that runs the student's own code and trains little."""
        return self._limits(min(self.code_s or self.limit_s, self.limit_s))

    def _limits(self, wall_s: float) -> Limits:
        return Limits(
            wall_s=wall_s,
            cpu_s=self.cpu_s or CORES * wall_s,
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
    due: datetime | None = None  #: aware, written as in `DUE`
    late: Late = field(default_factory=Late)
    attempts: Attempts = field(default_factory=Attempts)
    heal: bool = False  #: rewrite old Keras before grading, and say so
    language: str = ENGLISH  #: of what students read: en, es, pt
    lesson: str = ""  #: URL where README.md is read, into which hints lead; empty for none
    name: str = ""  #: the folder's name, set when it is opened
    folder: Path = Path()  #: set when it is opened

    def __post_init__(self) -> None:
        """Refuse a rubric that says one sentence twice: results are kept by sentence.

        A due date without a zone is a different moment for every reader, and is refused as well.
        """
        titles = [criterion.title for criterion in self.rubric]
        twice = sorted({title for title in titles if titles.count(title) > 1})
        if twice:
            problem = f"{self.title!r} has two criteria called {twice[0]!r}; name them apart."
            raise ValueError(problem)
        for criterion in self.rubric:
            self._refuse_out_of_reach(criterion)
        self._refuse_odd_policy()
        self._refuse_odd_words()

    def limited(self, limits: dict[str, Any]) -> "Assignment":
        """Give back the same with some fields of its training exchanged."""
        return replace(self, training=replace(self.training, **limits))

    def speaking(self, language: str) -> "Assignment":
        """Give back the same in another language; empty for its own. Raises UnknownName."""
        return replace(self, language=language) if language else self

    def _refuse_out_of_reach(self, criterion: Criterion) -> None:
        wanted, seeds = getattr(criterion.check, "on_seeds", 1), len(self.training.seeds)
        if wanted > seeds:
            problem = f"{criterion.title!r} asks for {wanted} seeds; Training has {seeds}."
            raise ValueError(problem)

    def _refuse_odd_words(self) -> None:
        """Refuse a language that nobody speaks, and a lesson that no browser opens."""
        voice(self.language)
        if self.lesson and not self.lesson.startswith(("https://", "http://")):
            problem = (
                f"{self.title!r}: lesson={self.lesson!r}: an address such as https://… is wanted."
            )
            raise ValueError(problem)

    def _refuse_odd_policy(self) -> None:
        wanted = _wanted_instead(self.due, self.late, self.attempts)
        if wanted:
            problem = f"{self.title!r}: {wanted}."
            raise ValueError(problem)


def _wanted_instead(due: object, late: object, attempts: object) -> str:
    """Say what is wanted where a due date or a policy cannot be meant so; empty where it can."""
    aware = isinstance(due, datetime) and due.utcoffset() is not None
    if not aware and due is not None:
        return f"due={due!r}: {DUE} is wanted, with its time zone"
    if not isinstance(late, Late):
        return f"late={late!r}: Late(...) is wanted, such as Late(per_day=0.1)"
    if not isinstance(attempts, Attempts):
        return f"attempts={attempts!r}: Attempts(...) is wanted, such as Attempts(most=3)"
    if due is None and late != Late():
        return f"late={late!r} needs a due date, such as due={DUE}"
    return ""
