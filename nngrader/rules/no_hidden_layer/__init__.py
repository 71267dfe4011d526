"""There is no hidden layer, and a straight line does not separate the classes.

## What it looks for
A chain without a hidden layer, an exam of four rows with two of each class, and runs of which
none gets beyond 75 %: three of four XOR rows are the most that a straight line can get right.

## Why it hurts
A single layer weighs the inputs and compares the sum with a limit, which is a straight line
through the inputs. XOR has its two classes at opposite corners.

## What to try
Draw the four points and try to split them with a ruler.

## Source
Catalogue A01, with a NumPy check in which linear networks solve XOR in 0 of 3,600 trainings;
Minsky and Papert, Perceptrons (1969).
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.rules._reading import FEW_ROWS, NEVER_BENDING, STRAIGHT, counted, model_place

CATALOGUE = "A01"
SEVERITY: Severity = "fatal"
ORDER = 40
BEST_LINE = 0.75  #: three of the four XOR rows
LINE_HEADS = frozenset(
    {"linear", "relu-like", "sigmoid-like", "softmax", "softmax-twice", "tanh-like"}
)


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Ask of two classes whether the network can do more than a line, and whether it had to."""
    model, runs = evidence.model, evidence.runs
    if model is None or not runs or not _is_line(model) or not _is_like_xor(evidence.truth):
        return
    best = max(run.accuracy for run in runs)
    if best <= BEST_LINE:
        yield Symptom(
            f"Your network has {counted(len(model.layers), 'layer')} and none of them is hidden, "
            f"so it can only draw a straight line; its best accuracy is {best:.4g}.",
            "Draw the rows as points and try to split the classes with a ruler: "
            "where could a bend come from?",
            model_place(evidence),
        )


def _is_like_xor(truth: tuple[int, ...]) -> bool:
    return len(truth) == FEW_ROWS and sorted(truth) == [0, 0, 1, 1]


def _is_line(model: ModelSpec) -> bool:
    weighted = [layer for layer in model.layers if layer.type not in NEVER_BENDING]
    return (
        model.chain
        and model.head in LINE_HEADS
        and len(weighted) == 1
        and weighted[0].type in STRAIGHT
    )
