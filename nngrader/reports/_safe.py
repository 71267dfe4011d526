"""The border: what a student wrote may be shown, but may not act on terminal, page or reader."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from markupsafe import Markup

MOST = 1000  #: characters of one text; the longest sentences of ours stay below 500
CUT = "…"

#: Terminal commands: CSI such as colours, OSC such as links and window titles, and two-byte ones.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -~]"
)
#: Joiners that Persian, Hindi and other scripts need; unlike bidi overrides they reorder nothing.
_JOINERS = "\u200c\u200d"

T = TypeVar("T")


def clean(text: str, limit: int = MOST) -> str:
    """Make one harmless line: no terminal commands, control or bidi characters, not too long."""
    start = text[: 8 * limit]  # enough to fill the line; ten megabytes are never scanned
    kept = "".join(map(_harmless, _ESCAPES.sub("", start)))
    complete = len(start) == len(text) and len(kept) <= limit
    return kept if complete else kept[: limit - 1] + CUT


def _harmless(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    return " " if character.isspace() else ""


def cleaned(tree: T, limit: int = MOST) -> T:
    """Clean every text in a dataclass, tuple, list or dict; markup of our own stays."""
    return cast(T, _walked(tree, limit))


def _walked(tree: object, limit: int) -> object:
    match tree:
        case Markup():
            return tree
        case str():
            return clean(tree, limit)
        case tuple():
            return tuple(_walked(part, limit) for part in tree)
        case list():
            return [_walked(part, limit) for part in tree]
        case dict():
            return {_walked(key, limit): _walked(part, limit) for key, part in tree.items()}
        case _:
            return _walked_fields(tree, limit)


def _walked_fields(tree: object, limit: int) -> object:
    if not is_dataclass(tree) or isinstance(tree, type):
        return tree
    parts = {f.name: _walked(getattr(tree, f.name), limit) for f in fields(tree)}
    return replace(tree, **parts)
