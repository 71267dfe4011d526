"""A program's text, and small changes to it that never add or remove a line.

Whatever is rewritten is a piece of the line it stands in. Comments, blank lines and layout survive
because nobody touches them.
"""

import ast
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]  #: first character, and the one after the last
Place: TypeAlias = ast.expr | ast.stmt | ast.keyword | ast.alias


@dataclass(frozen=True)
class Edit:
    """Some characters, and what takes their place; equal ends insert."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Fix:
    """One thing of old Keras, and all edits that mend it: they are made together or not at all."""

    number: str  #: of the breakage in the catalogue; empty for what is not Keras
    shown: Span  #: what a person is shown, before and after
    edits: tuple[Edit, ...]
    why: str


@dataclass(frozen=True)
class Text:
    """Code, and where its nodes stand."""

    code: str

    @cached_property
    def _rows(self) -> list[tuple[int, str]]:
        """Each line with the number of characters before it."""
        rows, start = [], 0
        for row in self.code.split("\n"):
            rows.append((start, row))
            start += len(row) + 1
        return rows

    @cached_property
    def _wide(self) -> dict[int, list[int]]:
        """For each line with letters beyond ASCII, the bytes up to the end of each character."""
        rows = enumerate((row for _, row in self._rows), start=1)
        return {
            line: [*accumulate(len(letter.encode("utf-8", "surrogatepass")) for letter in row)]
            for line, row in rows
            if not row.isascii()
        }

    def at(self, line: int, column: int) -> int:
        """Count the characters before a line and a column in bytes, as Python tells them."""
        wide = self._wide.get(line)
        return self.row_start(line) + (bisect_right(wide, column) if wide else column)

    def row_start(self, line: int) -> int:
        """Count the characters before a line."""
        return self._rows[line - 1][0] if line <= len(self._rows) else len(self.code)

    def span(self, node: Place) -> Span:
        """Say where a node begins and ends."""
        assert node.end_lineno is not None  # a parsed text has its places
        assert node.end_col_offset is not None
        start = self.at(node.lineno, node.col_offset)
        return start, self.at(node.end_lineno, node.end_col_offset)

    def of(self, node: Place) -> str:
        """Give a node as it was written."""
        start, end = self.span(node)
        return self.code[start:end]

    def line(self, position: int) -> int:
        """Count the lines down to a character, from 1."""
        return self.code.count("\n", 0, position) + 1

    def name_span(self, node: ast.Attribute | ast.alias | ast.keyword) -> Span | None:
        """Find the name in `x.name`, `name as n` or `name=1`; None where it is written oddly."""
        start, end = self.span(node)
        if isinstance(node, ast.Attribute):
            name, start = node.attr, end - len(node.attr)
        else:
            name = (node.arg if isinstance(node, ast.keyword) else node.name) or ""
        found = (start, start + len(name))
        return found if name and self.code[slice(*found)] == name else None


def edited(code: str, edits: Iterable[Edit]) -> str:
    """Make all edits, none of which overlap."""
    parts, done = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        parts += [code[done : edit.start], edit.new]
        done = edit.end
    return "".join([*parts, code[done:]])


def fitting(fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Leave out what would overlap with an earlier fix, so that every other one stays whole."""
    taken: list[Fix] = []
    occupied: list[Span] = []
    for fix in fixes:
        spans = [(edit.start, edit.end) for edit in fix.edits]
        if all(_free(span, occupied) for span in spans):
            taken.append(fix)
            for span in spans:
                insort(occupied, span)
    return tuple(taken)


def _free(span: Span, occupied: list[Span]) -> bool:
    """Whether no other edit begins at the same place, or reaches into this one."""
    at = bisect_left(occupied, (span[0], 0))
    before, after = occupied[at - 1 : at], occupied[at : at + 1]
    reached = bool(before) and before[0][1] > span[0]
    return not reached and not (after and after[0][0] < max(span[1], span[0] + 1))


#: Longest piece of code that is shown whole, and how much stands around what changed in others.
LONGEST, AROUND = 80, 24


def shown(code: str, fix: Fix) -> tuple[str, str]:
    """Give what a person is shown of a fix, before and after, each on one line."""
    start, end = fix.shown
    inside = [
        Edit(e.start - start, e.end - start, e.new)
        for e in fix.edits
        if start <= e.start and e.end <= end
    ]
    before = code[start:end]
    return _shortened(_on_one_line(before), _on_one_line(edited(before, inside)))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _shortened(before: str, after: str) -> tuple[str, str]:
    """Cut away what is equal at both ends of two long texts."""
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    same = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    first = max(0, same - AROUND)
    pairs = zip(before[:same:-1], after[:same:-1], strict=False)
    rest = next((i for i, (a, b) in enumerate(pairs) if a != b), 0)
    last = max(0, rest - AROUND)
    return _cut(before, first, last), _cut(after, first, last)


def _cut(text: str, first: int, last: int) -> str:
    middle = text[first : len(text) - last]
    if len(middle) > LONGEST:
        middle, last = middle[: LONGEST - 1], last + 1
    return f"{'…' if first else ''}{middle}{'…' if last else ''}"
