"""What is handed in, what is asked of it, and the rows it is asked about."""

from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from nngrader.evidence import Place

Array = NDArray[Any]
Role = Literal["solution", "tests", "read-only", "task", "other"]


@dataclass(frozen=True, kw_only=True)
class CellFacts:
    """A cell of a notebook: what it is for, and what was saved with it."""

    number: int  #: 1-based among all cells
    line: int = 0  #: of the submission's code, where it begins; 0 for a cell that holds no code
    role: Role = "other"  #: as nbgrader or Otter marks it
    name: str = ""  #: nbgrader's grade_id, or Otter's question
    count: int | None = None  #: the execution number saved with it
    failed: str = ""  #: the error saved with it, such as "NameError"
    printed: str | None = None  #: the text saved with it; None for what is not known as text
    epochs: tuple[int, ...] = ()  #: of the trainings that the saved output reports
    makes: tuple[str, ...] = ()  #: names that its top level binds
    sets: tuple[str, ...] = ()  #: those of them that are neither imported nor functions or classes
    reads: tuple[str, ...] = ()  #: names that it reads; attributes with a dot before them
    magic: bool = False  #: a line of it is understood by notebooks only


@dataclass(frozen=True)
class LeftOut:
    """A line that only a notebook understands, such as `%run other.py`, and that is not run."""

    line: int  #: of the submission's code
    text: str


@dataclass(frozen=True, kw_only=True)
class Submission:
    """One hand-in: the student's text as Python, and the map back to where it was written."""

    student: str
    name: str  #: file name, such as "xor.ipynb"
    path: str  #: where it came from, for people
    code: str  #: plain Python; a notebook's cells one after another, magics blanked
    places: tuple[Place, ...] = ()  #: the place of each line of `code`; empty for a script
    cells: tuple[CellFacts, ...] = ()  #: of a notebook
    left_out: tuple[LeftOut, ...] = ()

    @property
    def starts(self) -> tuple[int, ...]:
        """The lines of `code` at which the cells of a notebook begin."""
        return tuple(cell.line for cell in self.cells if cell.line)

    def place(self, line: int) -> Place:
        """Translate a line of `code` into the student's own counting."""
        return self.places[line - 1] if 0 < line <= len(self.places) else Place(line)


@dataclass(frozen=True)
class Refused:
    """A hand-in that could not even be read as text."""

    student: str
    name: str
    path: str
    reason: str
    outcome: Literal["unreadable", "rejected"] = "unreadable"  #: rejected: it was not to be read


@dataclass(frozen=True, eq=False, kw_only=True)
class Plain:
    """Rows as tutorials hold them, for scripts that fetch or type them in themselves."""

    x_train: Array  #: numbers
    y_train: Array  #: whole numbers, (rows,)
    x_test: Array
    codes: tuple[float, ...]  #: the number that stands for each class, by class index


@dataclass(frozen=True, eq=False, kw_only=True)
class Rows:
    """A data set, split into what the student sees and what stays hidden."""

    x_train: Array
    y_train: Array
    x_test: Array
    truth: tuple[int, ...]  #: class index per test row; stays in the supervisor
    classes: tuple[str, ...]  #: sorted as a beginner's encoder would sort them
    rehearsal: tuple[int, ...]  #: training rows shown again as test rows when auditing
    source: str  #: where the rows came from, for people
    digest: str  #: "sha256:..." over all arrays and labels
    stand_in: bool = False  #: True when the real data could not be had
    serves: str = ""  #: name under which student code may load these rows, such as "mnist"
    plain: Plain | None = None  #: None where the rows are numbers already

    @property
    def raw_labels(self) -> tuple[int, ...]:
        """Class index per training row."""
        index = {name: number for number, name in enumerate(self.classes)}
        return tuple(index[str(label)] for label in self.y_train)

    @property
    def in_numbers(self) -> Plain:
        """The rows as a script holds them; class numbers where nothing else is said."""
        if self.plain is not None:
            return self.plain
        codes = tuple(float(index) for index in range(len(self.classes)))
        labels = np.array(self.raw_labels, dtype=np.int64)
        return Plain(x_train=self.x_train, y_train=labels, x_test=self.x_test, codes=codes)


class Dataset(Protocol):
    """A file in the datasets room."""

    def load(self) -> Rows:
        """Find the rows; raises NoData with what to do."""
        ...


#: Processor seconds per second of a training at most: one thread calculates, others serve it.
CORES = 2.0


@dataclass(frozen=True)
class Limits:
    """What one child process may use."""

    wall_s: float = 60.0
    cpu_s: float = 120.0  #: seconds of processor time, of all its threads together
    memory_mib: int = 4096  #: beyond what TensorFlow itself needs
    threads: int = 64  #: at once; other processes are never allowed where that can be enforced
    disk_mib: int = 256  #: of all files that it keeps
    files: int = 4096
    output_mib: int = 64  #: printed; far less of it is kept
    messages: int = 5000  #: that a child may send in one conversation


@dataclass(frozen=True)
class Contract:
    """The functions that the student fills in."""

    preprocess: str = "preprocess"
    build_model: str = "build_model"
    train: str = "train"

    @property
    def functions(self) -> tuple[str, str, str]:
        """Their names in the order they are called."""
        return (self.preprocess, self.build_model, self.train)


def row_keys(x: Array) -> list[int]:
    """Hash every row of an array, so that shuffled rows can be found again."""
    rows = np.ascontiguousarray(x)  # at least one dimension
    return [hash(row.tobytes()) for row in rows]
