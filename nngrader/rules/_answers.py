"""What a program makes of its network's answers, and where it compares them with what is right."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from nngrader.evidence import Asking, Evidence, ModelSpec, Place
from nngrader.rules._reading import outputs
from nngrader.rules._source import (
    Source,
    argument,
    called,
    calls_at,
    is_method,
    is_self,
    number,
    subject,
)

FLATTENING = frozenset({"concatenate", "flatten", "hstack", "ravel", "squeeze"})
ROUNDING = frozenset({"around", "rint", "round", "greater", "greater_equal", "less", "less_equal"})
PASSING = frozenset(
    {"array", "asarray", "convert_to_numpy", "copy", "list", "numpy", "reversed", "tolist"}
)  #: give back the same numbers
CASTING = frozenset({"astype", "cast", "int"})
ASKING = frozenset({"predict", "predict_on_batch"})
EQUAL = frozenset({"array_equal", "equal", "not_equal"})
NETWORKS = frozenset({"Functional", "Model", "Sequential", "load_model"})
#: Parts of scikit-learn that hold no estimators of classes; anything else may have a `predict`.
HARMLESS = (
    "datasets decomposition exceptions feature_extraction feature_selection impute metrics "
    "model_selection preprocessing utils".split()
)
KERAS = ("keras", "tensorflow", "tf_keras")
OTHERS = ("catboost", "lightgbm", "scikeras", "sklearn", "xgboost")
BORDERS = (ast.Gt, ast.GtE, ast.Lt, ast.LtE)


@dataclass(frozen=True)
class Answer:
    """What a piece of text makes of the answers of a network."""

    call: ast.Call  #: that asked the network
    scores: bool = True  #: as the network gives them; False once they were made classes
    column: bool = True  #: still one row of numbers per answer
    single: bool = False  #: the answer to one row only
    cut: bool = False  #: what stands behind the point was cut off


@dataclass(frozen=True)
class Compared:
    """Answers beside what is right."""

    node: ast.expr
    answer: Answer
    truth: ast.expr
    subtracted: bool = False


class Answers:
    """Follows values back to the network that answered."""

    def __init__(self, text: Source) -> None:
        """Take the text."""
        self.text = text
        self._known: dict[ast.AST, Answer | None] = {}
        self.compared = [*self._compared()]

    def of(self, node: ast.expr) -> Answer | None:
        """Follow back whether a value comes of `predict`, and what was done to it since."""
        if node not in self._known:
            self._known[node] = None  # meanwhile, for what stands for itself
            self._known[node] = self._follow(node)
        return self._known[node]

    def _follow(self, node: ast.expr) -> Answer | None:
        match node:
            case ast.Name() | ast.Attribute():
                return self._of_name(node)
            case ast.Subscript(value=value, slice=part):
                return _part(self.of(value), part, self.text)
            case ast.Call():
                return self._of_call(node)
            case ast.ListComp(elt=one) | ast.GeneratorExp(elt=one):
                return _listed(self.of(one))
            case ast.NamedExpr(value=value):
                return self.of(value)
            case _:
                return self._of_choice(node)

    def _of_choice(self, node: ast.expr) -> Answer | None:
        """Follow what makes classes of scores."""
        match node:
            case ast.Compare(left=left, ops=[op], comparators=[right]) if isinstance(op, BORDERS):
                return _as_classes(self.of(left) or self.of(right))
            case ast.IfExp(test=test):
                chosen = _as_classes(self.of(test))
                return chosen and replace(chosen, column=False)
            case ast.BinOp(left=left, op=ast.Mult() | ast.Add(), right=ast.Constant()):
                return _only_classes(self.of(left))
            case ast.BinOp(left=ast.Constant(), op=ast.Mult() | ast.Add(), right=right):
                return _only_classes(self.of(right))
            case ast.UnaryOp(op=ast.UAdd(), operand=inner):
                return self.of(inner)
            case _:
                return None

    def _of_name(self, node: ast.Name | ast.Attribute) -> Answer | None:
        """Follow a name, wherever all that it may stand for is made alike."""
        if isinstance(node, ast.Attribute) and not is_self(node.value):
            return None
        found = set()
        for binding in self.text.meanings(node):
            part = self.text.part(binding)
            answer = self.of(part) if part is not None else None
            if answer is not None and binding.each:
                answer = _row(answer)
            found.add(answer and replace(answer, call=EXAMPLE))
            known = answer
        if len(found) != 1 or known is None:
            return None
        return _as_classes(known) if isinstance(node, ast.Name) and self._mended(node) else known

    def _mended(self, name: ast.Name) -> bool:
        """Whether numbers were written into the array, or a function may have done so."""
        return name.id in self._written

    @cached_property
    def _written(self) -> frozenset[str]:
        return frozenset(_written(self.text))

    def _of_call(self, call: ast.Call) -> Answer | None:
        name = called(call)
        if self._asks(call):
            return Answer(call)
        given = self.text.returned(call)
        if given is not None:
            return self.of(given)
        of = subject(call)
        inner = None if of is None else self.of(of)
        if inner is None or self.text.functions.get(name, call) is not call:
            return None
        return _changed(inner, name, call)

    def _asks(self, call: ast.Call) -> bool:
        """Whether a network of Keras is asked."""
        if isinstance(call.func, ast.Name):
            return self._is_made_here(call.func)
        if not isinstance(call.func, ast.Attribute) or called(call) not in ASKING:
            return False
        return self._is_network(call.func.value)

    def _is_made_here(self, name: ast.Name) -> bool:
        """Whether a name stands for a network, so that calling it asks the network."""
        binding = self.text.bound(name)
        value = binding.value if binding and not binding.path and not binding.each else None
        return isinstance(value, ast.Call) and called(value) in {"Sequential", "load_model"}

    def _is_network(self, owner: ast.expr, steps: int = 0) -> bool:
        """Whether nothing speaks for another kind of model than a network of Keras."""
        if isinstance(owner, ast.Call):
            return self._makes_network(owner, steps)
        if is_self(owner):
            return "predict" not in self.text.functions
        found = self.text.meanings(owner) if steps < 9 else []
        parts = [self.text.part(one) for one in found]
        if not parts or any(part is None for part in parts):
            return not self._has_others
        return all(part is not None and self._is_network(part, steps + 1) for part in parts)

    def _makes_network(self, call: ast.Call, steps: int) -> bool:
        name = called(call)
        if name in NETWORKS:
            return True
        given = self.text.returned(call)
        if given is not None and steps < 9:
            return self._is_network(given, steps + 1)
        return self._is_of_keras(call) or not self._has_others

    def _is_of_keras(self, call: ast.Call) -> bool:
        root: ast.expr = call.func
        while isinstance(root, ast.Attribute):
            root = root.value
        module = self.text.imports.get(root.id, "") if isinstance(root, ast.Name) else ""
        return module.split(".")[0] in KERAS and "wrappers" not in module

    @cached_property
    def _has_others(self) -> bool:
        """Whether the program may hold models that are no networks of Keras."""
        if "predict" in self.text.functions:
            return True
        modules = [module.split(".") for module in self.text.imports.values()]
        return any(
            "wrappers" in module or (module[0] in OTHERS and module[1:2] not in _HARMLESS)
            for module in modules
        )

    def _compared(self) -> Iterator[Compared]:
        for node in self.text.nodes(ast.Compare):
            if len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq | ast.NotEq):
                yield from self._beside(node, node.left, node.comparators[0])
        for call in self.text.calls(*EQUAL):
            if len(call.args) >= 1:
                first = subject(call)
                second = call.args[0] if is_method(call) else argument(call, 1, "y")
                if first is not None and second is not None:
                    yield from self._beside(call, first, second)
        for less in self.text.nodes(ast.BinOp):
            if isinstance(less.op, ast.Sub):
                yield from self._beside(less, less.left, less.right, subtracted=True)

    def _beside(
        self, node: ast.expr, left: ast.expr, right: ast.expr, *, subtracted: bool = False
    ) -> Iterator[Compared]:
        of_left, of_right = self.of(left), self.of(right)
        if of_left is not None and of_right is None:
            yield Compared(node, of_left, right, subtracted)
        elif of_right is not None and of_left is None:
            yield Compared(node, of_right, left, subtracted)


_HARMLESS = [[part] for part in HARMLESS]
EXAMPLE = ast.Call(func=ast.Name("predict"), args=[], keywords=[])  #: for any call that asks


@lru_cache(maxsize=8)
def answers_in(text: Source) -> Answers:
    """Follow the answers of a text once for all rules."""
    return Answers(text)


def askings_of(answer: Answer, text: Source, evidence: Evidence) -> list[Asking]:
    """Find what Keras was asked where an answer comes from; empty where nobody knows."""
    asked = [one for one in evidence.asked if one.by == "predict"]
    calls = _asking(text, tuple(one.place for one in asked))
    return [one for one in asked if one.place and calls.get(one.place) is answer.call]


@lru_cache(maxsize=8)
def _asking(text: Source, places: tuple[Place | None, ...]) -> dict[Place, ast.Call]:
    """Find the calls of `predict` once for all answers."""
    return calls_at("predict", places, text)


def networks_of(answer: Answer, text: Source, evidence: Evidence) -> list[ModelSpec | None]:
    """List the networks that may have given an answer."""
    numbers = {one.network for one in askings_of(answer, text, evidence)}
    asked = [one.model for one in evidence.candidates if one.number in numbers]
    return asked or [one.model for one in evidence.candidates] or [evidence.model]


def has_one_output(answer: Answer, text: Source, evidence: Evidence) -> bool:
    """Say whether every network that may have answered answers with one number."""
    models = networks_of(answer, text, evidence)
    return all(model is not None and outputs(model) == 1 for model in models)


def _changed(inner: Answer, name: str, call: ast.Call) -> Answer | None:
    """Follow what a call makes of answers."""
    if name in PASSING:
        return inner
    if name in FLATTENING or (name == "reshape" and _is_flat(call)):
        return replace(inner, column=False)
    if name in ROUNDING or (name == "where" and len(call.args) == 3):
        chosen = _as_classes(inner)
        return _flat_if_single(chosen) if isinstance(call.func, ast.Name) else chosen
    if name in {"argmax", "idxmax"}:
        return replace(inner, scores=False, column=False)
    if name in {"item", "float"}:
        return _flat_if_single(inner)
    return _cast(inner, name, call) if name in CASTING else None


def _cast(inner: Answer, name: str, call: ast.Call) -> Answer | None:
    """Follow a change of type: whole numbers cut scores, fractions leave them."""
    if name == "int":
        return _flat_if_single(replace(inner, cut=inner.scores))
    kind = argument(call, 0 if is_method(call) else 1, "dtype")
    told = ast.unparse(kind) if kind is not None else ""
    if "int" in told:
        return replace(inner, cut=inner.scores)
    return inner if "float" in told else _only_classes(inner)


def _written(text: Source) -> Iterator[str]:
    """List names of arrays into which something may be written after they were made."""
    stored = [node for node in text.nodes(ast.Subscript) if isinstance(node.ctx, ast.Store)]
    yield from (node.value.id for node in stored if isinstance(node.value, ast.Name))
    writing = {text.homes[node] for node in stored}
    for function in text.functions.values():
        for call in text.calls(function.name) if function and function.lineno in writing else []:
            yield from (arg.id for arg in call.args if isinstance(arg, ast.Name))
    outs = (call for call in text.nodes(ast.keyword) if call.arg == "out")
    yield from (out.value.id for out in outs if isinstance(out.value, ast.Name))


def _as_classes(answer: Answer | None) -> Answer | None:
    return replace(answer, scores=False, cut=False) if answer else None


def _only_classes(answer: Answer | None) -> Answer | None:
    """Keep classes under arithmetic; of scores nobody knows what it makes."""
    return None if answer is None or answer.scores else answer


def _flat_if_single(answer: Answer | None) -> Answer | None:
    return replace(answer, column=False) if answer and answer.single else answer


def _row(answer: Answer) -> Answer:
    """Take one row: of a column an array of one number, of flat answers the number itself."""
    inner = answer.column and answer.single
    return replace(answer, single=True, column=answer.column and not inner)


def _listed(answer: Answer | None) -> Answer | None:
    """Collect what was made of every row; None for what was made of all rows."""
    return replace(answer, single=False) if answer is not None and answer.single else None


def _part(answer: Answer | None, part: ast.expr, text: Source) -> Answer | None:
    """Take a column, some rows or one row."""
    if answer is None:
        return None
    if isinstance(part, ast.Tuple):
        return _part_of_table(answer, part.elts, text)
    if isinstance(part, ast.Slice):
        return answer
    return _row(answer) if is_number(part, text) else None


def is_number(part: ast.expr, text: Source) -> bool:
    """Say whether it is known to be one number, and not an array of them."""
    if isinstance(part, ast.BinOp):
        return is_number(part.left, text) or is_number(part.right, text)
    if isinstance(part, ast.Name):
        found = text.meanings(part)
        return bool(found) and all(one.each or is_number(one.value, text) for one in found)
    return number(part) is not None or (
        isinstance(part, ast.Call) and called(part) in {"int", "len", "randrange"}
    )


def _part_of_table(answer: Answer, parts: list[ast.expr], text: Source) -> Answer | None:
    if len(parts) != 2 or not answer.column or answer.single:
        return None
    rows, column = parts
    many = isinstance(rows, ast.Slice) or _is_ellipsis(rows)
    if isinstance(column, ast.Slice):
        return answer if many else None
    if number(column) is None or not (many or is_number(rows, text)):
        return None
    return replace(answer, column=False, single=not many)


def _is_ellipsis(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...


def _is_flat(call: ast.Call) -> bool:
    sizes = call.args[0 if is_method(call) else 1 :]
    if len(sizes) == 1 and isinstance(sizes[0], ast.Tuple):
        sizes = sizes[0].elts
    return len(sizes) == 1 and (number(sizes[0]) == -1.0 or _is_length(sizes[0]))


def _is_length(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and called(node) == "len"
