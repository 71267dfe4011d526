"""How surely a threshold tells correct networks from faulty ones. Pure: counts in, chances out.

Accuracies are kept as numbers of hidden rows answered rightly, so that nothing is lost to rounding.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import ceil, comb, log, sqrt
from statistics import fmean, stdev
from typing import TypeAlias

from scipy.stats import beta, shapiro, t

from nngrader.rubric.checks.outcome import ROUNDING

PASSES = 0.999  #: a correct hand-in must pass at least this often
FAILS = 0.99  #: a faulty one must fail at least this often
CONFIDENCE = 0.95
MANY_ROWS = 1000  #: from so many hidden rows on, accuracies are nearly continuous
MANY_RUNS = 8  #: fewer do not show whether they are spread like a normal distribution
UNLIKELY = 0.01  #: below this p-value of Shapiro and Wilk they are not
MOST_SEEDS = 9  #: more trainings than that per hand-in are never suggested


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What passing means: on `on_seeds` of `seeds` trainings the accuracy reaches `at_least`."""

    at_least: float  #: 0..1
    on_seeds: int = 1
    seeds: int = 1

    def __post_init__(self) -> None:
        """Refuse what nobody or everybody could do; raises ValueError."""
        if not (0 < self.at_least <= 1 and 1 <= self.on_seeds <= self.seeds):
            problem = (
                f"{self.on_seeds} of {self.seeds} seeds with an accuracy of {self.at_least}: "
                "the accuracy must be above 0 and at most 1, and 1 seed up to all can be asked."
            )
            raise ValueError(problem)

    def needed(self, rows: int) -> int:
        """Count the rows of `rows` that must be right, as the `accuracy` check rounds."""
        return ceil((self.at_least - ROUNDING) * rows)


@dataclass(frozen=True)
class Sample:
    """The seeded trainings of one hand-in."""

    name: str
    correct: bool  #: whether it must pass; otherwise it must fail
    rows: int  #: hidden rows
    right: tuple[int, ...]  #: rows answered rightly, one number per training, at least one

    @property
    def accuracies(self) -> tuple[float, ...]:
        """The same as shares, 0..1."""
        return tuple(count / self.rows for count in self.right)

    @property
    def target(self) -> float:
        """How often it must do as it must, 0..1."""
        return PASSES if self.correct else FAILS

    def reached(self, rule: Rule) -> int:
        """Count the trainings that reach the threshold."""
        return sum(count >= rule.needed(self.rows) for count in self.right)

    def does_as_it_must(self, share: float, rule: Rule) -> float:
        """Turn the chance that a training reaches the threshold into the chance to be judged well."""
        passing = p_pass(share, rule)
        return passing if self.correct else 1 - passing


Basis: TypeAlias = Callable[
    [Sample, Rule], float
]  #: the chance that a hand-in is judged well, 0..1


def p_pass(share: float, rule: Rule) -> float:
    """Chance that at least `on_seeds` of `seeds` trainings reach the threshold, each with `share`.

    The tail of a binomial distribution. Drawing seeds one after another and stopping when it is
    decided changes the work, not the chance.
    """
    return sum(
        comb(rule.seeds, hits) * share**hits * (1 - share) ** (rule.seeds - hits)
        for hits in range(rule.on_seeds, rule.seeds + 1)
    )


