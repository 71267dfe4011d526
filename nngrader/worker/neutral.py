"""Training without the student's code: rebuild, train with one seed after another, predict."""

import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np

from nngrader.engine import conditions
from nngrader.jobs import Array
from nngrader.wire import Frame
from nngrader.worker.describe import describe
from nngrader.worker.text import safe, told_error
from nngrader.worker.training import Fit, Limit, Trained, Trainer, fingerprint

STEP_BATCH = 1024  #: rows per prediction batch
MANY_WARNINGS = 20

Tell = Callable[[Frame], None]


@dataclass
class Neutral:
    """What one request asked for, ready to be done with any seed."""

    trainer: Trainer
    asked: dict[str, Array]  #: inputs to predict for, by role
    warned: list[dict[str, str]] = field(default_factory=list)

    def answer(self, seed: int, tell: Tell) -> None:
        """Tell the network as it begins, then how it was trained and what it answers."""
        self.warned.clear()
        self.trainer.begin(seed)
        model = self.trainer.model
        spec = msgspec.to_builtins(describe(model))
        start = {"spec": spec, "versions": conditions(), "initial": fingerprint(model)}
        tell(Frame("model", start))
        if self.trainer.fits:
            tell(self._run(seed))

    def _run(self, seed: int) -> Frame:
        started = time.monotonic()
        error, trained = "", NOT_TRAINED
        try:
            trained = self.trainer.train(seed)
        except Exception as stopped:  # noqa: BLE001 - told to the student
            error = ": ".join(told_error(stopped))
        body = {
            "seconds": time.monotonic() - started,
            "error": error,
            "warnings": self.warned[:MANY_WARNINGS],
            **_told(trained),
        }
        curves = {
            f"history:{name}": np.asarray(values, dtype=np.float32)
            for name, values in trained.history.items()
        }
        return Frame("run", body, {**({} if error else self._answers()), **curves})

    def _answers(self) -> dict[str, Array]:
        return {f"answer:{role}": predict(self.trainer.model, x) for role, x in self.asked.items()}

    def note(self, message: Warning | str, category: type[Warning], *_: Any) -> None:
        """Keep a warning, as `warnings.showwarning` is called."""
        self.warned.append({"category": category.__name__, "message": safe(str(message))})


NOT_TRAINED = Trained({}, 0, 0, "", "loop")


def _told(trained: Trained) -> dict[str, Any]:
    return {
        "epochs": trained.epochs,
        "judged": trained.judged,
        "cut": trained.cut,
        "engine": trained.engine,
        "why": trained.why,
    }


def train(request: Frame, tell: Tell) -> Callable[[Frame, Tell], None]:
    """Answer a first request; give back what answers further seeds for the same network."""
    body = request.body
    fits = [
        Fit(fit["arguments"], {role: request.arrays[key] for role, key in fit["arrays"].items()})
        for fit in body["fits"]
    ]
    asked = {k.removeprefix("ask:"): x for k, x in request.arrays.items() if k.startswith("ask:")}
    neutral = Neutral(Trainer(body["blueprint"], fits, Limit(**body["limit"])), asked)
    warnings.simplefilter("always")
    warnings.showwarning = neutral.note  # type: ignore[assignment]
    neutral.answer(body["seed"], tell)
    return lambda again, tell: neutral.answer(again.body["seed"], tell)


def predict(model: Any, x: Array) -> Array:
    """Answer for rows of inputs in fixed batches, as float32 (rows, outputs).

    Called without compiling: that costs more than the answers of a classroom network.
    """
    batches = [x[start : start + STEP_BATCH] for start in range(0, len(x), STEP_BATCH)]
    answers = [np.asarray(model(batch, training=False), dtype=np.float32) for batch in batches]
    return np.concatenate(answers)
