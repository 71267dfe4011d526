"""How far right answers go beyond guessing. Pure arithmetic on counts."""

from math import exp, lgamma, log

#: Guessing gets there once in a million hand-ins.
CHANCE = 1e-6
FEW_ROWS = 4  #: so few, as in XOR, never get there; all must be right


def chance(right: int, counts: tuple[int, ...]) -> float:
    """Say how likely guessing the most frequent class has so many right, or more.

    `counts` are the rows per class. 1 where there is but one class.
    """
    rows = sum(counts)
    if not right or max(counts, default=0) == rows:
        return 1.0
    share = max(counts) / rows
    exact = sum(_binomial(number, rows, share) for number in range(right, rows + 1))
    return float(f"{min(exact, 1.0):.3g}")


def _binomial(count: int, of: int, share: float) -> float:
    """Say how likely exactly so many are; SciPy, which has this, takes half a second to import."""
    ways = lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
    return exp(ways + count * log(share) + (of - count) * log(1.0 - share))


def beyond_guessing(right: int, rows: int, chance: float) -> bool:
    """Whether so many right answers need an explanation; a handful must all be right."""
    return right == rows and chance < 1.0 if rows <= FEW_ROWS else chance < CHANCE
