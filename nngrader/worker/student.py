"""Walking through the contract: `preprocess`, `build_model` and `train` of a hand-in."""

import contextlib
import warnings
from collections.abc import Iterator
from math import prod
from typing import Any

import keras
import numpy as np

from nngrader.jobs import Array, row_keys
from nngrader.wire import Frame
from nngrader.worker import runtime
from nngrader.worker.answering import answer, own_run
from nngrader.worker.calls import as_array, in_words
from nngrader.worker.inspection import WEIGHT, weighed
from nngrader.worker.originals import replaced
from nngrader.worker.session import Session, Tell, load

ASKED = 200  #: test rows that an untrained network, or a `predict` of the student's, is asked for
MOST_WEIGHTS = 10_000_000  #: that travel to be tried in a rebuilt network
ROUNDING = 1e-6  #: of float32; one other flower of thirty moves a mean by a thousand times that
THREE = "three arrays were asked: x_train, y_train, x_test"


class ContractBroken(Exception):
    """The code ran, but what it gave back is not what the contract asks for."""


def examine(request: Frame, tell: Tell) -> None:
    """Load the hand-in and walk through the contract: preprocess, build_model, train."""
    session = load(request, tell)
    if session is None:
        return
    session.before_training = lambda model: _tell_untrained(session, model)
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
    """Answer for the test rows with the model that `train` fitted, else the one that was built."""
    if session.last is not None:
        model = session.last.model
    session.teller.tell(own_run(model, prepared[2]))


def call(request: Frame, tell: Tell) -> None:
    """Call one function with arrays, for a test that stands beside the assignment."""
    session = load(request, tell)
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
