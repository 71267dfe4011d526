"""The network is made anew after it was trained.

## What it looks for
A name that gets the same new network a second time after `fit`, and an untrained network that is
asked afterwards.

## Why it hurts
What was learned is in the weights of the first network, and the name stands for another one with
fresh weights. Its answers are guesses.

## What to try
Print a few weights right after `fit`, and again right before the network is asked.

## Source
Catalogue T23 and T24: a notebook in which the cell that makes the network is run once more. Measured
on Keras 3.15 with TensorFlow 2.21: on 30 unseen rows of Iris the accuracy falls from 0.87 to 0.17, which is luck.
"""

import ast
from collections.abc import Iterator

from nngrader.evidence import Asking, Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._source import Source, source

CATALOGUE = "T23"
SEVERITY: Severity = "fatal"
ORDER = 405
LOOK = say("Follow the name of the network from `fit` to where it is asked.")
CONCEPT = "fit"
RESTORING = ("load_weights", "set_weights", "load_model", "clone_model", "load_own_variables")


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for an untrained network that is asked, and for the line that made it anew."""
    asked = next((one for one in evidence.asked if _is_fresh(one, evidence)), None)
    text = source(evidence) if asked is not None else None
    if asked is None or text is None or text.calls(*RESTORING):
        return
    name = _made_twice(text)
    if name:
        yield Symptom(
            say("`{name}` was trained, then made anew, and now it is asked untrained.", name=name),
            say("Which network holds the weights that training gave, and which one is asked?"),
            asked.place,
        )


def _is_fresh(asking: Asking, evidence: Evidence) -> bool:
    """Whether a network is asked that never trained, although another one did before."""
    if not asking.after or not evidence.fits:
        return False
    reached = [one.reached for one in evidence.candidates if one.number == asking.network]
    return reached in (["made"], ["compiled"])


def _made_twice(text: Source) -> str:
    """Find a name that gets the very same new thing below its last `fit` that it had above it."""
    last = {owner.id: owner for call in text.calls("fit") if (owner := _owner(call)) is not None}
    for name, owner in last.items():
        before = text.bound(owner)
        later = [b for b in text.bindings if b.name == name and b.line > owner.lineno]
        if before and any(ast.dump(before.value) == ast.dump(b.value) for b in later):
            return name
    return ""


def _owner(call: ast.Call) -> ast.Name | None:
    """Find the name of the network that a method is called of."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return owner if isinstance(owner, ast.Name) else None
