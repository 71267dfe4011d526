"""Units are pushed to their limits, where they no longer react.

## What it looks for
No run that succeeds, and in every run a hidden layer of sigmoid or tanh with at least half of its
answers within 1 % of a limit.

## Why it hurts
At its limits such a unit is flat: a correction that comes back is multiplied by nearly 0, and the
weights in front of it stay where they are.

## What to try
Print what that layer answers for a few rows. How many numbers stand at a limit, and which sums
brought them there?

## Source
Catalogue T15; half of the answers is DeepDiagnosis's (Wardat et al., ICSE 2022). A solved XOR
saturates rightly, so this is told only where nothing was learned, and of hidden layers only.
Measured on Keras 3.15 with TensorFlow 2.21: 4 tanh units on inputs up to 19 have 55 to 78 % of
their answers at a limit and end at 0.74; on the same inputs divided by 9.5, less 1, 21 to 36 % and
0.93 to 0.97.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._curves import failed, layer_told
from nngrader.rules._reading import model_place

CATALOGUE = "T15"
SEVERITY: Severity = "minor"
ORDER = 706
LOOK = say("Print the least and the greatest sum that enters the units of that layer.")
CONCEPT = "saturation"
HALF = 0.5  #: of the answers; DeepDiagnosis


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for a hidden layer that is saturated in every run."""
    if not failed(evidence):
        return
    full = [_saturated_layers(run) for run in evidence.runs]
    common = sorted(set.intersection(*map(set, full)))
    if common:
        yield Symptom(
            say(
                "In {layer}, {share:.0%} of the answers lie at a limit of {bend}, where it is "
                "flat.",
                layer=layer_told(evidence.model, common[0]),
                share=min(shares[common[0]] for shares in full),
                bend=_bend(evidence, common[0]),
            ),
            say("How much does the answer of such a unit change when its sum changes a little?"),
            model_place(evidence),
        )


def _saturated_layers(run: TrainingRun) -> dict[int, float]:
    return {probe.layer: probe.saturated for probe in run.layers[:-1] if probe.saturated >= HALF}


def _bend(evidence: Evidence, index: int) -> str:
    layers = evidence.model.layers if evidence.model else ()
    return layers[index].activation if index < len(layers) else "the activation"
