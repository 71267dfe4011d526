"""What several rules read from the student's own text: calls, names, and what they stand for.

Text is read where the evidence is silent; nothing is said of what cannot be followed.
"""

import ast
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import TypeAlias, TypeVar

from nngrader.evidence import Evidence, Place

T = TypeVar("T", bound=ast.AST)
Position: TypeAlias = tuple[int, int]  #: line and column
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Comprehension: TypeAlias = ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp

LONGEST = 60_000  #: characters that are read; of 124 public hand-ins at most 30,000
MODULES = frozenset({"K", "jnp", "keras", "math", "metrics", "np", "numpy", "ops", "pd", "tf"})
INSIDE = ast.expr | ast.comprehension | ast.keyword  #: what an expression is made of
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
SEEING_THROUGH = frozenset({"T", "iloc", "loc", "values"})  #: attributes that hold the same numbers
#: Calls that give the same numbers in another dress.
DRESSING = frozenset(
    "argmax array asarray astype cast constant convert_to_tensor copy flatten float int list numpy "
    "one_hot ravel reshape round squeeze to_categorical to_numpy tolist".split()
)
LABELLED = re.compile(
    r"^y($|_|\d)|_y$|label|target|truth|true|expected|desired|actual", re.IGNORECASE
)
GUESSED = re.compile(r"pred|hat|prob|guess|out|score", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Binding:
    """A name that is given a value."""

    name: str
    value: ast.expr
    line: int
    home: int  #: the function that it stands in, by its line; 0 for none
    path: tuple[int, ...] = ()  #: which part of the value, where it is taken apart
    each: bool = False  #: one element of the value after another
    end: Position = (0, 0)  #: from where on it holds


class Source:
    """The student's text as a tree, and what its names stand for."""

    def __init__(self, text: str) -> None:
        """Read it; raises SyntaxError, ValueError, RecursionError or MemoryError."""
        self.tree = ast.parse(text)
        self.homes: dict[ast.AST, int] = {}
        self.parents: dict[ast.AST, ast.AST] = {}
        self._kinds: defaultdict[type[ast.AST], list[ast.AST]] = defaultdict(list)
        self._settle(self.tree, 0)
        self.bindings = sorted(self._bindings(), key=lambda binding: binding.end)
        self._named: defaultdict[str, list[Binding]] = defaultdict(list)
        for binding in self.bindings:
            self._named[binding.name].append(binding)
        self._labels: dict[ast.AST, bool] = {}

    def _settle(self, node: ast.AST, home: int) -> None:
        """Note for every node its parent and the function that it stands in."""
        stack = [(node, home)]
        while stack:
            at, inside = stack.pop()
            self.homes[at] = inside
            self._kinds[type(at)].append(at)
            within = at.lineno if isinstance(at, Function) else inside
            for child in ast.iter_child_nodes(at):
                self.parents[child] = at
                stack.append((child, within))

    def _bindings(self) -> Iterator[Binding]:
        for node in self.nodes(ast.Assign):
            for target in node.targets:
                yield from self._bound_by(node, target, node.value)
        for noted in self.nodes(ast.AnnAssign):
            if noted.value is not None:
                yield from self._bound_by(noted, noted.target, noted.value)
        for walrus in self.nodes(ast.NamedExpr):
            yield from self._bound_by(walrus, walrus.target, walrus.value)
        for loop in self.nodes(ast.For):
            yield from self._bound_by(loop.iter, loop.target, loop.iter, each=True)
        for change in self.nodes(ast.AugAssign):
            changed = ast.BinOp(left=change.target, op=change.op, right=change.value)
            self.homes[changed] = self.homes[change]
            yield from self._bound_by(change, change.target, ast.copy_location(changed, change))

    def _bound_by(
        self,
        node: ast.stmt | ast.expr,
        target: ast.expr,
        value: ast.expr,
        *,
        each: bool = False,
    ) -> Iterator[Binding]:
        end = (node.end_lineno or node.lineno, node.end_col_offset or 0)
        for name, given, path, one in _parts(target, value, (), each=each):
            yield Binding(name, given, node.lineno, self.homes[node], path, one, end)

    def nodes(self, kind: type[T]) -> Iterator[T]:
        """Find all nodes of a kind."""
        return (node for node in self._kinds[kind] if isinstance(node, kind))

    def calls(self, *names: str) -> list[ast.Call]:
        """List calls of functions and methods of these names, in the order of the text."""
        found = chain.from_iterable(self._called.get(name, ()) for name in dict.fromkeys(names))
        return sorted(found, key=lambda call: (call.lineno, call.col_offset))

    @cached_property
    def _called(self) -> dict[str, list[ast.Call]]:
        found = defaultdict(list)
        for call in self.nodes(ast.Call):
            found[called(call)].append(call)
        return dict(found)

    @cached_property
    def functions(self) -> dict[str, Function | None]:
        """Every function by its name; None where a name has several."""
        found: dict[str, Function | None] = {}
        every: list[Function] = [*self.nodes(ast.FunctionDef), *self.nodes(ast.AsyncFunctionDef)]
        for node in every:
            found[node.name] = None if node.name in found else node
        return found

    @cached_property
    def _by_line(self) -> dict[int, Function]:
        return {function.lineno: function for function in self.nodes(ast.FunctionDef)}

    @cached_property
    def imports(self) -> dict[str, str]:
        """What was imported, by the name that it goes by: the module, dots included."""
        found: dict[str, str] = {}
        for node in self.nodes(ast.Import):
            for alias in node.names:
                found[alias.asname or alias.name.partition(".")[0]] = alias.name
        for part in self.nodes(ast.ImportFrom):
            for alias in part.names:
                found[alias.asname or alias.name] = f"{part.module or ''}.{alias.name}"
        return found

    def bound(self, name: ast.Name) -> Binding | None:
        """Find what was last given to a name above the place where it is used."""
        local = self._bound_within(name)
        if local is not None:
            return local
        home, at = self.homes.get(name, 0), (name.lineno, name.col_offset)
        for inside in (home, 0):
            known = self._within.get((name.id, inside), [])
            above = bisect_right(known, at, key=lambda binding: binding.end)
            if above:
                return known[above - 1]
        return None

    @cached_property
    def _within(self) -> dict[tuple[str, int], list[Binding]]:
        """What each name is given in each function, in the order of the text."""
        found = defaultdict(list)
        for binding in self.bindings:
            found[binding.name, binding.home].append(binding)
        return dict(found)

    def _bound_within(self, name: ast.Name) -> Binding | None:
        """Find what a comprehension gives to a name that it uses."""
        below: ast.AST = name
        above, outside = self.parents.get(name), False
        while isinstance(above, INSIDE):
            if isinstance(above, ast.comprehension):
                outside = below is above.iter  # which is worked out before the name is given
            elif isinstance(above, COMPREHENSIONS):
                given = [] if outside else [*self._of_comprehension(above)]
                found = next((one for one in given if one.name == name.id), None)
                if found is not None:
                    return found
                outside = False
            below, above = above, self.parents.get(above)
        return None

    def _of_comprehension(self, node: Comprehension) -> Iterator[Binding]:
        for part in node.generators:
            for name, given, path, one in _parts(part.target, part.iter, (), each=True):
                yield Binding(name, given, node.lineno, self.homes[node], path, one)

    def meanings(self, node: ast.expr) -> list[Binding]:
        """Find what a name or an attribute of `self` may stand for; all of it, or nothing."""
        if isinstance(node, ast.Attribute):
            own = self._attributes.get(node.attr, []) if is_self(node.value) else []
            return own if len(own) == 1 else []
        if not isinstance(node, ast.Name) or self._is_of_lambda(node):
            return []
        binding = self.bound(node)
        home = self.homes.get(node, 0)
        if home and (binding is None or binding.home != home):
            function = self._by_line.get(home)
            if function is not None and node.id in _parameters(function):
                return self._given(function, node.id)
        if binding is not None:
            return [binding]
        whole = [one for one in self._named.get(node.id, ()) if not one.home]
        return whole if home and len(whole) == 1 else []

    @cached_property
    def _attributes(self) -> dict[str, list[Binding]]:
        found = defaultdict(list)
        for node in self.nodes(ast.Assign):
            for target, given, path in chain.from_iterable(
                _attributes(target, node.value) for target in node.targets
            ):
                found[target].append(Binding(target, given, node.lineno, self.homes[node], path))
        return dict(found)

    def _is_of_lambda(self, name: ast.Name) -> bool:
        above = self.parents.get(name)
        while isinstance(above, INSIDE):
            if isinstance(above, ast.Lambda) and name.id in {a.arg for a in above.args.args}:
                return True
            above = self.parents.get(above)
        return False

    def _given(self, function: Function, name: str) -> list[Binding]:
        """List what the calls of a function give to one of its parameters."""
        place = _parameters(function).index(name)
        method = isinstance(self.parents.get(function), ast.ClassDef)
        calls = self.calls(self._name_of(function))
        found = []
        for call in calls:
            given = argument(call, place - method, name) if place >= method else None
            if given is None or any(isinstance(arg, ast.Starred) for arg in call.args):
                return []
            found.append(Binding(name, given, call.lineno, self.homes[call]))
        return found if self.functions.get(function.name) is function else []

    def _name_of(self, function: Function) -> str:
        """Name what is called to call a function: a class for its `__init__`."""
        owner = self.parents.get(function)
        made = function.name == "__init__" and isinstance(owner, ast.ClassDef)
        return owner.name if made and isinstance(owner, ast.ClassDef) else function.name

    def returned(self, call: ast.Call) -> ast.expr | None:
        """Find what a function of the student's own gives back; None where there are two ways."""
        plain = isinstance(call.func, ast.Name)
        own = isinstance(call.func, ast.Attribute) and is_self(call.func.value)
        function = self.functions.get(called(call)) if plain or own else None
        if function is None:
            return None
        found = [
            node
            for node in self.nodes(ast.Return)
            if self.homes[node] == function.lineno and node.value is not None
        ]
        return found[0].value if len(found) == 1 else None

    def part(self, binding: Binding) -> ast.expr | None:
        """Find the expression that a binding stands for; None for a part that nobody wrote down."""
        value: ast.expr | None = binding.value
        for place in binding.path:
            if isinstance(value, ast.Call):
                value = self.returned(value)
            inside = value.elts if isinstance(value, ast.Tuple | ast.List) else []
            value = inside[place] if place < len(inside) else None
        return value

    def mentions(self, word: str) -> bool:
        """Whether a name, an attribute or something imported is called so."""
        return word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        names = {node.id for node in self.nodes(ast.Name)}
        names |= {node.attr for node in self.nodes(ast.Attribute)}
        return frozenset(names | {node.name for node in self.nodes(ast.alias)})

    def is_label(self, node: ast.expr) -> bool:
        """Whether it holds what is right: Keras gets it as labels, or it is called so."""
        if node not in self._labels:
            self._labels[node] = False  # meanwhile, for what stands for itself
            self._labels[node] = self._is_label(node)
        return self._labels[node]

    def _is_label(self, node: ast.expr) -> bool:
        at = undressed(node)
        if isinstance(at, ast.List | ast.Tuple):
            return len(at.elts) > 1 and all(number(one) in (0.0, 1.0) for one in at.elts)
        if not isinstance(at, ast.Name | ast.Attribute):
            return False
        if ast.unparse(at) in self._label_names:
            return True
        name = at.id if isinstance(at, ast.Name) else at.attr
        if LABELLED.search(name) and not GUESSED.search(name):
            return True
        found = [self.part(one) for one in self.meanings(at)]
        return bool(found) and all(one is not None and self.is_label(one) for one in found)

    @cached_property
    def _label_names(self) -> frozenset[str]:
        given = [undressed(node) for _, node in self.taught() if node is not None]
        found = {ast.unparse(node) for node in given if isinstance(node, ast.Name | ast.Attribute)}
        for parts in self.splits():
            found |= {part[2] for part in parts.values() if 2 in part}
        return frozenset(found)

    def taught(self) -> Iterator[tuple[ast.expr | None, ast.expr | None]]:
        """List what Keras gets as rows and as labels, wherever both are given."""
        for call in self.calls("fit", "evaluate", "train_on_batch", "test_on_batch"):
            rows, labels = argument(call, 0, "x"), argument(call, 1, "y")
            if rows is not None and labels is not None:
                yield rows, labels
            held = argument(call, 5, "validation_data") if called(call) == "fit" else None
            if isinstance(held, ast.Tuple | ast.List) and len(held.elts) > 1:
                yield held.elts[0], held.elts[1]
        for call in self.calls("from_tensor_slices"):
            pair = call.args[0] if call.args else None
            if isinstance(pair, ast.Tuple) and len(pair.elts) > 1:
                yield pair.elts[0], pair.elts[1]

    def splits(self) -> Iterator[dict[int, dict[int, str]]]:
        """List what was split in two: per side, 1 or 2, the names of its arrays in their order."""
        for node in self.nodes(ast.Assign):
            target, value = node.targets[0], node.value
            if not (isinstance(target, ast.Tuple) and isinstance(value, ast.Call)):
                continue
            if called(value) == "train_test_split":
                yield {1: _names(target.elts[::2]), 2: _names(target.elts[1::2])}
            elif called(value) == "load_data":
                sides = [part.elts for part in target.elts if isinstance(part, ast.Tuple)]
                yield {number: _names(side) for number, side in enumerate(sides, 1)}


def _names(nodes: list[ast.expr]) -> dict[int, str]:
    return {i: node.id for i, node in enumerate(nodes, 1) if isinstance(node, ast.Name)}


def source(evidence: Evidence) -> Source | None:
    """Read the student's text; None where it is no Python, or too long to be read quickly."""
    return _read(evidence.source)


@lru_cache(maxsize=8)
def _read(lines: tuple[str, ...]) -> Source | None:
    if sum(map(len, lines)) + len(lines) > LONGEST:
        return None
    try:
        return Source("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def place_of(evidence: Evidence, line: int) -> Place | None:
    """Point at a line of a script; None for a notebook, whose cells are not told."""
    places = [fit.place for fit in evidence.fits] + [one.place for one in evidence.asked]
    places += [one.place for one in evidence.candidates] + [one.place for one in evidence.warnings]
    places += [evidence.error.place] if evidence.error else []
    known = [place for place in places if place is not None]
    return Place(line) if known and all(place.cell is None for place in known) else None


def calls_at(function: str, places: Iterable[Place | None], text: Source) -> dict[Place, ast.Call]:
    """Find the call of a function that was made at each place.

    The lines of a script are those of its text. Of a notebook, whose cells are not told, the calls
    are known only where there are as many of them as places.
    """
    calls = text.calls(function)
    wanted = sorted(
        {place for place in places if place is not None}, key=lambda one: (one.cell or 0, one.line)
    )
    if any(place.cell is not None for place in wanted):
        if function == "fit":  # which scalers have as well, with rows alone
            calls = [call for call in calls if len(call.args) + len(call.keywords) > 1]
        return dict(zip(wanted, calls, strict=True)) if len(wanted) == len(calls) else {}
    found = ((place, call) for place in wanted for call in calls if _is_at(call, place))
    return dict(found)


def _is_at(call: ast.Call, place: Place) -> bool:
    return call.lineno <= place.line <= (call.end_lineno or 0)


def called(call: ast.Call) -> str:
    """Name the function or method of a call; empty for anything else."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def subject(call: ast.Call) -> ast.expr | None:
    """Find what a function is applied to: `np.round(p)` and `p.round()` alike."""
    function = call.func
    if isinstance(function, ast.Attribute) and not _is_module(function.value):
        return function.value
    return call.args[0] if call.args else None


def is_method(call: ast.Call) -> bool:
    """Say whether what it is applied to stands before the dot."""
    return isinstance(call.func, ast.Attribute) and not _is_module(call.func.value)


def _is_module(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in MODULES


def is_self(node: ast.expr) -> bool:
    """Say whether it is the object whose method is written."""
    return isinstance(node, ast.Name) and node.id == "self"


def undressed(node: ast.expr) -> ast.expr:
    """Strip parts, casts and flattening, down to the name of an array."""
    while True:
        inner: ast.expr | None = None
        if isinstance(node, ast.Subscript):
            inner = None if _is_named(node.slice) else node.value
        elif isinstance(node, ast.Attribute) and node.attr in SEEING_THROUGH:
            inner = node.value
        elif isinstance(node, ast.Call) and called(node) in DRESSING:
            inner = subject(node)
        if inner is None:
            return node
        node = inner


def _is_named(part: ast.expr) -> bool:
    """Whether a column of a table is asked for by its name."""
    one = part.elts[0] if isinstance(part, ast.List) and part.elts else part
    return isinstance(one, ast.Constant) and isinstance(one.value, str)


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """Find an argument that is given by name."""
    return next((given.value for given in call.keywords if given.arg == name), None)


def argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    """Find an argument by its name or its position."""
    named = keyword(call, name)
    return named if named or position >= len(call.args) else call.args[position]


def number(node: ast.expr | None) -> float | None:
    """Read a number as it is written, sign included; None for anything else."""
    match node:
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return -float(value)
        case _:
            return None


def words(node: ast.expr | None) -> tuple[str, ...]:
    """Read a list of texts as it is written; empty for anything else."""
    if isinstance(node, ast.Call) and called(node) in {"array", "asarray"} and node.args:
        node = node.args[0]
    if not isinstance(node, ast.List | ast.Tuple):
        return ()
    found = [e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
    return tuple(found) if len(found) == len(node.elts) else ()


def _parts(
    target: ast.expr, value: ast.expr, path: tuple[int, ...], *, each: bool
) -> Iterator[tuple[str, ast.expr, tuple[int, ...], bool]]:
    """Take apart what is given to a target: name, value, part of it, one after another or whole."""
    if isinstance(target, ast.Name):
        yield target.id, value, path, each
    if not isinstance(target, ast.Tuple | ast.List):
        return
    inside = _inside(value, each=each) if not path else []
    known = inside if len(inside) == len(target.elts) else [None] * len(target.elts)
    for place, (part, given) in enumerate(zip(target.elts, known, strict=True)):
        yield from _parts(part, given or value, () if given else (*path, place), each=each)


def _inside(value: ast.expr, *, each: bool) -> list[ast.expr | None]:
    """List the values that go to the parts of a target, where they are written down."""
    if not each:
        return [*value.elts] if isinstance(value, ast.Tuple | ast.List) else []
    if isinstance(value, ast.Call) and called(value) == "zip":
        return [*value.args]
    if isinstance(value, ast.Call) and called(value) == "enumerate" and value.args:
        return [None, value.args[0]]
    return []


def _attributes(
    target: ast.expr, value: ast.expr
) -> Iterator[tuple[str, ast.expr, tuple[int, ...]]]:
    """List the attributes of `self` that are given a value."""
    if isinstance(target, ast.Attribute) and is_self(target.value):
        yield target.attr, value, ()
    elif isinstance(target, ast.Tuple):
        pairs = value.elts if isinstance(value, ast.Tuple) else []
        for place, part in enumerate(target.elts):
            if isinstance(part, ast.Attribute) and is_self(part.value):
                same = len(pairs) == len(target.elts)
                yield part.attr, pairs[place] if same else value, () if same else (place,)


def _parameters(function: Function) -> list[str]:
    return [given.arg for given in (*function.args.posonlyargs, *function.args.args)]
