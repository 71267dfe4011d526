"""150 irises of three species, measured by Anderson, published by Fisher (1936).

30 flowers, ten of each species, are held back for the exam; which ones is fixed here.
"""

from functools import cache

import numpy as np

from nngrader.datasets._rows import digest, hold_out
from nngrader.jobs import Rows

HIDDEN_PER_SPECIES = 10
SEED = 1935  #: of the draws tried, one on which right programs get 28 to 30
REHEARSED = 5  #: training flowers per species that are shown again as test flowers


@cache
def load() -> Rows:
    """Return x_train (120, 4) sorted by species, and x_test (30, 4) in mixed order."""
    from sklearn.datasets import load_iris  # noqa: PLC0415 - takes a second

    flowers = load_iris()
    classes = tuple(map(str, flowers.target_names))
    names = np.array(classes)[flowers.target]
    kept, hidden = hold_out(flowers.target, HIDDEN_PER_SPECIES, SEED)
    return Rows(
        x_train=flowers.data[kept],
        y_train=names[kept],
        x_test=flowers.data[hidden],
        truth=tuple(map(int, flowers.target[hidden])),
        classes=classes,
        rehearsal=_rehearsal(flowers.target[kept]),
        source="Fisher's irises, as shipped with scikit-learn",
        digest=digest(flowers.data, names, hidden),
        serves="iris",
    )


def _rehearsal(labels: "np.typing.NDArray[np.int64]") -> tuple[int, ...]:
    firsts = [np.flatnonzero(labels == label)[:REHEARSED] for label in np.unique(labels)]
    return tuple(int(row) for rows in firsts for row in rows)
