"""Whether labels were drawn by chance, as demonstrations do: then nothing can be learned from them."""

import ast

from nngrader.evidence import Evidence
from nngrader.rules._source import Source, called, source

DRAWS = frozenset(
    "choice integers normal rand randint randn random random_integers random_sample standard_normal uniform".split()
)
WRAPPERS = frozenset("array asarray astype constant one_hot reshape round to_categorical".split())
MOST_STEPS = 8  #: that labels are followed through the text


def labels_are_chance(evidence: Evidence) -> bool:
    """Say whether the labels of the last `fit` are nothing but drawn numbers."""
    read = source(evidence)
    calls = read.calls("fit", "train_on_batch") if read else []
    labels = [found for call in calls if (found := _labels(call)) is not None]
    return read is not None and bool(labels) and _is_drawn(labels[-1], read)


def _labels(call: ast.Call) -> ast.expr | None:
    named = next((word.value for word in call.keywords if word.arg == "y"), None)
    return named or (call.args[1] if len(call.args) > 1 else None)


def _is_drawn(node: ast.expr, read: Source, steps: int = 0) -> bool:
    if steps > MOST_STEPS:
        return False
    match node:
        case ast.Name():
            binding = read.bound(node)
            return binding is not None and _is_drawn(binding.value, read, steps + 1)
        case ast.Subscript(value=value):
            return _is_drawn(value, read, steps + 1)
        case ast.Call(func=func, args=args):
            if called(node) in DRAWS:
                return True
            inner = func.value if isinstance(func, ast.Attribute) else None
            passed = [*args[:1], *([inner] if inner is not None else [])]
            wraps = called(node) in WRAPPERS
            return wraps and any(_is_drawn(one, read, steps + 1) for one in passed)
        case _:
            return False
