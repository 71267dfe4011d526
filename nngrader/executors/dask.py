"""Workers on many machines, found through a Dask scheduler; without one, processes on this one.

Dask carries letters, bytes of our own, and starts a submission again elsewhere when its worker is
lost. Each worker keeps one warm process, and asks this machine what was trained before, so that a
network is trained once in the whole cluster (`_remote_memory.py`). Only workers that promise the
same results as this machine get a submission: they alone carry the label of this batch.
"""

import asyncio
import logging
import secrets
import signal
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Any

from nngrader.engine import conditions
from nngrader.errors import WorkerFault
from nngrader.evidence import Answered, Evidence, Mishap
from nngrader.executors import BadOptions, Closed, Options
from nngrader.executors._examine import before_running, examine, needs_worker
from nngrader.executors._letters import Reply, decoded, encoded, letter
from nngrader.executors._outpost import Outpost, Promise, Station, difference, station
from nngrader.executors._parcel import parcel
from nngrader.executors._remote_memory import MemoryServer
from nngrader.executors._trainings import Workers
from nngrader.executors.local import BUSY, cores
from nngrader.isolation import Isolation
from nngrader.jobs import Array, Limits, Refused, Submission
from nngrader.mishaps import grader_fault, raised
from nngrader.rubric import Assignment
from nngrader.training_memory import Memory, Nothing, open_memory

try:
    import distributed
    from distributed.comm.addressing import get_address_host
    from distributed.utils import get_ip
except ImportError as error:
    problem = "The executor `dask` needs more packages: pip install 'nngrader[cluster]'."
    raise BadOptions(problem) from error

JOIN_S = 120.0  #: for the first worker to join; a batch system may let it wait for a while
SCHEDULER_S = 15.0  #: for a scheduler to answer
LOST = (
    3  #: workers that a submission may cost on this machine; a scheduler elsewhere has its own say
)
PLENTY = 1e9  #: of a label that says only whether a worker will do, not how much it does at once
LOG = logging.getLogger("nngrader")

#: What workers that run in this process hold, by the label of the batch and the worker's address.
OUTPOSTS: dict[tuple[str, str], Outpost] = {}
REFUSALS: dict[tuple[str, str], str] = {}


def executor(options: Options) -> "Dask":
    """Run on a cluster; raises BadOptions."""
    return Dask(scheduler=options.scheduler, jobs=options.jobs, memory=options.memory)


