"""A scaler learned from rows that were to be unseen.

## What it looks for
`fit_transform` of a scaler, or `scale` and its like, on rows that are split into training and test
rows only afterwards, by `train_test_split` or by two slices; or a scaler that is fitted anew on the
test rows. Read from the text of the program.

## Why it hurts
The mean, the spread or the largest value of rows of the exam are known before the exam. Fitted anew
on the test rows, the scaler even gives the same flower other numbers than in training.

## What to try
Ask of every number that a scaler keeps: from which rows does it come?

## Source
Catalogue D03; scikit-learn, Common pitfalls, chapter Data leakage. Measured with scikit-learn 1.8
on Keras 3.15: on Iris the score is the same with either, so it is a remark where the scaler only
came too early, and never the cause of a bad score.
"""

import ast
from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._source import Source, argument, called, place_of, source
from nngrader.rules._stacking import origins

CATALOGUE = "D03"
SEVERITY: Severity = "major"
ORDER = 920
LOOK = say("Compare the line in which the rows are split with the one in which they are scaled.")
CONCEPT = "leak"
SCALERS = frozenset(
    {"MaxAbsScaler", "MinMaxScaler", "Normalizer", "RobustScaler", "StandardScaler"}
)
STATELESS = frozenset({"Normalizer"})  #: keeps no number of any other row
FITTING = ("fit", "fit_transform")
SCALING = ("maxabs_scale", "minmax_scale", "robust_scale", "scale")  #: of scikit-learn


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Follow what every scaler is fitted to."""
    text = source(evidence)
    if text is None:
        return
    splits = text.calls("train_test_split")
    fitted = [call for call in text.calls(*FITTING) if _is_of_scaler(call, text)]
    fitted += [call for call in text.calls(*SCALING) if _is_of_sklearn(call, text)]
    held = {name for split in splits for name in _held_out(split, text)}
    for call in fitted:
        given = call.args[0]
        if isinstance(given, ast.Name) and given.id in held and _after(call, splits):
            yield _anew(evidence, call, given.id)
        elif any(_is_split_later(call, split, text) for split in splits) or _is_cut(call, text):
            yield _early(evidence, call)


def _anew(evidence: Evidence, call: ast.Call, name: str) -> Symptom:
    return Symptom(
        say("A scaler is fitted to `{name}`, which holds rows for the exam.", name=name),
        say("If a single new row arrived, from which rows would its mean and spread come?"),
        place_of(evidence, call.lineno),
    )


def _early(evidence: Evidence, call: ast.Call) -> Symptom:
    return Symptom(
        say(
            "A scaler is fitted to all rows of `{name}`, and those for the exam are taken out of "
            "them afterwards.",
            name=ast.unparse(call.args[0])[:40],
        ),
        say("Which rows may be used to choose the mean and the spread?"),
        place_of(evidence, call.lineno),
        severity="minor",
    )


def _is_of_scaler(call: ast.Call, text: Source) -> bool:
    """Whether a method of a scaler is called with rows."""
    if not isinstance(call.func, ast.Attribute) or not call.args:
        return False
    made: ast.expr | None = call.func.value
    if isinstance(made, ast.Name):
        binding = text.bound(made)
        made = binding.value if binding else None
    return isinstance(made, ast.Call) and called(made) in SCALERS - STATELESS


def _is_of_sklearn(call: ast.Call, text: Source) -> bool:
    """Whether a function of `sklearn.preprocessing` is called with rows."""
    function = call.func
    root = function.value if isinstance(function, ast.Attribute) else function
    module = text.imports.get(root.id, "") if isinstance(root, ast.Name) else ""
    return module.startswith("sklearn.preprocessing") and bool(call.args)


def _is_cut(call: ast.Call, text: Source) -> bool:
    """Whether the first rows of what a scaler made are trained on, and the rest is for the exam."""
    trained = [argument(fit, 0, "x") for fit in text.calls("fit") if len(fit.args) > 1]
    exams = [argument(one, 0, "x") for one in text.calls("evaluate", "predict")]
    for fit in text.calls("fit"):
        held = argument(fit, 5, "validation_data")
        exams += held.elts[:1] if isinstance(held, ast.Tuple) else []
    learned = {end for rows in trained if (end := _end(rows, call, text, "upper"))}
    asked = {end for rows in exams if (end := _end(rows, call, text, "lower"))}
    return bool(learned & asked)


def _end(rows: ast.expr | None, call: ast.Call, text: Source, side: str) -> str:
    """Write down where a slice of the scaled rows ends or begins; empty for anything else."""
    if isinstance(rows, ast.Name):
        found = text.meanings(rows)
        rows = text.part(found[0]) if len(found) == 1 and not found[0].each else None
    if not isinstance(rows, ast.Subscript) or not isinstance(rows.slice, ast.Slice):
        return ""
    made = any(_is_made_by(node, call) for node in origins(rows.value, text))
    bounds = {"upper": rows.slice.upper, "lower": rows.slice.lower}
    other = bounds["lower" if side == "upper" else "upper"]
    end = bounds[side]
    return ast.unparse(end) if made and end is not None and other is None else ""


def _held_out(split: ast.Call, text: Source) -> Iterator[str]:
    """Name the second of each pair that `train_test_split` gives back, where rows are split."""
    for node in text.nodes(ast.Assign):
        target = node.targets[0]
        if node.value is split and isinstance(target, ast.Tuple):
            yield from (part.id for part in target.elts[1::2] if isinstance(part, ast.Name))


def _after(call: ast.Call, splits: list[ast.Call]) -> bool:
    return any(split.lineno < call.lineno for split in splits)


def _is_split_later(call: ast.Call, split: ast.Call, text: Source) -> bool:
    """Whether the very rows that a scaler made, or was fitted to, are split below."""
    if split.lineno <= call.lineno or text.homes[call] != text.homes[split] or not split.args:
        return False
    rows = split.args[0]
    if not isinstance(rows, ast.Name):
        return False
    return any(_is_made_by(node, call) for node in origins(rows, text))


def _is_made_by(node: ast.AST, call: ast.Call) -> bool:
    """Whether something is what a scaler makes of the rows, in one step or in two."""
    if called(call) != "fit":
        return node is call
    second = isinstance(node, ast.Call) and called(node) == "transform"
    return isinstance(node, ast.Call) and second and _same_scaler(node, call)


def _same_scaler(one: ast.Call, other: ast.Call) -> bool:
    """Whether two calls are of the same scaler and about the same rows."""
    owners = [call.func.value for call in (one, other) if isinstance(call.func, ast.Attribute)]
    same = len({ast.unparse(owner) for owner in owners}) == 1 and len(owners) == 2
    return same and bool(one.args) and ast.unparse(one.args[0]) == ast.unparse(other.args[0])
