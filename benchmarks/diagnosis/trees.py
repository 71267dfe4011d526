"""The syntax trees of Keras programs: finding layers and calls, and changing them in place.

Every function that changes something says whether it did. The last `Dense` of the text is the
output, and what comes before it is hidden; the originals are chosen so that this holds.
"""

import ast
from collections.abc import Callable, Iterable, Iterator

WEIGHTED = ("Dense", "Conv2D")
UNITS = ("units", "filters")
#: The order of the arguments that Keras takes without a name.
PLACES = {
    "compile": ("optimizer", "loss", "loss_weights", "metrics"),
    "Dense": ("units", "activation"),
    "Conv2D": ("filters", "kernel_size", "strides"),
}
IMPORTS = ("import keras", "import numpy as np")


# -- Finding ---------------------------------------------------------------------------------------


def calls(tree: ast.AST, *names: str) -> list[ast.Call]:
    """All calls of something of that name, from the top to the bottom."""
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return sorted((call for call in found if called(call) in names), key=_place)


def called(call: ast.Call) -> str:
    """The last part of the name that is called."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def _place(node: ast.expr) -> tuple[int, int]:
    return node.end_lineno or 0, node.end_col_offset or 0


def last(tree: ast.Module) -> ast.Call:
    """The output."""
    return calls(tree, "Dense")[-1]


def hidden(tree: ast.Module) -> list[ast.Call]:
    """The layers with weights before the output."""
    return [layer for layer in calls(tree, *WEIGHTED) if layer is not last(tree)]


def argument(call: ast.Call, *names: str) -> ast.expr | None:
    """What a call is given under one of these names, or in its place."""
    named = next((word.value for word in call.keywords if word.arg in names), None)
    places = PLACES.get(called(call), ())
    at = next((places.index(name) for name in names if name in places), len(call.args))
    return named or (call.args[at] if at < len(call.args) else None)


def units(layer: ast.Call) -> int:
    """How many units; 0 where the text does not say it in digits."""
    given = argument(layer, *UNITS)
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, int) else 0


def activation(layer: ast.Call) -> str:
    """Its name; that of none is "linear"."""
    given = argument(layer, "activation")
    return str(given.value) if isinstance(given, ast.Constant) else "linear"


def loss(tree: ast.Module) -> str:
    """What the first `compile` is given, where it is a text."""
    given = [argument(call, "loss") for call in calls(tree, "compile")[:1]]
    return next((str(one.value) for one in given if isinstance(one, ast.Constant)), "")


def loads(tree: ast.Module) -> bool:
    """Whether the rows come from somewhere; XOR's four are written down, and learned by heart."""
    return "load" in ast.unparse(tree)


def has_fit(tree: ast.Module, *names: str) -> bool:
    """Whether `fit` is given any of these."""
    return any(word.arg in names for call in calls(tree, "fit") for word in call.keywords)


