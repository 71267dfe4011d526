"""Table 3: private memory of the children, which is what one more hand-in costs."""

import sys
from pathlib import Path

from benchmarks.children import ask
from benchmarks.pipeline import Class
from benchmarks.tables import table
from benchmarks.throughput import TITLES

HEAD = ("hand-in", "student's child", "training child")
MB = 10**6


def report(mnist: str) -> str:
    """Examine one hand-in of each assignment; without `mnist`, its row is left out."""
    settings = {"NNGRADER_MEMORY": "off"}
    if mnist:
        settings["NNGRADER_DATA"] = str(Path(mnist).parent)
    rows: list[list[str]] = []
    for data, title in TITLES.items():
        if data == "mnist" and not mnist:
            continue
        print(f"Memory of {title}", file=sys.stderr)
        student, *training = ask("benchmarks.watched.main()", Class(data, 1), list[int], **settings)
        rows.append([title, f"{student / MB:.0f} MB", f"{max(training) / MB:.0f} MB"])
    return f"## Private memory of a child, peak (USS)\n\n{table(HEAD, rows)}"
