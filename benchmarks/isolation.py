"""Table 4: what confining a child costs beside a plain fork."""

import sys
from statistics import median

from benchmarks.children import ask
from benchmarks.confining import Asked, Times
from benchmarks.tables import duration, table
from nngrader.executors._self_test import send_canary
from nngrader.isolation import LEVELS

CHILDREN = 50
HEAD = ("confined by", "level", "plain fork", "confined", "overhead", "with its end")


def report(*, quick: bool) -> str:
    """Fork children in every way that holds here."""
    rows = []
    for way, level in LEVELS.items():
        trials, _ = send_canary(way)
        if trials:  # the way is there, even if one of its trials did not go well
            print(f"Confinement: {way}", file=sys.stderr)
            asked = Asked(way, 5 if quick else CHILDREN)
            rows.append(_row(str(way), level, ask("benchmarks.confining.main()", asked, Times)))
    return f"## Confining a child, median of {CHILDREN}, in turn\n\n{table(HEAD, rows)}"


def _row(way: str, level: int, times: Times) -> list[str]:
    plain, confined = median(times.plain_ready), median(times.confined_ready)
    ends = median(times.confined_gone) - median(times.plain_gone)
    told = (plain, confined, confined - plain, ends)
    return [way, str(level), *map(duration, told)]
