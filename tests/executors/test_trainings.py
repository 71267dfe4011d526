"""What was trained before is recalled, and what was not is asked of one child that stays."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest

from nngrader.arrays import digest
from nngrader.executors import _trainings
from nngrader.executors._conversation import Conversation, Ending
from nngrader.executors._trainings import OVERHEAD, OVERHEAD_S, Plan, Trainings, Workers
from nngrader.jobs import CORES, Array, Limits
from nngrader.training_memory import Memory, Nothing, Session
from nngrader.wire import Frame

X = np.arange(8, dtype=np.float32).reshape(4, 2)
Y = np.array([0, 1, 1, 0], dtype=np.float32)
HELD = np.ones((2, 2), dtype=np.float32)
ASKED = np.full((3, 2), 0.5, dtype=np.float32)
SQUARE = np.zeros((9, 2), dtype=np.float32)
ARGUMENTS: dict[str, Any] = {
    "epochs": 5,
    "batch_size": 4,
    "callbacks": [],
    "class_weight": None,
    "initial_epoch": 0,
    "rare": {},
    "shuffle": True,
    "steps_per_epoch": None,
    "validation_split": 0.0,
}
NETWORK = {"layers": [{"units": 16}], "compile": {"loss": "mse"}}
RAN = {"epochs": 5, "judged": 5, "cut": "", "engine": "loop", "why": "", "error": ""}
LIMITS = Limits(wall_s=60.0, memory_mib=512)


def plan(
    network: Any = NETWORK,
    *,
    arrays: dict[str, Array] | None = None,
    fits: int = 1,
    roles: dict[str, str] | None = None,
    most_epochs: int = 1000,
    seconds: float = 60.0,
    digests: dict[str, str] | None = None,
    **arguments: Any,
) -> Plan:
    """Ask for one `fit` on X and Y, or for what a test asks instead."""
    sent = {"x": X, "y": Y, "ask:test": ASKED} | (arrays or {})
    fit = {"arguments": ARGUMENTS | arguments, "arrays": roles or {"x": "x", "y": "y"}}
    limit = {"seconds": seconds, "epochs": most_epochs}
    body = {"blueprint": network, "fits": [fit] * fits, "limit": limit}
    return Plan(Frame("train", body, sent), 3, LIMITS, digests or {})


def told(seed: int, network: Any = NETWORK, *, runs: bool = True, **ran: Any) -> tuple[Frame, ...]:
    """What a neutral child says: the network as it begins, and how its training went."""
    begun = Frame("model", {"initial": f"{network} of seed {seed}", "spec": {}, "versions": {}})
    answers = {"answer:test": np.full((3, 1), seed, dtype=np.float32)}
    return (begun, Frame("run", RAN | ran, answers)) if runs else (begun,)


@dataclass
class Child:
    """A neutral child that trains at once."""

    limits: Limits
    ending: Ending
    ran: dict[str, Any]
    asked: list[Frame] = field(default_factory=list)
    closed: bool = False

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.closed = True

    def ask(self, request: Frame) -> Conversation:
        assert not self.closed
        self.asked.append(request)
        first = self.asked[0].body
        frames = told(
            request.body["seed"], first["blueprint"], runs=bool(first["fits"]), **self.ran
        )
        return Conversation(frames, self.ending, 0, "", 1.5)

    def output(self) -> str:
        return "printed" if self.closed else "printing"


@dataclass
class Nursery:
    """Opens children and counts them; what they tell is remembered for the session."""

    memory: Memory = field(default_factory=Session)
    ending: Ending = "done"
    ran: dict[str, Any] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)

    def open(self, limits: Limits) -> Child:
        self.children.append(Child(limits, self.ending, self.ran))
        return self.children[-1]

    @property
    def workers(self) -> Workers:
        return Workers(self.open, self.memory)

    def train(self, asked: Plan, *seeds: int) -> list[Conversation]:
        with Trainings(asked, self.workers) as trainings:
            return [trainings.run(seed) for seed in seeds]

    @property
    def requests(self) -> list[list[tuple[str, int]]]:
        """Kind and seed of each request, by child."""
        return [[(r.kind, r.body["seed"]) for r in child.asked] for child in self.children]


def plain(talk: Conversation) -> list[tuple[str, Any, Any]]:
    return [
        (frame.kind, frame.body, {name: a.tolist() for name, a in frame.arrays.items()})
        for frame in talk.frames
    ]


# -- once is enough ---------------------------------------------------------------------------


def test_a_training_is_asked_once_and_recalled_from_then_on() -> None:
    nursery = Nursery()

    ((first,), (second,)) = (nursery.train(plan(), 7) for _ in range(2))

    assert nursery.requests == [[("train", 7)]]
    assert (first.remembered, second.remembered) == (False, True)
    assert (second.ending, second.seconds) == ("done", 0.0)
    assert plain(first) == plain(second)


def test_without_a_memory_it_is_asked_again() -> None:
    """The failing twin."""
    nursery = Nursery(memory=Nothing())

    talks = [nursery.train(plan(), 7)[0] for _ in range(2)]

    assert nursery.requests == [[("train", 7)], [("train", 7)]]
    assert not any(talk.remembered for talk in talks)


def test_a_network_that_is_only_described_is_remembered_too() -> None:
    nursery = Nursery()

    ((first,), (second,)) = (nursery.train(plan(fits=0), 0) for _ in range(2))

    assert nursery.requests == [[("train", 0)]]
    assert (len(first.frames), second.remembered) == (1, True)
    assert plain(first) == plain(second)


def test_a_network_that_was_described_is_not_thereby_trained() -> None:
    nursery = Nursery()
    nursery.train(plan(fits=0), 0)

    (trained,) = nursery.train(plan(), 0)

    assert not trained.remembered
    assert [frame.kind for frame in trained.frames] == ["model", "run"]


def test_a_network_that_was_trained_is_thereby_described() -> None:
    nursery = Nursery()
    nursery.train(plan(), 0)

    (described,) = nursery.train(plan(fits=0), 0)

    assert described.remembered
    assert [frame.kind for frame in described.frames] == ["model"]


# -- what makes another training of it --------------------------------------------------------

ROLES = {"x": "x", "y": "y"}
#: Everything that a training or its answers depend on, each changed alone.
MATTERS: dict[str, Plan] = {
    "network": plan({**NETWORK, "layers": [{"units": 17}]}),
    "compiled": plan({**NETWORK, "compile": {"loss": "mae"}}),
    "another fit": plan(fits=2),
    "x": plan(arrays={"x": X + 1}),
    "y": plan(arrays={"y": 1 - Y}),
    "order of the rows": plan(arrays={"x": X[::-1], "y": Y[::-1]}),
    "kind of number": plan(arrays={"x": X.astype(np.float64)}),
    "shape": plan(arrays={"y": Y.reshape(4, 1)}),
    "one bit": plan(arrays={"x": np.nextafter(X, np.float32(9))}),
    "exchanged": plan(roles={"x": "y", "y": "x"}),
    "validation": plan(arrays={"v": HELD}, roles=ROLES | {"validation_x": "v"}),
    "role": plan(arrays={"v": HELD}, roles=ROLES | {"sample_weight": "v"}),
    "what is asked": plan(arrays={"ask:test": ASKED + 1}),
    "more is asked": plan(arrays={"ask:surface": SQUARE}),
    "most epochs": plan(most_epochs=999),
    "epochs": plan(epochs=6),
    "batch_size": plan(batch_size=5),
    "callbacks": plan(callbacks=[{"name": "TerminateOnNaN", "settings": {}}]),
    "class_weight": plan(class_weight=[[0, 1.0]]),
    "initial_epoch": plan(initial_epoch=1),
    "rare": plan(rare={"validation_freq": 2}),
    "shuffle": plan(shuffle=False),
    "shuffled in batches": plan(shuffle="batch"),
    "steps_per_epoch": plan(steps_per_epoch=1),
    "validation_split": plan(validation_split=0.5),
}


@pytest.mark.parametrize("name", MATTERS)
def test_what_matters_makes_it_another_training(name: str) -> None:
    """Each beside each other one as well: no two of them are taken for one."""
    nursery = Nursery()
    for other in (plan(), *(asked for key, asked in MATTERS.items() if key != name)):
        nursery.train(other, 7)

    assert [talk.remembered for talk in nursery.train(MATTERS[name], 7)] == [False]
    assert [talk.remembered for talk in nursery.train(MATTERS[name], 7)] == [True]


def test_another_seed_is_another_training() -> None:
    nursery = Nursery()

    nursery.train(plan(), 7)

    assert [talk.remembered for talk in nursery.train(plan(), 8)] == [False]


@pytest.mark.parametrize("fits", [0, 1])
@pytest.mark.parametrize("name", ["keras", "processor", "engine"])
def test_other_conditions_make_it_another_training(
    monkeypatch: pytest.MonkeyPatch, name: str, fits: int
) -> None:
    usual = _trainings.conditions()
    assert name in usual
    nursery = Nursery()
    nursery.train(plan(fits=fits), 7)

    monkeypatch.setattr(_trainings, "conditions", lambda: usual | {name: "another"})

    assert [talk.remembered for talk in nursery.train(plan(fits=fits), 7)] == [False]


def test_what_told_less_is_not_recalled(monkeypatch: pytest.MonkeyPatch) -> None:
    nursery = Nursery()
    monkeypatch.setattr(_trainings, "TOLD", _trainings.TOLD - 1)
    nursery.train(plan(), 7)
    assert [talk.remembered for talk in nursery.train(plan(), 7)] == [True]

    monkeypatch.undo()

    assert [talk.remembered for talk in nursery.train(plan(), 7)] == [False]


def test_other_weights_at_the_start_make_it_another_training() -> None:
    """They come from the child; two that differ under one blueprint would be a fault of ours."""
    nursery, asked = Nursery(), plan()
    nursery.train(asked, 7)
    begun = told(7)[0]
    other = replace(begun, body=begun.body | {"initial": "other weights"})
    trainings = Trainings(asked, nursery.workers)
    nursery.memory.keep(trainings._key_of_start(7), (other,))

    assert [talk.remembered for talk in nursery.train(asked, 7)] == [False]


#: What a training doesn't depend on.
IDLE: dict[str, Plan] = {
    "the names of arrays": plan(
        arrays={"one": X, "two": Y, "x": SQUARE, "y": SQUARE}, roles={"x": "one", "y": "two"}
    ),
    "one array under two names": plan(arrays={"again": X}),
    "how an array lies in memory": plan(arrays={"x": np.asfortranarray(X)}),
    "the time it may take": plan(seconds=5.0),
    "digests that are known": plan(digests={"x": digest(X), "y": digest(Y)}),
}


@pytest.mark.parametrize("asked", IDLE.values(), ids=IDLE)
def test_what_does_not_matter_is_the_same_training(asked: Plan) -> None:
    nursery = Nursery()
    nursery.train(plan(), 7)

    assert [talk.remembered for talk in nursery.train(asked, 7)] == [True]


def test_limits_of_the_process_are_the_same_training() -> None:
    nursery = Nursery()
    nursery.train(plan(), 7)

    (talk,) = nursery.train(replace(plan(), limits=Limits(5.0, 64), seeds=1), 7)

    assert talk.remembered


def test_arrays_under_each_others_digests_share_no_run_with_honest_ones() -> None:
    """A submission names what it sends; what it claims to be the digest of X may be Y's."""
    easy = X * 0
    honest = {digest(X): X, digest(Y): Y}
    lying = {digest(X): easy, digest(Y): Y}
    roles = {"x": digest(X), "y": digest(Y)}
    nursery = Nursery()

    nursery.train(plan(arrays=lying, roles=roles), 7)

    assert [t.remembered for t in nursery.train(plan(arrays=honest, roles=roles), 7)] == [False]
    assert [t.remembered for t in nursery.train(plan(arrays=lying, roles=roles), 7)] == [True]


