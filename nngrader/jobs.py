"""What is handed in, what is asked of it, and the rows it is asked about."""

from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from nngrader.evidence import Place

Array = NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Submission:
    """One hand-in: the student's text as Python, and the map back to where it was written."""

    student: str
    name: str  #: file name, such as "xor.ipynb"
    path: str  #: where it came from, for people
    code: str  #: plain Python; a notebook's cells one after another, magics blanked
    places: tuple[Place, ...] = ()  #: the place of each line of `code`; empty for a script

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
    serves: str = ""  #: name in `keras.datasets` under which student code may load these rows

    @property
    def raw_labels(self) -> tuple[int, ...]:
        """Class index per training row."""
        index = {name: number for number, name in enumerate(self.classes)}
        return tuple(index[str(label)] for label in self.y_train)


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
