"""A watchdog of the training watches a number that does not exist.

## What it looks for
The warning with which Keras says that early stopping, a learning rate on a plateau, or the storing
of the best network waits for a number that the training does not report. Or one of them that is
told to wait for a larger loss, or for a smaller accuracy.

## Why it hurts
A number that does not exist stops nothing: training goes on to the last epoch as if the watchdog were
not there. A watchdog that takes progress for decline stops it at once, or keeps the worst network.

## What to try
Print the names that the history of the training holds, and compare them with the one that is
watched. Does it get better when it grows, or when it shrinks?

## Source
Catalogue T20; defect4ML 019. Keras 3.15 only warns: "Early stopping conditioned on metric
`val_loss` which is not available", once per epoch. Without rows set aside there is no number that
begins with `val_`. With `mode="max"` on the loss, digits end after 2 of 40 epochs at an accuracy of
0.3 instead of 0.95.
"""

import ast
import re
from collections.abc import Iterator

from nngrader.evidence import Evidence, KerasWarning
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, say
from nngrader.rules._reading import fit_place
from nngrader.rules._source import called, place_of, source

CATALOGUE = "T20"
SEVERITY: Severity = "minor"
ORDER = 685
LOOK = say("Print the names that the history of `fit` holds.")
CONCEPT = "early-stopping"
WATCHED = re.compile(
    r"(Early stopping conditioned on metric|Learning rate reduction is conditioned on metric|"
    r"Can save best model only with) `?(\w+)`?"
)


WATCHDOGS = ("EarlyStopping", "ReduceLROnPlateau", "ModelCheckpoint")
FALLING = ("loss", "error", "mse", "mae")  #: words in names of what gets better by shrinking
RISING = ("acc", "auc", "precision", "recall")
USUAL = "val_loss"  #: what all of them watch when they are told nothing


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Find what is watched in vain, each watchdog once, and what is watched the wrong way round."""
    yield from _reversed(evidence)
    yield from _in_vain(evidence)


def _reversed(evidence: Evidence) -> Iterator[Symptom]:
    read = source(evidence)
    for call in read.calls(*WATCHDOGS) if read else []:
        words = {word.arg: _word(word.value) for word in call.keywords}
        first = _word(call.args[0]) if call.args and called(call) != WATCHDOGS[2] else ""
        watched, mode = words.get("monitor") or first or USUAL, words.get("mode", "")
        against = {"max": FALLING, "min": RISING}.get(mode, ())
        if any(word in watched for word in against):
            yield Symptom(
                say(
                    '`{name}` watches `{watched}` with the mode "{mode}", so it takes every epoch '
                    "that is better for a worse one.",
                    name=called(call),
                    watched=watched,
                    mode=mode,
                ),
                say("Does that number get better when it grows, or when it shrinks?"),
                place_of(evidence, call.lineno),
                severity="major",
            )


def _word(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _in_vain(evidence: Evidence) -> Iterator[Symptom]:
    warnings = [*evidence.warnings, *(w for run in evidence.runs for w in run.warnings)]
    told = {(found[1], found[2]): (warning, found) for warning, found in _matching(warnings)}
    for warning, found in told.values():
        yield Symptom(
            _told(found[1], found[2], validated=_validates(evidence)),
            say("Which numbers does your training report, and which one is watched?"),
            warning.place or fit_place(evidence),
        )


def _matching(warnings: list[KerasWarning]) -> Iterator[tuple[KerasWarning, re.Match[str]]]:
    for warning in reversed(warnings):
        found = WATCHED.search(warning.message)
        if found:
            yield warning, found


def _validates(evidence: Evidence) -> bool:
    return any(fit.validated or fit.validation_split for fit in evidence.fits)


def _told(words: str, name: str, *, validated: bool) -> Text:
    kind = CAN_SAVE if words.startswith("Can save") else SLOWS
    what = STOPS if words.startswith("Early") else kind
    if name.startswith("val_") and not validated:
        return say(
            "{what} watches `{name}`, but no rows are set aside, so there is no such number.",
            what=what,
            name=name,
        )
    return say(
        "{what} watches `{name}`, and your training reports no such number.", what=what, name=name
    )


STOPS = say("Early stopping")
SLOWS = say("The reduction of the learning rate")
CAN_SAVE = say("The storing of the best network")
