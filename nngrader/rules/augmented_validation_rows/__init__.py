"""Validation rows are distorted like training rows.

## What it looks for
Layers that turn, shift or mirror pictures at random, applied with `training=True` to the rows that
are given as validation data or to `evaluate`; or an `ImageDataGenerator` that distorts and also
makes the validation rows. Read from the text of the program.

## Why it hurts
The exam is made harder than what is asked of the network later, and another one each time: the
score is too low and jumps.

## What to try
Show some of the pictures that give the validation score.

## Source
Catalogue D20 (SO 59007484, 46239839). Measured on Keras 3.15: such layers change nothing without
`training=True`, as in `fit` for validation rows and in `evaluate`; inside a network they are
harmless.
"""

import ast
from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._source import Source, called, keyword, place_of, source

CATALOGUE = "D20"
SEVERITY: Severity = "major"
ORDER = 930
LOOK = say("Follow the validation rows from where they are loaded to where they are used.")
CONCEPT = "augmentation"
DISTORTING = frozenset(
    {
        "brightness_range",
        "channel_shift_range",
        "height_shift_range",
        "horizontal_flip",
        "rotation_range",
        "shear_range",
        "vertical_flip",
        "width_shift_range",
        "zoom_range",
    }
)  #: arguments of `ImageDataGenerator`
FLOWS = ("flow", "flow_from_directory", "flow_from_dataframe")


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look at what is given for validation and where it was made."""
    text = source(evidence)
    if text is None:
        return
    found = (maker for rows in _examined(text) for maker in _makers(rows, text))
    call = next((maker for maker in found if _distorts(maker, text)), None)
    if call is not None:
        yield Symptom(
            say("`{made}` distorts rows that are for validation.", made=ast.unparse(call)[:60]),
            say("Which copies of the pictures should stay as they are?"),
            place_of(evidence, call.lineno),
        )


def _examined(text: Source) -> Iterator[ast.expr]:
    """List what stands for rows of an exam: validation data, and what is evaluated."""
    for call in text.calls("fit"):
        held = keyword(call, "validation_data")
        if held is not None:
            yield held.elts[0] if isinstance(held, ast.Tuple) and held.elts else held
    yield from (call.args[0] for call in text.calls("evaluate") if call.args)


def _makers(rows: ast.expr, text: Source) -> Iterator[ast.Call]:
    """List the calls that made some rows, where they stand in the expression of their name."""
    binding = text.bound(rows) if isinstance(rows, ast.Name) else None
    value = binding.value if binding else rows
    return (node for node in ast.walk(value) if isinstance(node, ast.Call))


def _distorts(call: ast.Call, text: Source) -> bool:
    if called(call) in FLOWS and isinstance(call.func, ast.Attribute):
        made = _made(call.func.value, text)
        return made is not None and _is_distorting_generator(made)
    training = keyword(call, "training")
    if not (isinstance(training, ast.Constant) and training.value is True):
        return False
    made = _made(call.func, text)
    return made is not None and "Random" in ast.unparse(made)


def _made(node: ast.expr, text: Source) -> ast.expr | None:
    binding = text.bound(node) if isinstance(node, ast.Name) else None
    return binding.value if binding else None


def _is_distorting_generator(made: ast.expr) -> bool:
    if not isinstance(made, ast.Call) or called(made) != "ImageDataGenerator":
        return False
    return any(given.arg in DISTORTING for given in made.keywords)
