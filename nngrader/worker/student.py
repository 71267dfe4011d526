"""Running the student's code, and telling the supervisor what it does as it happens.

Every stage is told as soon as it is done: what was seen before a crash is not lost.
"""

import contextlib
import linecache
import sys
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import prod
from typing import Any

import keras
import msgspec
import numpy as np

from nngrader.arrays import digest
from nngrader.engine import conditions
from nngrader.evidence import Stage
from nngrader.jobs import Array, row_keys
from nngrader.wire import Frame
from nngrader.worker import runtime
from nngrader.worker.answering import answer, asked_again, predict
from nngrader.worker.blueprint import CannotRebuild, draw
from nngrader.worker.bounds import refuse_a_huge_weight
from nngrader.worker.capture import Call, Recorder, as_array, in_words, line_of_caller
from nngrader.worker.describe import describe
from nngrader.worker.inspection import WEIGHT, weighed
from nngrader.worker.originals import replaced
from nngrader.worker.served import serve
from nngrader.worker.text import safe, told_error

Tell = Callable[[Frame], None]
MODULE = "submission"  #: students name files keras.py and xor.py; this name shadows nothing
ASKED = 200  #: test rows that an untrained network, or a `predict` of the student's, is asked for
MOST_WEIGHTS = 10_000_000  #: that travel to be tried in a rebuilt network
ROUNDING = 1e-6  #: of float32; one other flower of thirty moves a mean by a thousand times that
THREE = "three arrays were asked: x_train, y_train, x_test"


class ContractBroken(Exception):
    """The code ran, but what it gave back is not what the contract asks for."""


@dataclass
class Teller:
    """Sends frames, each large array only once."""

    tell: Tell
    sent: dict[str, str] = field(default_factory=dict)

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
    told: set[tuple[int, int]] = field(default_factory=set)  #: models described, as compiled
    last: Call | None = None  #: the last `fit` that was completed
    stage: Stage = "load"
    trained: bool = False  #: a `fit` has begun within `train`
    examined: Array | None = None  #: the test rows, prepared; None before they are
    weighed: list[float] = field(default_factory=list)  #: of the network that was asked last

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

    def number(self, model: Any) -> int:
        """Number a model by the order in which it was first seen."""
        known = (index for index, other in enumerate(self.models) if other is model)
        found = next(known, len(self.models))
        if found == len(self.models):
            self.models.append(model)
        return found

    def tell_model(self, model: Any) -> None:
        """Describe and draw the model as it is now, if it is built."""
        state = (self.number(model), id(getattr(model, "_compile_config", None)))
        if state in self.told or not model.built:
            return
        self.told.add(state)
        body = {"model": self.number(model), "spec": msgspec.to_builtins(describe(model))}
        try:
            body |= {"blueprint": draw(model), "reason": ""}
        except CannotRebuild as error:
            body |= {"blueprint": None, "reason": str(error)}
        except (ValueError, TypeError, AttributeError, NotImplementedError) as error:
            body |= {"blueprint": None, "reason": told_error(error)[1]}
        self.teller.frame("model", body)


def examine(request: Frame, tell: Tell) -> None:
    """Load the hand-in and walk through the contract: preprocess, build_model, train."""
    session = _load(request, tell)
    if session is None:
        return
    _, build_model, train = session.functions
    prepared = session.run("preprocess", lambda: _prepare(session, request.arrays))
    runtime.seed_everything(session.seed)
    model = session.run(
        "build_model", lambda: _build(session, build_model, prepared, request.arrays)
    )
    if prepared is not None and model is not None:
        session.examined = prepared[2] if prepared[2].dtype.kind in "biuf" else None
        _tell_untrained(session, model)
        session.run("train", lambda: _train(session, train, model, prepared))
        if session.recorder.shorten is False:
            session.run("train", lambda: _predict(session, model, prepared))
        else:
            _tell_own_answers(session, model)


