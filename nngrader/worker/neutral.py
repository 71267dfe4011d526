"""Training without the student's code: rebuild, train with one seed after another, predict."""

import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np

from nngrader.engine import conditions
from nngrader.jobs import Array
from nngrader.wire import Frame
from nngrader.worker.answering import asked_again, predict
from nngrader.worker.blueprint import CannotRebuild
from nngrader.worker.bounds import TooLarge
from nngrader.worker.describe import describe
from nngrader.worker.inspection import QUESTIONS
from nngrader.worker.probing import look, own_answers, probed
from nngrader.worker.text import safe, told_error
from nngrader.worker.training import Fit, Limit, Trained, Trainer, fingerprint

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
        try:
            self.trainer.begin(seed)
        except (CannotRebuild, TooLarge) as refused:
            tell(Frame("rejected", {"reason": safe(str(refused))}))
            return
        model = self.trainer.model
        spec = msgspec.to_builtins(describe(model))
        start = {"spec": spec, "versions": conditions(), "initial": fingerprint(model)}
        tell(Frame("model", start))
        if self.trainer.fits:
            tell(self._run(seed))

    def _run(self, seed: int) -> Frame:
        own = self.trainer.fits[-1]
        first = look(self.trainer.model, own)
        started = time.monotonic()
        error, trained, answers = "", NOT_TRAINED, {}
        try:
            trained = self.trainer.train(seed)
            answers = self._answers()
        except Exception as stopped:  # noqa: BLE001 - told to the student
            error = ": ".join(told_error(stopped))
        body = {
            "seconds": time.monotonic() - started,
            "error": error,
            "warnings": self.warned[:MANY_WARNINGS],
            "again": self._again(answers),
            **_told(trained),
            **probed(first, None if error else look(self.trainer.model, own)),
        }
        answers |= {} if error else own_answers(self.trainer.model, own)
        curves = {
            f"history:{name}": np.asarray(values, dtype=np.float32)
            for name, values in trained.history.items()
        }
        return Frame("run", body, {**answers, **curves})

    def _answers(self) -> dict[str, Array]:
        return {f"answer:{role}": predict(self.trainer.model, x) for role, x in self.asked.items()}

    def _again(self, answers: dict[str, Array]) -> dict[str, float]:
        """Ask again for the rows that are judged; what stops there does not stop the training."""
        with suppress(Exception):
            return asked_again(self.trainer.model, self.asked["test"], answers["answer:test"])
        return {}

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


def train(request: Frame, tell: Tell) -> Callable[[Frame, Tell], None] | None:
    """Answer a first request; give back what answers further seeds for the same network."""
    if request.kind in QUESTIONS:
        tell(QUESTIONS[request.kind](request))
        return None
    body = request.body
    fits = [
        Fit(
            fit["arguments"],
            {role: request.arrays[key] for role, key in fit["arrays"].items()},
            fit.get("compile"),
        )
        for fit in body["fits"]
    ]
    asked = {k.removeprefix("ask:"): x for k, x in request.arrays.items() if k.startswith("ask:")}
    neutral = Neutral(Trainer(body["blueprint"], fits, Limit(**body["limit"])), asked)
    warnings.simplefilter("always")
    warnings.showwarning = neutral.note  # type: ignore[assignment]
    neutral.answer(body["seed"], tell)
    return lambda again, tell: neutral.answer(again.body["seed"], tell)
