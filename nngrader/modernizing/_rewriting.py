"""Old Keras in a program, rewritten as today's: `modernized` is all that others need."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nngrader.modernizing._arguments import arguments, orders
from nngrader.modernizing._imports import imports, paths
from nngrader.modernizing._printing import prints
from nngrader.modernizing._program import Program
from nngrader.modernizing._saving import files
from nngrader.modernizing._text import Fix, Text, edited, fitting, shown
from nngrader.modernizing._training import (
    generators,
    histories,
    lists,
    measures,
    predictions,
    rates,
)
from nngrader.submission.script import parsed, parses

MOST_LINES = 5000  #: of 124 public hand-ins the longest had under 1,000
LONGEST = 200_000  #: characters; the same had at most 30,000
ROUNDS = 4  #: one for what shows itself only when the import above it is mended
WORTH_READING = re.compile(r"keras|tensorflow|numpy|sklearn|\bprint\b")
REWRITERS: tuple[Callable[[Program], Iterator[Fix]], ...] = (
    imports,
    paths,
    generators,
    arguments,
    orders,
    measures,
    predictions,
    histories,
    lists,
    rates,
    files,
)


@dataclass(frozen=True)
class Change:
    """A piece of old Keras, and what was written instead."""

    number: str  #: of the breakage in the catalogue, such as "K25"; empty for what is not Keras
    line: int  #: 1-based
    before: str  #: on one line, shortened where it is long
    after: str
    why: str  #: the end of a sentence, such as "`lr` was renamed in Keras 2.3"


@dataclass(frozen=True)
class Modernized:
    """Code with as many lines as before, and what was changed in it, in the order of the lines."""

    code: str
    changes: tuple[Change, ...] = ()


def modernized(code: str) -> Modernized:
    """Rewrite what old tutorials wrote and Keras 3.15 no longer takes, where that is certain.

    Every line stays where it was, and so do comments and layout. What cannot be read as Python, or
    is longer than any hand-in, comes back as it is, and so does what is modern already.
    """
    unchanged = Modernized(code)
    if "\r" in code or not WORTH_READING.search(code):
        return unchanged
    if too_long(code):
        return unchanged
    try:
        return _rewritten(code)
    except RecursionError:  # nested more deeply than anybody writes
        return unchanged


def too_long(code: str) -> bool:
    """Whether code is longer than what is read for old Keras."""
    return code.count("\n") >= MOST_LINES or len(code) > LONGEST


def _rewritten(code: str) -> Modernized:
    begun = code if parses(code) else _printed(code)
    if begun is None:
        return Modernized(code)
    changes = _changes(code, tuple(prints(code))) if begun != code else ()
    for _ in range(ROUNDS):
        program = Program(Text(begun), parsed(begun))
        fixes = fitting(fix for rewriter in REWRITERS for fix in rewriter(program))
        done = edited(begun, (edit for fix in fixes for edit in fix.edits))
        if done == begun or not parses(done) or done.count("\n") != begun.count("\n"):
            break
        changes += _changes(begun, fixes)
        begun = done
    return Modernized(begun, tuple(sorted(changes, key=lambda change: change.line)))


def _printed(code: str) -> str | None:
    """Mend Python 2's `print`; None if Python cannot read the outcome either."""
    done = edited(code, (edit for fix in prints(code) for edit in fix.edits))
    return done if done != code and parses(done) else None


def _changes(code: str, fixes: tuple[Fix, ...]) -> tuple[Change, ...]:
    text = Text(code)
    return tuple(_change(text, fix) for fix in fixes)


def _change(text: Text, fix: Fix) -> Change:
    before, after = shown(text.code, fix)
    first = min(edit.start for edit in fix.edits)
    return Change(fix.number, text.line(first), before, after, fix.why)
