"""In which order a program holds the names of its classes, and by which order it numbers them."""

import ast
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from nngrader.rules._source import Source, called, is_method, keyword, number, subject, words

Kind: TypeAlias = Literal["written", "met", "sorted", "set"]
ENCODERS = frozenset({"LabelBinarizer", "LabelEncoder", "OneHotEncoder", "OrdinalEncoder"})
WRAPPING = frozenset({"array", "asarray", "list", "to_list", "to_numpy", "tolist", "tuple"})
MAPPING = frozenset({"apply", "map", "replace"})
MOST_STEPS = 9  #: that one list of names is followed through the text


@dataclass(frozen=True)
class Order:
    """Names of classes, and what decides their order."""

    kind: Kind
    line: int
    told: tuple[str, ...] = ()  #: the names, where they are written down
    column: ast.expr | None = None  #: from which they are taken, where they are not


def order_of(names: ast.expr, text: Source) -> Order | None:
    """Find the order in which names stand; None where nobody knows."""
    line = names.lineno
    for _ in range(MOST_STEPS):
        told = words(names) or _by_number(names)
        if told:
            return Order("written", line, told=told)
        inner = _unwrapped(names)
        if isinstance(names, ast.Name):
            found = text.meanings(names)
            inner = text.part(found[0]) if len(found) == 1 and not found[0].each else None
            line = found[0].line if found else line
        if inner is None:
            return _taken(names, line)
        names = inner
    return None


def _unwrapped(node: ast.expr) -> ast.expr | None:
    return subject(node) if isinstance(node, ast.Call) and called(node) in WRAPPING else None


def _by_number(node: ast.expr) -> tuple[str, ...]:
    """Read a dictionary from 0, 1, 2, ... to names; empty for anything else."""
    keys = node.keys if isinstance(node, ast.Dict) else []
    values = node.values if isinstance(node, ast.Dict) else []
    return _in_order(values, keys)


def _by_name(node: ast.expr) -> tuple[str, ...]:
    """Read a dictionary from names to 0, 1, 2, ...: the names in the order of their numbers."""
    keys = node.keys if isinstance(node, ast.Dict) else []
    values = node.values if isinstance(node, ast.Dict) else []
    return _in_order(keys, values)


def _in_order(
    names: Sequence[ast.expr | None], numbers: Sequence[ast.expr | None]
) -> tuple[str, ...]:
    told = words(ast.List(elts=[name for name in names if name is not None]))
    at = [int(found) for one in numbers if (found := number(one)) is not None]
    whole = len(told) > 1 and sorted(at) == [*range(len(told))]
    return tuple(told[at.index(place)] for place in range(len(told))) if whole else ()


def _taken(node: ast.expr, line: int) -> Order | None:
    """Read how names are taken from a column."""
    if not isinstance(node, ast.Call):
        return None
    kind, column = _kind(node), subject(node)
    if called(node) == "fromkeys":
        column = node.args[0] if node.args else None
    if column is None:
        return None
    while kind in {"set", "sorted"} and isinstance(column, ast.Call) and _kind(column):
        column = subject(column) or column
    return Order(kind, line, column=column) if kind else None


def _kind(call: ast.Call) -> Kind | None:
    name = called(call)
    if name == "unique":
        return "sorted" if ast.unparse(call.func) in {"np.unique", "numpy.unique"} else "met"
    if name in {"drop_duplicates", "fromkeys"}:
        return "met" if name == "drop_duplicates" or "dict" in ast.unparse(call.func) else None
    return {"set": "set", "sorted": "sorted"}.get(name)  # type: ignore[return-value]


def column_key(node: ast.expr, text: Source, steps: int = 0) -> Hashable:
    """Name a column so that two uses of it are known to be the same."""
    if isinstance(node, ast.Call) and called(node) in {*WRAPPING, "astype"}:
        inner = subject(node)
        return column_key(inner, text, steps) if inner is not None else node
    if isinstance(node, ast.Attribute) and node.attr == "values":
        return column_key(node.value, text, steps)
    if isinstance(node, ast.Attribute):
        return column_key(node.value, text, steps), node.attr
    if isinstance(node, ast.Subscript):
        return column_key(node.value, text, steps), _plain(node.slice)
    found = text.meanings(node) if steps < MOST_STEPS else []
    part = text.part(found[0]) if len(found) == 1 and not found[0].each else None
    if part is not None and isinstance(part, ast.Name | ast.Subscript | ast.Attribute):
        return column_key(part, text, steps + 1)
    return found[0] if len(found) == 1 else ast.unparse(node)


