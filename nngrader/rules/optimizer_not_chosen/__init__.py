"""No optimizer was chosen, so Keras chose one.

## What it looks for
Calls of `compile` that name no optimizer at all, and a network that is trained with RMSprop, in a
training that went badly. Where it went well nothing is said.

## Why it hurts
It is a remark. The size of the step and the way it adapts are a choice, and here nobody made it.

## What to try
Print the optimizer of the network and its learning rate.

## Source
Catalogue T02. Measured on Keras 3.15: `compile(loss=...)` trains with RMSprop at 0.001.
"""

import ast
from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._curves import failed, rate_of
from nngrader.rules._reading import model_place
from nngrader.rules._source import place_of, source

CATALOGUE = "T02"
SEVERITY: Severity = "info"
ORDER = 1040
LOOK = say("Read the call of `compile`, and list what it is told.")
CONCEPT = "optimizer"
UNASKED = "rmsprop"  #: what Keras 3.15 takes


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Read what `compile` is told."""
    model, rate, text = evidence.model, rate_of(evidence.model), source(evidence)
    if model is None or model.optimizer is None or rate is None or text is None:
        return
    if model.optimizer.name != UNASKED or not failed(evidence):
        return
    compiled = [call for call in text.calls("compile") if isinstance(call.func, ast.Attribute)]
    if compiled and not any(map(_names_one, compiled)):
        yield Symptom(
            say(
                "`compile` is told no optimizer, so Keras takes RMSprop with a learning rate of "
                "{rate:g}.",
                rate=rate,
            ),
            say("Who decides how the weights are changed in your program, and how fast?"),
            place_of(evidence, compiled[-1].lineno) or model_place(evidence),
        )


def _names_one(call: ast.Call) -> bool:
    """Whether an optimizer is given, or may be among arguments that are not written out."""
    named = any(given.arg in ("optimizer", None) for given in call.keywords)
    return bool(call.args) or named
