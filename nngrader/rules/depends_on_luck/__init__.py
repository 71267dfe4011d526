"""It learns from some random starts and not from others.

## What it looks for
More than four rows in the exam, at least two runs, of which some succeed and some do not, and which
lie at least 0.1 of accuracy and three standard errors apart. Tables of four rows are the matter of
`lucky_or_unlucky_start`.

## Why it hurts
The weights start at random. A single result says as much about the start as about the design.

## What to try
Train with five seeds, and report the worst, the middle and the best result.

## Source
Catalogue T25. The distance of 0.1 is chosen here. Measured on Keras 3.15 with TensorFlow 2.21: 4
relu units on a cloud of XOR reach 0.82, 0.97 and 0.72 from three starts, 32 units 0.99 from all.
"""

from collections.abc import Iterator

from nngrader.evidence import Evidence
from nngrader.findings import Severity, Symptom
from nngrader.language import counted, say
from nngrader.rules._curves import CERTAIN, error_of
from nngrader.rules._reading import FEW_ROWS, model_place, succeeded

CATALOGUE = "T25"
SEVERITY: Severity = "info"
ORDER = 680
LOOK = say("Train five times with different seeds, and write down every result.")
CONCEPT = "seed"
APART = 0.1  #: of accuracy; chosen here


def diagnose(evidence: Evidence) -> Iterator[Symptom]:
    """Compare the best and the worst run."""
    runs = [run for run in evidence.runs if len(run.answers) > FEW_ROWS and not run.error]
    won = sum(succeeded(run) for run in runs)
    if evidence.task != "classes" or not 0 < won < len(runs):
        return
    best, worst = (pick(run.accuracy for run in runs) for pick in (max, min))
    chance = CERTAIN * error_of(worst, len(runs[0].answers))
    if round(best - worst, 6) >= max(APART, chance):
        yield Symptom(
            counted(
                "{number} of {runs} random starts leads to a good result; they reach from "
                "{worst:.3g} to {best:.3g}.",
                "{number} of {runs} random starts lead to a good result; they reach from "
                "{worst:.3g} to {best:.3g}.",
                won,
                runs=len(runs),
                worst=worst,
                best=best,
            ),
            say("What would you report if you had seen only one of these results?"),
            model_place(evidence),
        )
