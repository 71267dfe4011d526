"""Table 5: a batch with attackers in it, beside the same batch without them.

The same honest hand-ins are graded by themselves, which also fills a memory of trainings; again,
from a copy of that memory; among attackers, from another copy; and among attackers once more with
nothing remembered, so that every training is done beside them. With remembered trainings a report
holds no time that is measured anew, and so it must be the same in every byte.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import traces
from benchmarks.tables import duration, table
from tests.hostile import batch
from tests.hostile.batch import CANARY, LIMITS, Aims, HandIn, Listeners

LEVEL = 2  #: at least; below it some of the attacks would do harm to the machine
#: Which others on this machine may take or give meanwhile. What no process holds is shared memory.
DISK_MIB, SHARED_MIB, MEMORY_MIB = 64, 16, 512
MEASURED = re.compile(r'"(seconds|remembered)": [0-9a-z.]+')
#: What the attacks print and raise, had nobody made it harmless: for a terminal or an editor, a page.
ESCAPES = re.compile(rb"\x1b|\xc2\x9b|\xe2\x80\xae")
MARKUP = re.compile(rb"<img src=x")  # in JSON it is a text like any other
SHOWN = 3  #: names in a cell
HEAD = ("hand-in", "status", "points", "as it should be")


@dataclass(frozen=True)
class Place:
    """A folder of our own for everything that one batch reads and writes."""

    root: Path

    @classmethod
    def made(cls, root: Path) -> "Place":
        """Make what must be there; the name is short, for a socket's may not be long."""
        for name in ("hand_ins", "cwd", "home", "tmp", "memory"):
            (root / name).mkdir()
        return cls(root)

    @property
    def hand_ins(self) -> Path:
        """One folder per student."""
        return self.root / "hand_ins"

    @property
    def out(self) -> Path:
        """Where the reports go: the only folder that a batch may write to."""
        return self.root / "out"

    @property
    def memory(self) -> Path:
        """What is remembered of trainings."""
        return self.root / "memory"

    def environment(self, *, remember: bool) -> dict[str, str]:
        """What the batch is started with: a secret, and no folder of the user's.

        It compiles no module, so that whatever changes among the packages is somebody else's doing.
        """
        own = {"HOME": str(self.root / "home"), "TMPDIR": str(self.root / "tmp")}
        own["PYTHONDONTWRITEBYTECODE"] = "1"
        memory = str(self.memory) if remember else "off"
        return {**os.environ, **own, "NNGRADER_MEMORY": memory, "SECRET_TOKEN": CANARY}

    def snapshot(self) -> traces.Snapshot:
        """Everything but the reports and the remembered trainings, in size and time."""
        left_out = {self.out, self.memory}
        files = self.root.rglob("*")
        return traces.snapshot(f for f in files if left_out.isdisjoint((f, *f.parents)))


@dataclass(frozen=True)
class Batch:
    """What one run came to."""

    code: int
    wall_s: float
    terminal: str
    reports: dict[str, bytes]  #: by file name
    processes: list[str]  #: that were still there
    lost: traces.Room  #: that was there before and is not now; the reports count

    @property
    def acting(self) -> list[str]:
        """Reports, or the terminal, that hold what would act on whoever looks at them."""
        texts = {**self.reports, "terminal": self.terminal.encode()}
        pages = (name for name in texts if name.endswith(".html") and MARKUP.search(texts[name]))
        return sorted({*pages, *(name for name in texts if ESCAPES.search(texts[name]))})

    def document(self, student: str) -> dict[str, object]:
        """The report for machines; empty when there is none."""
        found: dict[str, object] = json.loads(self.reports.get(f"{student}.json", b"{}"))
        return found


