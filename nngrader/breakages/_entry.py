"""What an entry of the table is: which exception it knows, and what there is to say about it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Protocol, TypeAlias

from nngrader.language import Text, say, sentences

Said: TypeAlias = Mapping[str, str]  #: what the named groups of an entry's patterns found
#: A sentence with {groups}, or a function that says it; None from one means: this is another case.
Telling: TypeAlias = Text | Callable[[Said], Text | None]


@dataclass(frozen=True)
class Explanation:
    """What an exception means, in one sentence or two."""

    number: str  #: of the breakage in research/diagnosis.md, such as "K02"; empty for all others
    sentence: Text | None  #: None where there is only something to say `in_contract`
    in_contract: Text | None = None  #: what more to say where the grader calls the functions

    def told(self, *, script: bool) -> Text | None:
        """Say it to a hand-in with the contract's functions, or to a script without them."""
        if script or self.in_contract is None:
            return self.sentence
        return sentences(self.sentence, self.in_contract)


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
    tells: Telling | None
    line: str = ""  #: pattern that the student's line must hold as well
    in_contract: Text | None = None

    def explain(self, kind: str, message: str, line: str) -> Explanation | None:
        """Explain an exception if it is this one."""
        if self.kind and kind not in self.kind.split():
            return None
        found, held = re.search(self.message, message), re.search(self.line, line)
        if found is None or held is None:
            return None
        groups = {**found.groupdict(), **held.groupdict()}
        said = {name: value or "" for name, value in groups.items()}
        sentence = written(self.tells, {**said, "written": line}) if self.tells else None
        if self.tells and sentence is None:
            return None
        return Explanation(self.number, sentence, self.in_contract)


def written(tells: Telling, said: Said) -> Text | None:
    """Put what was found into a sentence."""
    return filled(tells, said) if isinstance(tells, Text) else tells(said)


def filled(sentence: Text, said: Said) -> Text:
    """Give a sentence what was found under the names of its places."""
    wanted = (name for _, name, _, _ in Formatter().parse(sentence.english) if name)
    return say(sentence.english, **{name: said[name] for name in wanted})
