"""The exam of a script that belongs to no assignment: rows that it trains on, and their labels."""

from dataclasses import dataclass
from math import floor

import numpy as np

from nngrader.answers import Code
from nngrader.evidence import ModelSpec, Task
from nngrader.given import spaced
from nngrader.jobs import Array
from nngrader.network import CROSS_ENTROPIES

MOST_ROWS = 2000  #: of an exam, evenly spaced over the rows trained on
MOST_CLASSES = 200
FEW_CLASSES = 20  #: whole numbers that may be classes without a loss that says so
MARGINS = frozenset(
    {
        "hinge",
        "squared_hinge",
        "categorical_hinge",
        "categorical_focal_crossentropy",
        "binary_focal_crossentropy",
        "crossentropy",
        "kl_divergence",
    }
)
DECIDING = frozenset({"sigmoid-like", "softmax", "softmax-twice", "constant"})


@dataclass(frozen=True, eq=False)
class Exam:
    """Rows that a network trained on, to be asked once it is trained."""

    task: Task
    x: Array
    y: Array  #: as given to `fit`
    truth: tuple[int, ...]  #: class index per row; zeros where the labels are numbers
    code: Code


def exam(x: Array, y: Array, model: ModelSpec, held: float = 0.0) -> Exam | None:
    """Take rows for an exam; None where the labels cannot be read.

    The last rows, this share of all, are held back from training and not asked about.
    """
    if not len(x) or len(x) != len(y) or not np.isfinite(y.astype(np.float64)).all():
        return None
    flat = y.reshape(len(y), -1)
    codes = _codes(flat, model)
    chosen = spaced(floor(len(x) * (1.0 - held)), MOST_ROWS)  # rounded as Keras 3.15 does
    if not codes:
        return Exam("numbers", x[chosen], y[chosen], (0,) * len(chosen), Code((0.0,)))
    written = flat.argmax(axis=1) if flat.shape[1] > 1 else flat[:, 0]
    index = {code: number for number, code in enumerate(codes)}
    truth = tuple(index[float(value)] for value in written[chosen])
    return Exam("classes", x[chosen], y[chosen], truth, Code(codes))


def _codes(flat: Array, model: ModelSpec) -> tuple[float, ...]:
    """List the numbers that stand for classes; none where the labels are numbers to be met."""
    if flat.shape[1] > 1:
        shares = bool(((flat == 0) | (flat == 1)).all() and (flat.sum(axis=1) == 1).all())
        return tuple(map(float, range(flat.shape[1]))) if shares else ()
    found = tuple(map(float, np.unique(flat)))
    few = len(found) <= MOST_CLASSES and (_decides(model) or _looks_like_classes(found, model))
    return found if few else ()


def _decides(model: ModelSpec) -> bool:
    """Whether the loss is one for classes."""
    return model.loss is not None and model.loss.name in CROSS_ENTROPIES | MARGINS


def _looks_like_classes(found: tuple[float, ...], model: ModelSpec) -> bool:
    whole = all(value.is_integer() for value in found)
    if not whole or len(found) > FEW_CLASSES:
        return False
    counts = any("accuracy" in metric for metric in model.metrics)
    return len(found) <= 2 or model.head in DECIDING or counts


def explained(answers: Array, y: Array) -> float | None:
    """Measure the share of the labels' variance that answers explain; None where it cannot be."""
    told, wanted = (array.reshape(len(array), -1).astype(np.float64) for array in (answers, y))
    if told.shape != wanted.shape:
        return None
    spread = float(((wanted - wanted.mean(axis=0)) ** 2).sum())
    missed = float(((told - wanted) ** 2).sum())
    return round(1.0 - missed / spread, 6) if spread > 0 and np.isfinite(missed) else None
