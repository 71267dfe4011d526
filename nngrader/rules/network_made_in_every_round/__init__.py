"""The network is made anew in every round of a loop that counts epochs.

## What it looks for
A loop whose body makes a network and trains it for one epoch, with nothing in it that differs from
round to round before the training, and several networks that were trained there. It is a mistake
where the loop speaks of epochs, and a remark where it does not: the same training may be repeated
on purpose, to see how much luck there is.

## Why it hurts
Every round begins with fresh weights. However often the loop runs, each network has learned for one
epoch, and the last one is no better than the first.

## What to try
Print the loss of every round. Does it go on where the round before ended?

## Source
Catalogue T24. Measured on Keras 3.15 with TensorFlow 2.21: of 1,000 digits, a network that was
new in the twelfth round read 0.57 rightly, and one that was trained in all twelve 0.89.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._source import (
    Source,
    argument,
    called,
    keyword,
    number,
    place_of,
    source,
)

CATALOGUE = "T24"
SEVERITY: Severity = "major"
ORDER = 720
LOOK = say("Look which lines stand inside the loop, and which of them should be done once.")
CONCEPT = "initial-weights"
LEAST = 3  #: networks; two may well be compared
EPOCHS = re.compile(r"epoch|epoca|época|epoque|époque", re.IGNORECASE)
#: What is told of several trainings of the same network, and not of its epochs.
STATISTICS = ("average", "mean", "median", "std", "stdev", "var")
KEEPING = ("append", "save")  #: of networks that are wanted side by side
NETWORKS = frozenset({"Functional", "Model", "Sequential"})
KERAS = frozenset({"keras", "tensorflow", "tf_keras"})
COUNTING = frozenset({"range", "tqdm", "trange"})


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for a loop that makes a network, trains it and forgets it."""
    text = source(evidence)
    networks = _alike(evidence)
    if text is None or networks < LEAST:
        return
    for loop in text.nodes(ast.For):
        made = _made_and_trained(loop, text)
        if made and not _keeps(loop, made):
            counted = _counts_epochs(loop)
            if not counted and text.calls(*STATISTICS):
                continue
            yield Symptom(
                say(
                    "`{name}` is made anew in every round of the loop: {networks} networks were "
                    "trained, for 1 epoch each.",
                    name=made,
                    networks=networks,
                ),
                say("What does the network of the second round know of what the first learned?"),
                place_of(evidence, loop.lineno),
                severity=None if counted else "minor",
            )
            return


def _alike(evidence: Evidence) -> int:
    """Count the networks that were trained in the same line, for one epoch each."""
    once = (one for one in evidence.candidates if one.reached == "fit" and one.epochs == 1)
    lines = Counter(one.place for one in once if one.place is not None)
    return max(lines.values(), default=0)


def _made_and_trained(loop: ast.For, text: Source) -> str:
    """Name the network that a loop makes and trains alike in every round; empty without one."""
    name = ""
    for at, statement in enumerate(loop.body):
        name = name or _made(statement, text)
        fit = _training(statement, name)
        if fit is not None:
            epochs = argument(fit, 3, "epochs")
            once = epochs is None or number(epochs) == 1.0
            before = [*loop.body[:at], statement]
            return name if once and _is_alike(before, loop, name, text) else ""
    return ""


def _made(statement: ast.stmt, text: Source) -> str:
    """Name what a statement makes a network of; empty for any other statement."""
    if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
        return ""
    value = statement.value
    if not isinstance(value, ast.Call):
        return ""
    made = called(value) in NETWORKS or _gives_network(value, text)
    return statement.targets[0].id if made else ""


def _gives_network(call: ast.Call, text: Source) -> bool:
    """Whether a function of the student's own makes a network and gives it back."""
    function = text.functions.get(called(call))
    own = [] if function is None else [n for n in ast.walk(function) if isinstance(n, ast.Call)]
    return any(called(one) in NETWORKS for one in own) and not any(
        called(one) in {"fit", "train_on_batch"} for one in own
    )


def _training(statement: ast.stmt, name: str) -> ast.Call | None:
    value = statement.value if isinstance(statement, ast.Expr | ast.Assign) else None
    if not isinstance(value, ast.Call) or called(value) != "fit" or not name:
        return None
    owner = value.func.value if isinstance(value.func, ast.Attribute) else None
    return value if isinstance(owner, ast.Name) and owner.id == name else None


def _is_alike(before: list[ast.stmt], loop: ast.For, name: str, text: Source) -> bool:
    """Whether nothing that differs between rounds reaches the network or its training."""
    silent = [one for one in before if not _prints(one)]
    nodes = [node for statement in silent for node in ast.walk(statement)]
    read = {node.id for node in nodes if isinstance(node, ast.Name) and _is_read(node)}
    made = {node.id for node in nodes if isinstance(node, ast.Name) and not _is_read(node)}
    later = {
        node.id for node in ast.walk(loop) if isinstance(node, ast.Name) and not _is_read(node)
    }
    if not isinstance(loop.iter, ast.Call) or called(loop.iter) not in COUNTING:
        return False
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    branches = any(isinstance(node, ast.If | ast.IfExp | ast.For | ast.While) for node in nodes)
    changed = (later - made) & read
    return (
        not branches and not changed and all(_is_of_network(one, name, made, text) for one in calls)
    )


def _is_read(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Load)


def _prints(statement: ast.stmt) -> bool:
    value = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(value, ast.Call) and called(value) == "print"


def _is_of_network(call: ast.Call, name: str, made: set[str], text: Source) -> bool:
    """Whether a call builds a network, and is alike in every round."""
    root: ast.expr = call.func
    while isinstance(root, ast.Attribute | ast.Call):
        root = root.value if isinstance(root, ast.Attribute) else root.func
    if not isinstance(root, ast.Name) or called(call) in {"set_seed", "set_random_seed", "shuffle"}:
        return False
    module = text.imports.get(root.id, "").split(".")[0]
    return root.id in {name, *made} or module in KERAS or _gives_network(call, text)


def _keeps(loop: ast.For, name: str) -> bool:
    """Whether the networks are kept side by side, or several settings are gone through."""
    for node in ast.walk(loop):
        if isinstance(node, ast.Call):
            given = [*node.args, *(one.value for one in node.keywords)]
            kept = called(node) in KEEPING and any(_names(one, name) for one in given)
            if kept or (called(node) == "save" and keyword(node, "x") is None):
                return True
        if isinstance(node, ast.Assign) and _names(node.value, name):
            return True
    return False


def _names(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _counts_epochs(loop: ast.For) -> bool:
    """Whether the loop speaks of epochs: its counter, its bound, or what it prints."""
    heads = [ast.unparse(loop.target), ast.unparse(loop.iter)]
    texts = [
        node.value
        for node in ast.walk(loop)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return any(EPOCHS.search(one) for one in (*heads, *texts))
