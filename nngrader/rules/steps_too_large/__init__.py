"""The steps are so large that training overshoots.

## What it looks for
No run that succeeds, a learning rate above the one that Keras takes by default, and in every run a
loss that is lost (not finite), ends higher than it began, or rises by a tenth after a fifth of the
epochs. It is a suspicion: a short training with steps of a tenth of the size decides.

## Why it hurts
Every correction is the slope times the learning rate. A step that is too long lands on the other
side of the valley, often higher than before, and can push units to where they no longer react.

## What to try
Divide the learning rate by 10, twice, and lay the three curves of the loss side by side.

## Source
Catalogue T03. The number alone proves nothing: measured on Keras 3.15 with TensorFlow 2.21, Adam at
0.1 and SGD at 2.0 solve XOR, so this rule speaks only where training failed. "Rises by a tenth" and
"a fifth of the epochs" are chosen here, after AUTOTRAINER's count of swings (Zhang et al., ICSE
2021).
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, say
from nngrader.rules._curves import is_finite, losses, overshoots, rate_of
from nngrader.rules._reading import fit_place

CATALOGUE = "T03"
SEVERITY: Severity = "major"
ORDER = 700
LOOK = say("Plot the loss of every epoch, and compare how far it jumps up and down.")
CONCEPT = "learning-rate"
TRIAL = "smaller-steps"


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for steps above the usual and a loss that they throw about."""
    rate = rate_of(evidence.model)
    if rate is not None and overshoots(evidence):
        yield Symptom(
            say(
                "With a learning rate of {rate:.4g}, {loss}: each correction may overshoot.",
                rate=rate,
                loss=_loss_told(evidence.runs[0]),
            ),
            say("What would the curve of the loss look like with steps of a tenth of the size?"),
            fit_place(evidence),
        )


def _loss_told(run: TrainingRun) -> Text:
    curve = losses(run)
    if not is_finite(run):
        epoch = run.history["loss"].index(None) + 1
        return say("the loss is lost in epoch {epoch}", epoch=epoch)
    return say("the loss goes from {first:.4g} to {last:.4g}", first=curve[0], last=curve[-1])
