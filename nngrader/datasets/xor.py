"""Four customer segments of a shop, and which of them stay loyal.

Loyal are the young with a middle income and the old with a high one: exactly one of young and
high. The exam is on the same four segments, for there are no others.
"""

from functools import cache

import numpy as np

from nngrader.datasets._rows import digest
from nngrader.jobs import Plain, Rows

CLASSES = ("loyal", "not loyal")
#: Old and middle are 0, young and high 1, as every XOR tutorial types them in; loyal is 1.
BITS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


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
        plain=Plain(
            x_train=BITS, y_train=BITS[:, 0] ^ BITS[:, 1], x_test=BITS.copy(), codes=(1.0, 0.0)
        ),
    )
