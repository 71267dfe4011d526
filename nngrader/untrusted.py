"""The border: what a student wrote may be shown, but may not act on terminal, page or reader.

`clean` makes any text one harmless line and `clean_lines` keeps its lines; `for_*` also escape it
for one medium. HTML needs none of these: Jinja escapes what is clean. Nor does an XML library.
"""

import math
import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast
from xml.sax.saxutils import escape

from markupsafe import Markup

MOST = 1000  #: characters of one text; the longest sentences of ours stay below 500
LONGEST_LINE = 2000  #: characters of a line among many; what the worker itself sends is as short
MOST_TOGETHER = 1 << 16  #: characters of many lines; as many bytes of output are kept
CUT = "…"

#: Terminal commands: CSI such as colours; OSC, DCS and their like, such as links and window
#: titles; two-byte ones. One that does not end takes nothing of what follows with it.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -~]"
)
#: Joiners that Persian, Hindi and other scripts need; unlike bidi overrides they reorder nothing.
_JOINERS = "\u200c\u200d"
_LINE_ENDS = re.compile(r"\r\n?")  #: a lone one is a progress bar that writes over itself
_NUMBERS = {int, float, bool, type(None)}

T = TypeVar("T")


def clean(text: str, limit: int = MOST) -> str:
    """Make one harmless line: no terminal commands, control or bidi characters, not too long."""
    if len(text) <= limit and text.isprintable():
        return text
    start = text[: 8 * limit]  # enough to fill the line; ten megabytes are never scanned
    kept = "".join(map(_harmless, _ESCAPES.sub("", start)))
    complete = len(start) == len(text) and len(kept) <= limit
    return kept if complete else kept[: limit - 1] + CUT


def _harmless(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    return " " if character.isspace() else ""


def clean_lines(text: str) -> str:
    """Make every line harmless and keep line breaks and tabs, for what has lines of its own."""
    start = _LINE_ENDS.sub("\n", text[:MOST_TOGETHER])
    lines = "\n".join(_clean_line(line) for line in start.split("\n"))
    return lines if len(text) <= MOST_TOGETHER else lines[: MOST_TOGETHER - 1] + CUT


def _clean_line(line: str) -> str:
    return "\t".join(clean(part, LONGEST_LINE) for part in line[: 4 * LONGEST_LINE].split("\t"))


def cleaned(tree: T, way: Callable[[str], str] = clean) -> T:
    """Clean every text in a dataclass, tuple, list or dict; markup of our own stays.

    Where two keys of a dict become one, the first stays. Tuples of numbers are not copied: a
    batch has millions.
    """
    return cast(T, _walked(tree, way))


def _walked(tree: object, way: Callable[[str], str]) -> object:
    match tree:
        case Markup():
            return tree
        case str():
            return way(tree)
        case tuple():
            return tree if _NUMBERS.issuperset(map(type, tree)) else _walked_parts(tree, way)
        case list():
            return [_walked(part, way) for part in tree]
        case dict():
            return _walked_keys(tree, way)
        case _:
            return _walked_fields(tree, way)


def _walked_parts(tree: tuple[object, ...], way: Callable[[str], str]) -> tuple[object, ...]:
    return tuple(_walked(part, way) for part in tree)


def _walked_keys(tree: dict[object, object], way: Callable[[str], str]) -> dict[object, object]:
    walked: dict[object, object] = {}
    for key, part in tree.items():
        walked.setdefault(_walked(key, way), _walked(part, way))
    return walked


def _walked_fields(tree: object, way: Callable[[str], str]) -> object:
    if not is_dataclass(tree) or isinstance(tree, type):
        return tree
    parts = {f.name: _walked(getattr(tree, f.name), way) for f in fields(tree)}
    return replace(tree, **parts)


def spelled_out(name: str) -> str:
    r"""Make a name harmless and keep it apart from every other: what would act is shown as \x1b.

    For names that also tell things apart, such as paths and the ids of pytest, in which "::" ends
    the name of a file.
    """
    tame = "".join(c if _harmless(c) == c else _spelled(c) for c in name)
    return tame.replace("::", r":\x3a")


def _spelled(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def for_terminal(text: str, encoding: str | None = None) -> str:
    """Clean lines that this terminal can write: a name that it cannot spell stops no grading.

    `encoding` is that of the standard output unless it is given.
    """
    written_in = encoding or sys.stdout.encoding or "utf-8"
    return clean_lines(text).encode(written_in, "backslashreplace").decode(written_in)


#: What spreadsheets pass over, or take for a mark of text, before they look for a formula.
_BEFORE_FORMULA = " '\"" + _JOINERS


def for_csv(cell: str | float | None) -> str:
    """Write a cell that no spreadsheet computes; quoting it is left to the module `csv`.

    An apostrophe goes before a text that begins like a formula, as OWASP advises, and behind a
    semicolon, at which a European spreadsheet parts cells. Numbers stay numbers and None is empty.
    `from_csv` takes the apostrophes out again: `from_csv(for_csv(text)) == clean(text)`.
    """
    if cell is None:
        return ""
    if not isinstance(cell, str) and math.isfinite(cell):
        return str(cell)
    return ";".join(f"'{part}" if _computes(part) else part for part in clean(str(cell)).split(";"))


def from_csv(cell: str) -> str:
    """Read a text that `for_csv` wrote."""
    return ";".join(
        part[1:] if part[:1] == "'" and _computes(part[1:]) else part for part in cell.split(";")
    )


def _computes(text: str) -> bool:
    """Whether a spreadsheet may take this for a formula; full-width signs count as their plain ones."""
    begin = unicodedata.normalize("NFKC", text.lstrip(_BEFORE_FORMULA)[:1])
    return begin.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")  #: of ASCII: all that means something in Markdown
_AS_ENTITY = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"}
#: GitHub looks for these after it has parsed, when backslashes are gone: @user, #1, :smile:
_CALLS = re.compile(r"(\\[@#:])(?=\w)")


def for_markdown(text: str) -> str:
    """Write text that Markdown sets as it stands, in a paragraph, a list or a table of GitHub's.

    Nothing in it is a heading, a link, an image, code or HTML, mentions anyone or ends a cell. It
    makes no sense between backticks, where nothing is escaped.
    """
    escaped = _PUNCTUATION.sub(_inert, clean(text).strip())
    return _CALLS.sub(r"\1&#8203;", escaped)


def _inert(sign: re.Match[str]) -> str:
    return _AS_ENTITY.get(sign[0], f"\\{sign[0]}")


def for_xml(text: str) -> str:
    """Write text for an XML 1.0 element or quoted attribute; what XML forbids is gone already."""
    return escape(clean(text), {'"': "&quot;", "'": "&apos;"})
