"""Measures the diagnosis alone: `python -m benchmarks.diagnosis` from the top of the repository."""

import argparse
from pathlib import Path

from benchmarks.diagnosis.measuring import FAMILIES, Choice, report


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.diagnosis", description=__doc__)
    parser.add_argument("--family", choices=FAMILIES, action="append", help="these alone")
    parser.add_argument("--containing", default="", metavar="TEXT", help="in the file's name")
    parser.add_argument("--misses", action="store_true", help="list what was not named first")
    parser.add_argument("--out", type=Path, help="keep every answer in this file, as JSON")
    parser.add_argument("--quick", action="store_true", help="some of each family")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--training", action="store_true", help="with training alone")
    only.add_argument("--no-training", action="store_true", help="without training alone")
    options = parser.parse_args()
    trainings = {(True, False): (True,), (False, True): (False,)}
    choice = Choice(
        families=tuple(options.family or FAMILIES),
        trainings=trainings.get((options.training, options.no_training), (True, False)),
        quick=options.quick,
        containing=options.containing,
    )
    print(report(choice, misses=options.misses, out=options.out))


if __name__ == "__main__":
    main()
