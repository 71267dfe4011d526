"""What a program is made of: the words of Python and Keras, and what a student chose.

Pygments takes the text apart, as copydetect has it do, so code that Python cannot read is read all
the same. copydetect's own filter is not used: it makes `Dense`, `fit` and `epochs` one letter too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice
from typing import Any, Literal, NamedTuple

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, String

TOKENS = 20_000  #: of a hand-in, ten per line; an endless row of brackets ends here
#: Left out: formatters put these signs where they like, and a magic of a notebook ends as `pass`.
SIGNS = frozenset([*",:;\\", "pass"])
Kind = Literal["own", "word", "number", "string", "prose"]
_Sort = Literal["name", "import", "word", "number", "string", "prose"]
_OPENS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


@dataclass(frozen=True)
class Token:
    """A piece of a program; spaces, commas, colons and imports are none."""

    kind: Kind  #: own: a name that the student chose; prose: a comment or a docstring
    text: str
    start: int  #: characters before it
    end: int


class _Piece(NamedTuple):
    """What the lexer said, a string in one piece; line ends are pieces as well."""

    sort: _Sort
    text: str
    start: int


def tokens(code: str) -> tuple[Token, ...]:
    """Take a program apart."""
    pieces = tuple(_pieces(code))
    depths = _depths(pieces)
    inside, imported = _imports(pieces, depths)
    return tuple(
        Token(_kind(pieces, place, imported, depths[place]), text, start, start + len(text))
        for place, (_, text, start) in enumerate(pieces)
        if place not in inside and text not in SIGNS and not text.isspace()
    )


def _pieces(code: str) -> Iterator[_Piece]:
    held: _Piece | None = None
    for start, kind, text in islice(_lexer().get_tokens_unprocessed(code), TOKENS):
        sort = _sort(kind)
        if held and sort == held.sort == "string":
            held = _Piece(sort, held.text + text, held.start)
            continue
        if held:
            yield held
        held = _Piece(sort, text, start) if "\n" in text or not text.isspace() else None
    if held:
        yield held


@cache
def _lexer() -> PythonLexer:
    return PythonLexer()


@cache
def _sort(kind: Any) -> _Sort:
    if kind in Comment or kind in String.Doc:
        return "prose"
    if kind in Name:
        return "word" if kind in Name.Builtin else "name"
    sorts: dict[Any, _Sort] = {String: "string", Number: "number", Keyword.Namespace: "import"}
    return next((sort for family, sort in sorts.items() if kind in family), "word")


def _depths(pieces: tuple[_Piece, ...]) -> list[int]:
    """Count the brackets that are open at each piece."""
    return list(accumulate(_OPENS.get(piece.text, 0) for piece in pieces))


def _imports(pieces: tuple[_Piece, ...], depths: list[int]) -> tuple[set[int], set[str]]:
    """Find the places of imports, and the names that they bring along unchanged."""
    inside: set[int] = set()
    names: set[str] = set()
    going = False
    for place, (sort, text, _) in enumerate(pieces):
        going = going or (sort == "import" and text in ("import", "from"))
        going = going and not ("\n" in text and depths[place] <= 0)
        if going:
            inside.add(place)
            if sort == "name" and pieces[place - 1].text != "as":
                names.update(text.split("."))
    return inside, names


def _kind(pieces: tuple[_Piece, ...], place: int, imported: set[str], depth: int) -> Kind:
    """Tell a name that a student chose from an attribute, a keyword argument and an import."""
    match pieces[place].sort:
        case "import":
            return "word"
        case "name":
            before = pieces[place - 1].text if place else ""
            after = pieces[place + 1].text if place + 1 < len(pieces) else ""
            known = pieces[place].text in imported or before == "." or (depth > 0 and after == "=")
            return "word" if known else "own"
        case sort:
            return sort
