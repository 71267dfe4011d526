"""Running a hand-in that does everything at its top level, as `python file.py` would."""

import contextlib
from typing import Any

import tensorflow as tf

from nngrader.evidence import NotTrained
from nngrader.wire import Frame
from nngrader.worker.answering import own_run
from nngrader.worker.asking import Askings
from nngrader.worker.no_effect import Optimizers
from nngrader.worker.repeats import Repeats
from nngrader.worker.session import Session, Tell, execute, prepare
from nngrader.worker.watching import FollowedEnough, Watch

OWN_LOOP = (
    "The weights are turned by a loop of your own here, and not by `fit`: "
    "such a training cannot be followed."
)
NAMES = ("model", "net", "network", "classifier", "clf")  #: under which a network is looked for
MOST_NETWORKS = 50  #: that are told; a search over settings may make thousands


def examine(request: Frame, tell: Tell) -> None:
    """Run the script and tell every network that it made."""
    session, askings = _watched(request, tell)
    optimizers = Optimizers(session.recorder)
    optimizers.install()
    session.run("load", lambda: _run(session, request))
    repeats = session.recorder.repeats
    assert repeats is not None  # `_watched` made it
    repeats.flush()
    askings.flush()
    with contextlib.suppress(Exception):  # the script may have left anything behind
        optimizers.tell_unused(session.models, session.namespace)
    if not session.models and "build_model" in session.namespace:
        session.run("build_model", lambda: session.namespace["build_model"]())
    if not session.models:
        session.teller.frame("no_model", {"got": _instead(session.namespace)})
    for model in session.models[:MOST_NETWORKS]:
        if not session.is_told(model):
            session.tell_model(model, unbuilt=True)
    if "asked" in request.arrays:
        session.run("load", lambda: _answer(session, request))


def _instead(namespace: dict[str, Any]) -> str:
    """Say what a script has where others have their network; empty when it has nothing there."""
    found = ((name, namespace[name]) for name in NAMES if namespace.get(name) is not None)
    return next((f"Its `{name}` is {_kind(value)}" for name, value in found), "")


def _kind(value: Any) -> str:
    name = type(value).__name__
    if isinstance(value, tf.Module):
        return f"a `tf.Module` (`{name}`), which has neither `compile` nor `fit`"
    return f"of the kind `{name}`"


def _watched(request: Frame, tell: Tell) -> tuple[Session, Askings]:
    def repeated(times: int, changing: bool) -> None:  # noqa: FBT001 - called by us alone
        session.teller.frame("repeated", {"times": times, "changing": changing})

    def noted(model: Any, reached: NotTrained, line: int) -> None:
        number = session.number(model)
        if number < MOST_NETWORKS:
            body = {"model": number, "reached": reached, "line": line}
            session.teller.frame("candidate", body)
        if reached == "compiled":
            session.tell_model(model)

    def stepped(line: int) -> None:
        if session.models:
            session.recorder.warned("OwnLoop", OWN_LOOP, line)
        for model in session.models[:MOST_NETWORKS]:
            session.tell_model(model)

    session = prepare(request, tell, Repeats(repeated))
    askings = Askings(session, MOST_NETWORKS)
    Watch(session.recorder, noted, stepped, askings.note).install()
    return session, askings


def _run(session: Session, request: Frame) -> None:
    """Run as `__main__`; a script may end itself when it is done."""
    body = request.body
    try:
        with contextlib.suppress(FollowedEnough):
            execute(session, body["code"], "__main__", tuple(body["starts"]))
    except SystemExit as end:
        if end.code not in (None, 0):
            raise


def _answer(session: Session, request: Frame) -> None:
    """Answer for the hidden rows with the script's own network, for want of a rebuilt one."""
    chosen = request.body["chosen"]
    if chosen < len(session.models):
        session.teller.tell(own_run(session.models[chosen], request.arrays["asked"]))
