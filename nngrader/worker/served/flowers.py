"""Irises and small digits as scikit-learn gives them, but only the rows of the task."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from nngrader.jobs import Array
from nngrader.worker.imports import exchange
from nngrader.worker.served.iris_files import for_testing, layout, written

SPECIES = ("setosa", "versicolor", "virginica")
EACH = 50  #: flowers per species in the public data, where scripts write these numbers out
NOTE = (
    "Note: the grader hands out its own {count} flowers here, sorted by species, {more} of them "
    "twice: the exam's flowers are not among them."
)
NOTE_DIGITS = (
    "Note: the grader hands out its own {count:,} pictures here: the exam's are not among them."
)
NOTE_ALL = "Note: the grader hands out its own copy of Iris here."


@dataclass(frozen=True, eq=False)
class Flowers:
    """Four measures and the number of the species of each flower."""

    x: Array  #: (flowers, 4)
    y: Array  #: (flowers,), numbers that index the names
    names: tuple[str, ...]
    note: str

    def tell(self) -> None:
        """Say whose flowers these are."""
        print(self.note)  # noqa: T201 - into the student's own output

    def as_file(self, place: str, source: str) -> bytes:
        """Write the file that a script with that text reads from a path or an address."""
        rows = for_testing(place, self.y)
        return written(layout(place, source), self.x[rows], self.y[rows], self.names).encode()


def of_task(x: Array, y: Array) -> Flowers:
    """Take the flowers to learn from, some twice: scripts count on 50 of each species."""
    names, numbers = np.unique(y, return_inverse=True)
    known = tuple(map(str, names)) if names.dtype.kind in "UO" else SPECIES[: len(names)]
    each = [np.resize(np.flatnonzero(numbers == n), EACH) for n in range(len(names))]
    rows = np.concatenate(each)
    note = NOTE.format(count=len(y), more=len(rows) - len(y))
    return Flowers(x[rows], numbers[rows], known, note)


def of_everybody() -> Flowers:
    """Take all flowers, where there is no exam."""
    from sklearn.datasets import load_iris  # noqa: PLC0415 - takes a second

    bunch = load_iris()
    return Flowers(bunch.data, bunch.target, tuple(map(str, bunch.target_names)), NOTE_ALL)


def hand_out(flowers: Flowers) -> Callable[[ModuleType], None]:
    """Make what exchanges `load_iris` once its module is there."""

    def change(module: ModuleType) -> None:
        usual = module.load_iris

        def load_iris(*, return_X_y: bool = False, as_frame: bool = False) -> Any:  # noqa: N803
            flowers.tell()
            bunch = usual()
            bunch.target_names = np.array(flowers.names)
            return _filled(bunch, flowers.x, flowers.y, return_xy=return_X_y, as_frame=as_frame)

        exchange("load_iris", usual, load_iris)

    return change


def hand_out_digits(x: Array, y: Array) -> Callable[[ModuleType], None]:
    """Make what exchanges `load_digits` once its module is there."""
    note = NOTE_DIGITS.format(count=len(x))

    def change(module: ModuleType) -> None:
        usual = module.load_digits

        def load_digits(
            *,
            n_class: int = 10,
            return_X_y: bool = False,  # noqa: N803
            as_frame: bool = False,
        ) -> Any:
            print(note)  # noqa: T201 - into the student's own output
            bunch, shown = usual(n_class=n_class), y.astype(int) < n_class
            bunch.images = x[shown].reshape(-1, 8, 8).astype(float)
            flat, target = bunch.images.reshape(-1, 64), y[shown].astype(int)
            return _filled(bunch, flat, target, return_xy=return_X_y, as_frame=as_frame)

        exchange("load_digits", usual, load_digits)

    return change


def _filled(bunch: Any, x: Array, y: Array, *, return_xy: bool, as_frame: bool) -> Any:
    """Put rows in place of those that scikit-learn ships."""
    data: Any = x.copy()
    target: Any = y.copy()
    if as_frame:
        import pandas as pd  # noqa: PLC0415 - takes a second where nobody wants it

        data = pd.DataFrame(data, columns=list(bunch.feature_names))
        target = pd.Series(target, name="target")
        bunch.frame = data.assign(target=target)
    bunch.data, bunch.target = data, target
    return (data, target) if return_xy else bunch
