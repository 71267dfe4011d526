"""Parts of one array that a program takes for different purposes."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from nngrader.rules._source import Binding, Source, argument, called, number

ENDLESS = 10**12  #: where a slice goes to the end


@dataclass(frozen=True)
class Part:
    """Some neighbouring rows of an array."""

    array: Binding
    first: int
    end: int


def overlap(text: Source) -> int:
    """Count the rows of one array that are both trained on and asked about, beside others.

    A slice inside the other one is no slip: somebody asks about training rows.
    """
    trained = [*_parts((argument(call, 0, "x") for call in text.calls("fit")), text)]
    asked = [*_parts(_examined(text), text)]
    shared = [
        min(one.end, other.end) - max(one.first, other.first)
        for one in trained
        for other in asked
        if one.array is other.array and (other.first < one.first or other.end > one.end)
    ]
    return max(0, *shared) if shared else 0


def _examined(text: Source) -> Iterator[ast.expr | None]:
    """List the rows that give a score."""
    for call in text.calls("evaluate"):
        yield argument(call, 0, "x")
    for call in text.calls("fit"):
        held = argument(call, 5, "validation_data") if called(call) == "fit" else None
        if isinstance(held, ast.Tuple) and held.elts:
            yield held.elts[0]


def _parts(nodes: Iterator[ast.expr | None], text: Source) -> Iterator[Part]:
    for node in nodes:
        if isinstance(node, ast.Name | ast.Attribute):
            found = text.meanings(node)
            node = text.part(found[0]) if len(found) == 1 and not found[0].each else None
        part = _part(node, text) if isinstance(node, ast.Subscript) else None
        if part is not None:
            yield part


def _part(node: ast.Subscript, text: Source) -> Part | None:
    """Read a slice whose ends are written as numbers, counted from the beginning."""
    array = text.bound(node.value) if isinstance(node.value, ast.Name) else None
    cut = node.slice
    if array is None or not isinstance(cut, ast.Slice) or cut.step is not None:
        return None
    first = 0 if cut.lower is None else number(cut.lower)
    end = ENDLESS if cut.upper is None else number(cut.upper)
    if first is None or end is None or first < 0 or end < 0:
        return None
    return Part(array, int(first), int(end))
