"""`print x`, as Python 2 wrote it: the one thing that keeps a whole file from being read."""

import io
import tokenize
from collections.abc import Iterator

from nngrader.modernizing._text import Edit, Fix, Text

OPENING, CLOSING = "([{", ")]}"
NOTHING = (tokenize.COMMENT, tokenize.NL)  #: no part of a statement
BETWEEN = (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING)
#: What follows `print` where it is the name of something.
OF_A_NAME = frozenset(". = ( , ) ] } : + - * / % == != is in and or not".split())
WHY = "`print` is a function in Python 3"
Token = tokenize.TokenInfo


def prints(code: str) -> Iterator[Fix]:
    """Put brackets around what is printed; gives nothing for what cannot be read word by word."""
    try:
        tokens = [*tokenize.generate_tokens(io.StringIO(code).readline)]
    except (tokenize.TokenError, SyntaxError):
        return
    text = Text(code)
    for statement in _statements(tokens):
        edits = _call(text, statement)
        if edits:
            span = _at(text, statement[0].start), _at(text, statement[-1].end)
            yield Fix("", span, edits, WHY)


def _statements(tokens: list[Token]) -> Iterator[list[Token]]:
    """Cut the words into statements, also at `;` and after the `:` of a short `if`."""
    waiting: list[Token] = []
    depth = 0
    for token in tokens:
        depth += _step(token)
        ends = token.type in BETWEEN or (not depth and token.string in (";", ":"))
        if ends or token.type in NOTHING:
            if ends and waiting:
                yield waiting
                waiting = []
        elif token.type != tokenize.ENDMARKER:
            waiting.append(token)
    if waiting:
        yield waiting


def _call(text: Text, statement: list[Token]) -> tuple[Edit, ...]:
    """Make a call of a statement that begins with the word `print`."""
    first, *given = statement
    if first.type != tokenize.NAME or first.string != "print":
        return ()
    start = _at(text, first.end)
    if not given:
        return (Edit(start, start, "()"),)
    if _is_call(given) or (
        given[0].type == tokenize.OP and given[0].string in OF_A_NAME - {"(", "-"}
    ):
        return ()
    end = _at(text, given[-1].end)
    if given[0].string == ">>":
        return _elsewhere(text, start, given)
    if given[-1].string == ",":
        comma = _at(text, given[-1].start)
        return (Edit(start, _at(text, given[0].start), "("), Edit(comma, end, ', end=" ")'))
    return (Edit(start, _at(text, given[0].start), "("), Edit(end, end, ")"))


def _elsewhere(text: Text, start: int, given: list[Token]) -> tuple[Edit, ...]:
    """`print >>file, x`: the file comes last today."""
    depth = 0
    for number, token in enumerate(given):
        depth += _step(token)
        if token.string == "," and not depth and number + 1 < len(given):
            begin, end = _at(text, given[number + 1].start), _at(text, given[-1].end)
            file = f"file={text.code[_at(text, given[1].start) : _at(text, token.start)]}"
            if "\n" in text.code[start:begin]:
                return ()
            if given[-1].string != ",":
                return (Edit(start, begin, "("), Edit(end, end, f", {file})"))
            comma = _at(text, given[-1].start)
            return (Edit(start, begin, "("), Edit(comma, end, f', end=" ", {file})'))
    return ()


def _step(token: Token) -> int:
    """Say how much deeper in brackets one is behind a word."""
    if token.type != tokenize.OP:
        return 0
    return (token.string in OPENING) - (token.string in CLOSING)


def _is_call(given: list[Token]) -> bool:
    """Whether one pair of brackets holds all of it."""
    if given[0].string != "(":
        return False
    depth = 0
    for number, token in enumerate(given):
        depth += _step(token)
        if not depth:
            return number == len(given) - 1
    return True


def _at(text: Text, place: tuple[int, int]) -> int:
    line, column = place
    return text.row_start(line) + column
