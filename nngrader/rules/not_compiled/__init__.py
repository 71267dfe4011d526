"""The network has no loss.

## What it looks for
A network that was never compiled, or compiled without a loss, and was not trained. Of a script, one
that Keras stopped for this reason: a program may train with a loop of its own.

## Why it hurts
The loss is what training makes small. Without one Keras stops with `You must call compile()` or
`No loss to compute`.

## What to try
Find the call that tells Keras what to make small and how.

## Source
Catalogue T01, K31 and K32, which quote Keras 3.15.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, counted, say
from nngrader.rules._reading import model_place

CATALOGUE = "T01"
SEVERITY: Severity = "fatal"
ORDER = 400
LOOK = say("Look at the lines between the last layer and `fit`.")
CONCEPT = "compile"
SAID = ("must call `compile()`", "No loss to compute")  #: by Keras, when training has no goal


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for a network without a loss, unless it has trained nevertheless."""
    model = evidence.model
    if model is None or model.loss is not None or "train" in evidence.unfinished:
        return
    if any(run.epochs for run in evidence.runs) or _does_without(evidence):
        return
    yield Symptom(
        _told(len(model.layers), compiled=model.optimizer is not None),
        say("Which call tells Keras what training should make small?"),
        model_place(evidence),
    )


def _does_without(evidence: Evidence) -> bool:
    """Whether it is a script that Keras did not stop: one may write the training oneself."""
    message = evidence.error.message if evidence.error else ""
    return evidence.script and not any(words in message for words in SAID)


def _told(layers: int, *, compiled: bool) -> Text:
    if compiled:
        return counted(
            "Your network of {number} layer is compiled without a loss, so training has no goal.",
            "Your network of {number} layers is compiled without a loss, so training has no goal.",
            layers,
        )
    return counted(
        "Your network of {number} layer is never compiled, so training has no goal.",
        "Your network of {number} layers is never compiled, so training has no goal.",
        layers,
    )
