"""What a hundred thousand hand-ins would take: the parts measured here, the whole calculated.

`python -m benchmarks.scale` from the top of the repository, 3 to 10 minutes. Nothing here grades a
hundred thousand. It is calculated from seconds of the processor, which leave out most of what others
do on the same machine; seconds of the clock are shown beside them.
"""

import argparse
import logging
import os
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from benchmarks.hand_ins import hand_in
from benchmarks.tables import duration, table
from benchmarks.tasks import Data
from nngrader.assignments import open_assignment
from nngrader.evidence import Evidence, Mishap
from nngrader.executors import dask
from nngrader.executors._letters import encoded, letter, reply
from nngrader.executors._remote_memory import Ask, Line, MemoryServer
from nngrader.executors.local import Local
from nngrader.grading import grade
from nngrader.jobs import Submission
from nngrader.records import Record, keep, recall
from nngrader.reports import html, json
from nngrader.reports._write import write
from nngrader.training_memory import Folder, Nothing, contents

MANY = 100_000
COUNTS: dict[Data, int] = {"xor": 8, "iris": 6, "mnist": 2}
REPLAYED = 2_000
ROUNDS = 30  #: of what takes milliseconds; the median counts
COMMITS = 300
WORKERS = (1, 16, 64, 256)


@dataclass(frozen=True)
class One:
    """What one hand-in of an assignment takes. Seconds of the clock, and bytes."""

    data: Data
    count: int
    examined: float
    examined_cpu: float  #: of all processes together
    again: float  #: with every training remembered
    again_cpu: float
    graded: float
    reported: float
    kept: float
    recalled: float
    record: int
    reports: int
    letter: int
    answer: int
    memory: float  #: bytes in the memory of trainings

    @property
    def client(self) -> float:
        """Seconds of the one thread that judges: grading, two reports, one record."""
        return self.graded + self.reported + self.kept


def main() -> None:
    """Measure, and print what follows from it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--replayed", type=int, default=REPLAYED, help="letters through a cluster")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with TemporaryDirectory(prefix="nngrader-scale-") as folder:
        ones = [_measured(data, Path(folder)) for data in COUNTS]
        print(_parts(ones))
        ask, commit = _asked(Path(folder)), _committed(Path(folder))
        per_letter, cpu, grown = _replayed(options.replayed)
    print(f"Asking the memory of trainings over a socket: {duration(ask)} (median of {ROUNDS}).")
    print(f"A commit of one row in SQLite (WAL): {duration(commit)} (mean of {COMMITS}).")
    print(
        f"{options.replayed} replayed letters through a scheduler and 2 workers: "
        f"{duration(per_letter)} each, {duration(cpu)} of the client's processor, the scheduler's "
        f"included. The client grew by {grown / 1e6:.1f} MB in their second half.\n"
    )
    print(_model(ones, cpu, commit))
    print(f"Load average at the end {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")


def _measured(data: Data, folder: Path) -> One:
    assignment = open_assignment(data)
    memory = Folder(folder / f"memory-{data}")
    submissions = [hand_in(data, number) for number in range(COUNTS[data])]
    with Local(memory=memory) as local:
        local.examine(hand_in(data, COUNTS[data]), assignment)  # imports, loads, fills caches
        before, cpu = contents(memory).size, [_cpu()]
        fresh = [_timed(lambda s=one: local.examine(s, assignment)) for one in submissions]
        size = (contents(memory).size - before) / len(submissions)
        cpu.append(_cpu())
        known = [_timed(lambda s=one: local.examine(s, assignment)) for one in submissions]
        cpu.append(_cpu())
    outcome = fresh[0][1]
    assert isinstance(outcome, Evidence), outcome
    record = Record(submission=submissions[0], outcome=outcome, asked="0" * 64)
    digest = keep(record, folder)
    report = grade(assignment, outcome, "")
    return One(
        data=data,
        count=len(submissions),
        examined=median(seconds for seconds, _ in fresh),
        examined_cpu=(cpu[1] - cpu[0]) / len(submissions),
        again=median(seconds for seconds, _ in known),
        again_cpu=(cpu[2] - cpu[1]) / len(submissions),
        graded=_often(lambda: grade(assignment, outcome, "")),
        reported=_often(lambda: write(report, folder / "reports")),
        kept=_often(_fresh_keep(record, folder)),
        recalled=_often(lambda: recall(digest, folder)),
        record=next(folder.rglob(f"{digest}*")).stat().st_size,
        reports=len(json.render(report).encode()) + len(html.render(report).encode()),
        letter=len(letter(submissions[0])),
        answer=len(encoded(reply(outcome))),
        memory=size,
    )


def _fresh_keep(record: Record, folder: Path) -> Callable[[], object]:
    """Keep another record every time, for one that is there already is not written."""
    numbers = iter(range(10**6))
    return lambda: keep(replace(record, command=str(next(numbers))), folder)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    done = work()
    return time.perf_counter() - started, done


def _often(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Return the median; of the processor where nothing is waited for."""
    seconds = []
    for _ in range(ROUNDS):
        started = clock()
        work()
        seconds.append(clock() - started)
    return median(seconds)


