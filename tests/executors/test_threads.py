"""Real children of several threads: one warm process, so many at once, the same evidence as alone."""

import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
import psutil
import pytest

from nngrader.evidence import Evidence, Mishap
from nngrader.executors import Closed
from nngrader.executors._children import Gate
from nngrader.executors._conversation import Conversation
from nngrader.executors._examine import examine
from nngrader.executors._trainings import Workers
from nngrader.executors.local import Local
from nngrader.jobs import Limits, Submission
from nngrader.training_memory import Nothing, Session
from nngrader.wire import Frame
from tests.executors.hand_ins import building, right, training, xor

pytestmark = [pytest.mark.sandbox, pytest.mark.keras]
XOR = xor()
SOON_S = 60.0


@dataclass(frozen=True)
class Counting(Session):
    """Counts what is kept under each key."""

    kept: Counter[str] = field(default_factory=Counter)

    def keep(self, key: str, frames: tuple[Frame, ...]) -> None:
        self.kept[key] += 1
        super().keep(key, frames)


def others(count: int) -> list[Submission]:
    """Right hand-ins with a network each."""
    sizes = range(12, 12 + count)
    return [replace(right("Dense(16", f"Dense({n}"), student=f"s{n}") for n in sizes]


def on_any_day(outcome: Evidence | Mishap) -> bytes:
    """Everything that does not depend on the clock or on what was trained before, NaN and all."""
    seen = outcome.captured if isinstance(outcome, Mishap) else outcome
    runs = tuple(replace(run, seconds=0.0, remembered=False) for run in seen.runs)
    seen = replace(seen, seconds=0.0, runs=runs)
    said = [outcome.name, outcome.message] if isinstance(outcome, Mishap) else []
    return msgspec.msgpack.encode([seen, said])


@pytest.fixture(scope="module")
def local() -> Iterator[Local]:
    with Local(jobs=2, memory=Nothing()) as executor:
        executor.warm_up()
        yield executor


@contextmanager
def watching() -> Iterator[list[int]]:
    """Count how many processes there are below this one at most."""
    most, done = [0], threading.Event()

    def look() -> None:
        while not done.wait(0.01):
            most[0] = max(most[0], len(psutil.Process().children(recursive=True)))

    thread = threading.Thread(target=look)
    thread.start()
    yield most
    done.set()
    thread.join()


def test_two_at_once_give_the_evidence_of_one_after_another(local: Local) -> None:
    """More threads than places; one hand-in twice, and one that ends itself."""
    hand_ins = [*others(2), *[replace(right(), student=f"r{n}") for n in range(2)]]
    crashing = training("import os; os._exit(3)")  # of a network that nobody else has
    hand_ins.append(replace(crashing, student="x", code=crashing.code.replace("(16", "(11")))
    expected = [on_any_day(local.examine(one, XOR)) for one in hand_ins]
    alone = len(psutil.Process().children(recursive=True))
    memory = Counting()

    def examined(one: Submission) -> bytes:
        return on_any_day(examine(one, XOR, local.workers(memory)))

    with watching() as most, ThreadPoolExecutor(5) as pool:
        found = list(pool.map(examined, hand_ins))

    assert found == expected
    assert set(memory.kept.values()) == {1}
    assert alone < most[0] <= alone + 2


def test_six_who_hand_in_the_same_wait_for_one_training_with_one_place(local: Local) -> None:
    memory, places = Counting(), Gate(1)
    open_child = local.workers(memory).open

    def one_at_once(limits: Limits) -> "Narrow":
        places.enter()
        return Narrow(open_child(limits), places)

    def examined(number: int) -> Any:
        return examine(replace(right(), student=str(number)), XOR, Workers(one_at_once, memory))

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(examined, range(6)))

    runs = [run for outcome in outcomes for run in outcome.runs]
    assert set(memory.kept.values()) == {1}
    assert sum(not run.remembered for run in runs) == len(outcomes[0].runs)


@dataclass
class Narrow:
    """A child that takes the one place there is."""

    child: Any
    places: Gate

    def __enter__(self) -> "Narrow":
        return self

    def __exit__(self, *_: object) -> None:
        self.child.__exit__()
        self.places.leave()

    def ask(self, request: Frame) -> Conversation:
        told: Conversation = self.child.ask(request)
        return told

    def output(self) -> str:
        return str(self.child.output())


def test_nobody_inherits_a_descriptor_of_a_child_that_runs_beside(local: Local) -> None:
    """It would hold the other's channel open after its end, and could write into it."""
    counting = building(
        "import os\n    n = 0\n    for fd in range(3, 256):\n        try:\n"
        "            os.fstat(fd); n += 1\n        except OSError:\n            pass\n"
        "    print(n, end='')"
    )
    alone: Any = local.examine(counting, XOR)
    with ThreadPoolExecutor(4) as pool:
        beside: list[Any] = list(pool.map(lambda _: local.examine(counting, XOR), range(4)))

    assert {one.output for one in beside} == {alone.output}


def test_a_zygote_that_is_killed_under_two_threads_costs_nobody_a_result() -> None:
    before = {child.pid for child in psutil.Process().children()}
    with Local(jobs=2, memory=Nothing()) as local, ThreadPoolExecutor(2) as pool:
        local.examine(right(), XOR)
        idle = len(psutil.Process().children(recursive=True))
        examining = [pool.submit(local.examine, one, XOR) for one in others(2)]
        while len(psutil.Process().children(recursive=True)) == idle:
            time.sleep(0.01)
        for child in psutil.Process().children():
            if child.pid not in before:
                child.kill()
        outcomes = [one.result(SOON_S) for one in examining]

    assert [type(outcome) for outcome in outcomes] == [Evidence] * 2
    assert {child.pid for child in psutil.Process().children()} == before


@pytest.mark.parametrize("fork", [sys.platform == "linux", False], ids=["forked", "started"])
def test_closing_while_they_run_ends_everything_at_once(fork: bool) -> None:
    """As Ctrl-C does: two sleep in a child or still wait for TensorFlow, two wait for a place."""
    before = set(psutil.Process().children(recursive=True))
    descriptors = psutil.Process().num_fds()
    executor = Local(jobs=2, fork=fork, memory=Session())
    with ThreadPoolExecutor(4) as pool:
        with executor:
            sleeping = building("import time; time.sleep(60)")
            examining = [pool.submit(executor.examine, sleeping, XOR) for _ in range(4)]
            time.sleep(3.0)
            started = time.monotonic()
        errors = [one.exception(SOON_S) for one in examining]
        took = time.monotonic() - started

    assert {type(error) for error in errors} == {Closed}
    assert took < 8.0
    assert set(psutil.Process().children(recursive=True)) == before
    while psutil.Process().num_fds() > descriptors and time.monotonic() < started + 8.0:
        time.sleep(0.02)  # a thread that drains a pipe ends a moment after who wrote into it
    assert psutil.Process().num_fds() <= descriptors
