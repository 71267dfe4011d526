"""Children for several threads: so many at once, from one launcher, all ended together."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from nngrader.errors import WorkerFault
from nngrader.executors import BadOptions, Closed
from nngrader.executors._children import Children, Gate
from nngrader.executors.local import Local
from nngrader.jobs import Limits
from nngrader.training_memory import Nothing
from nngrader.wire import Frame, send
from nngrader.worker.nest import SLOTS
from tests.executors.test_conversation import FakeChild

SOON_S = 10.0


@dataclass
class Nursery:
    """A launcher of children that are done when they are told to, and end with it."""

    children: list[FakeChild] = field(default_factory=list)
    go_on: threading.Event = field(default_factory=threading.Event)
    most_alive: int = 0
    closed: bool = False
    faulty: bool = False

    def spawn(self) -> FakeChild:
        if self.faulty:
            problem = "no TensorFlow"
            raise WorkerFault(problem)
        self.children.append(FakeChild(self._speak).spawn())
        alive = sum(not child.killed for child in self.children)
        self.most_alive = max(self.most_alive, alive)
        return self.children[-1]

    def _speak(self, theirs: socket.socket) -> None:
        self.go_on.wait(SOON_S)
        if not self.closed:
            send(theirs, Frame("done"))

    def close(self) -> None:
        self.closed = True
        self.go_on.set()


def use(children: Children) -> str:
    with children.open(Limits(wall_s=SOON_S)) as child:
        return child.ask(Frame("student")).ending


def test_so_many_at_once_and_no_more() -> None:
    nursery = Nursery()
    children = Children(2, lambda: nursery)
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(use, children) for _ in range(6)]
        time.sleep(0.2)
        assert len(nursery.children) == 2
        nursery.go_on.set()
        assert [one.result(SOON_S) for one in asked] == ["done"] * 6

    assert (nursery.most_alive, len(nursery.children)) == (2, 6)


def test_threads_that_come_at_once_start_one_launcher() -> None:
    started: list[Nursery] = []

    def start() -> Nursery:
        time.sleep(0.05)
        started.append(Nursery())
        started[-1].go_on.set()
        return started[-1]

    children = Children(8, start)
    assert not children.started
    with ThreadPoolExecutor(8) as pool:
        for one in [pool.submit(use, children) for _ in range(8)]:
            one.result(SOON_S)

    assert len(started) == 1
    assert children.started


def test_closing_ends_who_talks_with_a_child_and_who_waits_for_a_place() -> None:
    nursery = Nursery()
    children = Children(2, lambda: nursery)
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(use, children) for _ in range(6)]
        time.sleep(0.2)
        started = time.monotonic()
        children.close()
        errors = [one.exception(SOON_S) for one in asked]

    assert {type(error) for error in errors} == {Closed}
    assert str(errors[0]) == "It was stopped before it was done: the executor was closed."
    assert time.monotonic() - started < 5
    assert all(child.killed for child in nursery.children)


def test_nothing_is_opened_after_it_was_closed() -> None:
    nursery = Nursery()
    children = Children(1, lambda: nursery)
    children.close()

    with pytest.raises(Closed):
        use(children)
    with pytest.raises(Closed):
        children.launcher()
    assert not children.started


def test_a_child_that_cannot_be_had_takes_no_place() -> None:
    nursery = Nursery(faulty=True)
    children = Children(1, lambda: nursery)
    for _ in range(2):
        with pytest.raises(WorkerFault, match="no TensorFlow"):
            use(children)

    nursery.faulty = False
    nursery.go_on.set()
    assert use(children) == "done"


def test_a_request_that_cannot_be_sent_gives_its_place_back() -> None:
    nursery = Nursery()
    children = Children(1, lambda: nursery)
    for _ in range(2):
        with pytest.raises(ValueError, match="JSON"), children.open(Limits()) as child:
            child.ask(Frame("train", {"blueprint": float("inf")}))


def test_a_gate_lets_in_who_waits_when_a_place_is_free_and_not_before() -> None:
    gate, inside = Gate(1), threading.Event()
    gate.enter()

    def enter() -> None:
        gate.enter()
        inside.set()

    threading.Thread(target=enter, daemon=True).start()
    assert not inside.wait(0.1)
    gate.leave()
    assert inside.wait(SOON_S)


@pytest.mark.parametrize("jobs", [1, SLOTS])
def test_as_many_can_run_at_once_as_there_are_users_for_them(jobs: int) -> None:
    assert Local(jobs=jobs, memory=Nothing()).slots == 2 * jobs


@pytest.mark.parametrize("jobs", [0, SLOTS + 1])
def test_fewer_than_one_and_more_than_there_are_users_for_are_refused(jobs: int) -> None:
    with pytest.raises(BadOptions) as caught:
        Local(jobs=jobs, memory=Nothing())

    assert (
        str(caught.value) == f"From 1 to 64 submissions can be run at once here; {jobs} were asked."
    )
