"""What the names of a program stand for, as far as its text alone can say it.

A meaning is a path with calls in it: after `import keras as k` and `net = k.Sequential()`, `net`
means `keras.Sequential()` and `net.fit(x, y).history` means `keras.Sequential().fit().history`.
What the text cannot say, such as an argument of a function, begins with `?`.
"""

import ast
import builtins
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

UNKNOWN = "?"
OWN = "own"  #: what begins the meaning of functions, classes and data of the program itself
DEEPEST = 40  #: names that stand for names; nobody writes more
LONGEST = 300  #: characters of a meaning
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)  #: known inside themselves
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
BRANCHING = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.Match)
BRANCHES = ("body", "orelse", "handlers", "cases")
NETWORKS = ("Model", "Sequential")  #: classes of which a program's own kind is still a network
#: Modules that bring nothing of Keras's names along when everything is imported of them.
HARMLESS = {"keras", "math", "matplotlib", "numpy", "pandas", "pylab", "sklearn", "tensorflow"}
DATA = (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.JoinedStr, *COMPREHENSIONS)
Position: TypeAlias = tuple[int, int]
Branch: TypeAlias = tuple[int, ...]


@dataclass(frozen=True)
class Binding:
    """A place where a name gets its meaning."""

    at: Position
    branch: Branch  #: the branches of `if`, `try` and loops that lead there
    value: ast.AST | str  #: a path, or what it is assigned; UNKNOWN for arguments and the like


@dataclass
class Scope:
    """A module, a class or a function, and the names that it binds."""

    node: ast.AST
    above: "Scope | None" = None
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)  #: `global` and `nonlocal`
    stars: list[str] = field(default_factory=list)  #: modules of which everything was imported


@dataclass(frozen=True)
class _Use:
    scope: Scope
    branch: Branch


