"""A whole class of 100, beside nbgrader and beside running every script once."""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import peers
from benchmarks.class_mix import COUNTS, HandIn, lay_out, of, sample
from benchmarks.peers import Taken
from benchmarks.tables import duration, ratio, table
from benchmarks.tasks import Data
from benchmarks.timed import Timed, run

JOBS = 2
CODE_S = 5  #: that a hand-in's own code may take here, fit left out: `--limit code=`
QUICK = 4  #: hand-ins of each assignment that has no large data
WANTED = 25  #: times nbgrader's throughput


@dataclass(frozen=True)
class Ours:
    """One assignment, graded by `nngrader batch`."""

    data: Data
    hand_ins: list[HandIn]
    timed: Timed
    reports: dict[str, dict[str, object]]  #: for machines, by student

    @property
    def astray(self) -> Iterator[str]:
        """What came to something else than it may."""
        for one in self.hand_ins:
            found = self.reports.get(one.student, {})
            status = found.get("status", "no report")
            lost = one.kind == "right" and found.get("score") != found.get("max_score")
            if status not in one.statuses or lost:
                yield f"{one.student} ({one.what}): {status}, {found.get('score')} points"


def report(mnist: str, count: int, *, quick: bool) -> str:
    """Grade the class; and `count` of it by the others, none for 0."""
    with tempfile.TemporaryDirectory(prefix="class-") as folder:
        root = Path(folder)
        classes = [data for data in COUNTS if mnist or data != "mnist"]
        rows = Path(mnist).parent if mnist else None
        ours = [_ours(data, root, rows, quick=quick) for data in classes]
        chosen = sample([one for each in ours for one in each.hand_ins], count) if count else []
        others = [*peers.nbgrader(chosen, root, rows), *peers.scripts(chosen, root, rows)]
    return "\n".join([_title(ours), _table(ours), *_beside(ours, chosen, others), *_astray(ours)])


def _ours(data: Data, root: Path, rows: Path | None, *, quick: bool) -> Ours:
    hand_ins = of(data)[:QUICK] if quick else of(data)
    lay_out(hand_ins, root / data)
    out = root / "out" / data
    program = Path(sys.executable).parent / "nngrader"
    words = [str(program), "batch", str(root / data), "--assignment", data]
    words += ["--out", str(out), "--jobs", str(JOBS), "--limit", f"code={CODE_S}"]
    print(f"A class of {len(hand_ins)} in {data}", file=sys.stderr)
    timed = run(words, root, {"NNGRADER_MEMORY": str(root / "memory"), **peers.told(rows)})
    reports = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in (out / "reports").glob("*.json")
    }
    if not reports:
        problem = f"nngrader batch ended with {timed.code}:\n{timed.output[-3000:]}"
        raise RuntimeError(problem)
    return Ours(data, hand_ins, timed, reports)


def _title(ours: list[Ours]) -> str:
    count = sum(len(each.hand_ins) for each in ours)
    kinds = Counter(one.kind for each in ours for one in each.hand_ins)
    told = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
    trained = [run for each in ours for run in _runs(each)]
    known = sum(bool(run["remembered"]) for run in trained)
    return (
        f"## A class of {count}, never seen before\n\n{told}. {len(trained)} trainings, of which "
        f"{known} had been done for somebody else.\n"
    )


def _runs(ours: Ours) -> Iterator[dict[str, object]]:
    for one in ours.reports.values():
        runs = one["training"]
        assert isinstance(runs, list)
        yield from runs


def _table(ours: list[Ours]) -> str:
    head = ("`nngrader batch`", "wall", "CPU", "wall each", "as it should be", "peak memory")
    rows = [_row(each.data, [each]) for each in ours]
    return table(head, [*rows, _row("together", ours)])


def _row(name: str, ours: list[Ours]) -> list[str]:
    count = sum(len(each.hand_ins) for each in ours)
    wall, cpu = (sum(getattr(each.timed, what) for each in ours) for what in ("wall_s", "cpu_s"))
    right = count - sum(len(list(each.astray)) for each in ours)
    peak = max(each.timed.peak_mib for each in ours)
    return [
        f"{count} {name}",
        duration(wall),
        duration(cpu),
        duration(wall / count),
        f"{right} of {count}",
        f"{peak:,.0f} MiB",
    ]


def _beside(ours: list[Ours], chosen: list[HandIn], others: list[Taken]) -> Iterator[str]:
    """Compare what one hand-in takes; the others had a part of the class only."""
    if not others:
        return
    count = sum(len(each.hand_ins) for each in ours)
    each_s = sum(one.timed.wall_s for one in ours) / count
    each_cpu_s = sum(one.timed.cpu_s for one in ours) / count
    each_of = {one.data: one.timed.wall_s / len(one.hand_ins) for one in ours}
    own = [duration(each_of[data]) for data in each_of]
    rows = [
        ["nngrader batch", f"all {count}", duration(each_s), duration(each_cpu_s), "1", *own, "-"]
    ]
    for taken in others:
        wall_s, cpu_s = taken.wall_s / len(chosen), taken.cpu_s / len(chosen)
        parts = [duration(taken.each_s[d]) if d in taken.each_s else "-" for d in each_of]
        words = (duration(wall_s), duration(cpu_s), ratio(wall_s / each_s), *parts, taken.remark)
        rows.append([taken.name, f"a sample of {len(chosen)}", *words])
    kinds = Counter((one.data, one.kind) for one in chosen)
    told = ", ".join(f"{number} {data} {kind}" for (data, kind), number in sorted(kinds.items()))
    yield "## The same class by others, seconds per hand-in\n"
    yield table(("by", "hand-ins", "wall", "CPU", "times ours", *each_of, "remark"), rows)
    yield f"The sample: {told}. Wanted: nbgrader at least {WANTED}x, the scripts more than 1x.\n"


def _astray(ours: list[Ours]) -> Iterator[str]:
    told = [words for each in ours for words in each.astray]
    if told:
        yield "Not as it should be:\n\n" + "\n".join(f"- {words}" for words in told) + "\n"