@dataclass(frozen=True)
class Trial:
    """The runs with and without attackers, and what was seen around them."""

    hand_ins: dict[str, HandIn]  #: by student
    alone: Batch
    among: Batch
    first: Batch  #: alone, with nothing remembered
    anew: Batch | None  #: among attackers, with nothing remembered; left out to be quick
    changed: list[str]  #: paths outside the folder of the reports
    forged: list[str]  #: remembered trainings that are not as they were
    heard: list[str]  #: listeners that something arrived at
    victim_lives: bool
    edited: list[str]  #: files of the grader itself: with one of these nothing is comparable

    @property
    def honest(self) -> list[str]:
        """The students whose reports may not differ."""
        return [name for name, one in self.hand_ins.items() if _is_honest(one)]

    @property
    def differing(self) -> list[str]:
        """Reports that an attacker changed, with every training remembered: in any byte."""
        names = [f"{name}.{ending}" for name in self.honest for ending in ("json", "html")]
        return [n for n in names if _digest(self.alone, n) != _digest(self.among, n)]

    @property
    def differing_anew(self) -> list[str]:
        """The same with no training remembered: in any byte but the seconds, and what was remembered."""
        names = [f"{name}.json" for name in self.honest if self.anew]
        return [
            n
            for n in names
            for run in self.runs[1:]
            if _timeless(self.first, n) != _timeless(run, n)
        ]

    @property
    def astray(self) -> list[str]:
        """Files among the reports that are missing, or nobody's."""
        names = {f"{name}.{ending}" for name in self.hand_ins for ending in ("json", "html")}
        return [name for run in self.runs for name in sorted(names ^ run.reports.keys())]

    @property
    def wrong(self) -> list[str]:
        """Attacks and excesses that came to something else than they may."""
        others = (name for name in self.hand_ins if name not in self.honest)
        return [name for name in others for run in self.runs if not self._right(name, run)]

    @property
    def runs(self) -> list[Batch]:
        """Those with attackers."""
        return [run for run in (self.among, self.anew) if run]

    def _right(self, name: str, run: Batch) -> bool:
        one, found = self.hand_ins[name], run.document(name)
        score = found.get("score", 100.0)
        assert isinstance(score, float)
        return found.get("status") in one.statuses and score <= one.most


def _is_honest(one: HandIn) -> bool:
    return one.kind.startswith(("right", "mistake"))


def _digest(run: Batch, name: str) -> str:
    """The sha256 of a report; one that is missing equals none."""
    found = run.reports.get(name)
    return f"{id(run)}: none" if found is None else hashlib.sha256(found).hexdigest()


def _timeless(run: Batch, name: str) -> str:
    found = run.reports.get(name)
    return f"{id(run)}: none" if found is None else MEASURED.sub(r'"\1": 0', found.decode())


def report(*, quick: bool) -> str:
    """Grade the class in all ways, and tell what came of it."""
    return told(tried(SMALL if quick else FULL))


@dataclass(frozen=True)
class Choice:
    """How many honest hand-ins, and which of the attacks and excesses."""

    honest: int
    attacks: slice
    excesses: slice
    again: bool  #: once more, with nothing remembered


FULL = Choice(60, slice(None), slice(None), again=True)
SMALL = Choice(8, slice(4, 20, 5), slice(0, 2), again=False)


def tried(choice: Choice) -> Trial:
    """Run a class without and with its attackers."""
    with tempfile.TemporaryDirectory(prefix="hb-", dir="/tmp") as folder, victim() as neighbour:
        place = Place.made(Path(folder))
        listeners = Listeners(place.root / "home" / "sock")
        aims = _aims(place, listeners, neighbour.pid)
        groups = (
            batch.attacks(aims)[choice.attacks],
            batch.honest(choice.honest),
            batch.excesses()[choice.excesses],
        )
        every = batch.interleaved(*groups)
        hand_ins = {f"s{number:03}": one for number, one in enumerate(every, 1)}
        return _Trying(place, hand_ins, listeners, neighbour).trial(again=choice.again)


@contextmanager
def victim() -> Iterator[subprocess.Popen[bytes]]:
    """A process of this user, with a secret, that an attack may try to read or end."""
    secret = {**os.environ, "SECRET_TOKEN": CANARY}
    with subprocess.Popen(["sleep", "3600"], env=secret) as process:
        try:
            yield process
        finally:
            process.kill()


def _aims(place: Place, listeners: Listeners, victim: int) -> Aims:
    return Aims(
        hand_ins=place.hand_ins,
        out=place.out,
        memory=place.memory,
        home=place.root / "home",
        packages=Path(sysconfig.get_path("purelib")),
        tcp=listeners.tcp.getsockname()[1],
        udp=listeners.udp.getsockname()[1],
        path=Path(listeners.path.getsockname()),
        victim=victim,
    )


@dataclass
class _Trying:
    """The runs in their order; the folder of hand-ins grows between them."""

    place: Place
    hand_ins: dict[str, HandIn]
    listeners: Listeners
    victim: subprocess.Popen[bytes]
    kept: dict[str, bytes] = field(default_factory=dict)  #: the memory as the honest filled it

    def trial(self, *, again: bool) -> Trial:
        grader = traces.grader()
        self._lay_out(honest=True)
        first = self._run("alone, with an empty memory")
        self.kept = self._memory()
        alone = self._run("alone")
        self._recall()
        self._lay_out(honest=False)
        before = self._around()
        among = self._run("among attackers")
        forged = [name for name, data in self.kept.items() if self._memory().get(name) != data]
        anew = self._run("among attackers, nothing remembered", remember=False) if again else None
        return Trial(
            self.hand_ins,
            alone,
            among,
            first,
            anew,
            changed=traces.changes(before, self._around()),
            forged=forged,
            heard=self.listeners.heard(),
            victim_lives=self.victim.poll() is None,
            edited=traces.changes(grader, traces.grader()),
        )

    def _lay_out(self, *, honest: bool) -> None:
        for name, one in self.hand_ins.items():
            if _is_honest(one) == honest:
                one.lay_out(self.place.hand_ins / name)

    def _run(self, what: str, *, remember: bool = True) -> Batch:
        print(f"A batch {what}", file=sys.stderr)
        shutil.rmtree(self.place.out, ignore_errors=True)
        return graded(self.place, remember=remember)

    def _memory(self) -> dict[str, bytes]:
        found = self.place.memory.rglob("*.run")
        return {path.name: path.read_bytes() for path in found}

    def _recall(self) -> None:
        """Forget what the second run may have added: both have the same memory."""
        for path in self.place.memory.rglob("*.run"):
            if path.name not in self.kept:
                path.unlink()

    def _around(self) -> traces.Snapshot:
        return {**self.place.snapshot(), **traces.packages(), **traces.shared()}