class Names(ast.NodeVisitor):
    """Knows the meaning of every name and attribute of a program."""

    def __init__(
        self, tree: ast.Module, offers: Callable[[str], bool], canonical: Callable[[str], str]
    ) -> None:
        """Read the whole tree once; may raise RecursionError.

        `offers` says whether a path such as `keras.layers.Dense` leads to something, for what is
        imported with a star; `canonical` brings paths to one thing to the same words.
        """
        self.module = Scope(tree)
        self._offers, self._canonical = offers, canonical
        self._in_scopes: list[list[Binding]] = []
        self._everywhere: dict[str, list[Binding]] = {}
        self._attributes: dict[str, list[Binding]] = {}  #: `self.model = ...`, by "self.model"
        self._uses: dict[int, _Use] = {}
        self._known: dict[int, str] = {}
        self._here, self._branch = self.module, ()  # type: tuple[Scope, Branch]
        self._depth = 0
        self.visit(tree)
        for found in self._in_scopes:
            found.sort(key=lambda binding: binding.at)

    # -- reading the tree ---------------------------------------------------------------------

    def visit(self, node: ast.AST) -> None:
        """Remember where a node stands, then look inside."""
        self._uses[id(node)] = _Use(self._here, self._branch)
        if isinstance(node, BRANCHING):
            self._visit_branches(node)
        else:
            super().visit(node)

    def _visit_branches(self, node: ast.AST) -> None:
        if isinstance(node, ast.For | ast.AsyncFor):
            self._bind_target(node.target, UNKNOWN)
        before = self._branch
        for number, (name, value) in enumerate(ast.iter_fields(node)):
            inside = name in BRANCHES
            self._branch = (*before, hash((id(node), number))) if inside else before
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    self.visit(child)
        self._branch = before

    def visit_Import(self, node: ast.Import) -> None:
        """`import a.b` binds `a`; `import a.b as c` binds `c` to `a.b`."""
        for alias in node.names:
            root = alias.name.partition(".")[0]
            self._bind(alias.asname or root, node, alias.name if alias.asname else root)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """`from a import b` binds `b` to `a.b`; files beside the program are its own."""
        module = f"{OWN}.{node.module or ''}" if node.level else str(node.module)
        for alias in node.names:
            if alias.name == "*":
                self._here.stars.append(module)
            else:
                self._bind(alias.asname or alias.name, node, f"{module}.{alias.name}")

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Bind the name of a function, and its arguments inside it."""
        self._bind(node.name, node, node)
        arguments = [*_arguments(node.args)]
        outside = [*node.decorator_list, *node.args.defaults, *node.args.kw_defaults, node.returns]
        for part in filter(None, [*outside, *(argument.annotation for argument in arguments)]):
            self.visit(part)
        self._visit_inside(node, arguments, node.body)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """Bind its arguments inside it."""
        self._visit_inside(node, [*_arguments(node.args)], [node.body])

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Bind the name of a class, and what it holds inside it."""
        self._bind(node.name, node, node)
        for part in [*node.decorator_list, *node.bases, *(word.value for word in node.keywords)]:
            self.visit(part)
        self._visit_inside(node, [], node.body)

    def _visit_comprehension(self, node: ast.AST) -> None:
        outer = self._enter(node)
        for generator in getattr(node, "generators", ()):
            self._bind_target(generator.target, UNKNOWN)
        self.generic_visit(node)
        self._here = outer

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _visit_comprehension  # noqa: N815

    def _visit_inside(
        self, node: ast.AST, arguments: list[ast.arg], body: list[ast.stmt] | list[ast.expr]
    ) -> None:
        before = self._enter(node), self._branch
        self._branch = ()
        for argument in arguments:
            self._bind(argument.arg, argument, UNKNOWN)
        for part in body:
            self.visit(part)
        self._here, self._branch = before

    def _enter(self, node: ast.AST) -> Scope:
        """Go on in a scope of its own; gives the one above."""
        outer, self._here = self._here, Scope(node, self._here)
        return outer

    def visit_Assign(self, node: ast.Assign) -> None:
        """Bind the targets after the value was read, as Python does."""
        self.generic_visit(node)
        for target in node.targets:
            self._bind_target(target, node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """The same, for `x: int = 1`."""
        self.generic_visit(node)
        self._bind_target(node.target, node.value or UNKNOWN)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """Nobody knows what `x += 1` makes of `x`."""
        self.generic_visit(node)
        self._bind_target(node.target, UNKNOWN)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        """`(x := 1)`."""
        self.generic_visit(node)
        self._bind_target(node.target, node.value)

    def visit_withitem(self, node: ast.withitem) -> None:
        """`with open(path) as file`."""
        self.generic_visit(node)
        if node.optional_vars is not None:
            self._bind_target(node.optional_vars, UNKNOWN)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        """`except E as error`."""
        if node.name:
            self._bind(node.name, node, UNKNOWN)
        self.generic_visit(node)

    def visit_Global(self, node: ast.Global | ast.Nonlocal) -> None:
        """Such names are looked for further out."""
        self._here.elsewhere.update(node.names)

    visit_Nonlocal = visit_Global  # noqa: N815

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        """`case x`."""
        if node.name:
            self._bind(node.name, node, UNKNOWN)
        self.generic_visit(node)

    def _bind_target(self, target: ast.expr, value: ast.AST | str) -> None:
        last = value if isinstance(value, ast.AST) else target
        if isinstance(target, ast.Name):
            self._bind(target.id, last, value)
        elif isinstance(target, ast.Attribute):
            made = Binding(_end(last), (), value)
            self._attributes.setdefault(dotted(target), []).append(made)
        elif isinstance(target, ast.Tuple | ast.List):
            for part in target.elts:
                self._bind_target(part, UNKNOWN)
        elif isinstance(target, ast.Starred):
            self._bind_target(target.value, UNKNOWN)

    def _bind(self, name: str, node: ast.AST, value: ast.AST | str) -> None:
        scope = self.module if name in self._here.elsewhere else self._here
        at = _start(node) if isinstance(node, DEFINITIONS) else _end(node)
        made = Binding(at, self._branch, value)
        if name not in scope.bindings:
            scope.bindings[name] = []
            self._in_scopes.append(scope.bindings[name])
        scope.bindings[name].append(made)
        self._everywhere.setdefault(name, []).append(made)

    # -- asking -------------------------------------------------------------------------------

    def bound(self, name: str) -> Iterator[str]:
        """Give the path of everything that a name is bound to anywhere; OWN for what has none."""
        for binding in self._everywhere.get(name, ()):
            yield binding.value if isinstance(binding.value, str) else OWN

    def only_value(self, name: ast.Name) -> ast.AST | None:
        """Give what a name is assigned where that happens at one place only."""
        found = self._bindings(name)
        everywhere = [*self.bound(name.id)]
        value = found[0].value if len(found) == len(everywhere) == 1 else None
        return value if isinstance(value, ast.AST) else None

    def means(self, node: ast.AST) -> str:
        """Give the meaning of an expression; every node is asked once."""
        known = self._known.get(id(node))
        if known is not None:
            return known
        self._known[id(node)] = UNKNOWN  # for whoever comes back here in a circle
        self._depth += 1
        found = self._meaning(node) if self._depth < DEEPEST else UNKNOWN
        self._depth -= 1
        self._known[id(node)] = found if len(found) <= LONGEST else UNKNOWN
        return self._known[id(node)]

    def _meaning(self, node: ast.AST) -> str:
        match node:
            case ast.Name():
                return self._of_name(node)
            case ast.Attribute():
                return self._of_attribute(node)
            case ast.Call():
                return self._of_call(node)
            case ast.NamedExpr() | ast.Await():
                return self.means(node.value)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return f"{OWN}.{node.name}"
            case _:
                return OWN if isinstance(node, DATA) else UNKNOWN

    def _of_attribute(self, node: ast.Attribute) -> str:
        base = self.means(node.value)
        if base.startswith(UNKNOWN):
            told = {self._value(one) for one in self._attributes.get(dotted(node), [])[:DEEPEST]}
            if len(told) == 1:
                return told.pop()
        return f"{base}.{node.attr}"

    def _of_call(self, node: ast.Call) -> str:
        match self._definition(node.func):
            case ast.FunctionDef() as made:
                return self._returned(made)
            case ast.ClassDef(bases=[base]) if self.means(base).endswith(NETWORKS):
                return f"{self.means(base)}()"
            case _:
                return f"{self.means(node.func)}()"

    def _definition(self, func: ast.expr) -> ast.AST | None:
        """Find the program's own function or class, where it is the only meaning."""
        found = self._bindings(func) if isinstance(func, ast.Name) else []
        value = found[0].value if len(found) == 1 else None
        return value if isinstance(value, ast.AST) else None

    def _returned(self, function: ast.FunctionDef) -> str:
        returns = [n.value for n in _own(function) if isinstance(n, ast.Return) and n.value]
        told = {self.means(value) for value in returns[:DEEPEST]}
        return told.pop() if len(told) == 1 else UNKNOWN

    def _of_name(self, node: ast.Name) -> str:
        found = self._bindings(node)
        if not found:
            return self._built_in(node)
        if len(found) > DEEPEST:
            return UNKNOWN
        told = {self._value(binding) for binding in found}
        if len(told) > 1:
            told = {self._canonical(meaning) for meaning in told}
        return told.pop() if len(told) == 1 else UNKNOWN

    def _built_in(self, node: ast.Name) -> str:
        """A name that nobody bound: Python's own, or one of a module imported whole."""
        if hasattr(builtins, node.id):
            return f"builtins.{node.id}"
        stars = self.module.stars
        if any(star.partition(".")[0] not in HARMLESS for star in stars):
            return UNKNOWN
        paths = (f"{star}.{node.id}" for star in reversed(stars))
        return next((path for path in paths if self._offers(path)), UNKNOWN)

    def _value(self, binding: Binding) -> str:
        return binding.value if isinstance(binding.value, str) else self.means(binding.value)

    def _bindings(self, node: ast.Name) -> list[Binding]:
        """List the bindings that may have given a name its meaning at this place."""
        use = self._uses.get(id(node))
        scope: Scope | None = use.scope if use else None
        inner = True
        while scope is not None:
            skipped = isinstance(scope.node, ast.ClassDef) and not inner
            if node.id in scope.bindings and not skipped:
                found = scope.bindings[node.id]
                return _before(found, _start(node), use.branch) if inner and use else found
            inner = inner and isinstance(scope.node, COMPREHENSIONS)
            scope = scope.above
        return []


def _arguments(given: ast.arguments) -> Iterator[ast.arg]:
    yield from (*given.posonlyargs, *given.args, *given.kwonlyargs)
    yield from filter(None, (given.vararg, given.kwarg))


def _own(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Walk through a function, but not into those inside it."""
    waiting: list[ast.AST] = [*function.body]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            waiting += ast.iter_child_nodes(node)


def _before(found: list[Binding], at: Position, branch: Branch) -> list[Binding]:
    """Keep the last binding above, and those before it that it may not have replaced."""
    kept: list[Binding] = []
    above = bisect_right(found, at, key=lambda binding: binding.at)
    for binding in reversed(found[max(0, above - DEEPEST) : above]):
        kept.append(binding)
        if binding.branch == branch[: len(binding.branch)]:
            return kept
    return kept if 0 < above < DEEPEST else found


def dotted(node: ast.AST) -> str:
    """Write `self.model` as text; empty for what is no chain of names."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def _start(node: ast.AST) -> Position:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def _end(node: ast.AST) -> Position:
    return getattr(node, "end_lineno", 0), getattr(node, "end_col_offset", 0)
