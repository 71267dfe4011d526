"""One run of a hand-in's code, and telling the supervisor what it does as it happens.

Every stage is told as soon as it is done: what was seen before a crash is not lost.
"""

import linecache
import sys
import traceback
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from nngrader.arrays import digest
from nngrader.engine import conditions
from nngrader.evidence import Stage
from nngrader.jobs import Array
from nngrader.wire import Frame
from nngrader.worker import runtime
from nngrader.worker.blueprint import CannotRebuild, draw
from nngrader.worker.bounds import refuse_a_huge_weight
from nngrader.worker.calls import Call, learning_rate
from nngrader.worker.capture import Recorder, line_of_caller
from nngrader.worker.cells import run_cells
from nngrader.worker.describe import describe
from nngrader.worker.met import Met, few
from nngrader.worker.repeats import Repeats
from nngrader.worker.served.serving import serve
from nngrader.worker.surroundings import surround
from nngrader.worker.text import safe, told_error

Tell = Callable[[Frame], None]
MODULE = "submission"  #: students name files keras.py and xor.py; this name shadows nothing


@dataclass
class Teller:
    """Sends frames, each large array only once."""

    tell: Tell
    sent: dict[str, str] = field(default_factory=dict)

    def named(self, arrays: dict[str, Array]) -> tuple[dict[str, str], list[Array]]:
        """Name arrays by content; also list those that were not sent yet."""
        names = {role: digest(array) for role, array in arrays.items()}
        return names, [arrays[role] for role, key in names.items() if key not in self.sent]

    def arrays(self, arrays: dict[str, Array]) -> tuple[dict[str, str], dict[str, Array]]:
        """Name arrays by content; return the names to refer to and what must still be sent."""
        names, fresh = {}, {}
        for role, array in arrays.items():
            key = digest(array)
            names[role] = key
            if key not in self.sent:
                self.sent[key] = role
                fresh[key] = array
        return names, fresh

    def frame(
        self, kind: str, body: dict[str, Any], arrays: dict[str, Array] | None = None
    ) -> None:
        """Send one frame whose body refers to arrays by role."""
        names, fresh = self.arrays(arrays or {})
        self.tell(Frame(kind, {**body, "arrays": names}, fresh))

    def error(self, stage: Stage, error: BaseException, filename: str) -> None:
        """Tell where the student's code stopped."""
        kind, message = told_error(error)
        self.frame(
            "error",
            {"stage": stage, "kind": kind, "message": message, "line": line_in(error, filename)},
        )


@dataclass
class Session:
    """The student's module, loaded, with its recorder."""

    teller: Teller
    recorder: Recorder
    namespace: dict[str, Any]
    filename: str
    functions: tuple[str, str, str]
    seed: int
    models: list[Any] = field(default_factory=list)  #: kept alive, numbered as they appear
    told: dict[int, tuple[Any, Any]] = field(default_factory=dict)  #: each as it was told last
    scheduled: set[int] = field(default_factory=set)  #: models whose rate a callback has changed
    last: Call | None = None  #: the last `fit` that was completed
    stage: Stage = "load"
    trained: bool = False  #: a `fit` has begun within `train`
    examined: Array | None = None  #: the test rows, prepared; None before they are
    weighed: list[float] = field(default_factory=list)  #: of the network that was asked last
    met: Met = field(default_factory=Met)
    sample: int = 0  #: rows of an array that are told at most; 0 where all are
    before_training: Callable[[Any], None] = lambda _: None  #: told the network that `train` fits

    def run(self, stage: Stage, work: Callable[[], Any]) -> Any:
        """Run one stage; tell what stopped it and return None in that case."""
        self.stage = stage
        try:
            return work()
        except NotImplementedError as error:
            self.teller.frame("unfinished", {"stage": stage, "line": line_in(error, self.filename)})
        except BaseException as error:  # noqa: BLE001 - sys.exit and Ctrl-C are student code too
            self.teller.error(stage, error, self.filename)
        return None

    def tell_printed(self, start: int, text: str) -> None:
        """Tell what the cell that begins in a line has printed."""
        self.teller.frame("printed", {"line": start, "text": safe(text)})

    def has_trained(self) -> bool:
        """Whether a training has begun: what is printed from there on depends on its length."""
        return self.recorder.last is not None

    def number(self, model: Any) -> int:
        """Number a model by the order in which it was first seen."""
        known = (index for index, other in enumerate(self.models) if other is model)
        found = next(known, len(self.models))
        if found == len(self.models):
            self.models.append(model)
        return found

    def is_told(self, model: Any) -> bool:
        """Whether a built model was told already, be it compiled as it is now or otherwise."""
        known = self.told.get(self.number(model))
        return known is not None and bool(known[1][0])

    def tell_model(self, model: Any, *, unbuilt: bool = False) -> None:
        """Describe and draw the model as it is now, if it is built or asked for as it is."""
        number = self.number(model)
        if not hasattr(model, "built"):
            return  # making it was stopped halfway, as by a name that Keras refuses
        state = _state(model, rate=number not in self.scheduled)
        if not (model.built or unbuilt) or _same_state(self.told.get(number), state):
            return
        self.told[number] = state
        body = {"model": number, "spec": msgspec.to_builtins(describe(model))}
        try:
            body |= {"blueprint": draw(model), "reason": ""}
        except CannotRebuild as error:
            body |= {"blueprint": None, "reason": str(error)}
        except (ValueError, TypeError, AttributeError, NotImplementedError) as error:
            body |= {"blueprint": None, "reason": told_error(error)[1]}
        self.teller.frame("model", body)