def _plain(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ast.unparse(node)


def numbering(order: Order, text: Source) -> set[Kind]:
    """Say by which orders the program numbers the classes of the column that names are taken from."""
    if order.column is None:
        return set()
    key = column_key(order.column, text)
    return {kind for column, kind in _numbered(text) if column_key(column, text) == key}


def _numbered(text: Source) -> Iterator[tuple[ast.expr, Kind]]:
    """List the columns that are turned into numbers, and the order of those."""
    for call in text.calls("fit", "fit_transform", "Categorical", "get_dummies", "unique"):
        if call.args and _is_sorting(call, text):
            yield call.args[0], "sorted"
    for call in text.calls("factorize"):
        column = subject(call)
        if column is not None and keyword(call, "sort") is None:
            yield column, "met"
    for node in text.nodes(ast.Attribute):
        if node.attr == "codes" and isinstance(node.value, ast.Attribute):
            yield node.value.value, "sorted"


def _is_sorting(call: ast.Call, text: Source) -> bool:
    name = called(call)
    if name in {"fit", "fit_transform"}:
        return len(call.args) == 1 and _is_encoder(call, text)
    if name == "unique":
        return keyword(call, "return_inverse") is not None
    return keyword(call, "categories") is None


def _is_encoder(call: ast.Call, text: Source) -> bool:
    """Whether a method of an encoder is called that numbers names in the order of the alphabet."""
    made = call.func.value if isinstance(call.func, ast.Attribute) else None
    if isinstance(made, ast.Name):
        binding = text.bound(made)
        made = binding.value if binding else None
    plain = isinstance(made, ast.Call) and not made.keywords and not made.args
    return isinstance(made, ast.Call) and plain and called(made) in ENCODERS


def numbered(order: Order, text: Source) -> tuple[str, ...]:
    """Find the numbers that written names were given otherwise; empty where both agree."""
    found = [told for told in _dictionaries(text) if sorted(told) == sorted(order.told)]
    return found[0] if found and order.told not in found else ()


def _dictionaries(text: Source) -> Iterator[tuple[str, ...]]:
    """List the names that a column is numbered by, in the order of the numbers."""
    for call in text.calls(*MAPPING):
        given = call.args[0] if len(call.args) == 1 and is_method(call) else None
        if isinstance(given, ast.Name):
            binding = text.bound(given)
            given = binding.value if binding and not binding.path else None
        told = _by_name(given) if given is not None else ()
        if told:
            yield told
    for column, kind in _numbered(text):
        written = met_in(column, text)
        if written:
            yield tuple(sorted(written)) if kind == "sorted" else written


def met_in(column: ast.expr, text: Source) -> tuple[str, ...]:
    """Find the names in a column that is written down, in the order in which they occur."""
    written = _written(column, text, 0)
    return tuple(dict.fromkeys(written))


def _written(node: ast.expr | None, text: Source, steps: int) -> tuple[str, ...]:
    """Read the texts of a column, each repetition once."""
    if node is None or steps > MOST_STEPS:
        return ()
    told = words(node)
    if told:
        return told
    match node:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            one, other = _written(left, text, steps + 1), _written(right, text, steps + 1)
            return one + other if one and other else ()
        case ast.BinOp(left=inner, op=ast.Mult()):
            return _written(inner, text, steps + 1)
        case ast.Call() if called(node) in {*WRAPPING, "repeat", "Series"} and node.args:
            return _written(node.args[0], text, steps + 1)
        case ast.Subscript(value=ast.Name() as table, slice=ast.Constant(value=str() as name)):
            return _written(_column_of(table, name, text), text, steps + 1)
        case ast.Name():
            found = text.meanings(node)
            whole = len(found) == 1 and not found[0].each
            return _written(text.part(found[0]), text, steps + 1) if whole else ()
        case _:
            return ()


def _column_of(table: ast.Name, name: str, text: Source) -> ast.expr | None:
    """Find what a column of a table is made of, where the table is made of a dictionary."""
    binding = text.bound(table)
    made = binding.value if binding and not binding.path and not binding.each else None
    given = made.args[0] if isinstance(made, ast.Call) and made.args else made
    if not isinstance(given, ast.Dict):
        return None
    keys = [key.value if isinstance(key, ast.Constant) else None for key in given.keys]
    return given.values[keys.index(name)] if name in keys else None