def test_exchanged_digests_share_no_run_with_honest_ones() -> None:
    other = X + 1
    roles = {"x": digest(X), "validation_x": digest(other), "y": "y"}
    nursery = Nursery()

    nursery.train(plan(arrays={digest(X): other, digest(other): X}, roles=roles), 7)
    (talk,) = nursery.train(plan(arrays={digest(X): X, digest(other): other}, roles=roles), 7)

    assert not talk.remembered


# -- what is not kept -------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["timed_out", "ended", "tampered", "orphaned"])
@pytest.mark.parametrize("fits", [0, 1])
def test_a_child_that_did_not_finish_leaves_nothing(ending: Ending, fits: int) -> None:
    memory = Session()
    Nursery(memory, ending).train(plan(fits=fits), 7)

    assert memory.contents().entries == 0
    assert not Nursery(memory).train(plan(fits=fits), 7)[0].remembered


@pytest.mark.parametrize(
    ("ran", "kept"),
    [
        ({}, True),
        ({"error": "ValueError: no"}, False),
        ({"cut": "time", "judged": 3}, False),
        ({"cut": "epochs", "judged": 3}, True),
        ({"cut": "epochs", "error": "ValueError: no"}, False),
    ],
    ids=str,
)
def test_only_what_comes_out_on_any_day_is_kept(ran: dict[str, Any], kept: bool) -> None:
    memory = Session()
    Nursery(memory, ran=ran).train(plan(), 7)

    assert memory.contents().entries == (2 if kept else 0)
    assert Nursery(memory).train(plan(), 7)[0].remembered is kept


