"""The weights grow beyond all measure.

## What it looks for
No run that succeeds, and in every run a layer with a weight beyond 100, or one that is no longer a
number. Silent where steps above the usual throw the loss about: `steps-too-large` says so. It is a
suspicion: a short training with steps of a tenth of the size decides.

## Why it hurts
Large weights make large answers, those make large corrections, and these make larger weights. In
the end nothing but infinity is left.

## What to try
Print the largest weight of each layer after a few epochs. What makes a single correction so large?

## Source
Catalogue T14; 100 is its limit. Measured on Keras 3.15 with TensorFlow 2.21: a line through inputs
up to 19 with plain SGD at 0.01 ends with a weight of 5e14 after 20 epochs, with 0.001 it is learned
(3.4).
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, LayerProbe
from nngrader.findings import Severity, Symptom
from nngrader.language import Text, say
from nngrader.rules._curves import failed, layer_told, overshoots
from nngrader.rules._reading import fit_place

CATALOGUE = "T14"
SEVERITY: Severity = "major"
ORDER = 715
LOOK = say("Print the largest weight of every layer after each of the first epochs.")
CONCEPT = "gradient"
TRIAL = "smaller-steps"
LARGEST = 100.0  #: of a weight, sign aside; catalogue T14


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for a layer whose weights are beyond all measure in every run."""
    if not failed(evidence) or overshoots(evidence):
        return
    grown = [
        {probe.layer: probe for probe in run.layers if _is_huge(probe)} for run in evidence.runs
    ]
    common = sorted(set.intersection(*map(set, grown)))
    if common:
        yield Symptom(
            say(
                "In {layer}, {weight} after training.",
                layer=layer_told(evidence.model, common[0]),
                weight=_weight_told(grown[0][common[0]]),
            ),
            say("How large is a single correction at the start, and what makes it so large?"),
            fit_place(evidence),
        )


def _is_huge(probe: LayerProbe) -> bool:
    return probe.largest is None or probe.largest > LARGEST


def _weight_told(probe: LayerProbe) -> Text:
    if probe.largest is None:
        return say("weights are no numbers any more")
    return say("the largest weight is {weight:.3g}", weight=probe.largest)