def bounds(successes: int, runs: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Enclose the true share of successes: the two-sided interval of Clopper and Pearson (1934)."""
    tail = (1 - confidence) / 2
    low = beta.ppf(tail, successes, runs - successes + 1) if successes else 0.0
    high = beta.ppf(1 - tail, successes + 1, runs - successes) if successes < runs else 1.0
    return float(low), float(high)


def counted(sample: Sample, rule: Rule) -> float:
    """Chance to be judged well, from the share of trainings that reached the threshold."""
    return sample.does_as_it_must(sample.reached(rule) / len(sample.right), rule)


def at_bound(sample: Sample, rule: Rule) -> float:
    """Chance to be judged well, from the less favourable end of the 95 % interval."""
    low, high = bounds(sample.reached(rule), len(sample.right))
    return sample.does_as_it_must(low if sample.correct else high, rule)


@cache
def nearly_normal(sample: Sample) -> bool:
    """Whether a normal distribution may stand for these accuracies: fine grid, enough, no oddity."""
    many = sample.rows >= MANY_ROWS and len(sample.right) >= MANY_RUNS
    if not many or len(set(sample.right)) == 1:
        return False
    return float(shapiro(sample.right).pvalue) >= UNLIKELY


def normal(sample: Sample, rule: Rule) -> float | None:
    """Chance to be judged well, from a normal distribution fitted to the accuracies.

    As mean and spread are themselves estimated, the next training follows Student's t with
    runs - 1 degrees of freedom, wider by sqrt(1 + 1 / runs). None where it is not `nearly_normal`.
    """
    if not nearly_normal(sample):
        return None
    runs = len(sample.right)
    spread = stdev(sample.right) * sqrt(1 + 1 / runs)
    half_a_row_below = rule.needed(sample.rows) - 0.5
    reaching = t.sf((half_a_row_below - fmean(sample.right)) / spread, runs - 1)
    return sample.does_as_it_must(float(reaching), rule)


def estimate(sample: Sample, rule: Rule) -> float:
    """Chance to be judged well that decides: as counted, or from the normal fit if that is less."""
    fitted = normal(sample, rule)
    return counted(sample, rule) if fitted is None else min(fitted, counted(sample, rule))


def sure(sample: Sample, rule: Rule) -> float:
    """Chance to be judged well that is shown by the runs: at the bound, or by the normal fit."""
    fitted = normal(sample, rule)
    return at_bound(sample, rule) if fitted is None else estimate(sample, rule)


def meets(sample: Sample, rule: Rule, basis: Basis = estimate) -> bool:
    """Whether a hand-in is judged well often enough."""
    return basis(sample, rule) >= sample.target


def runs_to_show(sample: Sample, rule: Rule) -> int:
    """Count the runs, all of them as they must be, after which the bound would show the target.

    When n of n succeed the lower end of the interval is (tail)^(1/n); the rest is bisection.
    """
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        reaching = middle if sample.correct else 1 - middle
        enough = sample.does_as_it_must(reaching, rule) >= sample.target
        low, high = (low, middle) if enough else (middle, high)
    return ceil(log((1 - CONFIDENCE) / 2) / log(high))


@dataclass(frozen=True)
class Thresholds:
    """At which thresholds, in hidden rows answered rightly, every hand-in is judged well."""

    rows: int
    lowest: int  #: from here on every faulty one fails; rows + 1 when one of them never does
    highest: int  #: up to here every correct one passes; 0 when one of them never does
    preventing: tuple[str, ...] = ()  #: the faulty ones that fail only above `highest`

    @property
    def exist(self) -> bool:
        """Whether there is any."""
        return self.lowest <= self.highest

    @property
    def recommended(self) -> float:
        """Choose the roundest number in the middle third, the nearest to its middle of several."""
        third = (self.highest - self.lowest) // 3
        low, high = self.lowest + third, self.highest - third
        middle = (low + high) / 2 / self.rows
        return min(_roundest(low, high, self.rows), key=lambda number: abs(number - middle))


def _roundest(low: int, high: int, rows: int) -> list[float]:
    """List the numbers with the fewest decimals that ask for `low` to `high` of `rows` rows."""
    digits = 0
    while True:
        tens = 10**digits
        first, last = (low - 1) * tens // rows, high * tens // rows
        numbers = [number / tens for number in range(max(1, first), last + 1)]
        good = [n for n in numbers if low <= Rule(at_least=n).needed(rows) <= high]
        if good:
            return good
        digits += 1


def recommend(samples: tuple[Sample, ...], rule: Rule, basis: Basis = estimate) -> Thresholds:
    """Find the thresholds at which all samples meet their targets under this rule for seeds.

    A higher threshold passes fewer: there is one range, or none.
    """
    rows = samples[0].rows
    highest = min((_turn(s, rule, basis) - 1 for s in samples if s.correct), default=rows)
    turns = {s.name: _turn(s, rule, basis) for s in samples if not s.correct}
    preventing = tuple(name for name, turn in turns.items() if turn > highest)
    return Thresholds(rows, max(turns.values(), default=1), highest, preventing)


def _turn(sample: Sample, rule: Rule, basis: Basis) -> int:
    """Find the lowest threshold that a correct one fails too often, or a faulty one often enough."""

    def turned(needed: int) -> bool:
        asked = replace(rule, at_least=needed / sample.rows)
        return meets(sample, asked, basis) != sample.correct

    return 1 + bisect_left(range(1, sample.rows + 1), x=True, key=turned)


def other_rule(samples: tuple[Sample, ...], rule: Rule) -> Rule | None:
    """Find the rule with the fewest seeds that has thresholds, the widest range of several."""
    for seeds in range(1, MOST_SEEDS + 1):
        found = list(_rules_with(seeds, samples, rule))
        if found:
            return max(found, key=lambda pair: pair[0])[1]
    return None


def _rules_with(seeds: int, samples: tuple[Sample, ...], rule: Rule) -> Iterator[tuple[int, Rule]]:
    for on_seeds in range(1, seeds + 1):
        asked = replace(rule, on_seeds=on_seeds, seeds=seeds)
        found = recommend(samples, asked)
        if found.exist:
            yield found.highest - found.lowest, replace(asked, at_least=found.recommended)