class Dask:
    """Runs submissions on the workers of a Dask scheduler, or of a cluster of its own.

    `jobs` is the number of workers of its own cluster, or that the other one will grow to.
    """

    def __init__(
        self, *, scheduler: str | None = None, jobs: int | None = None, memory: Memory | None = None
    ) -> None:
        """Start nothing yet; raises BadOptions."""
        if jobs is not None and jobs < 1:
            problem = f"At least 1 submission must be run at once; {jobs} were asked."
            raise BadOptions(problem)
        self._scheduler = scheduler
        self._jobs = jobs
        self._memory = open_memory() if memory is None else memory
        self._label = f"nngrader-{secrets.token_hex(8)}"
        self._stack = ExitStack()
        self._running: set[Any] = set()
        self._lock = threading.Lock()
        self._parcels: dict[int, tuple[Assignment, bytes]] = {}
        self._closed = False
        self.refused: dict[str, str] = {}  #: why a worker, by its address, is given nothing

    # -- opening and closing ----------------------------------------------------------------------

    def __enter__(self) -> "Dask":
        """Find workers and prepare them; raises BadOptions or WorkerFault where there is none."""
        with ExitStack() as stack:
            self._client = stack.enter_context(self._connected(stack))
            fit = self._fit(self._stations())
            self._least = min((one.isolation for one in fit.values()), key=lambda i: i.level)
            self._threads = sum(one.threads for one in fit.values())
            self._prepare(stack)
            self._stack = stack.pop_all()
        return self

    def _connected(self, stack: ExitStack) -> Any:
        address = self._scheduler or stack.enter_context(self._own_cluster())
        try:
            return distributed.Client(  # type: ignore[no-untyped-call]
                address, set_as_default=False, timeout=SCHEDULER_S, name="nngrader"
            )
        except (OSError, ValueError) as error:
            problem = f"No Dask scheduler answers at {self._scheduler!r}: {error}"
            raise BadOptions(problem) from error

    def _own_cluster(self) -> Any:
        return distributed.LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=self._jobs or cores(),
            threads_per_worker=1,
            processes=True,
            memory_limit=0,  # ours are measured per submission
            silence_logs=logging.CRITICAL,
            scheduler_kwargs={
                "allowed_failures": LOST - 1,
                "dashboard": False,
                "dashboard_address": "127.0.0.1:0",  # else it warns where another one runs
            },
        )

    def _stations(self) -> dict[str, Station | str]:
        """Ask every worker what it is; a word in place of an answer says why there is none."""
        try:
            self._client.wait_for_workers(1, timeout=JOIN_S)
        except TimeoutError as error:
            problem = f"No worker joined {self._address} within {JOIN_S:g} seconds."
            raise WorkerFault(problem) from error
        told = self._client.run(_described, on_error="return")
        return {
            worker: decoded(said, Station)
            if isinstance(said, bytes)
            else f"it cannot run nngrader ({raised(said)})"
            for worker, said in told.items()
        }

    def _fit(self, found: dict[str, Station | str]) -> dict[str, Station]:
        """Leave out workers whose results could be others; raises WorkerFault if none is left."""
        fit: dict[str, Station] = {}
        self._promise = Promise(conditions(), 1, self._address.startswith("tls"))
        for worker, one in found.items():
            why = one if isinstance(one, str) else difference(self._promise, one)
            if why or isinstance(one, str):
                self._refuse(worker, why)
            else:
                fit[worker] = one
        self._need_some(len(fit))
        return fit

    def _prepare(self, stack: ExitStack) -> None:
        """Serve the memory, and let every worker that will do put on the label of this batch."""
        host = get_ip(get_address_host(self._address))  # type: ignore[no-untyped-call]
        context = self._client.security.get_listen_args("client")["ssl_context"]
        server = MemoryServer(self._memory, host, secrets.token_hex(32), context)
        stack.callback(server.close)
        self._promise = Promise(
            self._promise.conditions, self._least.level, self._promise.encrypted, server.place
        )
        self._client.subscribe_topic(self._label, lambda event: self._refuse(*event[1]))
        stack.callback(self._dismiss)
        enlisting = Enlisting(self._label, self._promise, deaf=self._scheduler is None)
        self._client.register_plugin(enlisting, name=self._label)
        told = self._client.run(_refusal, self._label)
        for worker, why in told.items():
            if why:
                self._refuse(worker, why)
        self._need_some(list(told.values()).count(""))

    def _refuse(self, worker: str, why: str) -> None:
        if self.refused.get(worker) != why:
            self.refused[worker] = why
            LOG.warning("Worker %s is given nothing: %s.", worker, why)

    def _need_some(self, fit: int) -> None:
        if not fit:
            reasons = "".join(f"\n  {worker}: {why}" for worker, why in self.refused.items())
            problem = f"No worker of {self._address} can be used. Nothing was run.{reasons}"
            raise WorkerFault(problem)

    def _dismiss(self) -> None:
        """Let the workers end what they run for this batch."""
        with suppress(Exception):  # a cluster that is gone needs no telling
            self._client.unregister_worker_plugin(self._label)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End everything that runs for this batch; threads that wait for it get Closed."""
        with self._lock:
            self._closed = True
            running = list(self._running)
        with suppress(Exception):  # as above
            self._client.cancel(running, force=True)
        self._stack.close()

    # -- what an executor does --------------------------------------------------------------------

    @property
    def _address(self) -> str:
        return str(self._client.scheduler.address)

    @property
    def isolation(self) -> Isolation:
        """How well submissions are confined on the worker that confines them least."""
        return self._least

    @property
    def slots(self) -> int:
        """How many submissions to have under examination at once."""
        return BUSY * max(self._threads, self._jobs or 0)

    def warm_up(self) -> None:
        """Let the workers begin to import TensorFlow."""
        self._client.run(_warmed, self._label, wait=False)

    def needs_worker(self, submission: Submission | Refused, assignment: Assignment) -> bool:
        """Say whether anything must be run to judge this submission."""
        return needs_worker(submission, assignment, self.isolation.level)

    def examine(
        self, submission: Submission | Refused, assignment: Assignment
    ) -> Evidence | Mishap:
        """Run one submission on some worker; raises WorkerFault, or Closed."""
        level = self.isolation.level
        if isinstance(submission, Refused) or not self.needs_worker(submission, assignment):
            return examine(submission, assignment, Workers(_nobody, Nothing(), level))
        try:
            return self._asked(assignment, letter(submission)).outcome
        except distributed.KilledWorker as killed:
            return _given_up(submission, assignment, level, killed.allowed_failures + 1)

    def call(
        self,
        submission: Submission,
        assignment: Assignment,
        function: str,
        given: tuple[Array, ...],
    ) -> Answered:
        """Call one function of the submission on some worker."""
        try:
            return self._asked(assignment, letter(submission, function, given)).answer
        except distributed.KilledWorker as killed:
            problem = f"{submission.name}: {_lost(killed.allowed_failures + 1)}."
            raise WorkerFault(problem) from killed

    def _asked(self, assignment: Assignment, words: bytes) -> Reply:
        """Send a letter and wait; raises KilledWorker when every worker was lost that had it."""
        try:
            return decoded(self._carried(self._parcel(assignment), words), Reply)
        except (WorkerFault, distributed.KilledWorker):
            raise
        except Exception as error:
            if self._closed:
                raise Closed from error
            problem = f"The cluster at {self._scheduler or 'this machine'} failed: {raised(error)}."
            raise WorkerFault(problem) from error

    def _carried(self, packed: bytes, words: bytes) -> bytes:
        with self._lock:
            if self._closed:
                raise Closed
            future = self._client.submit(
                _answered, self._label, packed, words, resources={self._label: 1}, pure=False
            )
            self._running.add(future)
        try:
            return bytes(future.result())
        finally:
            with self._lock:
                self._running.discard(future)
            future.release()

    def _parcel(self, assignment: Assignment) -> bytes:
        """Pack an assignment, once; a batch asks for the same one every time."""
        known = self._parcels.get(id(assignment))
        if known is None:  # it is kept beside the bytes, so that no other gets its id
            known = self._parcels[id(assignment)] = assignment, encoded(parcel(assignment))
        return known[1]


def _nobody(_: Limits) -> Any:
    problem = "This submission was to be judged without running anything."
    raise WorkerFault(problem)


def _given_up(
    submission: Submission, assignment: Assignment, level: int, lost: int
) -> Evidence | Mishap:
    begun = before_running(submission, assignment, level)
    if isinstance(begun, Mishap):
        return begun
    return grader_fault(submission.name, _lost(lost), begun[0])


def _lost(count: int) -> str:
    return f"{count} workers of the cluster were lost, one after another, while they examined it"


# -- what runs in a worker of Dask's --------------------------------------------------------------


class Enlisting(distributed.WorkerPlugin):
    """Makes a worker ready for a batch, also one that joins later, if it will do."""

    def __init__(self, label: str, promise: Promise, *, deaf: bool) -> None:
        """Say which batch, what a worker must be, and whether Ctrl-C is not for it but for us."""
        self.label = label
        self.promise = promise
        self.deaf = deaf

    async def setup(self, worker: Any) -> None:
        """Put on the label, or say why not."""
        if self.deaf:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        key = (self.label, worker.address)
        context = worker.security.get_connection_args("worker")["ssl_context"]
        outpost = Outpost(worker.address, self.promise, worker.state.nthreads, context)
        why = REFUSALS[key] = await asyncio.to_thread(outpost.refusal)
        if why:
            outpost.close()
            worker.log_event(self.label, [worker.address, why])
            return
        OUTPOSTS[key] = outpost
        await worker.set_resources(**{self.label: PLENTY})
        if worker.status == distributed.Status.running:
            # A submission that no worker could take goes to one that goes on again, not to one that
            # puts on a label.
            worker.status = distributed.Status.paused
            worker.status = distributed.Status.running

    async def teardown(self, worker: Any) -> None:
        """End everything that runs for this batch."""
        outpost = OUTPOSTS.pop((self.label, worker.address), None)
        if outpost is not None:
            await asyncio.to_thread(outpost.close)


async def _described(dask_worker: Any) -> bytes:
    return encoded(await asyncio.to_thread(station, dask_worker.state.nthreads))


async def _refusal(label: str, dask_worker: Any) -> str:
    return REFUSALS.get((label, dask_worker.address), "its preparation stopped; see its log")


async def _warmed(label: str, dask_worker: Any) -> None:
    outpost = OUTPOSTS.get((label, dask_worker.address))
    if outpost is not None:
        await asyncio.to_thread(outpost.warm_up)


def _answered(label: str, packed: bytes, words: bytes) -> bytes:
    """Do what a letter asks; a worker that is about to go hands it to another."""
    outpost = OUTPOSTS.get((label, distributed.get_worker().address))
    if outpost is None:
        raise distributed.Reschedule
    try:
        return outpost.answer(packed, words, _stepping_aside())
    except Closed as closed:
        raise distributed.Reschedule from closed


def _stepping_aside() -> Callable[[], None]:
    """Return what lets the worker begin another submission while this one waits; it acts once."""
    left: list[Callable[[], None]] = [distributed.secede]

    def step_aside() -> None:
        while left:
            left.pop()()

    return step_aside
