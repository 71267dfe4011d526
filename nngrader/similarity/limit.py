"""How close independent answers get, and from where on a pair is worth reading.

Measured on classes whose students know nothing of each other: beyond the median, the closeness of
pairs falls off exponentially. So the fall is measured where most pairs are, and followed to the
point beyond which less than half a pair of the whole class is expected.
"""

from dataclasses import dataclass
from math import log

import numpy as np

from nngrader.jobs import Array

FALSE_PAIRS = 0.5  #: expected in a class in which nobody knows anybody
MIDDLE, HIGH = 0.5, 0.9  #: quantiles between which the fall is measured; a tenth may be related
SLOWER = 1.5  #: times the measured fall; drawn classes of 8 to 1000 then keep to half a pair
LEAST = 25.0  #: closeness that is never listed below; 22 independent answers reached 18
FEWEST = 28  #: pairs to measure on, those of eight programs; below it nothing is measured
ALONE = 2 * LEAST  #: where neither the class is large enough nor a background says what is usual
#: 175 drawn classes had medians up to 5.1, the smallest classes the highest, and falls up to 6.5.
ALIKE_TYPICALLY, ALIKE_FALL = 6.0, 8.0


@dataclass(frozen=True)
class Limit:
    """How close is too close to be chance."""

    closeness: float  #: beyond which a pair is listed
    typical: float  #: that half of the pairs stay below
    all_alike: bool  #: the class as a whole is closer than strangers are, and the limit too high


def limit_of(pairs: Array, answers: int) -> Limit:
    """Find the closeness beyond which independent answers are hardly ever found.

    `answers` are those of the background.
    """
    if len(pairs) < FEWEST:
        typical = float(np.median(pairs)) if len(pairs) else 0.0
        return Limit(LEAST if answers else ALONE, typical, all_alike=False)
    typical, high = (float(value) for value in np.quantile(pairs, (MIDDLE, HIGH)))
    fall = (high - typical) / log((1 - MIDDLE) / (1 - HIGH))
    steps = log((1 - MIDDLE) * len(pairs) / FALSE_PAIRS)
    return Limit(
        closeness=max(LEAST, typical + SLOWER * fall * steps),
        typical=typical,
        all_alike=typical > ALIKE_TYPICALLY or fall > ALIKE_FALL,
    )
