"""Results that a script makes and never looks at again, read from its text alone."""

import ast
from dataclasses import dataclass

#: Functions that change nothing but give something back, by the name they are called under.
GIVING = frozenset(
    ["fit_transform", "minmax_scale", "normalize", "scale", "to_categorical", "transform"]
)


@dataclass(frozen=True)
class Unkept:
    """A result that goes nowhere."""

    line: int
    function: str
    name: str  #: under which it is kept; empty where it is not even given a name


def unkept(tree: ast.Module) -> tuple[Unkept, ...]:
    """List results of scaling and encoding that no later code reads."""
    read = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    read |= {
        name for n in ast.walk(tree) if isinstance(n, ast.Global | ast.Nonlocal) for name in n.names
    }
    found = (_of_statement(node, read) for node in ast.walk(tree) if isinstance(node, ast.stmt))
    return tuple(sorted((one for one in found if one), key=lambda one: one.line))


def _of_statement(node: ast.stmt, read: set[str]) -> Unkept | None:
    match node:
        case ast.Expr(value=ast.Call() as call):
            return _given(call, "")
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call) if name not in read:
            return _given(call, name)
    return None


def _given(call: ast.Call, name: str) -> Unkept | None:
    function = call.func
    called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if called not in GIVING or any(keyword.arg in ("copy", "inplace") for keyword in call.keywords):
        return None
    return Unkept(call.lineno, called, name)
