"""Table 2: seconds per hand-in from its text to its JSON, at first and remembered."""

import sys
from pathlib import Path
from statistics import fmean, median
from tempfile import TemporaryDirectory

from benchmarks.children import ask
from benchmarks.pipeline import Class, Graded, Passes
from benchmarks.tables import duration, ratio, table
from benchmarks.tasks import Data

TITLES: dict[Data, str] = {"xor": "XOR", "iris": "Iris", "mnist": "MNIST"}
COUNTS: dict[Data, int] = {"xor": 30, "iris": 30, "mnist": 10}
QUICK_COUNT = 3
HEAD = (
    "hand-ins",
    "first one",
    "median of the others",
    "mean of the others",
    "median CPU",
    "bare training (mean)",
    "mean / bare",
    "runs remembered",
    "full points",
)


def report(mnist: str, *, quick: bool) -> str:
    """Grade each class in a process of its own; without `mnist`, its rows are left out."""
    rows: list[list[str]] = []
    for data, count in COUNTS.items():
        if data == "mnist" and not mnist:
            continue
        passes = _passes(Class(data, QUICK_COUNT if quick else count), mnist)
        rows.append(_row(f"{len(passes.cold)} {TITLES[data]}", passes.cold))
        rows.append(_row(f"{len(passes.again)} {TITLES[data]} again", passes.again))
    return f"## The whole way, seconds per hand-in (wall)\n\n{table(HEAD, rows)}"


def _passes(wanted: Class, mnist: str) -> Passes:
    print(f"{wanted.count} hand-ins of {TITLES[wanted.data]}, twice", file=sys.stderr)
    with TemporaryDirectory(prefix="nngrader-memory-") as memory:
        settings = {"NNGRADER_MEMORY": memory}
        if mnist:
            settings["NNGRADER_DATA"] = str(Path(mnist).parent)
        return ask("benchmarks.pipeline.main()", wanted, Passes, **settings)


def _row(name: str, graded: list[Graded]) -> list[str]:
    first, others = graded[0], graded[1:]
    mean, bare = fmean(g.wall for g in others), fmean(g.bare for g in others)
    runs, known = sum(g.runs for g in graded), sum(g.remembered for g in graded)
    return [
        name,
        duration(first.wall),
        duration(median(g.wall for g in others)),
        duration(mean),
        duration(median(g.cpu for g in others)),
        duration(bare) if bare else "-",
        ratio(mean / bare) if bare else "-",
        f"{known} of {runs}",
        f"{sum(g.full for g in graded)} of {len(graded)}",
    ]
