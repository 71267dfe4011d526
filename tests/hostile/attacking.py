"""Attacks as lines of a hand-in that goes right otherwise, and what came of them."""

import time
from dataclasses import dataclass
from textwrap import dedent, indent

from nngrader.evidence import Evidence, Mishap
from nngrader.executors.local import Local
from nngrader.grading import grade
from nngrader.jobs import Submission
from tests.executors.hand_ins import training, xor


def in_train(code: str) -> Submission:
    """An attack of any number of lines at the start of `train`."""
    return training(indent(dedent(code), "    ").strip())


def line_of(submission: Submission, part: str) -> int:
    """The number of the first line that holds this."""
    lines = submission.code.splitlines()
    return next(number for number, line in enumerate(lines, 1) if part in line)


@dataclass(frozen=True)
class Outcome:
    """What one hand-in came to, and how long that took."""

    said: Evidence | Mishap
    seconds: float

    @property
    def printed(self) -> list[str]:
        """What the attack told."""
        seen = self.said.captured if isinstance(self.said, Mishap) else self.said
        return seen.output.splitlines()

    @property
    def evidence(self) -> Evidence:
        """The evidence of a hand-in that was judged by its honest rest."""
        assert isinstance(self.said, Evidence), self.said
        return self.said

    @property
    def full(self) -> bool:
        """Whether the honest rest earned all its points."""
        return grade(xor(), self.evidence, "").full

    @property
    def name(self) -> str:
        """The name of the mishap."""
        return self._mishap.name

    @property
    def message(self) -> str:
        """Its sentence."""
        return self._mishap.message

    @property
    def _mishap(self) -> Mishap:
        assert isinstance(self.said, Mishap), self.said
        return self.said


def examined(local: Local, submission: Submission, **limits: float) -> Outcome:
    """Examine at a level, with some limits exchanged, on the clock."""
    started = time.monotonic()
    said = local.examine(submission, xor().limited(limits))
    return Outcome(said, time.monotonic() - started)
