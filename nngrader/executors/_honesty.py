"""Where the answers of a network come from: measured, never judged. Rules read it.

Nothing here changes a score. What is asked of further children is asked only of the few hand-ins
in which something is unusual at first sight; no other hand-in waits for it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np

from nngrader.answers import Code, named
from nngrader.evidence import Evidence, HiddenRows, OwnAnswers, Turned, Untrained
from nngrader.executors._collect import Seen, Tampered, Told
from nngrader.executors._conversation import Conversation
from nngrader.executors._runs import as_probabilities, label_code, training_run
from nngrader.guessing import beyond_guessing, chance
from nngrader.jobs import Array, Rows, row_keys
from nngrader.wire import Frame

DRAWS = 20  #: fresh weights that those of the hand-in are compared with
#: Times the largest number in all draws. Uniform and cut normal numbers never get there; uncut ones
#: do in 1 of 1,500 arrays of one number, 1 of 7,000 of two, 1 of 100,000 of eight (200,000 tried).
UNLIKE = 2.0
FENCE = 0.05  #: lead of the best class below which a network is undecided
ALIGNED = 0.9  #: share of known rows from which the code of turned labels is believed


@dataclass(frozen=True, eq=False)
class Inquiry:
    """What there is to look at, and who can be asked."""

    rows: Rows
    seen: Seen
    code: Code
    ask_neutral: Callable[[Frame], Conversation]
    #: Runs the hand-in again on other rows; `shorten` for what comes before the training.
    ask_student: Callable[[Rows, bool], Conversation]


def with_honesty(inquiry: Inquiry, evidence: Evidence) -> Evidence:
    """Add what can be said about where the answers come from."""
    if not evidence.runs:
        return evidence
    return replace(
        evidence,
        untrained=untrained(inquiry, evidence),
        own_answers=own_answers(inquiry, evidence),
        turned=turned(inquiry, evidence),
        hidden_rows=hidden_rows(inquiry, evidence),
    )


# -- before training ------------------------------------------------------------------------------


def untrained(inquiry: Inquiry, evidence: Evidence) -> Untrained | None:
    """Count the right answers before training; look at the weights where they are many.

    Many right answers prove nothing: classes lie in heaps, and of fresh networks for Iris 1 in 80
    is beyond guessing (2000 seeds of each of 48 networks; of those with wide weights 1 in 26).
    """
    seen = inquiry.seen
    counted = [
        (_right(told, inquiry, evidence), told)
        for told in seen.untrained
        if told.model == seen.number
    ]
    if not counted or _taught_before(seen):
        return None
    right, told = max(counted, key=lambda pair: pair[0])
    truth = _truth(inquiry, told)
    rows, odds = len(truth), chance(right, _counts(truth))
    found = Untrained(rows=rows, right=right, chance=odds)
    if evidence.self_reported or not beyond_guessing(right, rows, odds):
        return found
    return replace(
        found,
        unlike=_unlike(inquiry, told.largest),
        written=_written(seen.chosen.blueprint if seen.chosen else None),
    )


def _taught_before(seen: Seen) -> bool:
    """Whether the network was trained in sight before `train` began."""
    return any(fit.stage != "train" for fit in seen.trainings)


def _truth(inquiry: Inquiry, told: Told) -> Array:
    return np.array(inquiry.rows.truth[: len(told.arrays["answer:test"])])


def _counts(truth: Array) -> tuple[int, ...]:
    return tuple(np.bincount(truth).tolist())


def _right(told: Told, inquiry: Inquiry, evidence: Evidence) -> int:
    answers = as_probabilities(told.arrays["answer:test"], evidence)
    return int((named(answers, inquiry.code)[0] == _truth(inquiry, told)).sum())


def _unlike(inquiry: Inquiry, largest: list[float]) -> int:
    """Count the weight arrays that hold a number far beyond all fresh draws of the network."""
    body = {"blueprint": _blueprint(inquiry.seen), "draws": DRAWS}
    frame = _answered(inquiry, Frame("drawn", body), "drawn")
    if frame is None:
        return 0
    draws = np.array(frame.body["largest"]).reshape(DRAWS, -1)
    if draws.shape[1] != len(largest):
        return 0
    return int((np.array(largest) > UNLIKE * draws.max(axis=0)).sum())


def _written(part: Any) -> int:
    """Count the numbers in constant initializers that hold more than one: weights in the source."""
    if isinstance(part, list):
        return sum(map(_written, part))
    if not isinstance(part, dict):
        return 0
    if part.get("class_name") == "Constant":
        numbers = np.asarray(part.get("config", {}).get("value", 0.0)).size
        return numbers if numbers > 1 else 0
    return sum(map(_written, part.values()))


def _blueprint(seen: Seen) -> dict[str, Any] | None:
    return seen.chosen.blueprint if seen.chosen else None


def _answered(inquiry: Inquiry, request: Frame, kind: str) -> Frame | None:
    """Ask a neutral child; None where it could not answer, which is no fault of the hand-in's."""
    talk = inquiry.ask_neutral(request)
    return next((frame for frame in talk.frames if frame.kind == kind), None)


