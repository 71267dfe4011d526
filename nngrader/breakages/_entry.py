"""What an entry of the table is: which exception it knows, and what there is to say about it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

Said: TypeAlias = Mapping[str, str]  #: what the named groups of an entry's patterns found
#: A sentence with {groups}, or a function that writes it; "" from one means: this is another case.
Telling: TypeAlias = str | Callable[[Said], str]


@dataclass(frozen=True)
class Explanation:
    """What an exception means, in one sentence or two."""

    number: str  #: of the breakage in research/diagnosis.md, such as "K02"; empty for all others
    sentence: str  #: may be empty where there is only something to say `in_contract`
    in_contract: str = ""  #: what more to say where the grader calls the submission's functions

    def told(self, *, script: bool) -> str:
        """Say it to a hand-in with the contract's functions, or to a script without them."""
        return self.sentence if script else f"{self.sentence} {self.in_contract}".strip()


class Entry(Protocol):
    """One entry of the table."""

    def explain(self, kind: str, message: str, line: str) -> Explanation | None:
        """Explain an exception that this entry knows, raised by that line of the student's."""


@dataclass(frozen=True)
class Breakage:
    """An exception that is known by its class and a short stable part of its message."""

    number: str
    kind: str  #: exception classes, with blanks between them; empty for any
    message: str  #: pattern, searched
    tells: Telling
    line: str = ""  #: pattern that the student's line must hold as well
    in_contract: str = ""

    def explain(self, kind: str, message: str, line: str) -> Explanation | None:
        """Explain an exception if it is this one."""
        if self.kind and kind not in self.kind.split():
            return None
        found, held = re.search(self.message, message), re.search(self.line, line)
        if found is None or held is None:
            return None
        groups = {**found.groupdict(), **held.groupdict()}
        said = {name: value or "" for name, value in groups.items()}
        sentence = written(self.tells, {**said, "written": line})
        if self.tells and not sentence:
            return None
        return Explanation(self.number, sentence, self.in_contract)


def written(tells: Telling, said: Said) -> str:
    """Put what was found into a sentence."""
    return tells.format(**said) if isinstance(tells, str) else tells(said)
