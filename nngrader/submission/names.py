"""The names that a piece of code makes, sets and reads, read without running it."""

import ast
from typing import NamedTuple

SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


class Names(NamedTuple):
    """What the top level binds, inside `if` and `try` as well, and what is read anywhere."""

    made: frozenset[str] = frozenset()  #: `*` for all that another module holds
    assigned: frozenset[str] = frozenset()  #: of these neither imports nor functions nor classes
    read: frozenset[str] = frozenset()  #: attributes with a dot before them


def names_of(tree: ast.Module) -> Names:
    """List the names in one pass. No recursion: a sum of a thousand terms is as deep."""
    bound: set[str] = set()
    assigned: set[str] = set()
    read: set[str] = set()
    waiting: list[tuple[ast.AST, bool]] = [(tree, True)]
    while waiting:
        node, top = waiting.pop()
        if top and isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            assigned.add(node.id)
        if top or isinstance(node, ast.Global):
            bound |= _bound(node)
        read |= _read(node)
        within = top and not isinstance(node, SCOPES)
        waiting += [(inner, within) for inner in ast.iter_child_nodes(node)]
    return Names(frozenset(bound | assigned), frozenset(assigned), frozenset(read))


def _bound(node: ast.AST) -> set[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return {(alias.asname or alias.name).partition(".")[0] for alias in names}
        case ast.Global(names=names):
            return {*names}
        case _:
            return set()


def _read(node: ast.AST) -> set[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Load()) | ast.AugAssign(target=ast.Name(id=name)):
            return {name}
        case ast.Attribute(attr=name):
            return {f".{name}"}
        case _:
            return set()
