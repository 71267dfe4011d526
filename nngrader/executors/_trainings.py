"""The trainings of one network: remembered by content, or done in a clean child that stays.

What is remembered is what a neutral child told, under a key made here of what it was asked. A
submission decides what is asked and nothing else: no word of its process is ever kept.

Who trains has claimed it, and whoever wants the same meanwhile waits and recalls it. Nobody waits
for a claim who has a child: it is ended first, and with it goes its place among those that run at
once. Who has a claim may wait for such a place. So no two can wait for each other.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from nngrader.arrays import digest
from nngrader.engine import conditions
from nngrader.executors._conversation import Conversation
from nngrader.jobs import CORES, Limits
from nngrader.training_memory import Memory, digest_of
from nngrader.wire import Frame

OVERHEAD = 1.1  #: a training ends itself at its limit; predicting and sending come on top
OVERHEAD_S = 10.0
TOLD = 2  #: raise it when a child tells more of a training: what told less is not recalled then


class Talk(Protocol):
    """One child, which can be asked until it is left."""

    def __enter__(self) -> "Talk":
        """Use it."""
        ...

    def __exit__(self, *_: object) -> None:
        """End it."""
        ...

    def ask(self, request: Frame) -> Conversation:
        """Put one request, and listen until it is done."""
        ...

    def output(self) -> str:
        """Give back what it printed, once it was ended."""
        ...


@dataclass(frozen=True)
class Workers:
    """Where children come from, and what they have already trained."""

    open: Callable[[Limits], Talk]
    memory: Memory
    level: int = 1  #: of isolation

    def converse(self, request: Frame, limits: Limits) -> Conversation:
        """Ask one child; if that is lost with the process that had forked it, ask one more."""
        told = self._once(request, limits)
        return self._once(request, limits) if told.ending == "orphaned" else told

    def _once(self, request: Frame, limits: Limits) -> Conversation:
        with self.open(limits) as talk:
            told = talk.ask(request)
        return replace(told, output=talk.output())


@dataclass(frozen=True, eq=False)
class Plan:
    """What is asked of a neutral child, but for the seed."""

    request: Frame
    seeds: int  #: how many may be asked for
    limits: Limits
    digests: dict[
        str, str
    ]  #: of arrays that were measured already, by the name they were sent under


@dataclass
class Trainings:
    """Trains one network with one seed after another; a context manager that ends the child."""

    plan: Plan
    workers: Workers
    _stack: ExitStack = field(default_factory=ExitStack)
    _talk: Talk | None = None
    _content: dict[str, Any] | None = None

    def __enter__(self) -> "Trainings":
        """Start nothing: everything may be remembered."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the child, if one was needed."""
        self._stack.close()

    def run(self, seed: int) -> Conversation:
        """Recall this training, or do it now and remember it; wait where another does it already."""
        key, claims = self._key_of_claim(seed), self.workers.memory.claims
        while True:
            if known := self._recalled(seed):
                return known
            if claims.claim(key):
                return self._claimed(key, seed)
            self._leave()
            claims.wait(key)

    def _claimed(self, key: str, seed: int) -> Conversation:
        """Train, unless somebody came to the end of it just before it was claimed."""
        vain = False
        try:
            if known := self._recalled(seed):
                return known
            told = self._ask(seed)
            lasting = told.ending == "done" and _lasting(told.frames)
            if lasting:
                self._keep(seed, told.frames)
            vain = not lasting and told.ending != "orphaned"
            return told
        finally:
            self.workers.memory.claims.release(key, vain=vain)

    def _recalled(self, seed: int) -> Conversation | None:
        known = self._recall(seed)
        return None if known is None else Conversation(known, "done", 0, "", 0.0, remembered=True)

    def _recall(self, seed: int) -> tuple[Frame, ...] | None:
        begun = self.workers.memory.recall(self._key_of_start(seed))
        if begun is None or not self.plan.request.body["fits"]:
            return begun
        done = self.workers.memory.recall(self._key_of_run(seed, begun[0]))
        return None if done is None else (*begun, *done)

    def _keep(self, seed: int, frames: tuple[Frame, ...]) -> None:
        memory = self.workers.memory
        memory.keep(self._key_of_start(seed), frames[:1])
        if len(frames) > 1:
            memory.keep(self._key_of_run(seed, frames[0]), frames[1:])

    def _key_of_claim(self, seed: int) -> str:
        """Key of what is asked, known before anything was built: a seed fills a network one way."""
        if not self.plan.request.body["fits"]:
            return self._key_of_start(seed)
        network = self.plan.request.body["blueprint"]
        asked = {"network": network, **self._contents()}
        return digest_of({"claim": asked, "seed": seed, "conditions": conditions()})

    def _key_of_start(self, seed: int) -> str:
        """Key of the network as it begins: what it is, and the seed that fills it."""
        network = self.plan.request.body["blueprint"]
        return digest_of({"start": network, "seed": seed, "conditions": conditions()})

    def _key_of_run(self, seed: int, begun: Frame) -> str:
        """Key of a training: the values of all variables at its start, and all that follows."""
        network = self.plan.request.body["blueprint"]
        return digest_of(
            {
                "run": {"network": network, "initial": begun.body["initial"], **self._contents()},
                "seed": seed,
                "conditions": conditions(),
            }
        )

    def _contents(self) -> dict[str, Any]:
        """Put digests of our own in place of the names that arrays were sent under."""
        if self._content is None:
            request = self.plan.request
            known = self.plan.digests
            digests = {
                name: known.get(name) or digest(array) for name, array in request.arrays.items()
            }
            fits = [
                {**fit, "arrays": {role: digests[key] for role, key in fit["arrays"].items()}}
                for fit in request.body["fits"]
            ]
            asked = {name: d for name, d in digests.items() if name.startswith("ask:")}
            epochs = request.body["limit"]["epochs"]
            told = {"told": TOLD, "most_epochs": epochs}
            self._content = {"fits": fits, "asked": asked, **told}
        return self._content

    def _ask(self, seed: int) -> Conversation:
        """Ask, and once more where the child was lost with the process that had forked it."""
        told = self._once(seed)
        if told.ending != "orphaned":
            return told
        self._leave()
        return self._once(seed)

    def _leave(self) -> None:
        self._stack.close()
        self._talk = None

    def _once(self, seed: int) -> Conversation:
        """Ask the child that has this network already, else a new one."""
        if self._talk is not None:
            return self._talk.ask(Frame("again", {"seed": seed}))
        limits = self.plan.limits
        wall_s = limits.wall_s * OVERHEAD + OVERHEAD_S
        longer = replace(limits, wall_s=wall_s, cpu_s=max(limits.cpu_s, CORES * wall_s))
        self._talk = self._stack.enter_context(self.workers.open(longer))
        request = self.plan.request
        body = {**request.body, "seed": seed, "seeds": self.plan.seeds}
        return self._talk.ask(Frame(request.kind, body, request.arrays))


def _lasting(frames: tuple[Frame, ...]) -> bool:
    """Whether the same would come out on any day: not so where time or memory ended it."""
    ran = [frame.body for frame in frames if frame.kind == "run"]
    begun = [frame.kind for frame in frames[:1]] == ["model"]
    return begun and all(not body["error"] and body["cut"] != "time" for body in ran)
