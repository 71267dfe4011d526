"""Reading one training: what the child answered, set against labels that it never had."""

from typing import Any, Literal

import msgspec
import numpy as np

from nngrader.answers import Code, named, plain_code, read_code, squashed, worst
from nngrader.evidence import (
    AskedAgain,
    Evidence,
    KerasWarning,
    LayerProbe,
    OwnRows,
    Place,
    Surface,
    TrainingRun,
)
from nngrader.executors._collect import Seen, curves
from nngrader.executors._conversation import Conversation
from nngrader.executors._own_rows import Asked, own_rows_of
from nngrader.given import own_rows
from nngrader.jobs import Array, Rows
from nngrader.network import output_activation
from nngrader.wire import Frame

SURFACE_STEPS = 31
DRAWN = 1e30  #: larger inputs are left out of a picture
MARGIN = 0.25  #: share of the input range drawn beyond the outermost rows


def grid(x: Array) -> Array | None:
    """Lay a square of inputs over and around the rows of a two-input network."""
    if x.ndim != 2 or x.shape[1] != 2:
        return None
    known = x[np.abs(x.astype(np.float64)) < DRAWN]  # no NaN is
    if not known.size:
        return None
    low, high = _reach(known)
    line = np.linspace(low, high, SURFACE_STEPS, dtype=np.float32)
    first, second = np.meshgrid(line, line)
    return np.stack([first.ravel(), second.ravel()], axis=1)


def _reach(x: Array) -> tuple[float, float]:
    low, high = float(x.min()), float(x.max())
    extra = MARGIN * (high - low or 1.0)
    return low - extra, high + extra


def training_run(
    rows: Rows, seen: Seen, evidence: Evidence, talk: Conversation, seed: int, code: Code
) -> TrainingRun | None:
    """Read what a child told of its training; None when it told nothing.

    Raises an ordinary exception for what is malformed: a student's process may have told it.
    """
    told = next((frame for frame in reversed(talk.frames) if frame.kind == "run"), None)
    if told is None:
        return None
    predictions = _predictions(told, "answer:test", evidence, len(rows.truth))
    answers, confidence = named(predictions, code)
    truth = rows.truth
    return TrainingRun(
        seed=seed,
        epochs=int(told.body["epochs"]),
        history=curves(told),
        accuracy=round(float(np.mean(answers == np.array(truth))), 6),
        answers=tuple(int(answer) for answer in answers),
        wrong=worst(answers, confidence, truth, rows.x_test),
        surface=_surface(told, evidence, seen, code),
        warnings=_run_warnings(told, evidence),
        error=str(told.body["error"]),
        self_reported=bool(evidence.self_reported),
        seconds=round(float(msgspec.convert(told.body["seconds"], float)) or talk.seconds, 2),
        asked=sum(fit.epochs * fit.repeated for fit in evidence.fits),
        remembered=talk.remembered,
        again=_again(told),
        **_how(told, evidence),
        **_probes(told, seen, evidence, code),
    )


def _how(told: Frame, evidence: Evidence) -> dict[str, Any]:
    """Read which engine trained, and whether a budget cut it short."""
    epochs = int(told.body["epochs"])
    if evidence.self_reported:
        return {"judged": epochs, "engine": "fit", "why_fit": evidence.self_reported}
    cut, engine = told.body["cut"], told.body["engine"]
    return {
        "judged": int(told.body["judged"]),
        "cut": msgspec.convert(cut, Literal["", "time", "epochs"]),
        "engine": msgspec.convert(engine, Literal["loop", "fit"]),
        "why_fit": str(told.body["why"]),
    }


def _probes(told: Frame, seen: Seen, evidence: Evidence, code: Code) -> dict[str, Any]:
    """Read how the network fared on rows it was trained on; only a neutral child is believed."""
    if evidence.self_reported:
        return {}
    return {
        "first_loss": msgspec.convert(told.body.get("first_loss"), float | None),
        "layers": msgspec.convert(told.body.get("layers", []), tuple[LayerProbe, ...]),
        "own": _own(told, seen, evidence, code),
    }