def _bodies(tree: ast.AST) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(tree):
        for field in ("body", "orelse"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                yield block


def _holder(tree: ast.AST, call: ast.Call) -> tuple[list[ast.stmt], int]:
    """The innermost block with the statement of a call, and where in it."""
    found = [
        (block, at)
        for block in _bodies(tree)
        for at, statement in enumerate(block)
        if any(node is call for node in ast.walk(statement))
    ]
    return min(found, key=lambda one: sum(1 for _ in ast.walk(one[0][one[1]])))


def _trained(tree: ast.Module) -> dict[str, str]:
    """The names of the network and of its rows in the only `fit`; empty where they are not names."""
    fits = calls(tree, "train_on_batch", "fit")
    fits = [call for call in fits if len(call.args) >= 2]  # a scaler's `fit` has one
    if len(fits) != 1 or called(fits[0]) != "fit" or not isinstance(fits[0].func, ast.Attribute):
        return {}
    given = (fits[0].func.value, *fits[0].args[:2])
    names = [one.id for one in given if isinstance(one, ast.Name)]
    return dict(zip(("model", "x", "y"), names, strict=True)) if len(names) == 3 else {}


def _fit(tree: ast.Module) -> ast.Call:
    return next(call for call in calls(tree, "fit") if len(call.args) >= 2)


# -- Layers ----------------------------------------------------------------------------------------


def set_keyword(call: ast.Call, name: str, text: str) -> bool:
    """Give a call an argument, in place of the one of that name that it had."""
    value = ast.parse(text, mode="eval").body
    places, named = PLACES.get(called(call), ()), [w for w in call.keywords if w.arg == name]
    if name in places and places.index(name) < len(call.args):
        call.args[places.index(name)] = value
    elif named:
        named[0].value = value
    else:
        call.keywords.append(ast.keyword(name, value))
    return True


def set_activation(layer: ast.Call, name: str) -> bool:
    """Give a layer another activation; "linear" is none."""
    if activation(layer) == name:
        return False
    if name == "linear" and any(word.arg == "activation" for word in layer.keywords):
        layer.keywords = [word for word in layer.keywords if word.arg != "activation"]
        return True
    return set_keyword(layer, "activation", repr(name))


def swap_activation(layer: ast.Call, old: Iterable[str], name: str) -> bool:
    """Give a layer another activation, where it has one of the old ones."""
    return activation(layer) in old and set_activation(layer, name)


def set_units(layer: ast.Call, number: int) -> bool:
    """Give a layer another size."""
    if units(layer) in (0, number):
        return False
    return set_keyword(layer, "units" if called(layer) == "Dense" else "filters", str(number))


def each(layers: list[ast.Call], change: Callable[[ast.Call], bool]) -> bool:
    """Change all of them."""
    changed = [change(layer) for layer in layers]
    return any(changed)


def give_all(tree: ast.Module, name: str, text: str) -> bool:
    """Give all layers with weights an argument."""
    _import(tree, text)
    return each(calls(tree, *WEIGHTED), lambda layer: set_keyword(layer, name, text))


def three_numbers(tree: ast.Module) -> bool:
    """Write `Conv2D(8, (3, 3))` as Keras 1 did: `Conv2D(8, 3, 3)`."""
    first = calls(tree, "Conv2D")[:1]
    for layer in first:
        layer.args = [layer.args[0], ast.Constant(3), ast.Constant(3)]
        layer.keywords = [word for word in layer.keywords if word.arg != "kernel_size"]
    return bool(first)


def _stack(tree: ast.Module, layer: ast.Call) -> tuple[list[ast.expr], int] | None:
    """The list of a `Sequential([...])` in which a layer stands."""
    for one in ast.walk(tree):
        if isinstance(one, ast.List) and layer in one.elts:
            return one.elts, one.elts.index(layer)
    return None


def add_layer(tree: ast.Module, text: str, *, before_last: bool = False) -> bool:
    """Put a layer behind the output, or in front of it."""
    found, behind = _stack(tree, last(tree)), 0 if before_last else 1
    if before_last and not hidden(tree):
        return False
    if found is not None:
        layers, at = found
        layers.insert(at + behind, ast.parse(text, mode="eval").body)
    else:
        block, at = _holder(tree, last(tree))
        added = [call for call in calls(block[at], "add") if isinstance(call.func, ast.Attribute)]
        if not added:
            return False
        model = ast.unparse(added[0].func)
        block.insert(at + behind, ast.parse(f"{model}({text})").body[0])
    return _import(tree, text)


def drop_layer(tree: ast.Module, names: Iterable[str]) -> bool:
    """Take the layers of these kinds out."""
    return each(calls(tree, *names), lambda layer: _taken_out(tree, layer))


def drop_hidden(tree: ast.Module) -> bool:
    """Take all hidden layers out, and what only stands between them."""
    return each(hidden(tree), lambda layer: _taken_out(tree, layer))


def _taken_out(tree: ast.Module, layer: ast.Call) -> bool:
    found = _stack(tree, layer)
    block, at = found or _holder(tree, layer)
    if found is None and not calls(block[at], "add"):
        return False
    if len(block) == 1:
        return False
    del block[at]
    return True


def widen_input(tree: ast.Module) -> bool:
    """Let the network wait for one number more per row."""
    for call in calls(tree, "Input"):
        shapes = [node for node in ast.walk(call) if isinstance(node, ast.Tuple)]
        if len(shapes) == 1 and len(shapes[0].elts) == 1:
            size = shapes[0].elts[0]
            if isinstance(size, ast.Constant) and isinstance(size.value, int):
                size.value += 1
                return True
    return False


# -- Compile and fit -------------------------------------------------------------------------------


def set_loss(tree: ast.Module, text: str) -> bool:
    """Give `compile` another loss."""
    _import(tree, text)
    return each(calls(tree, "compile"), lambda call: set_keyword(call, "loss", text))


def swap_loss(tree: ast.Module, old: Iterable[str], name: str) -> bool:
    """Give `compile` another loss, where it has one of the old ones."""
    return loss(tree) in old and set_loss(tree, repr(name))


def set_metrics(tree: ast.Module, text: str) -> bool:
    """Give `compile` other metrics, where it has any."""
    having = [call for call in calls(tree, "compile") if argument(call, "metrics")]
    _import(tree, text)
    return each(having, lambda call: set_keyword(call, "metrics", text))


def set_optimizer(tree: ast.Module, text: str) -> bool:
    """Give `compile` another optimizer."""
    return each(calls(tree, "compile"), lambda call: set_keyword(call, "optimizer", text))


def scale_rate(tree: ast.Module, factor: float) -> bool:
    """Multiply the learning rate; a name such as "adam" becomes the object, with Keras's own rate."""
    objects = calls(tree, "Adam", "SGD", "RMSprop")
    for optimizer in objects:
        given = argument(optimizer, "learning_rate") or next(iter(optimizer.args), None)
        if isinstance(given, ast.Constant) and isinstance(given.value, int | float):
            given.value = given.value * factor
            return True
    named = [argument(call, "optimizer") for call in calls(tree, "compile")]
    if any(isinstance(one, ast.Constant) and one.value == "adam" for one in named):
        text = f"keras.optimizers.Adam(learning_rate={0.001 * factor!r})"
        return _import(tree, text) and set_optimizer(tree, text)
    return False


def set_fit(tree: ast.Module, name: str, text: str) -> bool:
    """Give the only `fit` an argument; `{x}`, `{y}` stand for its rows."""
    names = _trained(tree)
    if not names:
        return False
    text = text.format(**names)
    return set_keyword(_fit(tree), name, text) and _import(tree, text)


def before_fit(tree: ast.Module, line: str) -> bool:
    """Write lines in front of the only `fit`; `{x}`, `{y}` stand for its rows."""
    names = _trained(tree)
    if not names:
        return False
    block, at = _holder(tree, _fit(tree))
    line = line.format(**names)
    block[at:at] = ast.parse(line).body
    return _import(tree, line)


def drop_call(tree: ast.Module, name: str) -> bool:
    """Take out a statement that is nothing but this call."""
    for call in calls(tree, name):
        block, at = _holder(tree, call)
        statement = block[at]
        if isinstance(statement, ast.Expr) and statement.value is call:
            del block[at]
            return True
    return False


def at_the_end(tree: ast.Module, line: str) -> bool:
    """Write a line behind the program, where the names of its `fit` are known there."""
    names = _trained(tree)
    if not names or _fit(tree) not in [call for s in tree.body for call in _own_calls(s)]:
        return False
    line = line.format(**names)
    tree.body.extend(ast.parse(line).body)
    return _import(tree, line)


def _own_calls(statement: ast.stmt) -> list[ast.Call]:
    """The calls of a statement of the file itself, not of a function in it."""
    return calls(statement, "fit") if isinstance(statement, ast.Expr | ast.Assign) else []


# -- Data ------------------------------------------------------------------------------------------


def mentions_division(tree: ast.Module, number: float) -> bool:
    """Whether anything is divided by that number."""
    return any(_divided(node, number) for node in ast.walk(tree))


def _divided(node: ast.AST, number: float) -> bool:
    match node:
        case ast.BinOp(op=ast.Div(), right=ast.Constant(value=value)):
            return bool(value == number)
        case _:
            return False


class _Undivided(ast.NodeTransformer):
    def __init__(self, number: float) -> None:
        self.number = number

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """Leave the left side of a division by the number."""
        self.generic_visit(node)
        return node.left if _divided(node, self.number) else node


def undivided(tree: ast.Module, number: float) -> bool:
    """Take out every division by that number."""
    found = mentions_division(tree, number)
    _Undivided(number).visit(tree)
    return found


def drop_scaler(tree: ast.Module, methods: Iterable[str]) -> bool:
    """Take out the statements `x = scaler.transform(x)` with one of these methods."""
    return each(calls(tree, *methods), lambda call: _scaling_taken_out(tree, call))


def _scaling_taken_out(tree: ast.Module, call: ast.Call) -> bool:
    block, at = _holder(tree, call)
    match block[at], call.args:
        case ast.Assign(targets=[ast.Name(id=target)], value=value), [ast.Name(id=given)] if (
            value is call and target == given
        ):
            del block[at]
            return True
        case _:
            return False


def rename_method(tree: ast.Module, old: str, new: str) -> bool:
    """Call another method of the same object."""
    found = calls(tree, old)
    for call in found:
        if isinstance(call.func, ast.Attribute):
            call.func.attr = new
    return bool(found)


def evaluate_on_training(tree: ast.Module) -> bool:
    """Let `evaluate` have the rows of `fit`."""
    names = _trained(tree)
    exams = [call for call in calls(tree, "evaluate") if len(call.args) == 2]
    if not names or len(exams) != 1 or ast.unparse(exams[0].args[0]) == names["x"]:
        return False
    exams[0].args = [ast.Name(names["x"]), ast.Name(names["y"])]
    return True


def _import(tree: ast.Module, text: str) -> bool:
    """Import what a text needs, where the program does not yet."""
    for line in IMPORTS:
        name = line.split()[-1]
        if f"{name}." in text and not _imported(tree, name):
            tree.body.insert(_after_docstring(tree), ast.parse(line).body[0])
    return True


def _imported(tree: ast.Module, name: str) -> bool:
    return any(
        (alias.asname or alias.name) == name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    )


def _after_docstring(tree: ast.Module) -> int:
    return int(ast.get_docstring(tree) is not None)