def _load(request: Frame, tell: Tell) -> Session | None:
    body = request.body
    filename = body["name"]
    teller = Teller(tell)
    recorder = Recorder(filename, body["shorten"], _nobody, _nobody, _warner(teller))
    module = types.ModuleType(MODULE)
    session = Session(
        teller, recorder, module.__dict__, filename, tuple(body["functions"]), body["seed"]
    )
    recorder.begun = lambda call: _tell_fit(session, call)
    recorder.done = lambda call: _tell_fitted(session, call)
    recorder.install()
    serve(body.get("serves", ""), request.arrays)
    refuse_a_huge_weight()
    runtime.seed_everything(session.seed)
    teller.frame("started", {"versions": conditions()})
    loaded = session.run("load", lambda: _execute(module, body["code"], filename))
    defined = all(name in session.namespace for name in session.functions)
    return session if loaded or defined else None  # what stopped late may leave whole functions


def _nobody(_: Call) -> None:
    """Stand in until the session that listens is made."""


def _warner(teller: Teller) -> Callable[[str, str, int], None]:
    def warned(category: str, message: str, line: int) -> None:
        teller.frame("warning", {"category": category, "message": safe(message), "line": line})

    return warned


def _execute(module: types.ModuleType, code: str, filename: str) -> bool:
    linecache.cache[filename] = (len(code), None, code.splitlines(keepends=True), filename)
    sys.modules[MODULE] = module
    module.__file__ = filename
    module.__dict__["display"] = print  # a notebook has it without an import
    sys.argv = [filename]
    exec(compile(code, filename, "exec"), module.__dict__)  # noqa: S102 - that is the purpose
    return True


def _prepare(session: Session, raw: dict[str, Array]) -> tuple[Array, Array, Array]:
    """Call preprocess, then again beside other test rows."""
    prepared = _preprocess(session, raw["x_train"], raw["y_train"], raw["x_test"])
    problem = _row_problem(prepared, raw)
    arrays = dict(zip(("x_train", "y_train", "x_test"), prepared, strict=True))
    numeric = {name: array for name, array in arrays.items() if array.dtype.kind in "biuf"}
    words = {name: in_words(a) for name, a in arrays.items() if name not in numeric}
    audit, rehearsed = (UNASKED, {}) if problem else _audit(session, raw, prepared)
    session.teller.frame("preprocessed", {"words": words, "audit": audit}, {**numeric, **rehearsed})
    if problem:
        raise ContractBroken(problem)
    return prepared


def _preprocess(session: Session, *given: Array) -> tuple[Array, Array, Array]:
    runtime.seed_everything(session.seed)
    name = session.functions[0]
    answer = session.namespace[name](*(array.copy() for array in given))
    if not isinstance(answer, list | tuple) or len(answer) != 3:
        got = f"{len(answer)} values" if isinstance(answer, list | tuple) else _named(answer)
        problem = f"`{name}` gave back {got}; {THREE}"
        raise ContractBroken(problem)
    arrays = [as_array(part) for part in answer]
    for part, array in zip(answer, arrays, strict=True):
        if array is None or array.ndim == 0:
            problem = f"`{name}` gave back {_named(part)} among its three; {THREE}"
            raise ContractBroken(problem)
    x_train, y_train, x_test = (array for array in arrays if array is not None)
    return x_train, y_train, x_test


def _named(value: Any) -> str:
    return "None" if value is None else f"a {type(value).__name__}"


def _row_problem(prepared: tuple[Array, Array, Array], raw: dict[str, Array]) -> str:
    x_train, y_train, x_test = prepared
    if len(x_train) != len(y_train):
        return f"{len(x_train)} training rows came with {len(y_train)} labels"
    if len(x_test) != len(raw["x_test"]):
        return f"{len(raw['x_test'])} test rows went in and {len(x_test)} came out"
    return ""


#: What the audit says when nothing could be asked.
UNASKED = {"repeatable": False, "train_follows_test": False, "test_follows_itself": False}


