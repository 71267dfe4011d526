"""Learning curves as numbers: what the pictures draw and the tables beside them say."""

from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import Literal

from nngrader.evidence import TrainingRun

Measure = Literal["accuracy", "loss"]
Rows = Literal["training", "validation"]
History = dict[str, tuple[float | None, ...]]  #: per epoch; None where it was not finite


@dataclass(frozen=True)
class Series:
    """One line of a learning curve."""

    seed: int
    measure: Measure
    rows: Rows
    values: tuple[float | None, ...]  #: per epoch; None where it was not finite

    @cached_property
    def finite(self) -> tuple[float, ...]:
        """The values that can be drawn."""
        return tuple(v for v in self.values if v is not None and isfinite(v))

    @property
    def best(self) -> float | None:
        """The highest accuracy or the lowest loss; None when nothing was finite."""
        if not self.finite:
            return None
        return max(self.finite) if self.measure == "accuracy" else min(self.finite)


def series(runs: tuple[TrainingRun, ...], measure: Measure) -> tuple[Series, ...]:
    """Collect the curves of all seeds, training rows before validation rows."""
    return tuple(line for run in runs for line in of_history(run.seed, run.history, measure))


def of_history(seed: int, history: History, measure: Measure) -> tuple[Series, ...]:
    """Collect the curves of one training, training rows before validation rows."""
    return tuple(
        Series(seed, measure, rows, history[prefix + key])
        for key in _keys(history, measure)
        for rows, prefix in _ROWS
        if history.get(prefix + key)
    )


_ROWS: tuple[tuple[Rows, str], ...] = (("training", ""), ("validation", "val_"))


def _keys(history: History, measure: Measure) -> list[str]:
    """Keras names an accuracy after the loss, such as "binary_accuracy"; the first one counts."""
    if measure == "loss":
        return ["loss"]
    named = [key for key in history if key.endswith("accuracy") or key == "acc"]
    return [key for key in named if not key.startswith(("val_", "top_k"))][:1]