def _state(model: Any, *, rate: bool) -> tuple[Any, Any]:
    """Say how a model is compiled, and what may be changed afterwards: its rate, frozen layers."""
    frozen = [layer.trainable for layer in model._flatten_layers()]
    settings = (model.built, frozen, learning_rate(model) if rate else 0.0)
    return getattr(model, "_compile_config", None), settings


def _same_state(one: tuple[Any, Any] | None, other: tuple[Any, Any]) -> bool:
    return one is not None and one[0] is other[0] and one[1] == other[1]


def load(request: Frame, tell: Tell) -> Session | None:
    """Run the hand-in's top level; None when nothing of the contract came of it."""
    session = prepare(request, tell)
    loaded = session.run("load", lambda: execute(session, request.body["code"], MODULE))
    defined = all(name in session.namespace for name in session.functions)
    return session if loaded or defined else None  # what stopped late may leave whole functions


def prepare(request: Frame, tell: Tell, repeats: Repeats | None = None) -> Session:
    """Hook Keras, serve the rows, and seed everything."""
    body, teller = request.body, Teller(tell)
    filename = body["name"]
    recorder = Recorder(filename, body["shorten"], _nobody, _nobody, _warner(teller))
    recorder.repeats = repeats
    functions = tuple(body["functions"])
    session = Session(teller, recorder, {}, filename, functions, body["seed"])
    session.sample = body.get("sample", 0)
    recorder.begun = lambda call: _tell_fit(session, call)
    recorder.done = lambda call: _tell_fitted(session, call)
    recorder.install()
    script = request.kind == "script"
    serve(body.get("serves", ""), request.arrays, body["code"], script=script)
    surround(script=script)
    refuse_a_huge_weight()
    runtime.seed_everything(session.seed)
    teller.frame("started", {"versions": conditions()})
    return session


def _nobody(_: Call) -> None:
    """Stand in until the session that listens is made."""


def _warner(teller: Teller) -> Callable[[str, str, int], None]:
    def warned(category: str, message: str, line: int) -> None:
        teller.frame("warning", {"category": category, "message": safe(message), "line": line})

    return warned


def execute(session: Session, code: str, name: str, starts: tuple[int, ...] = ()) -> bool:
    """Run the top level as a module of that name; cells that begin at `starts` tell what they print."""
    filename, module = session.filename, types.ModuleType(name)
    linecache.cache[filename] = (len(code), None, code.splitlines(keepends=True), filename)
    sys.modules[name] = module
    session.namespace = module.__dict__
    module.__file__ = filename
    module.__dict__["display"] = print  # a notebook has it without an import
    sys.argv = [filename]
    if starts:
        run_cells(
            code, filename, module.__dict__, starts, session.tell_printed, session.has_trained
        )
    else:
        exec(compile(code, filename, "exec"), module.__dict__)  # noqa: S102 - that is the purpose
    return True


def _tell_fit(session: Session, call: Call) -> None:
    session.tell_model(call.model)
    if session.stage == "train" and not session.trained:
        session.trained = True
        session.before_training(call.model)
    body = {
        "arguments": call.arguments,
        "line": call.line,
        "reason": call.reason,
        "model": session.number(call.model),
        "stage": session.stage,
        "words": call.words,
        "by": call.by,
        "validated": call.validated,
    }
    if SCHEDULING.intersection(call.arguments["callback_names"]):
        session.scheduled.add(session.number(call.model))
    rows = {role: len(array) for role, array in call.arrays.items() if array.ndim}
    met = session.met.share(call, call.arrays.get("validation_x"))
    body |= {"rows": rows, "validation_met": met}
    session.teller.frame("fit", body, _sampled(call.arrays, session.sample))


def _sampled(arrays: dict[str, Array], most: int) -> dict[str, Array]:
    """Take rows from all over where there are more than so many; 0 stands for no bound."""
    return {role: few(a, most) for role, a in arrays.items()} if most else arrays


SCHEDULING = frozenset({"LearningRateScheduler", "ReduceLROnPlateau"})


def _tell_fitted(session: Session, call: Call) -> None:
    session.last = call
    if not session.is_told(call.model):  # a model without Input is built only now
        session.tell_model(call.model)
    session.teller.frame("fitted", {})


def line_in(error: BaseException, filename: str) -> int:
    """Find the last line of the student's file in a traceback; 0 when there is none."""
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == filename and frame.lineno
    ]
    return lines[-1] if lines else line_of_caller(filename)
