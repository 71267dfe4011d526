"""The simplest optimizer stands still on hard ground.

## What it looks for
No run that succeeds, and SGD without momentum at a learning rate of at most 0.01, its default.

## Why it hurts
Plain SGD takes the same small step everywhere. Where the slope is flat it hardly moves, and other
optimizers would lengthen their step there.

## What to try
Change one thing: the size of the step, momentum, or patience. Which makes the most of it?

## Source
Catalogue T08, a NumPy count: XOR with SGD at 0.01 for 1000 epochs is solved by networks with 2 to 4
hidden units in 0 % (sigmoid), 0 to 20 % (tanh) and 6 to 27 % (relu) of the starts.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._curves import failed, losses, rate_of
from nngrader.rules._reading import model_place

CATALOGUE = "T08"
SEVERITY: Severity = "minor"
ORDER = 730
LOOK = say("Print the loss at the start, in the middle and at the end.")
CONCEPT = "optimizer"
CAUTIOUS = 0.01  #: the default of SGD in Keras 3.15


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for plain SGD at its default or below, where nothing was learned."""
    model, rate = evidence.model, rate_of(evidence.model)
    if model is None or model.optimizer is None or rate is None or not failed(evidence):
        return
    plain = model.optimizer.name == "sgd" and not model.optimizer.settings.get("momentum")
    curve = losses(evidence.runs[0])
    if plain and 0 < rate <= CAUTIOUS and len(curve) > 1:
        yield Symptom(
            say(
                "Plain SGD with its cautious step of {rate:.4g} brings the loss from {first:.4g} "
                "only to {last:.4g}.",
                rate=rate,
                first=curve[0],
                last=curve[-1],
            ),
            say("Which one setting of the optimizer would you change first, and why?"),
            model_place(evidence),
        )
