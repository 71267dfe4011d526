"""What is asked of a network: `fit_generator`, `predict_classes`, `history["acc"]`, Python lists."""

import ast
from collections.abc import Iterator

from nngrader.modernizing._meaning import UNKNOWN
from nngrader.modernizing._program import Program, argument, keyword, plain, strings
from nngrader.modernizing._text import Edit, Fix

Part = ast.expr | ast.keyword

#: What the methods for generators took by position, after the generator itself.
GENERATORS = {
    "fit_generator": (
        "steps_per_epoch epochs verbose callbacks validation_data validation_steps".split()
    ),
    "evaluate_generator": ["steps"],
    "predict_generator": ["steps"],
}
COUNTED_ROWS = ("samples_per_epoch", "nb_val_samples", "val_samples")  #: Keras 1 counted no batches
ONE_FOR_ALL = "one method takes arrays and generators alike since TensorFlow 2.1"


def generators(program: Program) -> Iterator[Fix]:
    """Call `fit`, `evaluate` and `predict` where a generator had methods of its own."""
    for call in program.calls:
        method = program.method(call)
        if method not in GENERATORS or not program.of_network(call, method) or not plain(call):
            continue
        names = ["x", *GENERATORS[method]]
        counted = any(keyword(call, name) for name in COUNTED_ROWS)
        if counted or not 0 < len(call.args) + bool(keyword(call, "generator")) <= len(names):
            continue
        edits = _named_method(program, call, method.removesuffix("_generator"))
        for name, given in zip(names[1:], call.args[1:], strict=False):
            start, _ = program.text.span(given)
            edits.append(Edit(start, start, f"{name}="))
        word = keyword(call, "generator")
        span = program.text.name_span(word) if word else None
        edits += [Edit(*span, "x")] if span else []
        yield Fix("K36", program.text.span(call), tuple(edits), ONE_FOR_ALL)


def _named_method(program: Program, call: ast.Call, name: str) -> list[Edit]:
    assert isinstance(call.func, ast.Attribute)  # a method was called
    span = program.text.name_span(call.func)
    return [Edit(*span, name)] if span else []


def predictions(program: Program) -> Iterator[Fix]:
    """Make classes of what `predict` answers, where `predict_classes` did."""
    kind = _answers(program)
    for call in program.calls:
        span = program.text.span(call)
        if program.of_network(call, "predict_classes") and kind:
            start, end = span
            edits = _named_method(program, call, "predict")
            why = "`predict` gives scores, and the classes are made of them"
            if kind == "one":
                edits += [Edit(start, start, "("), Edit(end, end, ' > 0.5).astype("int32")')]
            else:
                edits.append(Edit(end, end, ".argmax(axis=-1)"))
            yield Fix("K54", span, tuple(edits), why)
        elif program.of_network(call, "predict_proba", sure=True):
            edits = _named_method(program, call, "predict")
            yield Fix("K54", span, tuple(edits), "`predict` gives the probabilities")


#: Layers that leave the number of answers as it is.
PASSING = frozenset(
    f"keras.layers.{name}()" for name in ("Activation", "BatchNormalization", "Dropout", "Softmax")
)


def _answers(program: Program) -> str:
    """Say how many numbers every network of the program answers: "one", "several", "" if unsure."""
    heads: list[str] = []
    for call in program.calls:
        made = program.means(call)
        if made in ("keras.Sequential()", "keras.models.load_model()", "keras.Model()"):
            heads.append(_last(program, call))
        elif program.of_network(call, "add") and len(call.args) == 1 and heads:
            heads[-1] = _head(program, call.args[0], heads[-1])
    return heads[0] if heads and len({*heads}) == 1 else ""


def _last(program: Program, call: ast.Call) -> str:
    """Read the layers that a `Sequential` is given in a list."""
    layers = argument(call, 0, "layers")
    head = ""
    for layer in layers.elts if isinstance(layers, ast.List) else []:
        head = _head(program, layer, head)
    return head


def _head(program: Program, layer: ast.expr, before: str) -> str:
    """Say how many numbers come out of a layer, into which `before` many went."""
    made = program.means(layer)
    if made in PASSING:
        return before
    if made != "keras.layers.Dense()" or not isinstance(layer, ast.Call):
        return ""
    given = argument(layer, 0, "units") or argument(layer, 0, "output_dim")
    units = program.constant(given)
    if units is not None and type(units.value) is int:
        return "one" if units.value == 1 else "several"
    activation = keyword(layer, "activation")
    softmax = activation is not None and [*strings(activation.value)] == ["softmax"]
    return "several" if softmax and given is not None else ""


SHORT, LONG = "acc", "accuracy"
NAMED_SO = "what was asked for as `accuracy` is called `accuracy`, no longer `acc`"
WATCHING = ("EarlyStopping", "ModelCheckpoint", "ReduceLROnPlateau")


def histories(program: Program) -> Iterator[Fix]:
    """Ask a history and the logs of an epoch for `accuracy`, where that is what was measured."""
    if measured(program) != {LONG}:
        return
    for node in program.subscripts:
        if _is_history(program, node.value):
            yield from _long_name(program, node, node.slice, "K55")
    for call in program.calls:
        if program.method(call) == "get" and call.args and _is_history(program, _base(call)):
            yield from _long_name(program, call, call.args[0], "K55")
        if program.means(call.func).removeprefix("keras.callbacks.") in WATCHING:
            yield from _watched(program, call)


