"""A29 to A32, A51, F08, F10: what is left when a hand-in, the grader or its workers end badly."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from nngrader.evidence import Evidence, Mishap
from nngrader.executors.local import Local
from nngrader.grading import grade
from nngrader.training_memory import Nothing
from tests.executors.hand_ins import RIGHT, building, right, xor
from tests.hostile.attacking import examined, in_train
from tests.hostile.conftest import way_of

pytestmark = pytest.mark.sandbox
GONE_S = 2.0
QUICK_S = 10.0
START_S = 60.0  #: importing TensorFlow on a loaded machine
SLEEPER = RIGHT.replace(
    "def train(model, x, y):\n", "def train(model, x, y):\n    __import__('time').sleep(50)\n"
)

# What a hand-in starts


DAEMON = """
    import ctypes, os, time
    try:
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                ctypes.CDLL(None).prctl(15, b"nngrader-a29")  # PR_SET_NAME
                time.sleep(60)
            os._exit(0)
        time.sleep(0.5)
        print("POSSIBLE")
    except OSError as error:
        print("REFUSED", type(error).__name__)
"""
HELD_OPEN = """
    import os, time
    try:
        if os.fork() == 0:
            os.setsid()
            time.sleep(60)
        print("POSSIBLE")
    except OSError as error:
        print("REFUSED", type(error).__name__)
    {then}
"""
STARTED = {3: "REFUSED BlockingIOError", 2: "REFUSED BlockingIOError", 1: "POSSIBLE"}


def named(name: str) -> list[psutil.Process]:
    """The processes of a name; the kernel keeps 15 characters."""
    return [process for process in psutil.process_iter(["name"]) if process.info["name"] == name]


def test_a29_a_daemon_is_gone_with_its_hand_in(local: Local) -> None:
    outcome = examined(local, in_train(DAEMON))

    assert outcome.printed == [STARTED[local.isolation.level]]
    assert outcome.full
    _, left = psutil.wait_procs(named("nngrader-a29"), timeout=1.0)
    assert not left


def test_a30_nobody_waits_for_a_process_that_keeps_the_pipes_open(local: Local) -> None:
    outcome = examined(local, in_train(HELD_OPEN.format(then="")))

    assert outcome.printed == [STARTED[local.isolation.level]]
    assert outcome.full
    assert outcome.seconds < QUICK_S


def test_a30_not_even_where_the_hand_in_itself_is_gone(local: Local) -> None:
    outcome = examined(local, in_train(HELD_OPEN.format(then="os._exit(3)")))

    assert outcome.seconds < QUICK_S
    assert outcome.name in ("crashed", "tampered")
    if local.isolation.level > 1:
        assert outcome.message == (
            "The program ended itself with exit code 3 before the grader was done; "
            "remove what ends it, such as `os._exit()`."
        )


# Crashes


@pytest.mark.parametrize("code", ["import ctypes; ctypes.string_at(0)", "import os; os.abort()"])
def test_a31_a_crash_is_one_hand_ins_own(local: Local, code: str) -> None:
    told = "SIGABRT" if "abort" in code else "SIGSEGV"

    outcome = examined(local, building(code))

    assert (outcome.name, outcome.message) == (
        "crashed",
        f"Python itself crashed at line 13 (signal {told}).",
    )
    assert examined(local, right()).full


def test_a32_recursion_without_an_end_is_told_as_python_tells_it(local: Local) -> None:
    outcome = examined(local, building("f = lambda: f(); f()"))

    assert (outcome.name, outcome.message) == (
        "crashed",
        "`build_model` stopped with RecursionError, line 13: maximum recursion depth exceeded.",
    )


@pytest.mark.parametrize(
    "code",
    [
        "import sys; sys.setrecursionlimit(10**9); f = lambda: f(); f()",
        "import sys; sys.setrecursionlimit(10**9); f = lambda *_: sorted([1, 2], key=f); f()",
    ],
    ids=["python", "c"],
)
def test_a32_recursion_with_the_limit_taken_off_ends_one_hand_in_only(
    local: Local, code: str
) -> None:
    outcome = examined(local, building(code), memory_mib=256, limit_s=4)

    assert outcome.name in ("crashed", "out_of_memory", "timed_out"), outcome.message
    assert examined(local, right()).full


# The end of the grader, and of its workers

SUPERVISOR = """
import sys
from nngrader.executors.local import Local
from nngrader.training_memory import Nothing
from tests.executors.hand_ins import right, xor
sleeper = right("def train(model, x, y):\\n", "def train(model, x, y):\\n    __import__('time').sleep(50)\\n")
with Local(memory=Nothing(), way=sys.argv[1]) as local:
    local.examine(sleeper, xor())
