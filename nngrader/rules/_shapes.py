"""Shapes of the arrays that a program holds, as far as Keras was handed them or they are written.

Only what follows the first axis is told: () for a row of numbers, (1,) for a column.
"""

import ast
from collections import defaultdict
from collections.abc import Hashable
from typing import TypeAlias

from nngrader.evidence import ArraySpec, Evidence, Place
from nngrader.rules._source import (
    Binding,
    Source,
    argument,
    called,
    calls_at,
    is_method,
    keyword,
    number,
    subject,
)

Tail: TypeAlias = tuple[int, ...]
Pair: TypeAlias = tuple[ArraySpec | None, ArraySpec | None]
Calls: TypeAlias = dict[Place, ast.Call]
FLAT: Tail = ()
KEEPING = frozenset(
    {"abs", "array", "asarray", "astype", "around", "cast", "clip", "copy", "exp", "float32"}
    | {"log", "numpy", "round", "sin", "cos", "sqrt", "square", "to_numpy", "where"}
    | {"permutation", "shuffle", "sort", "sorted", "tanh", "convert_to_tensor", "constant"}
)
DRAWING = {"choice": 1, "normal": 2, "poisson": 1, "randint": 2, "uniform": 2, "integers": 2}
DRAWING |= {"exponential": 1, "binomial": 2, "zeros": 0, "ones": 0, "full": 0, "random": 0}
PLAIN_DRAWING = frozenset({"rand", "randn"})
REDUCING = frozenset({"float", "int", "len", "max", "mean", "min", "std", "sum", "var"})
ENCODING = frozenset({"LabelEncoder"})
MAKING = frozenset({"make_blobs", "make_circles", "make_classification", "make_moons"})