# -- a `predict` of its own -----------------------------------------------------------------------


def own_answers(inquiry: Inquiry, evidence: Evidence) -> OwnAnswers | None:
    """Compare a `predict` that is not Keras's with the rebuilt network of the same weights."""
    told = inquiry.seen.own_answers
    if told is None or told.model != inquiry.seen.number:
        return None
    rebuilt = None if evidence.self_reported else _rebuilt(inquiry, told)
    network = told.arrays["answer:test"] if rebuilt is None else rebuilt
    said = as_probabilities(network, evidence)
    decided = _lead(said, inquiry.code) >= FENCE
    theirs = named(_their_own(told.arrays["own"], network, evidence), inquiry.code)[0]
    differing = decided & (theirs != named(said, inquiry.code)[0])
    return OwnAnswers(
        replaced=told.replaced,
        rows=int(decided.sum()),
        differing=int(differing.sum()),
        self_reported=rebuilt is None,
    )


def _rebuilt(inquiry: Inquiry, told: Told) -> Array | None:
    answers = told.arrays["answer:test"]
    weights = {name: a for name, a in told.arrays.items() if name.startswith("weight:")}
    x = inquiry.seen.store[inquiry.seen.prepared["x_test"]][: len(answers)]
    body = {"blueprint": _blueprint(inquiry.seen)}
    frame = _answered(inquiry, Frame("with_weights", body, {**weights, "ask:test": x}), "answers")
    found = None if frame is None else frame.arrays["answer:test"]
    return found if found is not None and len(found) == len(answers) else None


def _their_own(own: Array, network: Array, evidence: Evidence) -> Array:
    """Read what `predict` gave as the network's raw scores, or as classes where it holds those."""
    raw = own.shape == network.shape and not (own == np.round(own)).all()
    return as_probabilities(own, evidence) if raw else own


def _lead(answers: Array, code: Code) -> Array:
    """Measure by how much each answer is nearer to its class than to the next."""
    if answers.ndim == 1:
        answers = answers[:, None]
    if answers.ndim != 2 or not answers.size:
        return np.zeros(len(answers))
    if answers.shape[1] == 1:
        near = -np.sort(np.abs(answers - np.asarray(code.codes)[None, :]), axis=1)[:, :2]
    else:
        near = -np.sort(-answers, axis=1)[:, :2]
    return np.asarray(np.nan_to_num(near[:, 0] - near[:, 1]))


# -- labels turned to the next class --------------------------------------------------------------


def turned(inquiry: Inquiry, evidence: Evidence) -> Turned | None:
    """Train once more beside the student's code with every label turned to the next class.

    Only where the network is trained there, and answers better than guessing. A training that
    learns from its labels then answers the next class. The code of the labels is read anew: it may
    follow the order in which the labels come. Where it can't be read, nothing is said.
    """
    truth = np.array(inquiry.rows.truth)
    before = int((np.array(evidence.runs[0].answers) == truth).sum())
    odds = chance(before, _counts(truth))
    if not evidence.self_reported or not beyond_guessing(before, len(truth), odds):
        return None
    rows = _turned_rows(inquiry.rows)
    told = _told_again(inquiry, rows, shorten=False)
    if told is None:
        return None
    seen, talk = told
    code = label_code(rows, seen)
    if code.aligned is None or code.aligned < ALIGNED:
        return None
    run = _run(inquiry, replace(evidence, runs=()), talk, code)
    if run is None:
        return None
    right = int((np.array(run) == truth).sum())
    odds = chance(right, _counts(truth))
    return Turned(rows=len(truth), right=right, before=before, chance=odds)