"""
#: The processes between the grader and a hand-in: one waits for the zygote where that is the first
#: of a namespace.
BETWEEN = {3: ["waiting", "zygote"], 2: ["zygote"], 1: ["zygote"]}


@contextmanager
def supervisor(level: int) -> Iterator[dict[str, psutil.Process]]:
    """A grader in a process of its own, its workers, and a hand-in that sleeps, by their parts."""
    way = way_of(level)
    if way is None:
        pytest.skip(f"this machine does not reach level {level}")
    words = [sys.executable, "-c", SUPERVISOR, way]
    with subprocess.Popen(words, start_new_session=True) as started:
        parts = ["supervisor", *BETWEEN[level], "hand-in"]
        try:
            yield dict(zip(parts, line(lambda: started.pid, len(parts)), strict=True))
        finally:
            started.kill()


def line(pid: Callable[[], int], length: int) -> list[psutil.Process]:
    """A process, its child, the child of that and so on, once there are so many and the last sleeps."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        with suppress(psutil.NoSuchProcess):
            first = psutil.Process(pid())
            found = [first, *first.children(recursive=True)]
            if len(found) == length and settled(found[-1]):
                return found
        time.sleep(0.1)
    problem = f"there were never {length} processes of which the last slept"
    raise TimeoutError(problem)


def settled(process: psutil.Process) -> bool:
    """Whether it has gone as far as its long sleep: it uses no processor any more."""
    used = process.cpu_times().user
    time.sleep(0.3)
    return used > 0.03 and process.cpu_times().user == used


VICTIMS = [(level, part) for level in (3, 2, 1) for part in ("supervisor", *BETWEEN[level])]


@pytest.mark.parametrize(("level", "victim"), VICTIMS)
def test_a51_nothing_is_left_when_a_part_is_killed(level: int, victim: str) -> None:
    with supervisor(level) as parts:
        below = list(parts)[list(parts).index(victim) :]

        parts[victim].kill()

        if victim == "supervisor":
            parts[victim].wait()
        _, left = psutil.wait_procs([parts[part] for part in below], timeout=GONE_S)
        assert not [process for process in left if alive(process)]


def alive(process: psutil.Process) -> bool:
    """Whether it runs: one that ended may still wait to be read by its parent."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


class Killer:
    """Workers whose zygote is killed while the first so many children work."""

    def __init__(self, level: int, times: int) -> None:
        way = way_of(level)
        if way is None:
            pytest.skip(f"this machine does not reach level {level}")
        self.local = Local(memory=Nothing(), way=way)
        self.level = level
        self.times = times
        self.killed: list[int] = []

    def examine(self) -> Evidence | Mishap:
        """Examine a hand-in that takes two seconds, with a thread that kills meanwhile."""
        thread = threading.Thread(target=self._kill)
        thread.start()
        found = self.local.examine(in_train("import time; time.sleep(3)"), xor())
        thread.join()
        return found

    def _kill(self) -> None:
        for _ in range(self.times):
            *_, zygote, _hand_in = line(self._first, len(BETWEEN[self.level]) + 1)
            self.killed.append(zygote.pid)
            zygote.kill()

    def _first(self) -> int:
        """The number of what the grader has started; it changes when that is started again."""
        process = getattr(self.local._children._launcher, "_process", None)
        return process.pid if process else 0


@pytest.mark.parametrize("level", [3, 2, 1])
def test_f10_a_hand_in_whose_zygote_was_killed_is_graded_by_the_next(level: int) -> None:
    killer = Killer(level, times=1)
    with killer.local:
        outcome = killer.examine()

        assert len(killer.killed) == 1
        assert isinstance(outcome, Evidence)
        assert grade(xor(), outcome, "").full


def test_f10_a_second_death_ends_this_hand_in_and_not_the_next() -> None:
    killer = Killer(3, times=2)
    with killer.local:
        outcome = killer.examine()

        assert len(set(killer.killed)) == 2
        assert isinstance(outcome, Mishap)
        assert (outcome.name, outcome.message) == (
            "grader_fault",
            "The grader itself stopped while it looked at `hand_in.py`: the process that starts all "
            "others was gone before its work was done. Please show this to your teacher.",
        )
        assert examined(killer.local, right()).full


# A batch that is stopped


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["INT", "TERM"])
def test_f08_a_batch_that_was_stopped_keeps_what_is_done_and_can_be_done_again(
    tmp_path: Path, number: int
) -> None:
    for name, text in (("a", RIGHT), ("b", SLEEPER), ("c", RIGHT)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "xor.py").write_text(text)
    (temporary := tmp_path / "temporary").mkdir()
    words = [sys.executable, "-m", "pytest", "--grade", *"abc"]

    with subprocess.Popen(
        words,
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(temporary)},
    ) as batch:
        family = asleep(batch.pid, tmp_path)
        batch.send_signal(number)
        assert batch.wait(QUICK_S) == pytest.ExitCode.INTERRUPTED
    _, left = psutil.wait_procs(family, timeout=GONE_S)

    assert not left
    assert not list(temporary.iterdir())
    done = reports(tmp_path)
    assert len(done) == 1
    (tmp_path / "b" / "xor.py").write_text(RIGHT)
    again = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
    assert again.returncode == 0, again.stdout
    assert len(reports(tmp_path)) == 3
    assert reports(tmp_path)[0] == done[0]


def asleep(pid: int, folder: Path) -> list[psutil.Process]:
    """What a batch has started, once the first report is there and the second hand-in sleeps."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        with suppress(psutil.NoSuchProcess):
            found = psutil.Process(pid).children(recursive=True)
            if len(reports(folder)) == 1 and len(found) > 1 and settled(found[-1]):
                return found
        time.sleep(0.1)
    problem = "the second hand-in never slept"
    raise TimeoutError(problem)


def reports(folder: Path) -> list[str]:
    """The reports of a batch, by name."""
    return [path.name for path in sorted((folder / "graded").glob("*.json"))]