def _audit(
    session: Session, raw: dict[str, Array], first: tuple[Array, Array, Array]
) -> tuple[dict[str, bool], dict[str, Array]]:
    """Compare what comes out beside other test rows; where it differs, also for the same rows.

    `x_probe` holds training rows in its first part and the usual test rows in the rest, last row
    first. Code that fails on it, such as a fixed reshape, is not blamed.
    """
    shown = int(raw["rehearsal"][0])
    quiet = session.recorder.seen
    try:
        probed = _preprocess(session, raw["x_train"], raw["y_train"], raw["x_probe"])
        train = not _same(first, probed)
        test = len(probed[2]) == len(first[2]) and not _alike(
            probed[2][shown:][::-1], first[2][shown:]
        )
        repeatable = not (train or test) or _repeats(session, raw, first)
    except Exception:  # noqa: BLE001 - the first call went well, so the student is not at fault
        return UNASKED, {}
    finally:
        session.recorder.seen = quiet
    audit = {
        "repeatable": repeatable,
        "train_follows_test": repeatable and train,
        "test_follows_itself": repeatable and test,
    }
    rehearsed = probed[2][:shown]
    return audit, {"rehearsed": rehearsed} if rehearsed.dtype.kind in "biuf" else {}


def _repeats(session: Session, raw: dict[str, Array], first: tuple[Array, Array, Array]) -> bool:
    """Whether the same rows in give the same rows out, whatever the order of the training rows."""
    again = _preprocess(session, raw["x_train"], raw["y_train"], raw["x_test"])
    return _same(first, again) and np.array_equal(first[2], again[2])


def _alike(one: Array, other: Array) -> bool:
    """Whether two arrays are the same, but for how a matrix product rounds at another place."""
    if one.dtype.kind == other.dtype.kind == "f" and one.shape == other.shape:
        return bool(np.allclose(one, other, rtol=ROUNDING, atol=ROUNDING, equal_nan=True))
    return np.array_equal(one, other)


def _same(one: tuple[Array, ...], other: tuple[Array, ...]) -> bool:
    """Whether the training rows are the same, in whatever order."""
    if one[0].shape != other[0].shape or one[0].dtype != other[0].dtype:
        return False
    if np.array_equal(one[0], other[0]):
        return True
    return sorted(row_keys(one[0])) == sorted(row_keys(other[0]))


def _train(session: Session, name: str, model: Any, prepared: tuple[Array, Array, Array]) -> None:
    session.namespace[name](model, prepared[0], prepared[1])
    session.teller.frame("trained", {})


def _build(
    session: Session,
    name: str,
    prepared: tuple[Array, Array, Array] | None,
    raw: dict[str, Array],
) -> Any:
    model = session.namespace[name]()
    if not isinstance(model, keras.Model):
        session.teller.frame("no_model", {"got": _named(model)})
        return None
    if not model.built and prepared is not None and prepared[0].dtype.kind in "biuf":
        model.build((None, *prepared[0].shape[1:]))
    elif not model.built:
        _build_for(model, raw["x_train"].shape[1:])
    session.teller.frame("built", {"model": session.number(model)})
    session.tell_model(model)
    return model


def _build_for(model: Any, shape: tuple[int, ...]) -> None:
    """Build a network without `Input` that can't be trained: a crash elsewhere is not its fault.

    Nobody said what it reads, so the raw rows stand in: as one line each, as they are, or with a
    channel, whichever has the axes that its layers want. Code that wants other rows is not blamed.
    """
    guesses = {len(guess) + 1: guess for guess in ((*shape, 1), shape, (prod(shape),))}
    with contextlib.suppress(Exception):
        model.build((None, *guesses[max(map(_axes, model.layers), default=2)]))


def _axes(layer: Any) -> int:
    """Count the axes that a layer wants, with that of the rows; most take what comes."""
    spec = getattr(layer, "input_spec", None)
    return getattr(spec, "ndim", None) or getattr(spec, "min_ndim", None) or 2


def _tell_fit(session: Session, call: Call) -> None:
    session.tell_model(call.model)
    if session.stage == "train" and not session.trained:
        session.trained = True
        _tell_untrained(session, call.model)
    body = {
        "arguments": call.arguments,
        "line": call.line,
        "reason": call.reason,
        "model": session.number(call.model),
        "stage": session.stage,
        "words": call.words,
    }
    session.teller.frame("fit", body, call.arrays)