def _own(told: Frame, seen: Seen, evidence: Evidence, code: Code) -> OwnRows | None:
    """Read the answers for rows of the last training; None where they could not be asked."""
    answers = told.arrays.get("answer:own")
    if answers is None:
        return None
    fit = seen.trainings[-1]
    held = 0.0 if "validation_x" in fit.arrays else float(fit.arguments["validation_split"])
    labels = seen.store[fit.arrays["y"]]
    wanted = labels[own_rows(len(labels), held)]
    if not len(answers) or len(answers) != len(wanted):
        return None
    asked = Asked(answers, as_probabilities(answers, evidence), wanted)
    return own_rows_of(asked, None if evidence.task == "numbers" else code)


def _again(told: Frame) -> AskedAgain | None:
    """Read how far the answers moved; None where nobody could ask, or nobody did."""
    moved = msgspec.convert(told.body.get("again", {}), dict[str, float])
    rounded = {name: float(f"{size:.3g}") for name, size in moved.items() if name != "rows"}
    return AskedAgain(rows=int(moved["rows"]), **rounded) if moved else None


def _predictions(told: Frame, role: str, evidence: Evidence, count: int) -> Array:
    """Read predictions; rows that are missing answer nothing."""
    found = told.arrays.get(role)
    if found is None or len(found) != count or found.dtype != np.float32:
        return np.full((count, 1), np.nan, dtype=np.float32)
    return as_probabilities(found, evidence)


def as_probabilities(answers: Array, evidence: Evidence) -> Array:
    """Turn raw scores into what the loss makes of them; leave anything else as it is."""
    model = evidence.model
    if model is not None and model.head == "linear" and model.loss and model.loss.from_logits:
        return squashed(answers, output_activation(model))
    return answers


def label_code(rows: Rows, seen: Seen) -> Code:
    """Read how the labels are spelled from the rows given to `fit`, else from `preprocess`."""
    if seen.code is not None:
        return seen.code
    rehearsed = seen.store.get(seen.prepared.get("rehearsed", ""))
    classes = len(rows.classes)
    if rehearsed is None:
        return plain_code(classes)
    known = rows.raw_labels
    labels = tuple(known[row] for row in rows.rehearsal)
    given = seen.trainings[-1].arrays if seen.trainings else {}
    prepared = seen.prepared
    pairs = [
        (given.get("x"), given.get("y")),
        (prepared.get("x_train"), prepared.get("y_train")),
    ]  # by content; None for what holds text
    codes = (
        read_code(seen.store[x], seen.store[y], rehearsed, labels, classes)
        for x, y in pairs
        if x in seen.store and y in seen.store
    )
    return next((code for code in codes if code.aligned is not None), plain_code(classes))


def _surface(told: Frame, evidence: Evidence, seen: Seen, code: Code) -> Surface | None:
    """Read how sure the network of the first seed is of the first class, over the grid."""
    if evidence.runs or len(code.codes) < 2:
        return None
    found = told.arrays.get("answer:surface")
    if found is None or found.ndim != 2 or len(found) != SURFACE_STEPS**2:
        return None
    values = _predictions(told, "answer:surface", evidence, SURFACE_STEPS**2)
    if not np.isfinite(values).all() or code.codes[0] >= max(2, values.shape[1]):
        return None
    column = values[:, int(code.codes[0])] if values.shape[1] > 1 else values[:, 0]
    sure = 1.0 - column if values.shape[1] == 1 and code.codes[0] < code.codes[1] else column
    low, high = _reach(seen.store[seen.trainings[-1].arrays["x"]])
    rounded = tuple(round(float(value), 4) for value in sure)
    return Surface(round(low, 6), round(high, 6), SURFACE_STEPS, rounded)


def _run_warnings(told: Frame, evidence: Evidence) -> tuple[KerasWarning, ...]:
    """Keep the warnings that the student's own run did not raise already."""
    known = {warning.message for warning in evidence.warnings}
    place: Place | None = evidence.fits[0].place if evidence.fits else None
    return tuple(
        KerasWarning(str(warning["category"]), str(warning["message"]), place)
        for warning in told.body["warnings"]
        if warning["message"] not in known
    )
