"""Rows and labels are mixed one after the other, each in an order of its own.

## What it looks for
Two calls that mix, or split with mixing, in the text: one for what reaches Keras as rows and one for
its labels, without the same new seed before each of them. `tf.random.shuffle` is included where both
have the same `seed`: it goes on with its numbers, and does not begin anew.

## Why it hurts
Each row is taught with the label of another one. There is nothing to learn, and the network ends at
guessing, although every line of the program looks right.

## What to try
Follow one row and its label through the two lines. Do they still stand at the same place?

## Source
Catalogue L23. Measured on Keras 3.15 with TensorFlow 2.21: of 20 numbers that `tf.random.shuffle`
mixed twice with `seed=42`, 0 or 1 stood at the same place, with and without `tf.random.set_seed`.
"""

import ast
from collections.abc import Iterator
from itertools import combinations

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._source import (
    Source,
    called,
    is_method,
    keyword,
    place_of,
    source,
)
from nngrader.rules._stacking import origins

CATALOGUE = "L23"
SEVERITY: Severity = "fatal"
ORDER = 601
LOOK = say("Print the first rows beside their labels, before and after each line that moves them.")
CONCEPT = "shuffling"
MIXING = ("permutation", "shuffle", "train_test_split")
SEEDING = (
    "Random RandomState default_rng get_state get_rng_state seed set_random_seed set_seed set_state setstate"
).split()
GLOBAL = frozenset({"np.random", "numpy.random", "random", "tf.random", "tensorflow.random"})
MOST_CALLS = 12  #: that are compared with one another


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for two mixings in a row, of rows and of labels."""
    text = source(evidence)
    if text is None or evidence.aligned is not None or not evidence.fits:
        return
    mixed = [call for call in text.calls(*MIXING) if len(call.args) == 1]
    for first, second in combinations(mixed[:MOST_CALLS], 2):
        if _is_apart(first, second, text) and _is_pair(first, second, text):
            yield Symptom(
                say(
                    "`{first}` and then `{second}` mix rows and labels one after the other, each "
                    "in an order of its own.",
                    first=ast.unparse(first)[:60],
                    second=ast.unparse(second)[:60],
                ),
                say("Where does the first row stand after these two lines, and where its label?"),
                place_of(evidence, second.lineno),
            )
            return


def _is_apart(first: ast.Call, second: ast.Call, text: Source) -> bool:
    """Whether two calls of the same function do not begin with the same random numbers."""
    same = ast.unparse(first.func) == ast.unparse(second.func)
    if not same or _block(first, text) is not _block(second, text):
        return False
    if any(first.lineno < call.lineno < second.lineno for call in text.calls(*SEEDING)):
        return False
    if _is_of_sklearn(first, text):
        return _are_seeded_apart(first, second)
    owner = ast.unparse(first.func.value) if isinstance(first.func, ast.Attribute) else ""
    return owner in GLOBAL or _is_generator(first, text)


def _are_seeded_apart(first: ast.Call, second: ast.Call) -> bool:
    seeds = [keyword(call, "random_state") for call in (first, second)]
    one, other = (None if seed is None else ast.unparse(seed) for seed in seeds)
    mixes = all(keyword(call, "shuffle") is None for call in (first, second))
    return mixes and (one != other or one in {None, "None"})


def _is_of_sklearn(call: ast.Call, text: Source) -> bool:
    plain = isinstance(call.func, ast.Name)
    return called(call) == "train_test_split" or (
        plain and text.imports.get(called(call), "").startswith("sklearn.")
    )


def _is_generator(call: ast.Call, text: Source) -> bool:
    """Whether a method of a generator of random numbers is called."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    binding = text.bound(owner) if isinstance(owner, ast.Name) else None
    made = binding.value if binding and is_method(call) else None
    return isinstance(made, ast.Call) and called(made) in {"RandomState", "default_rng"}


def _block(call: ast.Call, text: Source) -> ast.AST | None:
    """Find the list of statements that a call stands in, by their common parent."""
    node: ast.AST = call
    while not isinstance(node, ast.stmt) and node in text.parents:
        node = text.parents[node]
    return text.parents.get(node)


def _is_pair(first: ast.Call, second: ast.Call, text: Source) -> bool:
    """Whether one mixes rows that Keras gets, and the other one their labels."""
    one, other = first.args[0], second.args[0]
    if not isinstance(one, ast.Name) or not isinstance(other, ast.Name) or one.id == other.id:
        return False
    for rows, labels in text.taught():
        if rows is None or labels is None:
            continue
        of_rows, of_labels = origins(rows, text), origins(labels, text)
        for x, y in ((first, second), (second, first)):
            if _reaches(x, of_rows, text) and _reaches(y, of_labels, text):
                return not _reaches(x, of_labels, text) and not _reaches(y, of_rows, text)
    return False


def _reaches(call: ast.Call, made_of: frozenset[ast.AST], text: Source) -> bool:
    """Whether something is made of what a call mixes: of its result, or of the array in its place."""
    if not isinstance(text.parents.get(call), ast.Expr):
        return call in made_of
    mixed = call.args[0]
    name = mixed.id if isinstance(mixed, ast.Name) else ""
    return any(isinstance(node, ast.Name) and node.id == name for node in made_of)