def _base(call: ast.Call) -> ast.expr:
    assert isinstance(call.func, ast.Attribute)  # a method was called
    return call.func.value


def measured(program: Program) -> set[str]:
    """Collect how the accuracy is asked for in all calls of `compile`."""
    found: set[str] = set()
    for call in program.calls:
        metrics = argument(call, 2, "metrics") if program.of_network(call, "compile") else None
        found |= {*strings(metrics)} & {SHORT, LONG} if metrics else set()
    return found


def _is_history(program: Program, node: ast.expr) -> bool:
    """Whether this is the dictionary of a history, or what a callback calls `logs`."""
    found = program.path(node)
    if isinstance(node, ast.Name) and node.id == "logs":
        return found.startswith(UNKNOWN)
    known = program.means(node)
    ours = known.startswith((UNKNOWN, "keras.")) or program.path(node).startswith("tensorflow.")
    return found.endswith(".history") and ours


def _long_name(program: Program, shown: ast.expr, key: ast.expr, number: str) -> Iterator[Fix]:
    edits = _spelled_out(program, key)
    if edits:
        yield Fix(number, program.text.span(shown), edits, NAMED_SO)


def _spelled_out(program: Program, key: ast.expr) -> tuple[Edit, ...]:
    """Write `accuracy` for `acc` in a literal that is just that."""
    if not isinstance(key, ast.Constant) or key.value not in (SHORT, f"val_{SHORT}"):
        return ()
    start, end = program.text.span(key)
    at = program.text.code.find(SHORT, start, end)
    return (Edit(at, at + len(SHORT), LONG),)


def _watched(program: Program, call: ast.Call) -> Iterator[Fix]:
    named = keyword(call, "monitor")
    first = (
        call.args[0] if call.args and not program.means(call.func).endswith("Checkpoint") else None
    )
    watched = named.value if named else first
    if watched is not None:
        yield from _long_name(program, call, watched, "K51")


def measures(program: Program) -> Iterator[Fix]:
    """Put a single metric in a list, and name metrics that were given by position."""
    for call in program.calls:
        if not program.of_network(call, "compile"):
            continue
        word = keyword(call, "metrics")
        third = call.args[2] if len(call.args) > 2 and plain(call) and not word else None
        edits = [*_listed(program, word.value if word else third)]
        if third is not None and (edits or _is_list_of_texts(third)):
            start, _ = program.text.span(third)
            edits = [Edit(start, start, "metrics="), *edits]
        following = call.args[3:] if third is not None else []
        if edits and not following:
            why = (
                "Keras takes a list of metrics" if word else "the third place is no longer metrics"
            )
            yield Fix("K29", program.text.span(call), _merged(edits), why)


def _merged(edits: list[Edit]) -> tuple[Edit, ...]:
    """Make one insertion of two at the same place."""
    if len(edits) > 1 and edits[0].start == edits[1].start:
        first = Edit(edits[0].start, edits[0].end, edits[0].new + edits[1].new)
        return (first, *edits[2:])
    return tuple(edits)


def _is_list_of_texts(node: ast.expr) -> bool:
    kinds = [
        isinstance(e, ast.Constant) and isinstance(e.value, str) for e in getattr(node, "elts", ())
    ]
    return isinstance(node, ast.List) and bool(kinds) and all(kinds)


def _listed(program: Program, node: ast.expr | None) -> Iterator[Edit]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        start, end = program.text.span(node)
        yield Edit(start, start, "[")
        yield Edit(end, end, "]")


ROWS = {"fit": ("x", "y"), "evaluate": ("x", "y"), "predict": ("x",)}


def lists(program: Program) -> Iterator[Fix]:
    """Make arrays of numbers that are typed in as lists where rows are wanted."""
    numpy = next((n.id for n in program.names if program.path(n) == "numpy"), "")
    for call in program.calls if numpy else ():
        method = program.method(call)
        if method not in ROWS or not program.of_network(call, method, sure=True):
            continue
        given = [argument(call, place, name) for place, name in enumerate(ROWS[method])]
        edits: list[Edit] = []
        for node in given:
            if isinstance(node, ast.List) and _are_numbers(node):
                start, end = program.text.span(node)
                edits += [Edit(start, start, f"{numpy}.array("), Edit(end, end, ")")]
        if edits:
            why = "Keras 3 takes arrays, and no lists of numbers"
            yield Fix("K37", program.text.span(call), tuple(edits), why)


def _are_numbers(node: ast.expr) -> bool:
    """Whether a list holds numbers, or lists of them, and nothing else."""
    if isinstance(node, ast.List):
        return bool(node.elts) and all(map(_are_numbers, node.elts))
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def rates(program: Program) -> Iterator[Fix]:
    """Set and read `optimizer.learning_rate`, where `lr` does nothing or is not there."""
    for node in program.attributes:
        if node.attr != "lr" or not _is_optimizer(program, node.value):
            continue
        span = program.text.name_span(node)
        if span:
            why = "`lr` was renamed in Keras 2.3; setting it changes nothing today"
            yield Fix("K65", program.text.span(node), (Edit(*span, "learning_rate"),), why)


def _is_optimizer(program: Program, node: ast.expr) -> bool:
    made = program.means(node)
    if made.startswith("keras.optimizers.") and made.endswith("()"):
        return True
    of_network = isinstance(node, ast.Attribute) and node.attr == "optimizer"
    return of_network and program.is_network(node.value)  # type: ignore[attr-defined]
