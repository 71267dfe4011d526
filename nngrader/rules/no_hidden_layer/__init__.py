"""There is no hidden layer, and a straight line does not separate the classes.

## What it looks for
A chain without a hidden layer, four rows with two of each class at opposite corners, and runs of
which none gets beyond 75 %: three of four XOR rows are the most that a straight line can get right.

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

from nngrader.evidence import ArraySpec, Evidence, ModelSpec
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, say
from nngrader.rules._reading import FEW_ROWS, NEVER_BENDING, STRAIGHT, model_place

CATALOGUE = "A01"
SEVERITY: Severity = "fatal"
ORDER = 610
LOOK = say("Look at the list of layers between the inputs and the output.")
CONCEPT = "hidden-layer"
BEST_LINE = 0.75  #: three of the four XOR rows
LINE_HEADS = frozenset(
    {"linear", "relu-like", "sigmoid-like", "softmax", "softmax-twice", "tanh-like"}
)


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Ask of two classes whether the network can do more than a line, and whether it had to."""
    model, runs = evidence.model, evidence.runs
    if model is None or not runs or not _is_line(model) or not _is_like_xor(evidence):
        return
    best = max(run.accuracy for run in runs)
    if best <= BEST_LINE:
        yield Symptom(
            counted(
                "Your network has {number} layer and none of them is hidden, so it can only draw a "
                "straight line; its best accuracy is {best:.4g}.",
                "Your network has {number} layers and none of them is hidden, so it can only draw "
                "a straight line; its best accuracy is {best:.4g}.",
                len(model.layers),
                best=best,
            ),
            say(
                "Draw the rows as points and try to split the classes with a ruler: where could a "
                "bend come from?"
            ),
            model_place(evidence),
        )


def _is_like_xor(evidence: Evidence) -> bool:
    """Of an assignment the classes tell; without one, the corners are looked at as well."""
    if not evidence.assignment:
        return bool(evidence.fits) and _crossed(evidence.fits[-1].x, evidence.fits[-1].y)
    return len(evidence.truth) == FEW_ROWS and sorted(evidence.truth) == [0, 0, 1, 1]


def _crossed(x: ArraySpec, y: ArraySpec) -> bool:
    """Whether the middle of two points of one class is the middle of those of the other."""
    points = [value for value in x.sample if isinstance(value, int | float)]
    if x.shape != (FEW_ROWS, 2) or len(points) != 2 * FEW_ROWS or len(y.sample) < FEW_ROWS:
        return False
    width = y.shape[1] if len(y.shape) == 2 else 1
    names = [y.sample[row * width : (row + 1) * width] for row in range(FEW_ROWS)]
    first = [row for row in range(FEW_ROWS) if names[row] == names[0]]
    others = [row for row in range(FEW_ROWS) if row not in first]
    if len(first) != len(others) or names[others[0]] != names[others[1]]:
        return False
    return all(
        sum(points[2 * row + axis] for row in first)
        == sum(points[2 * row + axis] for row in others)
        for axis in range(2)
    )


def _is_line(model: ModelSpec) -> bool:
    weighted = [layer for layer in model.layers if layer.type not in NEVER_BENDING]
    return (
        model.chain
        and model.head in LINE_HEADS
        and len(weighted) == 1
        and weighted[0].type in STRAIGHT
    )
