"""What several threads want trained at once is trained once, and nobody waits for ever."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from nngrader.executors import Closed
from nngrader.executors._children import Gate
from nngrader.executors._conversation import Conversation, Ending
from nngrader.executors._trainings import Plan, Trainings, Workers
from nngrader.jobs import Limits
from nngrader.training_memory import Claims, Folder, Memory, Nothing, Session
from nngrader.wire import Frame
from tests.executors.test_trainings import plan, told

SOON_S = 10.0  #: nothing here takes a second; more means that two wait for each other
KEY, OTHER = "0" * 32, "1" * 32

# -- claims ---------------------------------------------------------------------------------------


def test_a_claim_is_given_to_one_and_then_to_the_next() -> None:
    claims = Claims()

    assert [claims.claim(KEY), claims.claim(KEY), claims.claim(OTHER)] == [True, False, True]
    claims.release(KEY)
    assert claims.claim(KEY)


def test_what_was_trained_in_vain_is_given_to_everybody_from_then_on() -> None:
    claims = Claims()
    claims.claim(KEY)
    claims.release(KEY, vain=True)

    assert [claims.claim(KEY), claims.claim(KEY)] == [True, True]
    assert [claims.claim(OTHER), claims.claim(OTHER)] == [True, False]


def test_nobody_waits_for_what_nobody_has() -> None:
    Claims().wait(KEY)


def test_who_waits_goes_on_when_the_claim_is_given_back_and_not_before() -> None:
    claims, gone_on = Claims(), threading.Event()
    claims.claim(KEY)

    def waiting() -> None:
        claims.wait(KEY)
        gone_on.set()

    thread = threading.Thread(target=waiting, daemon=True)
    thread.start()
    claims.claim(OTHER)
    claims.release(OTHER)
    assert not gone_on.wait(0.1)
    claims.release(KEY)
    assert gone_on.wait(SOON_S)


# -- trainings of several threads -----------------------------------------------------------------


@dataclass
class School:
    """Opens children that train slowly, at most so many at once, and counts what they are asked."""

    places: int = 1
    memory: Memory = field(default_factory=Session)
    takes_s: Callable[[], float] = lambda: 0.02
    #: How the children's conversations end, one after another; the last one from then on.
    endings: list[Ending] = field(default_factory=lambda: ["done"])
    ran: dict[str, Any] = field(default_factory=dict)
    asked: Counter[tuple[str, int]] = field(default_factory=Counter)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.gate = Gate(self.places)

    @property
    def workers(self) -> Workers:
        return Workers(self.open, self.memory)

    def open(self, _: Limits) -> "Pupil":
        self.gate.enter()
        with self.lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        return Pupil(self)

    def train(self, asked: Plan, *seeds: int) -> list[Conversation]:
        with Trainings(asked, self.workers) as trainings:
            return [trainings.run(seed) for seed in seeds]


@dataclass
class Pupil:
    """One child."""

    school: School
    network: str = ""

    def __enter__(self) -> "Pupil":
        return self

    def __exit__(self, *_: object) -> None:
        with self.school.lock:
            self.school.at_once -= 1
        self.school.gate.leave()

    def ask(self, request: Frame) -> Conversation:
        self.network = str(request.body.get("blueprint", self.network))
        seed = request.body["seed"]
        with self.school.lock:
            self.school.asked[self.network, seed] += 1
            endings = self.school.endings
            ending = endings.pop(0) if len(endings) > 1 else endings[0]
        time.sleep(self.school.takes_s())
        if self.school.gate.is_shut:
            raise Closed
        frames = told(seed, self.network, **self.school.ran) if ending == "done" else ()
        return Conversation(frames, ending, 0, "", 1.0)

    def output(self) -> str:
        return ""


@contextmanager
def at_once(count: int) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(count) as pool:
        yield pool


@pytest.mark.parametrize("places", [1, 2, 8])
def test_thirty_who_hand_in_the_same_network_wait_for_one_training_of_each_seed(
    places: int,
) -> None:
    school = School(places)
    with at_once(30) as pool:
        trained = [pool.submit(school.train, plan(), 0, 1, 2) for _ in range(30)]
        talks = [one.result(SOON_S) for one in trained]

    assert set(school.asked.values()) == {1}
    assert len(school.asked) == 3
    for seed in range(3):
        assert [talk[seed].remembered for talk in talks].count(False) == 1
        assert {str(talk[seed].frames[1].arrays) for talk in talks} == {
            str(talks[0][seed].frames[1].arrays)
        }


def test_without_a_memory_everybody_trains_and_nobody_waits() -> None:
    school = School(4, memory=Nothing())
    with at_once(4) as pool:
        for one in [pool.submit(school.train, plan(), 0) for _ in range(4)]:
            one.result(SOON_S)

    assert list(school.asked.values()) == [4]


def test_who_waits_has_no_child_so_that_another_can_have_its_place() -> None:
    """One of two places: who has one and finds its second seed claimed gives it up."""
    school, begun = School(1), threading.Event()
    claims = school.memory.claims
    with Trainings(plan(), school.workers) as trainings, at_once(1) as pool:
        trainings.run(0)
        assert school.at_once == 1  # the child stays for further seeds
        claimed = trainings._key_of_claim(1)
        assert claims.claim(claimed)  # by another thread, which needs a place to do it

        def other() -> None:
            school.gate.enter()
            begun.set()
            school.gate.leave()
            claims.release(claimed)

        done = pool.submit(other)
        talk = trainings.run(1)
        done.result(SOON_S)

    assert begun.is_set()
    assert not talk.remembered  # the other one kept nothing, so it was done here


@pytest.mark.parametrize("ending", ["orphaned", "done"])
def test_when_who_trains_fails_one_of_those_that_wait_takes_over(ending: Ending) -> None:
    """Lost twice, a child and the one more that is asked then; or an exception of our own."""
    endings: list[Ending] = ["orphaned", "orphaned", "done"] if ending == "orphaned" else ["done"]
    school = School(4, endings=endings)
    broken = [ending == "done"]

    def train() -> str:
        try:
            return school.train(plan(), 0)[0].ending
        except KeyError:
            return "broken"

    keep = school.memory.keep

    def breaking(key: str, frames: tuple[Frame, ...]) -> None:
        if broken[0]:
            broken[0] = False
            raise KeyError
        keep(key, frames)

    object.__setattr__(school.memory, "keep", breaking)
    with at_once(6) as pool:
        said = Counter(one.result(SOON_S) for one in [pool.submit(train) for _ in range(6)])

    assert said == {"done": 5, "orphaned" if ending == "orphaned" else "broken": 1}
    assert sum(school.asked.values()) == (3 if ending == "orphaned" else 2)


@pytest.mark.parametrize(
    ("endings", "ran"),
    [(["timed_out"], {}), (["done"], {"cut": "time"}), (["done"], {"error": "ValueError: no"})],
    ids=["ended", "cut by time", "stopped"],
)
def test_what_leaves_nothing_to_recall_is_waited_for_once_and_then_done_by_all_at_once(
    endings: list[Ending], ran: dict[str, Any]
) -> None:
    school = School(8, endings=endings, ran=ran, takes_s=lambda: 0.2)
    started = time.monotonic()
    with at_once(8) as pool:
        for one in [pool.submit(school.train, plan(), 0) for _ in range(8)]:
            one.result(SOON_S)

    assert list(school.asked.values()) == [8]
    assert school.most_at_once == 7
    assert time.monotonic() - started < 8 * 0.2  # one after another it would be that


@pytest.mark.parametrize("places", [1, 3])
def test_a_class_of_many_in_any_order_comes_to_its_end_and_trains_everything_once(
    places: int, tmp_path: Any
) -> None:
    """Stress: 48 threads, 5 networks, seeds in any order, some conversations lost."""
    draw = random.Random(places)
    school = School(
        places,
        memory=Folder(tmp_path) if places == 3 else Session(),
        takes_s=lambda: draw.random() / 500,
    )
    networks = [plan({"layers": [number]}) for number in range(5)]
    wanted = [(draw.choice(networks), draw.sample(range(3), 3)) for _ in range(240)]
    with at_once(48) as pool:
        trained = [pool.submit(school.train, network, *seeds) for network, seeds in wanted]
        for one in trained:
            assert [talk.ending for talk in one.result(6 * SOON_S)] == ["done"] * 3

    assert set(school.asked.values()) == {1}
    assert len(school.asked) == 15
    assert school.most_at_once <= places
    assert (school.gate.places, school.at_once) == (places, 0)


def test_closing_wakes_those_that_wait_for_a_claim_and_those_that_wait_for_a_place() -> None:
    school = School(1, takes_s=lambda: 0.3)
    with at_once(12) as pool:
        trained = [
            pool.submit(school.train, plan({"layers": [number % 3]}), 0) for number in range(12)
        ]
        time.sleep(0.1)
        school.gate.shut()

        errors = [one.exception(SOON_S) for one in trained]

    assert {type(error) for error in errors} == {Closed}
    assert (school.gate.places, school.at_once) == (1, 0)
