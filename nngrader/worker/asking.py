"""What a script asks of its networks: each `evaluate` and `predict` is told before it is answered.

So it is known as well when Keras refuses to answer. Loops are told briefly.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from nngrader.jobs import Array
from nngrader.worker.calls import asked_arrays
from nngrader.worker.capture import line_of_caller
from nngrader.worker.met import few
from nngrader.worker.session import Session

MOST_TOLD = 200
MOST_LOOKS = 20  #: at what one line asks about, as in a loop over all rows; then only repeats count
MOST_ROWS = 2000  #: of an array that are told
MOST_BYTES = 100_000_000  #: of all arrays that are told
MOST_TIMES = 100_000  #: that one is counted


@dataclass
class _Asked:
    """What a line asked the last time that it was told."""

    network: int
    given: tuple[Any, Any]  #: x and y themselves, to know them again
    names: dict[str, str]  #: of their contents
    index: int  #: among all that were told
    times: int = 1

    def is_like(self, other: "_Asked") -> bool:
        """Whether the same is asked once more."""
        return self.network == other.network and self.names == other.names


@dataclass
class Askings:
    """Tells what is asked, and at the end how often."""

    session: Session
    most: int  #: networks that are listened to
    last: dict[tuple[str, int], _Asked] = field(default_factory=dict)  #: by function and line
    looks: Counter[tuple[str, int]] = field(default_factory=Counter)
    told: list[_Asked] = field(default_factory=list)
    bytes_told: int = 0

    def note(self, by: str, model: Any, given: dict[str, Any]) -> None:
        """Tell one call, unless it is like the one before or one of too many."""
        network, line = self.session.number(model), line_of_caller(self.session.filename)
        if network >= self.most:
            return
        asked, before = (given.get("x"), given.get("y")), self.last.get((by, line))
        if before is not None and _same(before, network, asked):
            before.times += 1
        elif self._may_look(by, line):
            self._look(by, line, network, asked)

    def flush(self) -> None:
        """Tell how often each was asked, where it was more than once."""
        for one in self.told:
            if one.times > 1:
                body = {"number": one.index, "times": min(one.times, MOST_TIMES)}
                self.session.teller.frame("asked_again", body)

    def _may_look(self, by: str, line: int) -> bool:
        self.looks[by, line] += 1
        return self.looks[by, line] <= MOST_LOOKS and len(self.told) < MOST_TOLD

    def _look(self, by: str, line: int, network: int, asked: tuple[Any, Any]) -> None:
        arrays, words = self._read(asked)
        sample = {role: few(array, MOST_ROWS) for role, array in arrays.items()}
        names, fresh = self.session.teller.named(sample)
        one = _Asked(network, asked, names, len(self.told))
        before = self.last.get((by, line))
        if before is not None and names and before.is_like(one):
            before.times, before.given = before.times + 1, asked
            return
        self.bytes_told += sum(array.nbytes for array in fresh)
        if self.bytes_told > MOST_BYTES:
            return
        self.last[by, line] = one
        self.told.append(one)
        self._tell({"by": by, "line": line, "model": network, "words": words}, arrays, sample)

    def _read(self, asked: tuple[Any, Any]) -> tuple[dict[str, Array], dict[str, Any]]:
        with suppress(Exception):  # things of the student's own are asked for their rows
            return asked_arrays(*asked)
        return {}, {}

    def _tell(self, body: dict[str, Any], arrays: dict[str, Array], sample: Any) -> None:
        session = self.session
        trained = session.last
        own = trained is not None and session.number(trained.model) == body["model"]
        met = session.met.share(trained, arrays.get("x")) if own else None
        rows = {role: len(array) for role, array in arrays.items() if array.ndim}
        session.teller.frame("asked", {**body, "rows": rows, "met": met}, sample)


def _same(before: _Asked, network: int, asked: tuple[Any, Any]) -> bool:
    """Whether the very same things are asked again; a generator hands out others each time."""
    same = all(one is other for one, other in zip(before.given, asked, strict=True))
    return same and before.network == network
