"""A student's program, read for what it does with Keras."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from nngrader.modernizing._meaning import UNKNOWN, Names
from nngrader.modernizing._paths import canonical, offers
from nngrader.modernizing._text import Text

NETWORKS = frozenset(
    {"keras.Sequential", "keras.Model"}
    | {f"keras.models.{name}" for name in ("load_model", "clone_model", "model_from_json")}
    | {"keras.saving.load_model"}
)  #: what gives a network when it is called
Node = TypeVar("Node", bound=ast.expr)
Statement = ast.Import | ast.ImportFrom


@dataclass
class Program:
    """Its nodes by kind, in the order of the text, and what its names mean."""

    text: Text
    tree: ast.Module
    calls: list[ast.Call] = field(default_factory=list)
    attributes: list[ast.Attribute] = field(default_factory=list)
    names: list[ast.Name] = field(default_factory=list)
    imports: list[Statement] = field(default_factory=list)
    subscripts: list[ast.Subscript] = field(default_factory=list)
    compared: dict[int, ast.Compare] = field(default_factory=dict)  #: by their left side
    inner: set[int] = field(default_factory=set)  #: bases of attributes: `a.b` in `a.b.c`

    def __post_init__(self) -> None:
        """Sort the nodes; may raise RecursionError."""
        self._names = Names(self.tree, offers, canonical)
        for node in ast.walk(self.tree):
            self._sort_in(node)
        for kind in (self.calls, self.attributes, self.names, self.imports, self.subscripts):
            kind.sort(key=_position)
        self.has_keras = any(map(_is_of_keras, self.imports))

    def _sort_in(self, node: ast.AST) -> None:
        match node:
            case ast.Call():
                self.calls.append(node)
            case ast.Attribute():
                self.attributes.append(node)
                self.inner.add(id(node.value))
            case ast.Name():
                self.names.append(node)
            case ast.Import() | ast.ImportFrom():
                self.imports.append(node)
            case ast.Subscript():
                self.subscripts.append(node)
            case ast.Compare():
                self.compared[id(node.left)] = node
            case _:
                pass

    def path(self, node: ast.AST) -> str:
        """Give the path of an expression as it is imported, such as `tensorflow.keras.layers`."""
        return self._names.means(node)

    def means(self, node: ast.AST) -> str:
        """Give the path of an expression in today's words, such as `keras.layers.Dense`."""
        found = self.path(node)
        called = len(found) - len(found.rstrip("()"))
        return (
            f"{canonical(found.rstrip('()'))}{'()' * (called // 2)}" if called else canonical(found)
        )

    def is_network(self, node: ast.AST, *, sure: bool = False) -> bool:
        """Whether an expression is a network of Keras, for sure or for all that is known."""
        found = self.means(node)
        if found.endswith("()"):
            return found.removesuffix("()") in NETWORKS
        return self.has_keras and not sure and found.startswith(UNKNOWN)

    def method(self, call: ast.Call) -> str:
        """Name the method that is called upon something; empty for other calls."""
        return call.func.attr if isinstance(call.func, ast.Attribute) else ""

    def of_network(self, call: ast.Call, *methods: str, sure: bool = False) -> bool:
        """Whether a call is one of these methods of a network."""
        func = call.func
        named = isinstance(func, ast.Attribute) and func.attr in methods
        return named and self.is_network(func.value, sure=sure)  # type: ignore[attr-defined]

    def free(self, name: str, path: str) -> bool:
        """Whether a name is bound to nothing in the program but to what this path leads to."""
        return all(canonical(found) == canonical(path) for found in self._names.bound(name))

    def is_builtin(self, name: str) -> bool:
        """Whether a name of Python still is what it was."""
        return not any(True for _ in self._names.bound(name))

    def uses(self, path: str) -> list[ast.Attribute]:
        """List the attributes that are asked of what is imported from this path."""
        return self._by_base.get(path, [])

    def named(self, name: str) -> list[ast.Name]:
        """List where a name is read or written."""
        return self._by_name.get(name, [])

    @cached_property
    def _by_base(self) -> dict[str, list[ast.Attribute]]:
        return _sorted_in((self.path(node.value), node) for node in self.attributes)

    @cached_property
    def _by_name(self) -> dict[str, list[ast.Name]]:
        return _sorted_in((node.id, node) for node in self.names)

    def constant(self, node: ast.AST | None) -> ast.Constant | None:
        """Find a literal, written here or given to a name at one place only."""
        if isinstance(node, ast.Name):
            node = self._names.only_value(node)
        return node if isinstance(node, ast.Constant) else None

    def literal_text(self, node: ast.AST | None) -> ast.Constant | None:
        """Find a text in the same way, if it is written in one piece between quotes."""
        found = self.constant(node)
        if found is None or not isinstance(found.value, str):
            return None
        written = self.text.of(found)
        return found if written[1:-1] == found.value and written[0] in "'\"" else None


def keyword(call: ast.Call, name: str) -> ast.keyword | None:
    """Find an argument that is given by its name."""
    return next((word for word in call.keywords if word.arg == name), None)


def argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    """Find an argument that is given by position or by name."""
    if len(call.args) > position:
        return call.args[position] if plain(call) else None
    named = keyword(call, name)
    return named.value if named else None


def plain(call: ast.Call) -> bool:
    """Whether all arguments are written out, without `*` and `**`."""
    starred = any(isinstance(given, ast.Starred) for given in call.args)
    return not starred and all(word.arg for word in call.keywords)


def strings(node: ast.AST) -> Iterator[str]:
    """Give the texts in a literal."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def _sorted_in(pairs: Iterable[tuple[str, Node]]) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for key, node in pairs:
        found.setdefault(key, []).append(node)
    return found


def _is_of_keras(node: Statement) -> bool:
    names = [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        names = [node.module or "", *names] if not node.level else []
    return any(name.split(".")[0] in ("keras", "tensorflow") for name in names)


def _position(node: ast.expr | ast.stmt) -> tuple[int, int]:
    return node.lineno, node.col_offset
