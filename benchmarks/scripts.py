"""A hundred scripts and notebooks as beginners write them, through `nngrader inspect`."""

import json
import sys
from collections import Counter
from itertools import cycle, islice
from pathlib import Path

from benchmarks import peers
from benchmarks.machine import ROOT
from benchmarks.tables import duration, table
from benchmarks.timed import Timed, run

CORPUS = ROOT / "tests" / "corpus"
FILES, QUICK = 100, 6
JOBS = 2
WANTED_S = 120  #: for all of them, after the import of TensorFlow


def report(mnist: str, *, quick: bool) -> str:
    """Inspect the first file alone, which imports TensorFlow as well, and then a hundred."""
    rows = Path(mnist).parent if mnist else None
    corpus = sorted([*CORPUS.glob("*/*.py"), *CORPUS.glob("*/*.ipynb")])
    files = [*islice(cycle(corpus), QUICK if quick else FILES)]
    print(f"{len(files)} scripts and notebooks", file=sys.stderr)
    first, every = (_inspected(some, rows) for some in (files[:1], files))
    after_s = every.wall_s - first.wall_s
    cells = [
        duration(every.wall_s),
        duration(first.wall_s),
        duration(after_s / len(files)),
        duration(every.cpu_s / len(files)),
        f"{every.peak_mib:,.0f} MiB",
    ]
    heads = ["all, clock", "the first alone", "each after it", "each, processor", "peak memory"]
    held = "within" if after_s <= WANTED_S else "NOT within"
    title = f"## {len(files)} scripts and notebooks, inspected {JOBS} at a time\n"
    told = f"{after_s:.0f} s after the import: {held} the {WANTED_S} s that were wanted."
    return "\n".join([title, table(heads, [cells]), f"{told} {_outcomes(every)}\n"])


def _inspected(files: list[Path], rows: Path | None) -> Timed:
    program = Path(sys.executable).parent / "nngrader"
    words = [str(program), "inspect", "--json", "--jobs", str(JOBS), *map(str, files)]
    timed = run(words, ROOT, peers.told(rows))
    if timed.code not in (0, 1):
        problem = f"nngrader inspect ended with {timed.code}:\n{timed.output[-3000:]}"
        raise RuntimeError(problem)
    return timed


def _outcomes(timed: Timed) -> str:
    count = Counter(entry["status"].replace("_", " ") for entry in json.loads(timed.output))
    return f"They came to: {', '.join(f'{n} {name}' for name, n in count.most_common())}."
