"""Lines that only a notebook understands: magics, shell lines and calls for help.

They are read as text, for Python cannot read them. What is timed runs like any other code, what
is for the shell or for another language is left out, and every line stays where it was.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

MAGIC = re.compile(r"(%{1,2})([A-Za-z]\w*)[ \t]*(.*)")
SHELL = re.compile(r"!(?!=)|\?{1,2}[A-Za-z_%*]")
HELP = re.compile(r"[%\w.*\[\]]+\?{1,2}\s*$")  #: `keras.Model?` asks for help
ASSIGNED = re.compile(r"([\w.,\[\]'\" ]+?=\s*)(!(?!=)|%(?=[A-Za-z]))(.*)")  #: `files = !ls`
#: What a notebook runs as a magic without a sign, where Python itself could read no such line.
UNSIGNED = re.compile(r"(?:pip3?|conda|mamba)\s+(?:install|uninstall|list|show)\b|cd\s+[\w./~]")
#: What decides where a statement ends: comments, strings and brackets.
SIGNS = re.compile(r"""#.*|\"{3}|'{3}|"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|[\[({]|[\])}]|\\$""")
ENDING = {mark: re.compile(rf"(?:\\.|[^\\])*?{mark}") for mark in ('"""', "'''")}
#: Magics in front of a statement, each with the letters of its options that take a word.
TIMED = {"time": "", "timeit": "nrp", "prun": "lsTD", "memit": "rt"}
#: Magics above a cell of Python; below every other one is another language, or a file.
AROUND = frozenset({*TIMED, "capture", "debug", "notify", "pyinstrument", "snakeviz", "wandb"})
PYLAB = "from pylab import *"  #: what `%pylab` does to the names
ASSUMED = {"!": "[]", "pwd": "'.'"}  #: in place of what was asked; else None
MOST = 200  #: lines that are named
LONGEST = 120  #: characters of one


class Tamed(NamedTuple):
    """Text of which Python may read all, and what was left out of it."""

    text: str
    left_out: tuple[tuple[int, str], ...] = ()  #: 1-based lines as they were written


@dataclass
class _Reading:
    """How far a text was read: within a string or a bracket no line begins a statement."""

    quote: str = ""
    depth: int = 0
    continued: bool = False

    @property
    def begins(self) -> bool:
        return not (self.quote or self.depth or self.continued)

    def pass_over(self, line: str) -> None:
        """Read one line of Python."""
        at, self.continued = 0, False
        while at < len(line):
            pattern = ENDING[self.quote] if self.quote else SIGNS
            found = pattern.match(line, at) if self.quote else pattern.search(line, at)
            if found is None:
                return
            at = found.end()
            self._note(found[0])

    def _note(self, sign: str) -> None:
        if self.quote:
            self.quote = ""
        elif sign in ENDING:
            self.quote = sign
        elif sign in "[({":
            self.depth += 1
        elif sign in "])}":
            self.depth = max(0, self.depth - 1)
        elif sign == "\\":
            self.continued = True


@dataclass
class _Taming:
    reading: _Reading = field(default_factory=_Reading)
    lines: list[str] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    going_on: bool = False  #: a line that is left out goes on

    def take(self, line: str) -> None:
        """Add one line, or what stands for it."""
        if self.going_on:
            self.lines.append("")
            self.going_on = line.endswith("\\")
            return
        found = _instead(line) if self.reading.begins else None
        instead = found or _Instead(line, runs=True)
        if instead.runs:
            self.reading.pass_over(instead.text)
        else:
            self.left_out.append((len(self.lines) + 1, _shown(line)))
            self.going_on = line.endswith("\\")
        self.lines.append(instead.text)


def without_magics(text: str) -> Tamed:
    """Put what runs, or `pass`, for every magic and shell line; no line changes its place."""
    lines = text.split("\n")
    other = _other_language(lines)
    if other is not None:
        first = (other + 1, _shown(lines[other]))
        return Tamed("\n" * (len(lines) - 1), (first,))
    taming = _Taming()
    for line in lines:
        taming.take(line)
    return Tamed("\n".join(taming.lines), tuple(taming.left_out[:MOST]))


def _shown(line: str) -> str:
    return line.strip()[:LONGEST].encode("utf-8", "backslashreplace").decode("utf-8")


def without_indent(text: str) -> str:
    """Move a cell to the left that begins indented, as a notebook does before it runs it."""
    lines = text.split("\n")
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    return "\n".join(line.removeprefix(indent) for line in lines) if indent else text


def _other_language(lines: list[str]) -> int | None:
    """Find the line that says that a cell is for the shell, for HTML, for a file and the like.

    Only comments and magics around Python may stand above it.
    """
    for number, line in enumerate(lines):
        found = MAGIC.match(line.strip())
        if found and found[1] == "%%" and found[2] not in AROUND:
            return number
        if line.strip() and not line.lstrip().startswith("#") and not (found and found[1] == "%%"):
            return None
    return None


class _Instead(NamedTuple):
    """What stands for a line, and whether that does what the line did."""

    text: str
    runs: bool = False


def _instead(line: str) -> _Instead | None:
    """Say what stands for a line that begins a statement; None for one of Python."""
    bare = line.lstrip()
    indent = line[: len(line) - len(bare)]
    if SHELL.match(bare) or HELP.match(bare) or UNSIGNED.match(bare):
        return _Instead(f"{indent}pass")
    if magic := MAGIC.match(bare):
        text, runs = _of_magic(magic[2], magic[3])
        return _Instead(indent + text, runs)
    if assigned := ASSIGNED.match(bare):
        text, runs = _answer(assigned[2], assigned[3])
        return _Instead(indent + assigned[1] + text, runs)
    return None


def _of_magic(name: str, rest: str) -> _Instead:
    if name == "pylab":
        return _Instead(PYLAB, runs=True)
    statement = _statement(name, rest) if name in TIMED else ""
    if not statement.strip():
        return _Instead("pass", runs=name in AROUND)
    is_python = not (MAGIC.match(statement) or SHELL.match(statement))
    return _Instead(statement if is_python else "pass", runs=is_python)


def _statement(name: str, rest: str) -> str:
    """Take the options of a timing magic away."""
    takes = rf"-[{TIMED[name]}] ?\S+|" if TIMED[name] else ""
    return re.sub(rf"^(?:(?:{takes}--?[A-Za-z][\w-]*)(?:\s+|$))+", "", rest)


def _answer(sign: str, rest: str) -> _Instead:
    """Say what stands for the answer of the shell or of a magic."""
    name, _, asked = ("!", "", "") if sign == "!" else rest.partition(" ")
    if name == "time" and asked.strip():
        return _Instead(_statement(name, asked), runs=True)
    return _Instead(ASSUMED.get(name, "None"))