class Shapes:
    """Finds what follows the first axis of an array."""

    def __init__(self, evidence: Evidence, text: Source) -> None:
        """Read all calls of Keras."""
        self.text = text
        self.met: defaultdict[Hashable, set[Tail]] = defaultdict(set)
        self._memo: dict[ast.AST, Tail | None] = {}
        fits = calls_at("fit", (fit.place for fit in evidence.fits), text)
        for fit in evidence.fits:
            self._learn(fits, fit.place, (fit.x, fit.y))
            self._learn_validation(fits, fit.place, (fit.validation_x, fit.validation_y))
        for function in ("evaluate", "predict"):
            asked = [one for one in evidence.asked if one.by == function]
            calls = calls_at(function, (one.place for one in asked), text)
            for one in asked:
                self._learn(calls, one.place, (one.x, one.y))

    def tail(self, node: ast.expr) -> Tail | None:
        """Find what follows the first axis; None where nobody knows."""
        if node not in self._memo:
            self._memo[node] = None  # meanwhile, for what stands for itself
            self._memo[node] = self._known(node) if self._is_met(node) else self._written(node)
        return self._memo[node]

    def _is_met(self, node: ast.expr) -> bool:
        return len(self.met.get(self._origin(node), ())) > 0

    def _known(self, node: ast.expr) -> Tail | None:
        found = self.met[self._origin(node)]
        return next(iter(found)) if len(found) == 1 else None

    def _origin(self, node: ast.expr, steps: int = 0) -> Hashable:
        """Find the array of which something is a part, some rows or a copy."""
        if steps > MOST_STEPS:
            return node
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            return self._origin(node.value, steps + 1)
        if isinstance(node, ast.Call) and called(node) in {"array", "asarray", "astype", "copy"}:
            inner = subject(node)
            return node if inner is None else self._origin(inner, steps + 1)
        if isinstance(node, ast.Name | ast.Attribute):
            return self._origin_of_name(node, steps)
        return node

    def _origin_of_name(self, node: ast.Name | ast.Attribute, steps: int) -> Hashable:
        found = self.text.meanings(node)
        if len(found) != 1 or found[0].each:
            return (ast.unparse(node), None) if not found else node
        binding, value = found[0], found[0].value
        if binding.path and isinstance(value, ast.Call):
            return self._origin_of_part(binding, value, steps)
        part = self.text.part(binding)
        return node if part is None else self._origin(part, steps + 1)

    def _origin_of_part(self, binding: Binding, call: ast.Call, steps: int) -> Hashable:
        """Find what a split took apart; both sides of a data set are alike."""
        if called(call) == "train_test_split" and binding.path[0] // 2 < len(call.args):
            return self._origin(call.args[binding.path[0] // 2], steps + 1)
        if called(call) == "load_data":
            return (call, binding.path[-1])
        part = self.text.part(binding)
        return (call, binding.path) if part is None else self._origin(part, steps + 1)

    def _written(self, node: ast.expr) -> Tail | None:
        """Read it off the text."""
        match node:
            case ast.Name() | ast.Attribute():
                return self._of_name(node)
            case ast.Subscript(value=value, slice=part):
                return self._of_part(value, part)
            case ast.Call():
                return self._of_call(node)
            case ast.List(elts=[*parts]) | ast.Tuple(elts=[*parts]):
                return _of_list(parts)
            case ast.BinOp(left=left, right=right):
                return self._of_both(left, right)
            case ast.Compare(left=left, comparators=[right]):
                return self._of_both(left, right)
            case ast.UnaryOp(operand=inner):
                return self.tail(inner)
            case _:
                return None

    def _of_name(self, node: ast.Name | ast.Attribute) -> Tail | None:
        if isinstance(node, ast.Attribute) and node.attr == "target":
            return FLAT
        if isinstance(node, ast.Attribute) and node.attr == "values":
            return self.tail(node.value)
        found = self.text.meanings(node)
        tails = {self._of_binding(binding) for binding in found}
        return tails.pop() if len(tails) == 1 else None

    def _of_binding(self, binding: Binding) -> Tail | None:
        value = binding.value
        if binding.each:
            return None
        if not binding.path or not isinstance(value, ast.Call):
            part = self.text.part(binding)
            return None if part is None else self.tail(part)
        if called(value) == "train_test_split" and binding.path[0] // 2 < len(value.args):
            return self.tail(value.args[binding.path[0] // 2])
        labels = called(value) in MAKING or keyword(value, "return_X_y") is not None
        if labels:
            return FLAT if binding.path == (1,) else None
        part = self.text.part(binding)
        return None if part is None else self.tail(part)

    def _of_part(self, value: ast.expr, part: ast.expr) -> Tail | None:
        if isinstance(part, ast.Slice):
            return self.tail(value)
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            return FLAT  # a column of a table by its name
        if not isinstance(part, ast.Tuple) or len(part.elts) != 2:
            return None
        rows, column = part.elts
        if not isinstance(rows, ast.Slice):
            return None
        if isinstance(column, ast.Constant) and column.value is None:
            return (1,) if self.tail(value) == FLAT else None
        wide = self.tail(value)
        return FLAT if number(column) is not None and (wide is None or len(wide) == 1) else None

    def _of_call(self, call: ast.Call) -> Tail | None:
        name = called(call)
        given = self.text.returned(call)
        if given is not None:
            return self.tail(given)
        if name in {"ravel", "flatten"}:
            return FLAT
        if name in {"linspace", "arange"}:
            return FLAT
        if name == "reshape":
            return _of_reshape(call)
        if name in DRAWING or name in PLAIN_DRAWING:
            return _of_drawing(call, self.text)
        if name == "fit_transform" and _is_made_by(call, self.text):
            return FLAT
        of = subject(call)
        return self.tail(of) if of is not None and name in KEEPING else None

    def _of_both(self, left: ast.expr, right: ast.expr) -> Tail | None:
        """Work out what arithmetic makes of two; one of them may be a single number."""
        one, other = self.tail(left), self.tail(right)
        if one == other:
            return one
        if other is None and one is not None and self._is_single(right):
            return one
        return other if one is None and self._is_single(left) else None

    def _is_single(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Name):
            found = self.text.bound(node)
            return found is not None and not found.path and self._is_single(found.value)
        if isinstance(node, ast.BinOp):
            return self._is_single(node.left) and self._is_single(node.right)
        if isinstance(node, ast.Call):
            return called(node) in REDUCING and argument(node, 1, "axis") is None
        return number(node) is not None

    def _learn(self, calls: Calls, place: Place | None, arrays: Pair) -> None:
        call = calls.get(place) if place is not None else None
        if call is not None:
            for position, (role, array) in enumerate(zip("xy", arrays, strict=True)):
                self._keep(argument(call, position, role), array)

    def _learn_validation(self, calls: Calls, place: Place | None, arrays: Pair) -> None:
        call = calls.get(place) if place is not None else None
        pair = argument(call, 5, "validation_data") if call is not None else None
        if isinstance(pair, ast.Tuple | ast.List):
            for part, array in zip(pair.elts, arrays, strict=False):
                self._keep(part, array)

    def _keep(self, node: ast.expr | None, array: ArraySpec | None) -> None:
        if node is not None and array is not None and array.shape:
            self.met[self._origin(node)].add(array.shape[1:])


MOST_STEPS = 20  #: that one array is followed through the text


def _of_list(parts: list[ast.expr]) -> Tail | None:
    """Read a list of numbers, or of lists with one number each."""
    if len(parts) > 1 and all(number(part) is not None for part in parts):
        return FLAT
    inner = [part.elts for part in parts if isinstance(part, ast.List | ast.Tuple)]
    if not inner or len(inner) != len(parts) or len({len(row) for row in inner}) != 1:
        return None
    return (len(inner[0]),) if all(number(one) is not None for one in inner[0]) else None


def _of_reshape(call: ast.Call) -> Tail | None:
    sizes = call.args[0 if is_method(call) else 1 :]
    if len(sizes) == 1 and isinstance(sizes[0], ast.Tuple):
        sizes = sizes[0].elts
    found = [number(size) for size in sizes[1:]]
    known = [int(size) for size in found if size is not None and size > 0]
    if len(sizes) == 1:
        return FLAT if number(sizes[0]) == -1.0 else None
    return tuple(known) if sizes and len(known) == len(found) else None


def _of_drawing(call: ast.Call, text: Source) -> Tail | None:
    """Read the size of random numbers where it is one number."""
    name = called(call)
    if name in PLAIN_DRAWING:
        return FLAT if len(call.args) == 1 else None
    size = argument(call, DRAWING[name], "size") or keyword(call, "shape")
    if isinstance(size, ast.Name):
        binding = text.bound(size)
        size = binding.value if binding and not binding.path and not binding.each else None
    return FLAT if number(size) is not None else None


def _is_made_by(call: ast.Call, text: Source) -> bool:
    """Whether an encoder of labels is what encodes."""
    made = call.func.value if isinstance(call.func, ast.Attribute) else None
    if isinstance(made, ast.Name):
        binding = text.bound(made)
        made = binding.value if binding else None
    return isinstance(made, ast.Call) and called(made) in ENCODING
