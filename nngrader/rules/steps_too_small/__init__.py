"""The steps are so small that training ends long before the goal.

## What it looks for
No run that succeeds, a learning rate of at most the one that Keras takes by default, and a loss
that falls smoothly and is still falling at the end, in every run; or, at up to ten times that rate,
a loss that moved by less than a tenth in all. Fewer than 100 corrections are told as what they are,
unless the rate is a tenth of the usual or less. A suspicion: a short training with steps of ten
times the size decides.

## Why it hurts
Every correction is the slope times the learning rate. With tiny steps the network moves in the
right direction and never arrives.

## What to try
Extend the curve of the loss with your finger. How many epochs would it need at this pace?

## Source
Catalogue T04: XOR with Adam at 0.001 and 100 epochs is solved in 0 to 8 % of the starts. Measured
on Keras 3.15 with TensorFlow 2.21 with the two examples beside this rule.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._curves import creeps, losses, rate_of, rests
from nngrader.rules._reading import fit_place

CATALOGUE = "T04"
SEVERITY: Severity = "major"
ORDER = 710
LOOK = say("Plot the loss of every epoch, and look at its last part.")
CONCEPT = "learning-rate"
TRIAL = "bigger-steps"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for small steps and a loss that is still on its way."""
    rate = rate_of(evidence.model)
    if rate is None or not (creeps(evidence) or rests(evidence)):
        return
    curve = losses(evidence.runs[0])
    told = {"rate": rate, "first": curve[0], "last": curve[-1], "epochs": len(curve)}
    yield Symptom(
        say(
            "With a learning rate of {rate:.4g} the loss creeps from {first:.4g} to {last:.4g} "
            "in {epochs} epochs, and is still falling.",
            **told,
        )
        if creeps(evidence)
        else say(
            "With a learning rate of {rate:.4g} the loss hardly moves in {epochs} epochs: from "
            "{first:.4g} to {last:.4g}.",
            **told,
        ),
        say("At this pace, how many epochs would it take to arrive?"),
        fit_place(evidence),
        severity=None if creeps(evidence) else "minor",
    )
