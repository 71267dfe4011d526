"""Trainings in a loop: enough of them are done, the rest are counted.

A loop may wait until the loss is small, so the first rounds are real. A loop of 20,000 rounds ends
in seconds all the same, and one without an end is ended. All bounds are numbers of calls, so that a
slow machine sees the same as a fast one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

REAL_EPOCHS = 2000  #: of equal calls of `fit` in a row
REAL_BATCHES = 2000  #: of calls of `train_on_batch`
MOST_ROUNDS = 30_000  #: of one loop; tutorials count to 20,000


class EndlessTraining(BaseException):
    """Ends a loop around `fit`; no `except Exception` of the student's may catch it."""


@dataclass
class Repeats:
    """Calls that were like the one before, and not told one by one."""

    tell: Callable[[int, bool], None]  #: how many, and whether their rows differed
    rounds: int = 0  #: of the present loop
    epochs: int = 0  #: really trained in it
    result: Any = None  #: of its last real round
    more: Callable[[int], Any] | None = None  #: trains further epochs without `fit`, if it can be
    prepared: bool = False  #: that was tried
    changing: bool = False
    untold: int = 0
    given: dict[str, Any] = field(default_factory=dict)  #: to the call before, as it was written

    def begin(self) -> None:
        """Begin another loop; what is untold of the last one is told."""
        self.flush()
        self.rounds, self.epochs, self.result, self.changing = 0, 0, None, False
        self.more, self.prepared = None, False

    def flush(self) -> None:
        """Tell how many rounds there were since the last time."""
        if self.untold:
            self.tell(self.untold, self.changing)
        self.untold = 0

    def is_given(self, given: dict[str, Any]) -> bool:
        """Whether the very same things are given as to the call before; remembers them."""
        before, self.given = self.given, given
        return before.keys() == given.keys() and all(before[k] is given[k] for k in given)

    def note(self, name: str, *, changing: bool = False) -> None:
        """Count a round; raises EndlessTraining."""
        self.rounds += 1
        self.untold += 1
        self.changing = self.changing or changing
        if self.rounds >= MOST_ROUNDS:
            self.flush()
            problem = f"`{name}` was called {MOST_ROUNDS:,} times"
            raise EndlessTraining(problem)