def _cpu() -> float:
    """Add up ours, those of all processes below, and of their children that have ended."""
    below = [child.cpu_times() for child in psutil.Process().children(recursive=True)]
    theirs = (t.user + t.system + t.children_user + t.children_system for t in below)
    return time.process_time() + sum(theirs)


def _asked(folder: Path) -> float:
    server = MemoryServer(Folder(folder / "asked"), "127.0.0.1", "s" * 64)
    line = Line(server.place)
    seconds = _often(lambda: line.ask(Ask("recall", "0" * 64)), time.perf_counter)
    line.close()
    server.close()
    return seconds


def _committed(folder: Path) -> float:
    """Commit rows of the size of an attempt, one by one, as a batch does. Not our own gradebook."""
    book = sqlite3.connect(folder / "book.db")
    book.execute("pragma journal_mode=wal")
    book.execute("create table attempt (id integer primary key, told text)")
    started = time.perf_counter()
    for _ in range(COMMITS):
        book.execute("insert into attempt (told) values (?)", ("x" * 6000,))
        book.commit()
    book.close()
    return (time.perf_counter() - started) / COMMITS


def _replayed(count: int) -> tuple[float, float, int]:
    """Send letters to real workers that answer at once with evidence of XOR, NaN and all."""
    assignment, process = open_assignment("xor"), psutil.Process()
    with Local(memory=Nothing()) as local:
        outcome = local.examine(hand_in("xor", 0), assignment)
    with dask.Dask(jobs=2, memory=Nothing()) as executor:
        executor._client.run(_let_replay, executor._label, encoded(reply(outcome)))
        submissions = [replace(hand_in("xor", n % 30), student=str(n)) for n in range(count)]
        with ThreadPoolExecutor(executor.slots) as pool:

            def send(some: list[Submission]) -> None:
                for found in pool.map(lambda one: executor.examine(one, assignment), some):
                    assert not isinstance(found, Mishap)

            send(submissions[: count // 2])  # its logs are full then, and grow no more
            before, started, cpu = process.memory_info().rss, time.perf_counter(), _own_cpu()
            send(submissions[count // 2 :])
            took, used = time.perf_counter() - started, _own_cpu() - cpu
            grown = process.memory_info().rss - before
    return took / (count / 2), used / (count / 2), grown


def _own_cpu() -> float:
    times = psutil.Process().cpu_times()
    return times.user + times.system


async def _let_replay(label: str, told: bytes, dask_worker: Any) -> None:
    outpost: Any = dask.OUTPOSTS[label, dask_worker.address]
    outpost.answer = lambda *_: told


def _parts(ones: list[One]) -> str:
    head = ("one hand-in", *(one.data for one in ones))
    seconds = {
        "examined, clock": "examined",
        "examined, processor": "examined_cpu",
        "trainings remembered, clock": "again",
        "trainings remembered, processor": "again_cpu",
        "graded, processor": "graded",
        "report and JSON written, processor": "reported",
        "record written, processor": "kept",
        "record read, processor": "recalled",
    }
    sizes = {
        "record": "record",
        "report and JSON": "reports",
        "letter to a worker": "letter",
        "answer of a worker": "answer",
        "in the memory of trainings": "memory",
    }
    rows = [[name, *(duration(getattr(o, field)) for o in ones)] for name, field in seconds.items()]
    rows += [
        [name, *(f"{getattr(o, field) / 1e3:.1f} kB" for o in ones)]
        for name, field in sizes.items()
    ]
    return table(head, [["hand-ins measured", *(str(o.count) for o in ones)], *rows])


def _model(ones: list[One], per_letter: float, commit: float) -> str:
    """Calculate. Workers share nothing but the client, all of whose work is one after another."""
    head = (f"{MANY:,} hand-ins", *(one.data for one in ones))
    client = [MANY * (one.client + commit + per_letter) for one in ones]
    rows = [["the client alone", *map(_hours, client)]]
    for workers in WORKERS:
        needed = [MANY * one.examined_cpu / workers for one in ones]
        rows.append(_row(f"all different, cores: {workers}", needed, client))
    for workers in WORKERS[:3]:
        needed = [MANY * one.again_cpu / workers for one in ones]
        rows.append(_row(f"all the same, cores: {workers}", needed, client))
    rows += [
        ["records", *(f"{MANY * one.record / 1e9:.1f} GB" for one in ones)],
        ["reports and JSON", *(f"{MANY * one.reports / 1e9:.1f} GB" for one in ones)],
    ]
    return table(head, rows)


def _row(name: str, workers: list[float], client: list[float]) -> list[str]:
    """Say how long it takes, and mark where the client is what everybody waits for."""
    pairs = zip(workers, client, strict=True)
    return [name, *(f"{_hours(max(w, c))}{' (client)' if c > w else ''}" for w, c in pairs)]


def _hours(seconds: float) -> str:
    return f"{seconds / 3600:.1f} h" if seconds > 5400 else f"{seconds / 60:.0f} min"


if __name__ == "__main__":
    main()