def _run(
    inquiry: Inquiry, evidence: Evidence, talk: Conversation, code: Code
) -> tuple[int, ...] | None:
    try:
        run = training_run(inquiry.rows, inquiry.seen, evidence, talk, 0, code)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None  # the run that counts was well told; this one decides nothing
    return None if run is None or run.error else run.answers


def _turned_rows(rows: Rows) -> Rows:
    following = dict(zip(rows.classes, rows.classes[1:] + rows.classes[:1], strict=True))
    labels = [following[str(label)] for label in rows.y_train]
    return replace(rows, y_train=np.array(labels).astype(rows.y_train.dtype))


def _told_again(inquiry: Inquiry, rows: Rows, *, shorten: bool) -> tuple[Seen, Conversation] | None:
    """Run the hand-in on other rows; None where it was not told as it should be."""
    talk = inquiry.ask_student(rows, shorten)
    seen = Seen(inquiry.seen.submission)
    try:
        for frame in talk.frames:
            if frame.kind != "run":
                seen.take(frame)
    except Tampered:
        return None
    return seen, talk


# -- hidden rows among the training rows ----------------------------------------------------------


def hidden_rows(inquiry: Inquiry, evidence: Evidence) -> HiddenRows | None:
    """Look for hidden rows among those given to `fit`, as both were prepared.

    Rows that are alike before any preparation, such as those of XOR, are no matter. Others may be
    made alike by the preparation: so where there are some, the training rows are prepared as if
    they were test rows, and only what none of them becomes is counted.
    """
    seen, rows = inquiry.seen, inquiry.rows
    fitted = _fitted(seen)
    x = seen.store.get(seen.prepared.get("x_test", ""))
    if x is None or not fitted or x.shape[:1] != rows.x_test.shape[:1]:
        return None
    met = _among(x, fitted)
    if not met.any():
        return None
    strange = ~_among(rows.x_test, [rows.x_train])
    met &= strange
    count = max(map(len, fitted))
    if met.any() and (mine := _explained(inquiry, evidence, x, count)) is not None:
        found = int((met & ~mine).sum())
        given = len(rows.x_train)
        return HiddenRows(rows=int(strange.sum()), found=found, fitted=count, given=given)
    return None


def with_strange_rows(inquiry: Inquiry, evidence: Evidence) -> Evidence:
    """Note hidden rows that a script trained on: it was not served them.

    Nothing else is asked of a script: its rows cannot be exchanged for others.
    """
    seen, rows = inquiry.seen, inquiry.rows.in_numbers
    met = _among(seen.store[seen.prepared["x_test"]], _fitted(seen))
    strange = ~_among(rows.x_test, [rows.x_train])
    if not (met & strange).any():
        return evidence
    found = HiddenRows(
        rows=int(strange.sum()),
        found=int((met & strange).sum()),
        fitted=max(map(len, _fitted(seen))),
        given=len(rows.x_train),
    )
    return replace(evidence, hidden_rows=found)


def _fitted(seen: Seen) -> list[Array]:
    keys = [fit.arrays.get("x", "") for fit in seen.trainings] or [seen.prepared.get("x_train", "")]
    return [seen.store[key] for key in dict.fromkeys(keys) if key in seen.store]


def _explained(inquiry: Inquiry, evidence: Evidence, x: Array, count: int) -> Array | None:
    """Say which hidden rows a training row becomes as well; None where that can't be known."""
    data = evidence.preprocessed
    if data is None or not data.repeatable:
        return None
    if data.train_follows_test or data.test_follows_itself:  # then it becomes something else
        return np.zeros(len(x), bool) if count > len(inquiry.rows.x_train) else None
    rows = replace(inquiry.rows, x_test=inquiry.rows.x_train, rehearsal=())
    told = _told_again(inquiry, rows, shorten=True)
    images = told and told[0].store.get(told[0].prepared.get("x_test", ""))
    return None if images is None else _among(x, [images])


def _among(wanted: Array, offered: list[Array]) -> Array:
    """Say which rows occur in one of the other arrays, number for number."""
    known = {key for rows in offered for key in row_keys(_lines(rows))}
    return np.array([key in known for key in row_keys(_lines(wanted))], dtype=bool)


def _lines(x: Array) -> Array:
    """Lay each row out in a line, as Keras would cast it: `train` may have reshaped the rows."""
    rows = np.atleast_1d(x)
    plain = rows.astype(np.float32, copy=False) if rows.dtype.kind in "biuf" else rows
    return plain.reshape(len(rows), prod(rows.shape[1:]))  # -1 fails where a row is empty
