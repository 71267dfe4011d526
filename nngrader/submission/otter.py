"""Otter's own lines in a notebook or script: its checks are the teacher's, and it is not here.

`import otter`, `grader = otter.Notebook(...)` and `grader.check("q1")` do nothing instead of
stopping the run.
"""

import ast
from collections.abc import Iterable, Iterator

PACKAGE = "otter"
CHECK = ".check("  #: in every text that asks Otter to check
USUAL = "grader"  #: what Otter itself calls its notebook


def names_of_otter(trees: Iterable[ast.Module]) -> frozenset[str]:
    """List the names that stand for Otter or for its notebook, in all cells together.

    Where nobody makes a `grader`, because that cell was deleted, it is Otter's all the same.
    """
    nodes = [node for tree in trees for node in ast.walk(tree)]
    imported = {name for node in nodes for name in _imported(node)}
    made = {
        target.id
        for node in nodes
        if isinstance(node, ast.Assign) and _first_name(node.value) in imported
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    bound = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    bound |= {
        alias.asname or alias.name
        for n in nodes
        for alias in getattr(n, "names", [])
        if isinstance(alias, ast.alias)
    }
    checks = any(question_of(node) for node in nodes if isinstance(node, ast.expr))
    return frozenset(imported | made | ({USUAL} if checks and USUAL not in bound else set()))


def question_of(node: ast.expr) -> str:
    """Say which question `grader.check("q1")` checks; empty for any other expression."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(), attr="check"), args=[ast.Constant(value=str(name))]
        ):
            return name
        case _:
            return ""


def replacements(
    tree: ast.Module, names: frozenset[str]
) -> Iterator[tuple[ast.stmt | ast.expr, str]]:
    """Say what stands for Otter's lines: `pass` for its imports, None for what is asked of it."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if _imported(node) and isinstance(node, ast.Import | ast.ImportFrom):
            yield node, _without_otter(node)
        elif isinstance(node, ast.Call | ast.Attribute) and _first_name(node) in names:
            if not isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
                yield node, "None"
        elif not isinstance(node, ast.JoinedStr):  # before Python 3.12 its parts have no true place
            waiting += ast.iter_child_nodes(node)


def _imported(node: ast.AST) -> set[str]:
    match node:
        case ast.Import(names=names):
            ours = [alias for alias in names if _is_otter(alias.name)]
            return {alias.asname or PACKAGE for alias in ours}
        case ast.ImportFrom(module=str(module), level=0, names=names) if _is_otter(module):
            return {alias.asname or alias.name for alias in names}
    return set()


def _is_otter(module: str) -> bool:
    return module.partition(".")[0] == PACKAGE


def _without_otter(node: ast.Import | ast.ImportFrom) -> str:
    others = [a for a in node.names if isinstance(node, ast.Import) and not _is_otter(a.name)]
    return ast.unparse(ast.Import(others)) if others else "pass"


def _first_name(node: ast.expr) -> str:
    """Name what a chain of calls and attributes begins with."""
    while isinstance(node, ast.Call | ast.Attribute):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
