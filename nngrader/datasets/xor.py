"""Four customer segments of a shop, and which of them stay loyal.

Loyal are the young with a middle income and the old with a high one: exactly one of young and
high. The exam is on the same four segments, for there are no others.
"""

from functools import cache

import numpy as np

from nngrader.datasets._rows import digest
from nngrader.jobs import Rows

CLASSES = ("loyal", "not loyal")


@cache
def load() -> Rows:
    """Return the four segments as words: x (4, 2), y (4,)."""
    x = np.array([["old", "middle"], ["old", "high"], ["young", "middle"], ["young", "high"]])
    y = np.array(["not loyal", "loyal", "loyal", "not loyal"])
    return Rows(
        x_train=x,
        y_train=y,
        x_test=x.copy(),
        truth=tuple(CLASSES.index(label) for label in y.tolist()),
        classes=CLASSES,
        rehearsal=(0, 1, 2, 3),
        source="four customer segments",
        digest=digest(x, y),
    )