# -- one child for all seeds ------------------------------------------------------------------


def test_further_seeds_are_asked_of_the_same_child_which_is_closed_at_the_end() -> None:
    nursery = Nursery()

    with Trainings(plan(), nursery.workers) as trainings:
        assert nursery.children == []  # everything may be remembered
        for seed in (7, 8, 9):
            trainings.run(seed)
        assert not nursery.children[0].closed

    assert nursery.requests == [[("train", 7), ("again", 8), ("again", 9)]]
    assert nursery.children[0].closed


def test_an_exception_closes_the_child_too() -> None:
    nursery = Nursery()

    def stop() -> None:
        with Trainings(plan(), nursery.workers) as trainings:
            trainings.run(7)
            raise KeyError

    with pytest.raises(KeyError):
        stop()
    assert nursery.children[0].closed


def test_the_first_request_is_whole_and_those_after_it_are_seeds() -> None:
    nursery, asked = Nursery(), plan()

    nursery.train(asked, 7, 8)

    first, second = nursery.children[0].asked
    assert first.body == {**asked.request.body, "seed": 7, "seeds": 3}
    assert first.arrays.keys() == {"x", "y", "ask:test"}
    assert (second.body, second.arrays) == ({"seed": 8}, {})


def test_a_second_seed_that_is_not_remembered_is_asked_in_full() -> None:
    nursery, asked = Nursery(), plan()
    nursery.train(asked, 7)

    talks = nursery.train(asked, 7, 8, 9)

    assert [talk.remembered for talk in talks] == [True, False, False]
    assert nursery.requests[1:] == [[("train", 8), ("again", 9)]]
    assert nursery.children[1].asked[0].body == {**asked.request.body, "seed": 8, "seeds": 3}
    assert nursery.children[1].closed