def _tell_fitted(session: Session, call: Call) -> None:
    session.last = call
    session.tell_model(call.model)  # a model without Input is built only now
    session.teller.frame("fitted", {})


def _tell_untrained(session: Session, model: Any) -> None:
    """Tell what the network answers before it learns; once more if `train` changes it first."""
    if session.examined is None or not session.recorder.shorten:
        return
    with _unnoticed(session):
        sizes = weighed(model)
        if sizes != session.weighed:
            session.weighed = sizes
            told = {"answer:test": answer(model, session.examined[:ASKED])}
            body = {"model": session.number(model), "largest": sizes}
            session.teller.tell(Frame("untrained", body, told))


def _tell_own_answers(session: Session, model: Any) -> None:
    """Tell what a `predict` that is not Keras's answers, and the weights it stands beside."""
    model = model if session.last is None else session.last.model
    ways = replaced(model)
    if not ways or session.examined is None:
        return
    few = session.examined[:ASKED]
    with _unnoticed(session):
        own = _own_answers(model, few).astype(np.float32)
        told = {"own": own, "answer:test": answer(model, few), **_weights(model)}
        body = {"model": session.number(model), "replaced": ways}
        session.teller.tell(Frame("own_answers", body, told))


def _own_answers(model: Any, x: Array) -> Array:
    try:
        return np.asarray(model.predict(x, verbose=0))
    except TypeError:  # one that takes the rows only
        return np.asarray(model.predict(x))


def _weights(model: Any) -> dict[str, Array]:
    if model.count_params() > MOST_WEIGHTS:
        return {}
    return {f"{WEIGHT}{number}": np.asarray(weight) for number, weight in enumerate(model.weights)}


@contextlib.contextmanager
def _unnoticed(session: Session) -> Iterator[None]:
    """Ask something that the hand-in did not: whatever stops or warns there is not its mistake."""
    quiet, session.recorder.inside = session.recorder.inside, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (OSError, MemoryError):  # nobody listens, or nothing goes on
        raise
    except BaseException:  # noqa: BLE001 - sys.exit and Ctrl-C are student code too
        return
    finally:
        session.recorder.inside = quiet


def _predict(session: Session, model: Any, prepared: tuple[Array, Array, Array]) -> None:
    """Answer for the test rows with the student's own model, for want of a rebuilt one.

    Asked by Keras's own way through the layers: a `predict` of the student's is no network.
    """
    if session.last is not None:
        model = session.last.model
    predictions = predict(model, prepared[2])
    history = getattr(getattr(model, "history", None), "history", {})
    curves = {f"history:{k}": np.asarray(v, dtype=np.float32) for k, v in history.items()}
    body = {"epochs": max(map(len, curves.values()), default=0), "seconds": 0.0, "error": ""}
    body["again"] = {}
    with _unnoticed(session):
        body["again"] = asked_again(model, prepared[2], predictions)
    answers = {"answer:test": predictions, **curves}
    session.teller.tell(Frame("run", {**body, "warnings": []}, answers))


def call(request: Frame, tell: Tell) -> None:
    """Call one function with arrays, for a test that stands beside the assignment."""
    session = _load(request, tell)
    if session is None:
        return
    name = request.body["function"]
    given = [request.arrays[f"argument{i}"] for i in range(len(request.arrays))]

    def ask() -> None:
        answer = session.namespace[name](*given)
        parts = answer if isinstance(answer, tuple) else (answer,)
        arrays = {f"answer{i}": np.asarray(part) for i, part in enumerate(parts)}
        if not all(array.dtype.kind in "biuf" for array in arrays.values()):
            problem = f"`{name}` gave back something else than numbers"
            raise ContractBroken(problem)
        session.teller.frame("answer", {"count": len(parts)}, arrays)

    session.run("train", ask)


def line_in(error: BaseException, filename: str) -> int:
    """Find the last line of the student's file in a traceback; 0 when there is none."""
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == filename and frame.lineno
    ]
    return lines[-1] if lines else line_of_caller(filename)