def graded(place: Place, *, remember: bool) -> Batch:
    """Grade the folder of hand-ins in a process of its own, and look at what is left of it."""
    limits = [f"--limit={name}={value}" for name, value in LIMITS.items()]
    program = str(Path(sys.executable).parent / "nngrader")
    words = [program, "grade", "--assignment", "xor", "--grade-dir", str(place.out)]
    words += [f"--require-isolation={LEVEL}", *limits, str(place.hand_ins)]
    with traces.adopting() as orphans:
        before, started = traces.room(), time.monotonic()
        done = subprocess.run(
            words,
            cwd=place.root / "cwd",
            env=place.environment(remember=remember),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        wall_s, left = time.monotonic() - started, orphans()
    lost = before.lost(traces.room())
    reports = {path.name: path.read_bytes() for path in place.out.glob("*")}
    terminal = done.stdout.decode(errors="backslashreplace")
    return Batch(done.returncode, wall_s, terminal, reports, left, lost)


def told(trial: Trial) -> str:
    """Write both tables."""
    title = f"## A hostile batch of {len(trial.hand_ins)}: {len(trial.honest)} honest among others"
    figures = table(("what", "wanted", "found"), [*_figures(trial)])
    return f"{title}\n\n{figures}\n{table(HEAD, [*_rows(trial)])}"


def _figures(trial: Trial) -> Iterator[tuple[str, str, str]]:
    honest, quiet = len(trial.honest), (trial.first, trial.alone)
    same = honest - len({Path(name).stem for name in trial.differing})
    anew = honest - len(trial.differing_anew)
    others = len(trial.hand_ins) - honest
    yield "wall, first and with remembered trainings", "-", _each(duration(b.wall_s) for b in quiet)
    yield "wall, among attackers", "ends", _each(duration(run.wall_s) for run in trial.runs)
    yield "files of the grader edited meanwhile", "none", _each(trial.edited)
    yield "exit code", "1", _each(str(run.code) for run in trial.runs)
    yield "JSON and HTML the same in every byte", f"{honest}", f"{same}"
    yield "JSON the same but for seconds, nothing remembered", f"{honest}", f"{anew}"
    yield "attacks and excesses as they should be", f"{others}", f"{others - len({*trial.wrong})}"
    yield "processes left", "none", _each(left for run in trial.runs for left in run.processes)
    yield "reports missing, or nobody's", "none", _each(trial.astray)
    yield (
        "reports with markup or escapes",
        "none",
        _each(n for run in trial.runs for n in run.acting),
    )
    yield "files changed outside the reports", "none", _each(trial.changed)
    yield "remembered trainings changed", "none", _each(trial.forged)
    yield "listeners that heard something", "none", _each(trial.heard)
    yield "a neighbour's process lives", "yes", "yes" if trial.victim_lives else "no"
    yield "disk not returned", f"< {DISK_MIB} MiB", _mib(run.lost.disk for run in trial.runs)
    yield "shared memory left", f"< {SHARED_MIB} MiB", _mib(run.lost.shared for run in trial.runs)
    yield "memory not returned", f"< {MEMORY_MIB} MiB", _mib(run.lost.memory for run in trial.runs)


def _each(values: Iterable[str]) -> str:
    names = list(values)
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more or "none"


def _mib(values: Iterator[float]) -> str:
    return _each(f"{value:.0f} MiB" for value in values)


def _rows(trial: Trial) -> Iterator[tuple[str, str, str, str]]:
    for name, one in sorted(trial.hand_ins.items(), key=lambda pair: pair[1].kind):
        if name not in trial.honest:
            found = [run.document(name) for run in trial.runs]
            statuses = _each(dict.fromkeys(str(one.get("status")) for one in found))
            points = _each(dict.fromkeys(str(one.get("score")) for one in found))
            yield one.kind, statuses, points, "no" if name in trial.wrong else "yes"
