"""An optimizer is made with settings of its own, and the network is compiled with another one.

## What it looks for
An optimizer that the program holds by a name and gave to no network, while its networks are
compiled with another one.

## Why it hurts
The learning rate that was chosen with care is not the one that is trained with. A name in quotes
makes a new optimizer with the usual settings.

## What to try
Print the learning rate of the optimizer that the network holds after `compile`.

## Source
Catalogue T02 tells of the optimizer that is forgotten altogether. Measured on Keras 3.15: "sgd" in
quotes trains with a rate of 0.01, "adam" with 0.001, whatever else the program made.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._no_effect import UNUSED, learning_rate, warned
from nngrader.rules._reading import went_well

CATALOGUE = "T02"
SEVERITY: Severity = "major"
ORDER = 410
LOOK = say("Compare the line that makes the optimizer with the call of `compile`.")
CONCEPT = "optimizer"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for the warning, and say what the network trains with instead."""
    model, rate = evidence.model, learning_rate(evidence)
    if model is None or model.optimizer is None or rate is None:
        return
    for found, place in warned(evidence, UNUSED):
        if (found["kind"].lower(), found["rate"]) == (model.optimizer.name, f"{rate:g}"):
            continue
        yield Symptom(
            say(
                "`{name}`, with a learning rate of {rate}, is given to no network: yours trains "
                "with {other}, at {other_rate:g}.",
                name=found["name"],
                rate=found["rate"],
                other=model.optimizer.name,
                other_rate=rate,
            ),
            say("Which optimizer does `compile` get, and which one did you prepare?"),
            place,
            severity="minor" if went_well(evidence) else None,
        )
