"""Columns that a program puts under one another, and what it makes of them."""

import ast
from collections.abc import Iterator, Sequence
from functools import lru_cache

from nngrader.rules._shapes import FLAT, Shapes
from nngrader.rules._source import (
    Source,
    called,
    is_method,
    keyword,
    number,
    subject,
    undressed,
)

STACKING = frozenset({"array", "asarray", "stack", "vstack", "row_stack"})
TURNED = ["shape[1]", "shape[0]"]
DRAWING = frozenset("choice integers normal rand randint randn random uniform".split())
DRAWING_LABELS = frozenset({"choice", "integers", "randint"})
MOST_STEPS = 9  #: that one array is followed
MOST_NAMES = 200  #: that are followed back from one value


def stacked(call: ast.Call, text: Source, shapes: Shapes) -> int:
    """Count the columns that a `reshape` breaks into rows of as many; 0 where it does nothing such.

    Columns that are written down number by number are left alone: they may hold rows.
    """
    of = subject(call)
    columns = _under_one_another(of, text) if of is not None else []
    if len(columns) < 2 or keyword(call, "order") is not None:
        return 0
    if not all(_is_column(one) and shapes.tail(one) == FLAT for one in columns):
        return 0
    sizes = call.args[0 if is_method(call) else 1 :]
    if len(sizes) == 1 and isinstance(sizes[0], ast.Tuple | ast.List):
        sizes = sizes[0].elts
    return len(columns) if _is_turned(sizes, len(columns)) else 0


def _is_turned(sizes: Sequence[ast.expr], columns: int) -> bool:
    """Whether the new table is to have the columns side by side."""
    if len(sizes) != 2 or number(sizes[0]) == columns:
        return False
    return number(sizes[1]) == columns or [ast.unparse(size)[-8:] for size in sizes] == TURNED


def _under_one_another(node: ast.expr, text: Source) -> list[ast.expr]:
    """List the columns of which each becomes a row of a table."""
    if isinstance(node, ast.Name):
        binding = text.bound(node)
        whole = binding is not None and not binding.path and not binding.each
        return _under_one_another(binding.value, text) if binding is not None and whole else []
    if not isinstance(node, ast.Call) or not node.args or called(node) not in STACKING:
        return []
    told = {given.arg for given in node.keywords}
    given = node.args[0]
    return [*given.elts] if isinstance(given, ast.List | ast.Tuple) and "axis" not in told else []


def _is_column(node: ast.expr) -> bool:
    """Whether it is an array that has a name, or a part of one."""
    return not isinstance(node, ast.List | ast.Tuple | ast.Constant)


def is_only_in_rows(
    node: ast.expr,
    taught: Sequence[tuple[ast.expr | None, ast.expr | None]],
    text: Source,
) -> bool:
    """Say whether what is made here reaches Keras as rows, and labels do not come of it."""
    in_rows = any(node in origins(rows, text) for rows, _ in taught if rows is not None)
    in_labels = any(node in origins(labels, text) for _, labels in taught if labels is not None)
    return in_rows and not in_labels


def drawn_labels(text: Source) -> ast.Call | None:
    """Find how labels were drawn at random, where the inputs of every training were as well.

    Silent where anything is written into an array: rows may be moved to suit their labels.
    """
    written = (node for node in text.nodes(ast.Subscript) if isinstance(node.ctx, ast.Store))
    pairs = [(rows, labels) for rows, labels in text.taught() if rows is not None]
    found = [
        (_draw(rows, text), _draw(labels, text)) for rows, labels in pairs if labels is not None
    ]
    if not found or any(written) or any(text.nodes(ast.AugAssign)):
        return None
    apart = all(x is not None and y is not None and x is not y for x, y in found)
    drawn = found[0][1]
    return drawn if apart and drawn is not None and called(drawn) in DRAWING_LABELS else None


def _draw(node: ast.expr, text: Source, steps: int = 0) -> ast.Call | None:
    """Follow an array back to the call that drew it at random, if nothing else went into it."""
    node = undressed(node)
    if isinstance(node, ast.Call):
        inner = text.returned(node)
        if inner is not None and steps < MOST_STEPS:
            return _draw(inner, text, steps + 1)
        return node if called(node) in DRAWING and _is_random(node) else None
    found = text.meanings(node) if steps < MOST_STEPS else []
    inner = next(_meant(node, text), None) if len(found) == 1 and not found[0].each else None
    return None if inner is None else _draw(inner, text, steps + 1)


def _is_random(call: ast.Call) -> bool:
    """Whether numbers are drawn, and none of what they are drawn from has a name of its own."""
    return not any(isinstance(part, ast.Subscript) for part in ast.walk(call))


@lru_cache(maxsize=256)
def origins(node: ast.expr, text: Source) -> frozenset[ast.AST]:
    """List everything that a value is made of, names followed back."""
    found: set[ast.AST] = set()
    ahead: list[ast.expr] = [node]
    followed = 0
    while ahead and followed < MOST_NAMES:
        for inner in ast.walk(ahead.pop()):
            if inner in found:
                continue
            found.add(inner)
            if isinstance(inner, ast.Name | ast.Attribute):
                ahead.extend(_meant(inner, text))
                followed += 1
    return frozenset(found)


def _meant(node: ast.expr, text: Source) -> Iterator[ast.expr]:
    """Yield what a name stands for: of a split, the array that its part was taken from."""
    for binding in text.meanings(node):
        value = binding.value
        if binding.path and isinstance(value, ast.Call) and called(value) == "train_test_split":
            place = binding.path[0] // 2
            yield from value.args[place : place + 1] if len(value.args) > 1 else [value]
        else:
            part = text.part(binding)
            yield value if part is None else part
