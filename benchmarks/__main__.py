"""Prints the tables: `python -m benchmarks` from the top of the repository."""

import argparse
import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import (
    class_batch,
    hostile_batch,
    isolation,
    machine,
    memory,
    scripts,
    stored,
    throughput,
    training,
)
from benchmarks.diagnosis import measuring

PARTS = (
    "training",
    "throughput",
    "memory",
    "isolation",
    "hostile",
    "class",
    "rescore",
    "flat",
    "scripts",
    "diagnosis",
)
FOLDERS = ("/work/shared/data", "~/.keras/datasets")  #: looked into when NNGRADER_DATA is not set
NO_MNIST = (
    "No mnist.npz in {}: the rows of MNIST are left out. "
    "Name its folder with --data or in NNGRADER_DATA."
)


def main() -> None:
    """Measure what was asked for, print every table as soon as it is known, and keep them."""
    options = _options()
    told: list[str] = []
    for text in _measured(options):
        print(text, flush=True)
        told.append(text)
        if options.out:
            options.out.write_text("\n".join(told), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="measure one part")
    parser.add_argument("--repeat", type=int, default=3, help="trainings per cell (default: 3)")
    parser.add_argument("--quick", action="store_true", help="little work, to try it")
    parser.add_argument(
        "--peers", type=int, default=0, metavar="N", help="of the class, by nbgrader and as scripts"
    )
    parser.add_argument("--misses", action="store_true", help="of the diagnosis: list them")
    parser.add_argument("--data", type=Path, help="the folder with Keras's mnist.npz")
    parser.add_argument("--out", type=Path, help="also write the tables to this file")
    return parser.parse_args()


def _measured(options: argparse.Namespace) -> Iterator[str]:
    if options.quick:
        yield "**Tried with `--quick`: these numbers mean nothing.**\n"
    mnist, where = _mnist(options.data)
    if not mnist:
        yield f"{NO_MNIST.format(where)}\n"
    every = os.sched_getaffinity(0)
    core = max(every)
    os.sched_setaffinity(0, {core})  # every process that is started from here inherits it
    yield from _on_one_core(options, mnist)
    os.sched_setaffinity(0, every)
    yield from _of_a_class(options, mnist)
    yield machine.report(core, f"python -m benchmarks {shlex.join(sys.argv[1:])}".strip())


def _on_one_core(options: argparse.Namespace, mnist: str) -> Iterator[str]:
    if options.only in (None, "training"):
        yield training.report(mnist, options.repeat, quick=options.quick)
    if options.only in (None, "throughput"):
        yield throughput.report(mnist, quick=options.quick)
    if options.only in (None, "memory"):
        yield memory.report(mnist)
    if options.only in (None, "isolation"):
        yield isolation.report(quick=options.quick)
    if options.only in (None, "hostile"):
        yield hostile_batch.report(quick=options.quick)


def _of_a_class(options: argparse.Namespace, mnist: str) -> Iterator[str]:
    if options.only in (None, "class"):
        yield class_batch.report(mnist, options.peers, quick=options.quick)
    if options.only in (None, "rescore"):
        yield stored.rescored(quick=options.quick)
    if options.only in (None, "flat"):
        yield stored.flat(quick=options.quick)
    if options.only in (None, "scripts"):
        yield scripts.report(mnist, quick=options.quick)
    if options.only == "diagnosis":  # an hour and more: only where it is asked for
        answers = options.out.with_suffix(".json") if options.out else None
        choice = measuring.Choice(quick=options.quick)
        yield measuring.report(choice, mnist, misses=options.misses, out=answers)


def _mnist(chosen: Path | None) -> tuple[str, str]:
    """Return the file, empty when there is none, and the folders that were looked into."""
    named = chosen or os.environ.get("NNGRADER_DATA")
    folders = [Path(folder).expanduser() for folder in ([named] if named else FOLDERS)]
    files = (folder.resolve() / "mnist.npz" for folder in folders)
    found = next((str(file) for file in files if file.is_file()), "")
    return found, ", ".join(map(str, folders))


if __name__ == "__main__":
    main()