def test_a_seed_that_is_remembered_between_two_others_is_not_asked() -> None:
    nursery, asked = Nursery(), plan()
    nursery.train(asked, 8)

    talks = nursery.train(asked, 7, 8, 9)

    assert [talk.remembered for talk in talks] == [False, True, False]
    assert nursery.requests[1:] == [[("train", 7), ("again", 9)]]


def test_all_seeds_remembered_open_no_child() -> None:
    nursery, asked = Nursery(), plan()
    nursery.train(asked, 7, 8)

    assert [talk.remembered for talk in nursery.train(asked, 7, 8)] == [True, True]
    assert len(nursery.children) == 1


def test_a_child_has_time_to_predict_beyond_that_to_train() -> None:
    """The training ends itself at its limit; the child that does not is ended from outside."""
    nursery = Nursery()

    nursery.train(plan(), 7)

    assert nursery.children[0].limits == Limits(wall_s=76.0, cpu_s=152.0, memory_mib=512)
    assert LIMITS.wall_s * OVERHEAD + OVERHEAD_S == pytest.approx(76.0)


def test_a_training_never_ends_for_want_of_processor_time_before_its_time_is_over() -> None:
    nursery = Nursery()
    asked = replace(plan(), limits=replace(LIMITS, cpu_s=5.0))

    nursery.train(asked, 7)

    limits = nursery.children[0].limits
    assert limits.cpu_s == CORES * limits.wall_s


# -- asking once ------------------------------------------------------------------------------


def test_a_single_question_gets_its_answer_and_what_was_printed_to_the_end() -> None:
    nursery = Nursery()

    talk = nursery.workers.converse(
        replace(plan().request, body=plan().request.body | SEED), LIMITS
    )

    assert (talk.ending, talk.output, talk.remembered) == ("done", "printed", False)
    assert nursery.children[0].closed
    assert nursery.children[0].limits == LIMITS


SEED = {"seed": 7}


def test_what_is_recalled_can_be_changed_without_harm() -> None:
    """The next one who recalls gets what was kept."""
    nursery = Nursery()
    (first,) = nursery.train(plan(), 7)
    before = plain(first)

    (second,) = nursery.train(plan(), 7)
    second.frames[1].arrays["answer:test"][:] = 9
    second.frames[1].body["epochs"] = 9

    assert plain(nursery.train(plan(), 7)[0]) == before
