"""Running a notebook's cells as one module, and telling what each of them printed.

The module is the same as if all of it were run at once: one namespace, one file, the same lines.
"""

import __future__

import ast
import io
import sys
import warnings
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from types import CodeType
from typing import Any

LONGEST = 2000  #: characters of one cell; of one that prints more nothing is told
MOST_TOLD = 200  #: cells; each is a message to the supervisor


def run_cells(
    code: str,
    filename: str,
    namespace: dict[str, Any],
    starts: Sequence[int],
    told: Callable[[int, str], None],
    quiet: Callable[[], bool],
) -> None:
    """Run the text as a module; tell the line at which each cell begins and what it printed.

    `starts` are the first lines of the cells. Nothing is told of a cell that prints nothing or
    does not come to its end, nor of any from the first one that ends with `quiet()` on.
    """
    compile(code, filename, "exec", dont_inherit=True)  # an error anywhere stops all, as ever
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # said already
        parts = [*_parts(code, filename, starts)]
    left = MOST_TOLD
    for start, part in parts:
        if not left or quiet():
            exec(part, namespace)  # noqa: S102 - that is the purpose
            continue
        with _overheard() as heard:
            exec(part, namespace)  # noqa: S102
        text = heard.text
        if text and not quiet():
            left -= 1
            told(start, text)


def _parts(code: str, filename: str, starts: Sequence[int]) -> Iterator[tuple[int, CodeType]]:
    """Compile the statements of each cell; one that spans two belongs to that of its first line."""
    tree = ast.parse(code, filename)
    flags = _futures(tree)
    for index, group in groupby(tree.body, lambda node: bisect_right(starts, _first_line(node))):
        body = [*group]
        if body[0] is not tree.body[0]:
            body = [_no_docstring(body[0]), *body[1:]]
        part = ast.Module(body, [])
        yield (
            starts[index - 1] if index else 1,
            compile(part, filename, "exec", flags, dont_inherit=True),
        )


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _no_docstring(node: ast.stmt) -> ast.stmt:
    """Keep a text that begins a later cell from becoming the module's docstring."""
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return ast.copy_location(ast.Pass(), node)
        case _:
            return node


def _futures(tree: ast.Module) -> int:
    """Gather what `from __future__ import ...` at the top asks of every cell below."""
    flags = 0
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            for alias in node.names:
                flags |= getattr(__future__, alias.name).compiler_flag
    return flags


class _Heard:
    """What was written, as long as it is short."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._room = LONGEST

    def take(self, text: object) -> None:
        if isinstance(text, str) and self._room >= 0:
            self._room -= len(text)
            self._parts.append(text[: LONGEST + 1])

    @property
    def text(self) -> str:
        return "".join(self._parts) if self._room >= 0 else ""


@contextmanager
def _overheard() -> Iterator[_Heard]:
    """Listen to what is written to the standard output, which stays the very same object."""
    heard, stream = _Heard(), sys.stdout
    if not isinstance(stream, io.TextIOWrapper) or "write" in vars(stream):
        yield heard  # somebody's own, which may write anywhere
        return
    original = stream.write

    def write(text: str, /) -> int:
        heard.take(text)
        return original(text)

    stream.write = write  # type: ignore[method-assign]
    try:
        yield heard
    finally:
        if vars(stream).get("write") is write:
            del stream.write
