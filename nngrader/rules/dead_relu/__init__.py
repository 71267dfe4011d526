"""Most units of a ReLU layer never fire.

## What it looks for
No run that succeeds, and in every run a relu layer of which at least nine of ten units answer 0 for
every row that was probed after training.

## Why it hurts
Such a unit has gradient 0 for every row, so no amount of training wakes it. What the next layer
gets from it is always 0.

## What to try
Print what that layer answers for a few rows, before and after training. When did its units fall
silent?

## Source
Catalogue T12; Lu et al. (2019), Dying ReLU and Initialization, arXiv:1903.06733. Healthy relu
networks have up to 50 % dead units (XOR) or 69 % on one batch (Iris) while they score 97 to 100 %:
so nine of ten, and only where the outcome is bad.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence, TrainingRun
from nngrader.findings import Severity, Symptom
from nngrader.language import say
from nngrader.rules._curves import failed, layer_told
from nngrader.rules._reading import model_place

CATALOGUE = "T12"
SEVERITY: Severity = "major"
ORDER = 705
LOOK = say("Print what that layer answers for a few rows, before and after training.")
CONCEPT = "dead-unit"
DEAD = 0.9  #: share of the units


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Look for a layer that is dead in every run."""
    if not failed(evidence):
        return
    dead = [_dead_layers(run) for run in evidence.runs]
    for layer in sorted(set.intersection(*map(set, dead))):
        least = min(shares[layer] for shares in dead)
        yield Symptom(
            say(
                "In {layer}, {share:.0%} of the units answer 0 for every row after training.",
                layer=layer_told(evidence.model, layer),
                share=least,
            ),
            say("Which rows could still move the weights of a unit that always answers 0?"),
            model_place(evidence),
        )


def _dead_layers(run: TrainingRun) -> dict[int, float]:
    return {probe.layer: probe.dead for probe in run.layers if probe.dead >= DEAD}
