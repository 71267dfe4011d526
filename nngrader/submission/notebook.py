"""Notebooks: code cells one after another, and the way back to cell and line.

The cells become one script: what only a notebook understands, what is Otter's and what is the
teacher's does nothing in it, and every line stays where it was.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from nngrader.evidence import Place
from nngrader.jobs import CellFacts, LeftOut
from nngrader.submission.magics import Tamed, without_indent
from nngrader.submission.names import Names, names_of
from nngrader.submission.otter import CHECK, PACKAGE, names_of_otter
from nngrader.submission.roles import Marked, Written, roles, without_hidden_tests
from nngrader.submission.saved import (
    Cell,
    cells_of,
    count_of,
    epochs_of,
    outputs_of,
    printed_in,
    source_of,
)
from nngrader.submission.script import (
    SHELL,
    parsed,
    readable,
    replaced,
    without_notebook_lines,
    without_otter,
)

MOST_CELLS = 5000  #: the longest of 124 public hand-ins had 121
LONGEST = (
    500_000  #: characters of code, 2 s for Python to read; of 124 public hand-ins at most 30,000
)
ALL_PRINTED = 100_000  #: characters of all saved texts together
MOST_NAMES = 500  #: of one kind in one cell


class TooLong(Exception):
    """The code is longer than any that a student wrote."""


class Book(NamedTuple):
    """A notebook as Python, and what else is known of its cells."""

    code: str
    places: tuple[Place, ...]
    cells: tuple[CellFacts, ...]  #: those that hold code or have a name
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class _Code:
    """A code cell on its way to Python."""

    number: int
    marked: Marked
    saved: Cell
    plain: Tamed
    tree: ast.Module | None = None  #: of `plain`; None where Python cannot read it


def from_notebook(data: bytes) -> tuple[str, tuple[Place, ...]]:
    """Join the code cells; raises NotANotebook with what was found, or TooLong."""
    return read_notebook(data)[:2]


def read_notebook(data: bytes) -> Book:
    """Join the code cells and tell what is known of each; raises what `from_notebook` raises.

    The teacher's tests are blank: nobody's own code. Otter's lines do nothing.
    """
    written = cells_of(data)
    if len(written) > MOST_CELLS:
        problem = f"it has {len(written):,} cells"
        raise TooLong(problem)
    sources = [source_of(cell) for cell in written]
    kinds = [cell.cell_type for cell in written]
    refuse_too_long(
        sum(len(text) for text, kind in zip(sources, kinds, strict=True) if kind == "code")
    )
    given = [Written(c.cell_type, s, c.metadata) for c, s in zip(written, sources, strict=True)]
    marks = roles(given)
    codes = [
        _code(number, mark, cell, text)
        for number, (mark, cell, text) in enumerate(zip(marks, written, sources, strict=True), 1)
        if cell.cell_type == "code"
    ]
    others = [
        CellFacts(number=number, role=mark.role, name=mark.name)
        for number, (mark, kind) in enumerate(zip(marks, kinds, strict=True), 1)
        if kind != "code" and mark.name
    ]
    return _book(_tidied(codes), others)


def _code(number: int, mark: Marked, cell: Cell, text: str) -> _Code:
    plain = Tamed(without_hidden_tests(text))
    tree = readable(plain.text)
    if tree is None or SHELL in plain.text:
        plain = without_notebook_lines(plain.text if tree else without_indent(plain.text))
        tree = readable(plain.text)
    return _Code(number, mark, cell, plain, tree)


def _tidied(codes: list[_Code]) -> Iterator[_Code]:
    """Take out what would stop the cells as one script: Otter's lines, the teacher's tests.

    A cell of its own may begin with `from __future__ import ...`; within a script that is an error.
    """
    hinted = any(PACKAGE in code.plain.text or CHECK in code.plain.text for code in codes)
    otter = names_of_otter([c.tree for c in codes if c.tree is not None]) if hinted else frozenset()
    needed = _needed(codes)
    begun = False
    for code in codes:
        told = _only_the_students(code, otter, needed, begun=begun)
        begun = begun or told.tree is None or len(told.tree.body) > len(_futures(told.tree))
        yield told


def _only_the_students(
    code: _Code, otter: frozenset[str], needed: set[str], *, begun: bool
) -> _Code:
    text = code.plain.text
    if code.tree is not None and otter:
        text = without_otter(text, otter)
    if not code.marked.runs:
        text = _imports_only(code, needed)
    elif begun and code.tree is not None and "__future__" in text:
        text = replaced(text, [(node, "pass") for node in _futures(parsed(text))])
    if text == code.plain.text:
        return code
    return replace(code, plain=Tamed(text, code.plain.left_out), tree=readable(text))


def _futures(tree: ast.Module) -> list[ast.stmt]:
    return [
        node
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "__future__"
    ]


def _needed(codes: list[_Code]) -> set[str]:
    """List the names that the student's cells read and none of them makes, if any is not run."""
    if all(code.marked.runs for code in codes):
        return set()
    trees = [code.tree for code in codes if code.tree is not None and code.marked.runs]
    found = [names_of(tree) for tree in trees]
    return {name for names in found for name in names.read} - {
        name for names in found for name in names.made
    }


def _imports_only(code: _Code, needed: set[str]) -> str:
    """Blank a cell that is not run, but for imports on which the student's cells rely."""
    kept = ["" for _ in code.plain.text.split("\n")]
    for node in code.tree.body if code.tree is not None else ():
        if isinstance(node, ast.Import | ast.ImportFrom) and (
            needed & names_of(ast.Module([node], [])).made
        ):
            kept[node.lineno - 1] = ast.unparse(node)
    return "\n".join(kept)


def _book(codes: Iterator[_Code], others: list[CellFacts]) -> Book:
    lines: list[str] = []
    places: list[Place] = []
    cells: list[CellFacts] = []
    left_out: list[LeftOut] = []
    room = ALL_PRINTED
    for code in codes:
        facts = _facts(code, len(lines) + 1, room)
        room -= len(facts.printed or "")
        cells.append(facts)
        left_out += [LeftOut(len(lines) + line, text) for line, text in code.plain.left_out]
        written = code.plain.text.split("\n")
        lines += written
        places += [Place(line, cell=code.number) for line in range(1, len(written) + 1)]
    ordered = sorted((*cells, *others), key=lambda cell: cell.number)
    return Book("\n".join(lines), tuple(places), tuple(ordered), tuple(left_out))


def _facts(code: _Code, line: int, room: int) -> CellFacts:
    outputs = outputs_of(code.saved.outputs)
    names = names_of(code.tree) if code.tree is not None else Names()
    printed = printed_in(outputs)
    return CellFacts(
        number=code.number,
        line=line,
        role=code.marked.role,
        name=code.marked.name,
        count=count_of(code.saved),
        failed=next((output.ename for output in outputs or () if output.ename), "")[:100],
        printed=printed if printed is not None and len(printed) <= room else None,
        epochs=epochs_of(code.saved.outputs),
        makes=_few(names.made),
        sets=_few(names.assigned),
        reads=_few(names.read),
        magic=bool(code.plain.left_out),
    )


def _few(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(names)[:MOST_NAMES])


def refuse_too_long(characters: int) -> None:
    """Raise TooLong for code that takes Python long to read."""
    if characters > LONGEST:
        problem = f"it holds {characters:,} characters of code"
        raise TooLong(problem)
