"""What happens to evidence once it is there: memory over a class, and judging it again."""

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.children import ask
from benchmarks.stored_class import DATA, Held, Recording, Stored
from benchmarks.tables import duration, table
from benchmarks.timed import run
from nngrader.assignments import built_in_folder

SIZES = (100, 2_000)
RESCORED = 1_000
QUICK = (40, 80)
WANTED_MIB, WANTED_S = 50, 15
#: The change of the rubric: every hand-in that learned gets other points, and another page.
OLD, NEW = "worth(\n            5,", "worth(\n            6,"


def flat(*, quick: bool) -> str:
    """Grade classes of two sizes from recorded evidence, and compare what the supervisor holds."""
    with tempfile.TemporaryDirectory(prefix="flat-") as folder:
        records, digests = _recorded(Path(folder))
        sizes = QUICK if quick else SIZES
        held = [_graded(Path(folder), size, records, digests) for size in sizes]
    rows = [
        [f"{size:,}", *_told(one), duration(one.wall_s / size)]
        for size, one in zip(sizes, held, strict=True)
    ]
    grown = max(held[1].last_mib - held[0].last_mib, held[1].ended_mib - held[0].ended_mib)
    return "\n".join(
        [
            "## Memory of the supervisor, its own (USS)\n",
            table(
                ("hand-ins", "after the last", "after the pages of the class", "wall each"), rows
            ),
            f"Grown by {grown:.0f} MiB; wanted: at most {WANTED_MIB} MiB.\n",
        ]
    )


def rescored(*, quick: bool) -> str:
    """Judge a stored class again by a changed rubric, every report rendered anew."""
    count = QUICK[0] if quick else RESCORED
    with tempfile.TemporaryDirectory(prefix="rescored-") as folder:
        root = Path(folder)
        records, digests = _recorded(root)
        _graded(root, count, records, digests)
        assignment = _changed(root)
        program = str(Path(sys.executable).parent / "nngrader")
        words = [program, "rescore", str(root / str(count) / "out"), "--yes", "--no-probe"]
        timed = run([*words, "--assignment", str(assignment)], root, {"NNGRADER_MEMORY": "off"})
    if timed.code:
        problem = f"nngrader rescore ended with {timed.code}:\n{timed.output[-3000:]}"
        raise RuntimeError(problem)
    row = [f"{count:,}", duration(timed.wall_s), duration(timed.cpu_s), f"{timed.peak_mib:.0f} MiB"]
    return "\n".join(
        [
            "## Judged again by another rubric, from stored evidence\n",
            table(("hand-ins", "wall", "CPU", "peak memory"), [row]),
            f"Wanted: 1,000 in at most {WANTED_S} s.\n",
        ]
    )


def _recorded(root: Path) -> tuple[Path, list[str]]:
    """Examine some real hand-ins once."""
    records = root / "records"
    print(f"Recording hand-ins of {DATA}", file=sys.stderr)
    return records, ask("benchmarks.stored_class.main_record()", Recording(str(records)), list[str])


def _graded(root: Path, count: int, records: Path, digests: list[str]) -> Held:
    print(f"{count} hand-ins from recorded evidence", file=sys.stderr)
    wanted = Stored(count, digests, str(records), str(root / str(count)))
    return ask("benchmarks.stored_class.main_grade()", wanted, Held)


def _told(held: Held) -> tuple[str, str]:
    return f"{held.last_mib:.0f} MiB", f"{held.ended_mib:.0f} MiB"


def _changed(root: Path) -> Path:
    """Copy the assignment and change its points."""
    folder = root / "changed" / DATA
    folder.mkdir(parents=True)
    code = (built_in_folder() / DATA / "assignment.py").read_text(encoding="utf-8")
    assert code.count(OLD) == 1, "the rubric is no longer as it was"
    (folder / "assignment.py").write_text(code.replace(OLD, NEW), encoding="utf-8")
    shutil.copy(built_in_folder() / DATA / f"{DATA}.py", folder)
    return folder
