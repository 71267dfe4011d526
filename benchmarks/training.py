"""Table 1: one training by our engine, by `fit` in three ways, and at the processor's limit."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from benchmarks.children import ask
from benchmarks.tables import duration, ratio, table
from benchmarks.tasks import TASKS, VARIANTS, Cell, Task, Timing, Variant, quicker

Timings = dict[Variant, list[Timing]]

PRODUCTS = 5  #: matrix products per measurement of the core's rate
NOTES = (
    "(1) Without deterministic operations: Keras ignores `jit_compile` where they are asked for. "
    "(2) As many as an epoch has steps."
)
SHOWN = 8  #: digits of a sha256 that are shown


@dataclass
class Measured:
    """One task, timed in all its variants."""

    task: Task
    timings: Timings
    rates: list[float]  #: operations per second that this core did before each turn

    @property
    def name(self) -> str:
        """Title and epochs."""
        return f"{self.task.title}, {self.task.epochs} epochs"


#: Settings of a neutral child that are about time, not about numbers: nobody's `fit` has them.
OURS_ALONE = frozenset({"MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"})


def report(mnist: str, repeat: int, *, quick: bool) -> str:
    """Time every task `repeat` times and lay out the tables; without `mnist`, its rows are left out."""
    wanted = [task for task in TASKS if mnist or task.data != "mnist"]
    tasks = [quicker(task) if quick else task for task in wanted]
    return _told([_timed(task, mnist, repeat) for task in tasks])


def _timed(task: Task, mnist: str, repeat: int) -> Measured:
    """Take turns (A B C A B C), so that a slow minute of the machine meets all variants alike."""
    timings: Timings = {variant: [] for variant in task.variants}
    rates: list[float] = []
    for turn in range(repeat):
        rates.append(ask("benchmarks.sgemm.main()", PRODUCTS, float))
        for variant, found in timings.items():
            timing = ask(
                "benchmarks.training_cell.main()",
                Cell(task, variant, mnist),
                Timing,
                without=frozenset() if variant == "ours" else OURS_ALONE,
            )
            found.append(timing)
            words = f"{task.title}, {variant}, {turn + 1} of {repeat}: {timing.cpu:.3f} s CPU"
            print(words, file=sys.stderr)
    return Measured(task, timings, rates)


def _told(measured: list[Measured]) -> str:
    rates = [rate for row in measured for rate in row.rates]
    best, worst = (f"{rate / 1e9:.1f} GFLOP/s" for rate in (max(rates), min(rates)))
    limits = (
        f"Lower bound: matrix products and Adam's steps at {best}, this core's best rate for "
        f"float32 products of 2048 x 2048 (NumPy). Its worst in this run was {worst}; "
        "far apart, they say that somebody else used the machine."
    )
    return "\n".join(
        [
            "## Training, CPU seconds (median)\n",
            _cpu_table(measured, max(rates)),
            f"{NOTES}\n\n{limits}\n",
            "## Training, wall seconds (median)\n",
            _wall_table(measured),
            f"## Trained weights, first {SHOWN} digits of their sha256\n",
            _weights_table(measured),
        ]
    )


def _cpu_table(measured: list[Measured], rate: float) -> str:
    head = ["training", *VARIANTS.values(), "lower bound", "fit / ours", "ours / bound"]
    rows = [_cpu_row(row, row.task.operations / rate) for row in measured]
    return table([*head, "same bits as fit"], rows)


def _cpu_row(row: Measured, bound: float) -> list[str]:
    ours, fit = row.timings["ours"], row.timings["fit"]
    return [
        row.name,
        *_per_variant(row.timings, lambda found: duration(_cpu(found))),
        duration(bound),
        ratio(_cpu(fit) / _cpu(ours)),
        ratio(_cpu(ours) / bound),
        "yes" if len(_digests(ours) | _digests(fit)) == 1 else "NO",
    ]


def _wall_table(measured: list[Measured]) -> str:
    rows = [
        [
            row.name,
            *_per_variant(row.timings, lambda found: duration(_wall(found))),
            ratio(_wall(row.timings["fit"]) / _wall(row.timings["ours"])),
        ]
        for row in measured
    ]
    return table(["training", *VARIANTS.values(), "fit / ours"], rows)


def _weights_table(measured: list[Measured]) -> str:
    rows = [[row.name, *_per_variant(row.timings, _shown)] for row in measured]
    return table(["training", *VARIANTS.values()], rows)


def _per_variant(timings: Timings, told: Callable[[list[Timing]], str]) -> list[str]:
    return [told(timings[name]) if name in timings else "one step per epoch" for name in VARIANTS]


def _cpu(timings: list[Timing]) -> float:
    return median(timing.cpu for timing in timings)


def _wall(timings: list[Timing]) -> float:
    return median(timing.wall for timing in timings)


def _digests(timings: list[Timing]) -> set[str]:
    return {timing.weights for timing in timings}


def _shown(timings: list[Timing]) -> str:
    """Show the one digest of all repetitions; several would be a fault of ours."""
    return ", ".join(sorted(digest[:SHOWN] for digest in _digests(timings)))
